"""Fetch what the official sources publish: politely, taking up what was cut, knowing where everything comes from."""

from maillage.io.open_data.asking import Asking, Waits
from maillage.io.open_data.downloads import Checksum, Downloads
from maillage.io.open_data.problems import OpenDataError, SourceProblem
from maillage.io.open_data.provenance import Fetched, Provenance, provenance_of
from maillage.io.open_data.services import Addresses, Service, services

__all__ = [
    "Addresses",
    "Asking",
    "Checksum",
    "Downloads",
    "Fetched",
    "OpenDataError",
    "Provenance",
    "Service",
    "SourceProblem",
    "Waits",
    "provenance_of",
    "services",
]
