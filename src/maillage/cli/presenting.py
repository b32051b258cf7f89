"""How a dossier is introduced: its title, its territory, its day; and how its tables are called."""

from __future__ import annotations

from maillage.articulation.chain import Chain
from maillage.cli.shell import Shell
from maillage.dossier.headers import table_named
from maillage.dossier.vocabularies import vocabulary


def present(shell: Shell, chain: Chain) -> None:
    """Say what the dossier is, and the day it is looked at."""
    record = chain.dossier.record
    spheres = [shell.words.of(vocabulary("spheres").label_of(code)) for code in record.spheres or ()]
    where = [record.id, record.territory_name, ", ".join(spheres)]
    shell.line(record.title, style="bold")
    shell.line(" · ".join(part for part in where if part))
    shell.say("say.day", day=chain.on.isoformat(), rows=shell.words.count("rows", chain.dossier.count()))


def name_of_table(shell: Shell, name: str) -> str:
    """The name of a table on screens; a name Maillage does not know stays as it is."""
    table = table_named(name)
    return shell.words.of(table.label) if table else name
