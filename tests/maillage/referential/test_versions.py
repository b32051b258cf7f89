"""A published version never changes, two versions say what differs, and carrying loses no answer in silence."""

from __future__ import annotations

import datetime
import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from maillage.dossier.tables import Answer
from maillage.referential.answered_versions import plan_of
from maillage.referential.answers import answers_to
from maillage.referential.canonical import checksum_of, tables_of
from maillage.referential.carrying import Carried, carry
from maillage.referential.correspondences import correspondence_problems
from maillage.referential.frame import Frame
from maillage.referential.loading import read_frame
from maillage.referential.publishing import published, refuse_change
from maillage.referential.shipped import shipped_frames
from maillage.referential.versions import compare_frames, said_of
from tests.maillage.referential.messages import unlike, unused
from tests.maillage.referential.small_frame import answer, both, dossier, frame, item, levels, tables

DAY = datetime.date(2026, 1, 31)
OLD = frame()


def way(origin: str, to: str | None, *values: str, share: str = "") -> dict[str, str]:
    """A row of ``correspondences.csv`` from version 1.0."""
    before, after = values or ("", "")
    ends = {"from_value": before, "to_item": to or "", "to_value": after, "share": share}
    return {"from_version": "1.0", "from_item": origin} | ends


def next_frame(*ways: Mapping[str, str]) -> Frame:
    """Version 2.0: trust unchanged, money in other words, care gone, distance in metres, warmth and hope new."""
    items = [
        item("theme", "", ""),
        item("trust", short="yes"),
        item("money") | both("question", "Autrement ?"),
        item("warmth"),
        item("hope"),
        item("distance", answer="number", unit="m"),
        item("near", answer="number", unit="km"),
        item("far", answer="number", unit="km"),
    ]
    scales = [row for id in ("trust", "money", "warmth", "hope") for row in levels(id)]
    return frame("2.0", items=items, levels=scales, correspondences=ways)


# --- versions ---------------------------------------------------------------------------------------------------------


def test_two_versions_say_all_that_differs_and_nothing_else() -> None:
    after = tables("2.0")
    rows = {row["id"]: row for row in after["items"]}
    after["items"] = [
        rows["theme"],
        rows["money"],
        rows["trust"],
        *after["items"][3:6],
        item("new"),
        item("group", "", "", points="0"),
    ]
    rows["money"] |= both("label", "L’argent") | {"points": "1"}
    rows["care"] |= {"parent": "group"} | both("why", "Parce que")
    rows["distance"]["unit"] = "m"
    trust = [row for row in after["levels"] if row["item"] == "trust"]
    trust[0] |= both("example", "Une ferme")
    trust[1] |= both("label", "Autre")
    after["levels"] = [*trust, *levels("money")[::-1], *levels("care"), *levels("new")]
    after["sources"] = [{"id": "livre", "title": "Un livre"}]
    new = read_frame(after).frame
    assert new is not None, [one.message.en for one in read_frame(after).problems]
    found = compare_frames(OLD, new)
    assert [(one.kind, one.item or one.table) for one in found.changes] == [
        ("frame", "frame"),
        ("added", "new"),
        ("added", "group"),
        ("removed", "action"),
        ("moved", "money"),
        ("moved", "care"),
        ("words", "money"),
        ("answer", "distance"),
        ("levels", "trust"),
        ("levels", "money"),
        ("weights", "money"),
        ("explanations", "care"),
        ("explanations", "trust"),
        ("rows", "sources"),
    ]
    assert said_of(found).en == "14 changes"
    assert all(one.said.fr and one.said.en for one in found.changes)
    assert compare_frames(OLD, OLD).equal
    assert said_of(compare_frames(OLD, published(OLD, DAY))).en == "Both versions say the same."


def test_publishing_says_the_day_and_the_checksum_and_only_once() -> None:
    done = published(OLD, DAY)
    assert (done.status, done.published_on, done.checksum) == ("published", DAY, checksum_of(OLD))
    assert published(done, datetime.date(2030, 1, 1)) == done
    assert read_frame(tables_of(done)).frame == done


