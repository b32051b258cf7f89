"""The equations of the move, one small function each, on numbers or on arrays (years × draws) alike.

Units, terms and what each one leaves out: ``docs/methods/transition.md``, where they bear the same names. Shares are
from 0 to 1. Nothing here knows where a number comes from.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_CENT = 0.005
"""Half a cent: below, a sum of money is nought."""

# --- use and goods ----------------------------------------------------------------------------------------------------


def demand_of(volume: Floats, uses_per_item: Floats, life_span: Floats) -> Floats:
    """The uses of a year that today's sales serve (uses/year): a good sold each year serves for `life_span` years."""
    return volume * uses_per_item * life_span


def uses(demand: Floats, rebound: Floats) -> Floats:
    """The uses of a year (uses/year), those that come on top because use became easier included."""
    return demand * (1 + rebound)


def items_in_service(uses: Floats, uses_per_item: Floats) -> Floats:
    """The goods needed at the same time (items)."""
    return uses / uses_per_item


def items_made(items_in_service: Floats, life_span: Floats) -> Floats:
    """The goods made in a year to renew those in service, evenly (items/year)."""
    return items_in_service / life_span


# --- what comes in, in a year (€/year) --------------------------------------------------------------------------------


def sales(items_made: Floats, price: Floats, contracted_share: Floats) -> Floats:
    """Volume × price, for the part of the demand under no contract."""
    return (1 - contracted_share) * items_made * price


def contracts(uses: Floats, fee: Floats, contracted_share: Floats) -> Floats:
    """Uses × price of a use, for the part under contract; uses on top are paid as the others are."""
    return contracted_share * uses * fee


def effects(uses: Floats, effects_value: Floats, effects_share: Floats) -> Floats:
    """What others no longer have to pay, for the part that comes back to the organisation."""
    return uses * effects_value * effects_share


def kept_by_others(uses: Floats, effects_value: Floats, effects_share: Floats) -> Floats:
    """What others no longer have to pay, for the part that stays with them: no money of the organisation."""
    return uses * effects_value * (1 - effects_share)


# --- what goes out, in a year (€/year) --------------------------------------------------------------------------------


def production(items_made: Floats, production_cost: Floats) -> Floats:
    """Goods made × cost of one."""
    return items_made * production_cost


def maintenance(items_in_service: Floats, maintenance_cost: Floats) -> Floats:
    """Goods in service × upkeep of one over a year."""
    return items_in_service * maintenance_cost


def running(uses: Floats, running_cost: Floats) -> Floats:
    """Uses × cost of one."""
    return uses * running_cost


def risk(contracts: Floats, risk_premium: Floats) -> Floats:
    """The part of the contracts that is put aside for the risk carried."""
    return contracts * risk_premium


# --- what the move asks once (€) --------------------------------------------------------------------------------------


def goods_held(
    items_in_service: Floats, production_cost: Floats, contracted_share: Floats, held_share: Floats
) -> Floats:
    """The goods under contract that the organisation must have before they are paid for by use, at their cost."""
    return held_share * contracted_share * items_in_service * production_cost


# --- matter and energy, for one use (kg/use, kWh/use) -----------------------------------------------------------------


def material_per_use(material_per_item: Floats, uses_per_item: Floats, life_span: Floats) -> Floats:
    """The matter of a good spread over all the uses it serves in its life."""
    return material_per_item / (uses_per_item * life_span)


def energy_per_use(
    energy_per_item: Floats, uses_per_item: Floats, life_span: Floats, energy_per_use: Floats
) -> Floats:
    """The energy of making a good spread over its uses, and that of the use itself."""
    return energy_per_item / (uses_per_item * life_span) + energy_per_use


# --- along the years --------------------------------------------------------------------------------------------------


def moved(years: int, move_years: Floats) -> Floats:
    """The part of the demand that has moved at the end of years 1, 2, … : even steps, then all (years × draws)."""
    elapsed = np.arange(1, years + 1, dtype=float)[:, np.newaxis]
    return np.asarray(np.minimum(1.0, elapsed / move_years))


def along(before: Floats, after: Floats, moved: Floats) -> Floats:
    """From `before` to `after` as the demand moves; equal ends give the same number every year, to the last bit."""
    return before + moved * (after - before)


def lost(before: Floats, cannibalisation: Floats, moved: Floats) -> Floats:
    """What is lost, while the move lasts, of what has not moved yet: customers who wait or go."""
    return cannibalisation * (1 - moved) * before


def spent(once: Floats, moved: Floats) -> Floats:
    """A sum that the move asks once, spent in the same steps as the demand moves."""
    return np.diff(moved, axis=0, prepend=0.0) * once


def mixed(before: Floats, after: Floats, moved: Floats, rebound: Floats) -> Floats:
    """An amount for one use while some uses have moved: the mean over the uses of both kinds."""
    return before + (moved * (1 + rebound) / (1 + moved * rebound)) * (after - before)


def cumulated(yearly: Floats) -> Floats:
    """Sums since the first year."""
    return np.cumsum(yearly, axis=0)


def low_point(cash: Floats) -> tuple[Floats, NDArray[np.intp]]:
    """The lowest cumulated cash of each draw, nought at the start included, and its year (0: never below nought)."""
    lowest = np.minimum(cash.min(axis=0), 0.0)
    year = cash.argmin(axis=0) + 1
    return lowest, np.where(lowest < -_CENT, year, 0)


def lasting_year(cash: Floats) -> NDArray[np.intp]:
    """The first year from which `cash` is never below nought again; one more than the years when there is none."""
    below = cash < -_CENT
    years = len(cash)
    last = years - np.argmax(below[::-1], axis=0)
    return np.where(below.any(axis=0), last + 1, 1)
