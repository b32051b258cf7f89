"""Every reading of the network of a dossier, in words, with its figures and what the stated doubts do to them.

>>> CODES[:3]
('shape', 'brokers', 'cut_actors')
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from maillage.articulation.chain import Chain
from maillage.network.bearing import redundancy, single_bearers
from maillage.network.doubts import DEFAULT, Doubts
from maillage.network.ecological import flow_readings
from maillage.network.graph import EVERYTHING, Choice, network_of
from maillage.network.ground import Ground
from maillage.network.holding import bridges, brokers, cut_actors
from maillage.network.making import directions, kinds, levels
from maillage.network.mixing import categories, legal_forms
from maillage.network.mutual import knowledge, reciprocity
from maillage.network.notes import notes
from maillage.network.plausible import Plausible
from maillage.network.result import CODES, Item, NetworkReading, Reading, Value
from maillage.network.shape import parts, shape

__all__ = ["CODES", "Item", "NetworkReading", "Reading", "Value", "read_network"]

_READERS: Mapping[str, Callable[[Ground], Reading]] = {
    "shape": shape,
    "brokers": brokers,
    "cut_actors": cut_actors,
    "bridges": bridges,
    "reciprocity": reciprocity,
    "parts": parts,
    "single_bearers": single_bearers,
    "redundancy": redundancy,
    "levels": levels,
    "directions": directions,
    "kinds": kinds,
    "legal_forms": legal_forms,
    "categories": categories,
    "knowledge": knowledge,
}


def read_network(
    chain: Chain, choice: Choice = EVERYTHING, doubts: Doubts = DEFAULT, draws: int = 200, seed: int = 1
) -> NetworkReading:
    """Every reading of `CODES` for the network of `chain`, with intervals over `draws` plausible networks.

    Same arguments, same result. `draws` 0 gives the figures of the dossier as written, without interval; a large
    network is drawn fewer times than asked, and a note says so.
    """
    network = network_of(chain, choice)
    plausible = Plausible.of(network, doubts, draws, seed)
    ground = Ground(chain, choice, network, plausible, doubts, seed)
    found = {code: read(ground) for code, read in _READERS.items()}
    found |= {reading.code: reading for reading in flow_readings(chain)}
    told = tuple(found[code] for code in CODES if code in found)
    return NetworkReading(network, doubts, plausible.draws, seed, told, notes(ground, draws, told))