def test_a_number_that_is_published_cannot_bear_another_content() -> None:
    done = published(OLD, DAY)
    other = frame(levels=[row for id in ("trust", "money", "care") for row in levels(id)[:2]])
    (refusal,) = refuse_change([done], other)
    assert refusal.problem.code == "published-already"
    assert "another version number" in refusal.problem.repair.en
    assert {one.kind for one in refusal.difference.changes} == {"levels"}
    assert refuse_change([done], OLD) == ()
    assert refuse_change([OLD], other) == ()  # a draft may change
    assert refuse_change([done], replace(other, version="1.1")) == ()


@given(st.randoms(use_true_random=False))
def test_the_checksum_does_not_depend_on_the_order_of_rows_or_columns(order: random.Random) -> None:
    mixed: dict[str, list[dict[str, str]]] = {}
    for table, rows in tables().items():
        found = list(rows)
        if table == "levels":  # the order of the levels of one item is what they mean
            found.sort(key=lambda row: order.random())
            found.sort(key=lambda row: ("volume", "use_performance", "territorial").index(row["code"]))
        else:
            order.shuffle(found)
        mixed[table] = [dict(order.sample(sorted(row.items()), len(row))) for row in found]
    reading = read_frame(mixed)
    assert reading.frame is not None
    assert reading.frame.checksum == OLD.checksum


def test_no_cell_of_any_column_changes_without_the_checksum_or_a_refusal() -> None:
    for shipped_frame in shipped_frames():
        tables_ = tables_of(replace(shipped_frame, status="draft"))
        seen = 0
        for table, rows in tables_.items():
            for column in rows[0] if rows and table != "frame" else ():
                row = next((one for one in rows if one[column]), None)
                if row is None:
                    continue
                was, row[column] = row[column], f"{row[column]}x"
                reading = read_frame(tables_)
                row[column] = was
                seen += reading.frame is not None
                assert reading.frame is None or reading.frame.checksum != shipped_frame.checksum, (
                    table,
                    column,
                )
        assert seen > 12, shipped_frame.id


def test_the_order_of_the_levels_of_an_item_changes_the_checksum() -> None:
    turned = frame(levels=[*levels("trust")[::-1], *levels("money"), *levels("care")])
    assert turned.checksum != OLD.checksum


# --- carrying ---------------------------------------------------------------------------------------------------------


def carried(new: Frame, *rows: Answer) -> Carried:
    """What becomes of these answers in `new`."""
    return carry(rows, OLD, new)


def test_an_identical_item_is_taken_as_it_is_and_a_changed_one_never_silently() -> None:
    rows = (
        answer("a", "volume", rater="x", date="2020", narrative="Voilà."),
        answer("b", "volume", item="money"),
        answer("c", "volume", item="care"),
        answer("d", "3", item="distance"),
        answer("e", "beaucoup"),
        answer("f", "volume", version="0.5"),
    )
    found = carried(next_frame(), *rows)
    (row,) = found.rows
    assert row == replace(rows[0], id="a-2-0", version="2.0")
    assert [(one.source.id, one.why.en) for one in found.again] == [
        ("b", "The words of “money” have changed."),
        ("d", "“distance” is no longer answered in the same way."),
    ]
    assert [one.source.id for one in found.lost] == ["c", "e"]
    assert "“care” no longer exists in version 2.0" in found.lost[0].why.en
    assert "could not be read in version 1.0 already" in found.lost[1].why.en
    assert all(one.repair.fr and one.repair.en for one in (*found.lost, *found.again))


