"""The sentences of the reading: worked cases, in both languages, each with its cells; words that never rank."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from string import Formatter
from typing import Any

import pytest

from maillage.data import packaged
from maillage.dossier.vocabularies import vocabulary
from maillage.territory.amounts import amount, difference, number, period
from maillage.territory.catalogue import indicators
from maillage.territory.choice import JOINTS, LIMIT, QUESTIONS
from maillage.territory.evolution import CAUTIONS
from maillage.territory.joint import fired, holds, joint_rules
from maillage.territory.reading import Reading, SphereReading
from maillage.territory.wording import MESSAGES, counted
from maillage.text import Text
from tests.conftest import ROOT
from tests.maillage.territory.reading_samples import HERE, cases, figure, read_here
from tests.maillage.territory.wording import faults

RANKING = re.compile(
    r"\b(rangs?|class(ée?s?|ements?)|premi(er|ère)s?|derni(er|ère)s?|meilleure?s?|pires?|mieux|podium|scores?"
    r"|rank(s|ed|ing|ings)?|best|worst|better|worse|first|last|top|leaders?|winners?|losers?)\b",
    re.IGNORECASE,
)


def sphere(reading: Reading, code: str | None) -> SphereReading:
    """What a reading says of one sphere."""
    return next(one for one in reading.spheres if one.sphere == code)


def plain(words: str) -> str:
    """Words with ordinary spaces, as the cases are written."""
    return words.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("case", cases("sentences"), ids=lambda case: case["about"])
def test_a_sphere_is_said_as_an_expert_would(case: dict[str, Any]) -> None:
    found = sphere(read_here(case["here"], case.get("peers")), case["sphere"])
    said = [{"rule": one.rule, "fr": plain(one.text.fr), "en": plain(one.text.en)} for one in found.said]
    assert said == case["said"]
    given = {(one["indicator"], one.get("year", 2018)) for one in case["here"]}
    for one in found.said:
        assert {(cell.indicator, cell.vintage) for cell in one.cells} <= given
        assert {cell.perimeter for cell in one.cells} <= {HERE.key}
        assert bool(one.cells) == (one.rule != "unknown")
        assert one.why.fr
        assert one.why.en
    assert 1 <= len(found.said) <= LIMIT
    assert len(found.questions) <= QUESTIONS
    assert all(one.text.fr.endswith("?") and one.text.en.endswith("?") for one in found.questions)


def test_a_sentence_rests_on_the_vintage_it_compares_with() -> None:
    case = next(one for one in cases("sentences") if one["about"].startswith("A change larger"))
    (said,) = sphere(read_here(case["here"], case["peers"]), "care").said
    assert [cell.vintage for cell in said.cells] == [2020, 2015]
    assert said.beside


def test_what_chose_the_peers_is_said_after_the_rest() -> None:
    here = [{"indicator": name, "value": 90.0} for name in ("second_homes_share", "owners_share")]
    peers = {"second_homes_share": [1.0, 2.0, 3.0, 4.0, 5.0], "owners_share": [50.0, 60.0, 65.0, 70.0, 80.0]}
    found = sphere(read_here(here, peers, variables=["second_homes_share"]), "dwell")
    assert [cell.indicator for one in found.said for cell in one.cells] == [
        "owners_share",
        "second_homes_share",
    ]


# --- the tables ---


def texts() -> Iterator[tuple[str, Text]]:
    """Every text of the tables, with its place."""
    for section, entries in packaged.document(MESSAGES).items():
        if section in ("cycles", "incomparable"):
            continue
        named = entries.items() if isinstance(entries, dict) else ((row["id"], row) for row in entries)
        for name, entry in named:
            parts = {key: one for key, one in entry.items() if isinstance(one, dict) and "fr" in one}
            for key, one in ({"": entry} if "fr" in entry else parts).items():
                yield from pairs(f"{section}.{name}.{key}", one)


def pairs(place: str, entry: dict[str, Any]) -> Iterator[tuple[str, Text]]:
    """The text of an entry, or its singular and its plural."""
    if isinstance(entry["fr"], str):
        yield place, Text(entry["fr"], entry["en"])
    else:
        yield from ((place, Text(*each)) for each in zip(entry["fr"], entry["en"], strict=True))


def holes(words: str) -> set[str]:
    """The holes of a template."""
    return {name for _, name, _, _ in Formatter().parse(words) if name}


def test_texts_are_whole_and_set_as_a_printer_would() -> None:
    assert len(list(texts())) > 150
    assert faults(texts()) == []
    assert [place for place, text in texts() if holes(text.fr) != holes(text.en)] == []


def test_no_word_ranks() -> None:
    variables = [
        Text(row["reason_fr"], row["reason_en"]) for row in packaged.rows("territory/similarity.csv")
    ]
    said = [(place, words) for place, text in texts() for words in text] + [
        ("", w) for one in variables for w in one
    ]
    assert [(place, RANKING.findall(words)) for place, words in said if RANKING.search(words)] == []
    assert RANKING.search("Le meilleur territoire")
    assert RANKING.search("ranked third")


def test_joint_rows_read_what_the_catalogue_has() -> None:
    rules = joint_rules()
    assert len({rule.id for rule in rules}) == len(rules)
    for rule in rules:
        assert set(rule.reads.values()) <= indicators().keys(), rule.id
        assert len(rule.reads) >= 2, rule.id
        assert rule.sphere is None or rule.sphere in vocabulary("spheres").terms, rule.id
        assert all(letter in holes(rule.text.fr) | rule.when.keys() for letter in rule.reads), rule.id
        assert rule.reason.fr, rule.id


def value_meeting(conditions: Iterable[str]) -> float:
    """A value that meets the conditions of a row, when the peers go from 20 to 40."""
    asked = dict.fromkeys(one.partition(" ")[0] for one in conditions)
    bound = next((float(one.split()[1]) for one in conditions if " " in one), 0.0)
    if "over" in asked:
        return bound + 60.0 if "high" in asked else bound + 1.0
    if "under" in asked:
        return bound - 1.0
    return 90.0 if "high" in asked else 1.0 if "low" in asked else 30.0


def test_every_joint_row_can_be_said() -> None:
    for rule in joint_rules():
        here = [
            {"indicator": code, "value": value_meeting(rule.when.get(letter, ()))}
            for letter, code in rule.reads.items()
        ]
        peers = {code: [20.0, 25.0, 30.0, 35.0, 40.0] for code in rule.reads.values()}
        readings = {one.code: one for each in read_here(here, peers).spheres for one in each.readings}
        said = next(one for one in fired(rule.sphere, readings) if one.rule.id == rule.id)
        questions = [(rule.id, said.question.text)] if said.question else []
        assert faults([(rule.id, said.said.text), *questions]) == []
        assert len(said.said.cells) == len(rule.reads)
        assert said.said.why == rule.reason


def test_every_sphere_has_a_joint_row_and_most_bring_dimensions_together() -> None:
    rules = joint_rules()
    assert {rule.sphere for rule in rules} == {None, *vocabulary("spheres").terms}
    across = [
        rule for rule in rules if len({indicators()[code].dimensions for code in rule.reads.values()}) > 1
    ]
    assert len(across) > len(rules) / 2
    assert JOINTS < LIMIT


def test_the_page_of_the_method_states_the_rule() -> None:
    page = (ROOT / "docs/methods/reading.md").read_text(encoding="utf-8")
    assert f"{len(joint_rules())} rows" in page
    assert all(page.count(f"| `{one}` |") == 2 for one in CAUTIONS)


@pytest.mark.parametrize("condition", ["taller", "over", "over much", ""])
def test_a_condition_that_means_nothing_is_refused(condition: str) -> None:
    reading = read_here([{"indicator": "vacancy_rate", "value": 7.0}]).of("vacancy_rate")
    with pytest.raises((KeyError, ValueError)):
        holds(condition, reading)


def test_conditions_compare_what_is_shown() -> None:
    reading = read_here([{"indicator": "vacancy_rate", "value": 99.999}]).of("vacancy_rate")
    assert not holds("under 100", reading)
    assert not holds("high", reading)  # without peers, no place
    assert not holds("rising", reading)


# --- numbers ---

PERCENT = Text("%", "%")


@pytest.mark.parametrize(
    ("value", "decimals", "french", "english"),
    [
        (1174273.0, 0, "1\u202f174\u202f273", "1,174,273"),
        (1747.664, 2, "1\u202f747,66", "1,747.66"),
        (-0.04, 1, "0,0", "0.0"),
        (-3.25, 1, "−3,2", "−3.2"),
    ],
)
def test_numbers_are_written_as_each_language_does(
    value: float, decimals: int, french: str, english: str
) -> None:
    assert number(value, decimals) == Text(french, english)


def test_units_stay_with_their_numbers() -> None:
    assert amount(7.08, 1, PERCENT) == Text("7,1\u00a0%", "7.1%")
    assert amount(3.0, 0, Text("habitants", "inhabitants")) == Text("3\u00a0habitants", "3\u00a0inhabitants")
    assert amount(3.0, 0) == Text("3", "3")


def test_the_change_of_a_share_is_in_points() -> None:
    assert difference(0.93, 1, PERCENT) == Text("+0,9\u00a0point", "+0.9\u00a0points")
    assert difference(-2.0, 1, Text("% par an", "% a year")).fr == "−2,0\u00a0points"
    assert difference(2.0, 0, Text("habitants", "inhabitants")).fr == "+2\u00a0habitants"


def test_a_flow_is_told_by_its_years() -> None:
    assert period(None, 2018) == Text("2018", "2018")
    assert period(2013, 2018).fr == "de 2013 à 2018"


@pytest.mark.parametrize(
    ("count", "french", "english"),
    [
        (0, "aucun indicateur", "no indicator"),
        (1, "1 indicateur", "1 indicator"),
        (2, "2 indicateurs", "2 indicators"),
    ],
)
def test_things_are_counted_as_each_language_does(count: int, french: str, english: str) -> None:
    assert counted("indicators", count) == Text(french, english)


def test_a_figure_without_value_is_not_said() -> None:
    reading = read_here([{"indicator": "vacancy_rate", "status": "secret", "known": 0}]).of("vacancy_rate")
    assert not reading.known
    with pytest.raises(TypeError):
        reading.amount(figure("vacancy_rate", status="secret"))
