"""The same model in plain Python, one draw at a time: what the arrays of the library must equal."""

from __future__ import annotations

from collections.abc import Mapping

Number = Mapping[tuple[str, str], float]
STAGES = ("volume", "use_performance", "territorial")


def plain(values: Number, years: int) -> dict[str, dict[str, list[float]]]:
    """Revenue, costs, investment, cash, material and energy per use, year by year, of each stage.

    `values` holds every coefficient of a type, percents from 0 to 100; today is volume × price.
    """
    today = {code: value for (code, stage), value in values.items() if stage == "volume"}
    demand = today["volume"] * today["uses_per_item"] * today["life_span"]
    begin = _full(today, demand, "volume")
    return {stage: _years(_of(values, stage), demand, begin, stage, years) for stage in STAGES}


def _of(values: Number, stage: str) -> dict[str, float]:
    return {code: value for (code, held), value in values.items() if held == stage}


def _full(mine: Mapping[str, float], demand: float, stage: str) -> dict[str, float]:
    """One stage, once the whole demand is in it."""
    moved = stage != "volume"
    contracted = mine["contracted_share"] / 100 if moved else 0.0
    rebound = mine["rebound"] / 100 if moved else 0.0
    uses = demand * (1 + rebound)
    items = uses / mine["uses_per_item"]
    made = items / mine["life_span"]
    contracts = contracted * uses * mine["fee"] if moved else 0.0
    shared = uses * mine["effects_value"] * mine["effects_share"] / 100 if stage == "territorial" else 0.0
    premium = contracts * mine["risk_premium"] / 100 if moved else 0.0
    return {
        "sales": (1 - contracted) * made * mine["price"],
        "other_in": contracts + mine["contributions"] + shared,
        "production": made * mine["production_cost"],
        "other_out": items * mine["maintenance_cost"] + uses * mine["running_cost"]
        + mine["facilitation_cost"] + mine["other_costs"] + premium,
        "held": contracted * mine["held_share"] / 100 * items * mine["production_cost"] if moved else 0.0,
        "material": mine["material_per_item"] / (mine["uses_per_item"] * mine["life_span"]),
        "energy": mine["energy_per_item"] / (mine["uses_per_item"] * mine["life_span"]) + mine["energy_per_use"],
        "rebound": rebound,
    }  # fmt: skip


def _years(
    mine: Mapping[str, float], demand: float, begin: Mapping[str, float], stage: str, years: int
) -> dict[str, list[float]]:
    end = _full(mine, demand, stage)
    moves = stage != "volume"
    once = mine["equipment_investment"] + mine["intangible_investment"] + end["held"] if moves else 0.0
    found: dict[str, list[float]] = {
        name: [] for name in ("revenue", "costs", "investment", "cash", "material_per_use", "energy_per_use")
    }
    cash = before = 0.0
    for year in range(1, years + 1):
        part = min(1.0, year / mine["move_years"]) if moves else 0.0
        lost = mine["cannibalisation"] / 100 * (1 - part) if moves else 0.0
        revenue = costs = 0.0
        for name in ("sales", "other_in", "production", "other_out"):
            value = begin[name] + part * (end[name] - begin[name])
            value -= lost * begin[name] if name in ("sales", "production") else 0.0
            if name in ("sales", "other_in"):
                revenue += value
            else:
                costs += value
        spent = (part - before) * once
        before = part
        cash += revenue - costs - spent
        weight = part * (1 + end["rebound"]) / (1 + part * end["rebound"])
        found["revenue"].append(revenue)
        found["costs"].append(costs)
        found["investment"].append(spent)
        found["cash"].append(cash)
        for name, key in (("material_per_use", "material"), ("energy_per_use", "energy")):
            found[name].append(begin[key] + weight * (end[key] - begin[key]))
    return found
