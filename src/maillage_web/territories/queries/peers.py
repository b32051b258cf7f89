"""The similar territories of a reading, as the page lists them: who, how near, by which variables."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from maillage.geography import department_name
from maillage.territory.amounts import number
from maillage.territory.catalogue import indicators
from maillage.territory.comparing import compared_kind
from maillage.territory.perimeters import Perimeter, perimeter
from maillage.territory.similar import Peers, similarity_variables
from maillage_web.common.templatetags.wording import said
from maillage_web.territories.queries import places
from maillage_web.territories.queries.showing import definition_address

UNUSED = {
    "absent": _("no value anywhere"),
    "flat": _("the same for most territories"),
    "here": _("not known here"),
}


@dataclass(frozen=True, slots=True)
class ShownVariable:
    """A variable by which territories are alike: its name, why it is there, its value here, or why it did not serve."""

    label: str
    unit: str
    reason: str
    here: str
    unused: str
    definition: str


@dataclass(frozen=True, slots=True)
class PeerValue:
    """The value of a variable for a similar territory."""

    label: str
    words: str


@dataclass(frozen=True, slots=True)
class ShownPeer:
    """A similar territory: its distance and its values, in the order of the variables used."""

    place: Perimeter
    where: str
    href: str
    distance: str
    values: tuple[PeerValue, ...]


@dataclass(frozen=True, slots=True)
class ShownPeers:
    """The similar territories, what they were chosen by, and how many could not be compared."""

    peers: tuple[ShownPeer, ...]
    used: tuple[ShownVariable, ...]
    unused: tuple[ShownVariable, ...]
    candidates: int
    missing: int
    stated: bool


def shown_peers(place: Perimeter, peers: Peers) -> ShownPeers:
    """The peers of a reading, in words."""
    kind = compared_kind(place)
    used = {one.indicator for one in peers.variables}
    found = [(peer, one) for peer in peers.peers if (one := perimeter(kind, peer.code)) is not None]
    return ShownPeers(
        peers=tuple(
            ShownPeer(
                place=one,
                where="" if one.kind in ("department", "region") else department_name(one.departments[0]),
                href=places.address(one),
                distance=said(number(peer.distance, 2)) if peer.distance is not None else "",
                values=tuple(
                    PeerValue(said(each.label), _value(each.indicator, peer.values.get(each.indicator)))
                    for each in peers.variables
                ),
            )
            for peer, one in found
        ),
        used=tuple(_variable(one.indicator, peers) for one in peers.variables),
        unused=tuple(_variable(name, peers) for name in peers.unused if name not in used),
        candidates=peers.candidates,
        missing=len(peers.missing) + peers.without,
        stated=peers.stated,
    )


def _variable(name: str, peers: Peers) -> ShownVariable:
    usual = next(one for one in similarity_variables() if one.indicator == name)
    one = next((one for one in peers.variables if one.indicator == name), usual)
    times = one.weight / usual.weight
    why = peers.unused.get(name)
    return ShownVariable(
        label=f"{said(one.label)} × {times:g}" if times > 1 else said(one.label),
        unit=said(indicators()[name].unit),
        reason=said(one.reason),
        here=_value(name, peers.own.get(name)),
        unused=str(UNUSED[why]) if why else "",
        definition=definition_address(name),
    )


def _value(name: str, value: float | None) -> str:
    one = indicators()[name]
    return "" if value is None else said(number(value, one.decimals))