def test_correspondences_say_where_answers_go_and_by_which_row() -> None:
    new = next_frame(
        way("care", "warmth", "volume", "territorial"),
        way("care", "warmth"),
        way("care", None, "territorial", ""),
        way("money", "money"),
        way("story", None),
    )
    rows = (
        answer("a", "volume", item="care", note="Vu."),
        answer("b", "use_performance", item="care"),
        answer("c", "territorial", item="care"),
        answer("d", None, item="care", narrative="Un récit."),
        answer("e", "volume", item="money"),
        answer("f", None, item="story", narrative="Perdu ?"),
    )
    found = carried(new, *rows)
    assert [(one.row.id, one.row.item, one.row.value, one.by) for one in found.carried] == [
        ("a-2-0-warmth", "warmth", "territorial", 2),
        ("b-2-0-warmth", "warmth", "use_performance", 3),
        ("d-2-0-warmth", "warmth", None, 2),
        ("e-2-0", "money", "volume", 5),
    ]
    assert found.changed == found.carried
    assert found.rows[0].note == "Vu.\nRéponse à «\u00a0care\u00a0» de la version 1.0 (volume), reportée."
    assert [one.source.id for one in found.lost] == ["c", "f"]
    assert [one.source.id for one in found.again] == []


def test_one_item_goes_to_several_and_shares_divide_numbers_only() -> None:
    new = next_frame(
        way("distance", "near", share="60"),
        way("distance", "far", share="40"),
        way("distance", "distance"),
        way("care", "warmth", share="60"),
        way("care", "hope", share="40"),
        way("trust", "hope"),
    )
    found = carried(
        new, answer("a", "12,5", item="distance"), answer("b", "volume", item="care"), answer("c", "volume")
    )
    values = {one.row.id: one.row.value for one in found.carried}
    assert values == {
        "a-2-0-near": "7.5",
        "a-2-0-far": "5",
        "b-2-0-warmth": "volume",
        "b-2-0-hope": "volume",
        "c-2-0-hope": "volume",
        "c-2-0": "volume",
    }
    assert [one.why.en for one in found.again] == ["The unit of “distance” is not that of “distance”."]
    assert "Stated share: 60%." in found.carried[0].said.en


def test_different_answers_that_meet_in_one_item_stay_side_by_side() -> None:
    new = next_frame(way("care", "warmth"), way("money", "warmth"))
    rows = (
        answer("a", "volume", rater="Mairie", date="2020", item="care"),
        answer("b", "territorial", rater="mairie", date="2020", item="money"),
        answer("c", "volume", rater="Asso", item="care"),
        answer("d", "volume", rater="Asso", item="money"),
    )
    plan = plan_of(dossier(*rows), new, [OLD])
    (part,) = plan.carried
    (meeting,) = part.meetings
    assert meeting.said.en == (
        "Mairie had answered otherwise to care, money, which the new version brings together in “warmth”: "
        "care = volume; money = territorial. The answers are kept side by side."
    )
    shown = answers_to(plan.applied_to(dossier(*rows)), new, "ferme")
    assert [(one.rater, one.row.value) for one in shown.of("warmth")] == [
        ("Mairie", "volume"),
        ("mairie", "territorial"),
        ("Asso", "volume"),
    ]


def test_carrying_twice_adds_nothing_and_never_takes_the_id_of_another_row() -> None:
    rows = (answer("a", "volume"), answer("a-2-0", "volume", version="0.5"))
    plan = plan_of(dossier(*rows), next_frame(), [OLD])
    assert [row.id for row in plan.rows] == ["a-2-0-2"]
    assert [row.id for row in plan.unknown] == ["a-2-0"]
    again = plan_of(plan.applied_to(dossier(*rows)), next_frame(), [OLD])
    assert again.rows == ()
    assert [row.id for row in again.carried[0].already] == ["a"]


VALUES: Mapping[str, Sequence[str | None]] = {
    "trust": ("volume", "territorial", None, "?"),
    "money": ("volume", "use_performance", None),
    "care": ("volume", "use_performance", "territorial", None, "cannot_say"),
    "distance": ("3", "12.5", "loin"),
    "story": (None, "oui"),
    "action": ("done", "50; 30; 20", "perhaps"),
    "nowhere": ("volume",),
}
ITEMS = st.sampled_from(sorted(VALUES))
FILLED: Mapping[str, Any] = {"narrative": "Dit.", "visibility": "actor", "evidence": "Vu."}


