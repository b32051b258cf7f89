"""The names to look for in a dossier, and what stands for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from maillage.commons.tokens import plain, stem, stems, tokens
from maillage.data import packaged
from maillage.data.wording import Messages
from maillage.dossier.dossier import Dossier
from maillage.geography import commune, communes_of, department_of, departments, epci, regions
from maillage.text import Text, fill

words = Messages("messages/commons.toml")
_SHORTEST, _INITIALS = 4, 3


@dataclass(slots=True)
class Names:
    """What to look for: sequences of stems and single ones, and digits; with what stands for each.

    `initials` are compared with capitals only: in small letters they may be ordinary words.
    """

    sequences: dict[tuple[str, ...], Text] = field(default_factory=dict)
    initials: dict[str, Text] = field(default_factory=dict)
    digits: dict[str, Text] = field(default_factory=dict)

    def add(self, name: str | None, by: Text, *, parts: bool = True) -> None:
        """Look for a name, for its significant words when `parts`, and for its initials."""
        found = stems(name or "")
        if not found:
            return
        self.sequences.setdefault(found, by)
        if not parts:
            return
        for token in tokens(plain(name or "")):
            if _is_significant(token.words, token.stem):
                self.sequences.setdefault((token.stem,), by)
        self._add_initials(name or "", by)

    def _add_initials(self, name: str, by: Text) -> None:
        spoken = [one for one in tokens(plain(name)) if len(one.words) >= _INITIALS or one.words.isupper()]
        letters = "".join(one.words[0] for one in spoken)
        if len(letters) >= _INITIALS:
            self.initials.setdefault(stem(letters), by)

    def add_number(self, number: str | None, by: Text) -> None:
        """Look for an identifier, however its signs are parted."""
        if number:
            self.digits.setdefault(number.upper(), by)


def _is_significant(word: str, folded: str) -> bool:
    if not word[0].isupper() or folded in generic():
        return False
    return len(folded) >= _SHORTEST or (word.isupper() and len(word) >= _INITIALS - 1 and len(folded) > 1)


@cache
def generic() -> frozenset[str]:
    """Stems too common to stand for a name by themselves."""
    listed = " ".join(row["words"] for row in packaged.rows("commons/generic_words.csv"))
    return frozenset(stem(word) for word in listed.split())


def letter(rank: int) -> str:
    """A, B… Z, then AA, AB….

    >>> letter(0), letter(27)
    ('A', 'AB')
    """
    return (letter(rank // 26 - 1) if rank >= 26 else "") + chr(65 + rank % 26)


def actor_names(dossier: Dossier) -> dict[str, Text]:
    """What stands for each actor, by id: a letter in the order of the dossier."""
    ids = dict.fromkeys(actor.id for actor in dossier.actors)
    return {one: fill(words.text("case-by.actor"), letter=letter(rank)) for rank, one in enumerate(ids)}


def names_of(dossier: Dossier) -> Names:
    """Every name that the dossier lets one look for: actors, places, persons who said something, title."""
    found, called = Names(), actor_names(dossier)
    number = words.text("case-by.number")
    for actor in dossier.actors:
        found.add(actor.name, called[actor.id])
        found.add(actor.id, called[actor.id], parts=False)
        found.add_number(actor.siren, number)
        found.add_number(actor.rna, number)
    _add_places(dossier, found)
    found.add(dossier.record.title, words.text("case-by.title"))
    person = words.text("case-by.person")
    for said in _people(dossier):
        found.add(said, person, parts=False)
    return found


def _add_places(dossier: Dossier, found: Names) -> None:
    by = words.text("case-by.place")
    found.add(dossier.record.territory_name, by)
    for code in _codes(dossier):
        found.add_number(code, by)
        for name in _names_around(code):
            found.add(name, by, parts=False)


def _codes(dossier: Dossier) -> tuple[str, ...]:
    own = (actor.commune for actor in dossier.actors if actor.commune)
    return tuple(dict.fromkeys((*(dossier.record.territory or ()), *own)))


def _names_around(code: str) -> Iterator[str]:
    """The names of a place, of its communes or its EPCI, of its département."""
    group, place = epci(code), commune(code)
    if group is not None:
        yield group.name
        yield from (one.name for one in communes_of(code))
        yield group.department_name
    elif place is not None:
        yield place.name
        yield from place.postal_codes
        yield place.department_name
        wider = epci(place.epci) if place.epci else None
        if wider is not None:
            yield wider.name


def _people(dossier: Dossier) -> Iterable[str]:
    for _table, row in dossier.stated():
        for attribute in ("asserted_by", "rater", "given_by", "author"):
            said = getattr(row, attribute, None)
            if isinstance(said, str) and sum(word[:1].isupper() for word in said.split()) >= 2:
                yield said


def where_of(dossier: Dossier) -> Text:
    """The kind of territory and its region, never its name."""
    codes = dossier.record.territory or ()
    group = epci(codes[0]) if codes else None
    department = group.department if group else department_of(codes[0]) if codes else ""
    known = departments().get(department)
    if known is None:
        return words.text("case-where.unsaid")
    key = "epci" if group else "commune" if len(codes) == 1 else "communes"
    return words.sentence(f"case-where.{key}", region=regions()[known.region].name)
