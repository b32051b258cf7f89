"""What a commune and an EPCI are here, and the names of the départements."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.geography.divisions import department


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune of today, or an arrondissement of Paris, Lyon or Marseille (then `part_of` is the city).

    `code` is the INSEE code, `department` that of the département or overseas collectivity, `epci` the SIREN of
    the EPCI it is in. `population` is the municipal population in force, in people; `None` where nobody lives.
    """

    code: str
    name: str
    department: str
    postal_codes: tuple[str, ...]
    epci: str | None
    population: int | None
    part_of: str | None

    @property
    def department_name(self) -> str:
        """The name of its département or overseas collectivity, which tells homonyms apart."""
        return department_name(self.department)

    @property
    def label(self) -> str:
        """The name with its place and code, never the same for two communes.

        >>> Commune("97411", "Saint-Denis", "974", ("97400",), None, None, None).label
        'Saint-Denis (La Réunion, 97411)'
        """
        return f"{self.name} ({self.department_name}, {self.code})"


@dataclass(frozen=True, slots=True)
class Epci:
    """A group of communes with its own taxation. `code` is its SIREN, `kind` one of CC, CA, CU, METRO, MET69.

    `department` is the one where most of its people live. `population` is the sum of that of its communes.
    """

    code: str
    name: str
    kind: str
    department: str
    population: int

    @property
    def department_name(self) -> str:
        """The name of the département where most of its people live."""
        return department_name(self.department)

    @property
    def label(self) -> str:
        """The name with its place and code, never the same for two EPCI."""
        return f"{self.name} ({self.department_name}, {self.code})"


def department_name(code: str) -> str:
    """The name of a département or overseas collectivity; the code itself when nothing has it.

    >>> department_name("2A")
    'Corse-du-Sud'
    """
    known = department(code)
    return code if known is None else known.name
