"""The code of a room: six signs that nobody mistakes for others, and what stops those who guess.

A whole room stands behind one network address, so only wrong tries count. Past `MANY_WRONG` wrong tries of everybody in
ten minutes, each address has few left; past `TOO_MANY_WRONG`, typed codes wait. Who scans the QR code brings a proof
with the code: it cannot be guessed, so it never waits, whoever guesses next to them.
"""

from __future__ import annotations

import datetime
import hashlib
import ipaddress
import secrets

from django.core.cache import cache
from django.core.signing import Signer
from django.utils.crypto import constant_time_compare

ALPHABET = "23456789CDFHJKMNPQRTVWXY"  # no vowel but Y: no word; none of B, G, I, L, O, S, U, Z, which read as others
LENGTH = 6
WINDOW = datetime.timedelta(minutes=10)
WRONG_PER_ADDRESS = 60
MANY_WRONG = 600
FEW_PER_ADDRESS = 5
TOO_MANY_WRONG = 3000
_MISTAKEN = str.maketrans({"B": "8", "G": "6", "S": "5", "Z": "2"})
_PROOF = 16
_SIGNER = Signer(salt="maillage.workshops.code")


def new_code() -> str:
    """A code drawn at random: one of some 191 million."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def read_code(typed: str) -> str:
    """The code that somebody typed, whatever its case, spaces and dashes; empty when it cannot be one.

    >>> read_code(" c4k-9xb ")
    'C4K9X8'
    >>> read_code("no such code")
    ''
    """
    words = "".join(sign for sign in typed[:40].upper() if sign.isalnum()).translate(_MISTAKEN)
    return words if len(words) == LENGTH and set(words) <= set(ALPHABET) else ""


def proof_of(code: str) -> str:
    """What the QR code carries beside the code: 96 bits of a signature, so that the picture stays coarse."""
    return _SIGNER.signature(code)[:_PROOF]


def is_proof(code: str, proof: str) -> bool:
    """Whether `proof` came with the QR code of this code."""
    return bool(code) and constant_time_compare(proof_of(code), proof)


# --- wrong tries ------------------------------------------------------------------------------------------------------


def may_try(address: str, now: datetime.datetime) -> bool:
    """Whether somebody at this network address may type one more code."""
    here, everybody = _counted(_keys(address, now))
    if everybody >= TOO_MANY_WRONG:
        return False
    return here < (FEW_PER_ADDRESS if everybody >= MANY_WRONG else WRONG_PER_ADDRESS)


def count_wrong(address: str, now: datetime.datetime) -> None:
    """One more wrong try at this address; the counts are shared by all processes."""
    keys = _keys(address, now)
    counts = _counted(keys)
    cache.set_many(
        {key: count + 1 for key, count in zip(keys, counts, strict=True)}, 2 * WINDOW.total_seconds()
    )


def seconds_left(now: datetime.datetime) -> int:
    """After how many seconds tries are counted afresh."""
    length = int(WINDOW.total_seconds())
    return length - int(now.timestamp()) % length


def _counted(keys: tuple[str, str]) -> tuple[int, int]:
    found = cache.get_many(keys)
    return found.get(keys[0], 0), found.get(keys[1], 0)


def _keys(address: str, now: datetime.datetime) -> tuple[str, str]:
    """Where tries are counted: here, and everywhere. No address is written there."""
    window = int(now.timestamp() // WINDOW.total_seconds())
    here = hashlib.sha256(_network(address).encode()).hexdigest()[:32]
    return f"room-tries:{window}:{here}", f"room-tries:{window}:everybody"


def _network(address: str) -> str:
    """Who holds one IPv6 address holds all those of its network."""
    try:
        read = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(read, ipaddress.IPv6Address):
        return str(ipaddress.IPv6Network((read, 64), strict=False).network_address)
    return address