@st.composite
def answered(draw: st.DrawFn) -> tuple[Answer, ...]:
    """Some answers to the first version, of any kind, some of which it could not read."""
    rows = []
    for number in range(draw(st.integers(0, 8))):
        id = draw(ITEMS)
        value = draw(st.sampled_from(VALUES[id]))
        rater = draw(st.sampled_from(("Mairie", "Asso", None)))
        date = draw(st.sampled_from((None, "2020", "2021-05")))
        rows.append(answer(f"r{number}", value, item=id, rater=rater, date=date, **FILLED))
    return tuple(rows)


TARGETS = st.sampled_from(("trust", "warmth", "hope", "near", None))
WAYS = st.lists(
    st.tuples(st.sampled_from(("trust", "money", "care", "distance", "story")), TARGETS).map(
        lambda ends: way(*ends)
    ),
    max_size=5,
)


@given(answered())
def test_carrying_to_an_identical_frame_changes_nothing_but_the_version(rows: tuple[Answer, ...]) -> None:
    found = carry(rows, OLD, replace(OLD, version="1.1"))
    assert found.again == found.already == found.meetings == ()
    assert len(found.carried) + len(found.lost) == len(rows)
    for one in found.carried:
        assert replace(one.row, id=one.source.id, version="1.0") == one.source
        assert one.by is None
    assert all("could not be read" in one.why.en for one in found.lost)


@given(answered(), WAYS)
def test_every_answer_is_carried_lost_asked_again_or_there_already(
    rows: tuple[Answer, ...], ways: list[dict[str, str]]
) -> None:
    new = next_frame(*ways)
    plan = plan_of(dossier(*rows), new, [OLD])
    after = plan.applied_to(dossier(*rows))
    assert after.answers[: len(rows)] == rows
    assert len({row.id for row in after.answers}) == len(after.answers)
    for part in plan.carried:
        told = {one.source.id for one in (*part.carried, *part.lost, *part.again)}
        assert told == {row.id for row in rows}
    shown = answers_to(after, new, "ferme")
    assert shown.outside == ()  # nothing that the new version could not read
    assert plan_of(after, new, [OLD]).rows == ()


def test_wrong_correspondences_are_told_in_one_report() -> None:
    bad = [
        way("inconnu", "trust"),
        way("care", "trust", "beaucoup", "volume"),
        way("care", "warmth", "volume", "beaucoup"),
        way("care", "warmt"),
        way("money", "trust", share="60"),
        way("money", "hope", share="60"),
        way("trust", "hope"),
        way("trust", "hope"),
        way("care", "trust") | {"from_version": "0.1"},
    ]
    new = replace(next_frame(), correspondences=_read(bad))
    found = correspondence_problems(OLD, new)
    assert [(one.code, one.place.line) for one in found] == [
        ("from-item", 2),
        ("from-value", 3),
        ("to-value", 4),
        ("to-item", 5),
        ("from-version", 10),
        ("shares-over", 7),
        ("twice", 9),
    ]
    assert "warmth" in found[3].repair.en
    assert correspondence_problems(OLD, next_frame(way("care", "warmth"))) == ()
    assert [one.code for one in correspondence_problems(None, next_frame(way("care", "warmth")))] == [
        "from-version"
    ]


def _read(rows: Sequence[Mapping[str, str]]) -> Any:
    """The correspondences of rows that the loader alone would refuse."""
    from maillage.referential.frame import Correspondence

    return tuple(
        Correspondence(
            row["from_version"],
            row["from_item"],
            row["from_value"] or None,
            row["to_item"] or None,
            row["to_value"] or None,
            float(row["share"]) if row["share"] else None,
        )
        for row in rows
    )


def test_every_message_is_said_and_has_both_languages_with_the_same_holes(root: Path) -> None:
    assert unlike("messages/frame_versions.toml") == []
    assert unused("messages/frame_versions.toml", root) == []
