"""Write the page of the indicators from the catalogue: formulas, units, sources, and how sure each source is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from maillage.data import packaged
from maillage.dossier.vocabularies import vocabulary
from maillage.territory.catalogue import Indicator, indicators
from maillage.territory.datasets import Dataset, datasets
from maillage.territory.measures import Measure, measures, sources
from maillage.text import LANGUAGES, Language, Text

PATH = Path(__file__).resolve().parent.parent / "docs" / "methods" / "indicators.md"

_LANGUAGE_NAMES = {"fr": "Français", "en": "English"}
_INTRODUCTION = Text(
    "Les {indicators} indicateurs du catalogue, calculés depuis {measures} grandeurs de {datasets} jeux de données "
    "officiels. Une formule part de comptes, additionnés sur les communes du périmètre où tous sont connus ; une "
    "médiane ou un taux publié (●) ne s’additionne ni ne se moyenne, et n’existe qu’au niveau où il est publié. "
    "`span` est le nombre d’années entre la plus ancienne et la plus récente des grandeurs. Le sens dit vers où l’on "
    "cherche d’ordinaire à aller ; il est vide quand cela se discute.",
    "The {indicators} indicators of the catalogue, computed from {measures} measures of {datasets} official datasets. "
    "A formula starts from counts, added up over the communes of the perimeter where all are known; a published median "
    "or rate (●) neither adds up nor averages, and exists only where it is published. `span` is the number of years "
    "between the oldest and the newest of the measures. The direction says which way is usually sought; it is empty "
    "where that is debated.",
)
_WHOLE = Text("Le territoire dans son ensemble", "The territory as a whole")
_HEADERS = Text(
    "indicateur | définition | formule | unité | sens | dimensions | ODD | sources",
    "indicator | definition | formula | unit | direction | dimensions | SDG | sources",
)
_MEASURES = Text("Les grandeurs", "The measures")
_MEASURE_HEADERS = Text(
    "grandeur | ce qui est compté | unité | sources", "measure | what is counted | unit | sources"
)
_DATASETS = Text("Les jeux de données", "The datasets")
_DATASET_HEADERS = Text(
    "jeu de données | producteur | licence | niveau | ce qui est sûr | limites",
    "dataset | producer | licence | grain | how sure | limits",
)
_COLON = Text("\N{NO-BREAK SPACE}:", ":")
_COMPETENCES = Text("Les compétences des intercommunalités", "The competences of inter-municipalities")
_COMPETENCE_HEADERS = Text("code (2021) | compétence | grandeur", "code (2021) | competence | measure")
_ARROWS = {"up": "↑", "down": "↓", None: ""}
_GRAINS = {
    "commune": Text("commune", "commune"),
    "epci": Text("EPCI", "EPCI"),
    "department": Text("département", "département"),
    "region": Text("région", "région"),
}


def page() -> str:
    """The page of the indicators, in French then in English."""
    lines = ["# Indicateurs / Indicators", ""]
    for language in LANGUAGES:
        lines += [f"## {_LANGUAGE_NAMES[language]}", "", *_introduction(language), ""]
        lines += [*_spheres(language), *_measures(language), *_datasets(language), *_competences(language)]
    return "\n".join(lines).rstrip() + "\n"


def _introduction(language: Language) -> Iterator[str]:
    yield _INTRODUCTION.in_(language).format(
        indicators=len(indicators()), measures=len(measures()), datasets=len(datasets())
    )


def _spheres(language: Language) -> Iterator[str]:
    """A table for the whole territory, then one for each sphere; an indicator of several stands in the first one."""
    spheres = vocabulary("spheres")
    for code in ("", *spheres.terms):
        rows = [row for row in indicators().values() if (row.spheres or ("",))[0] == code]
        title = spheres.label_of(code) if code else _WHOLE
        yield from (f"### {title.in_(language)}", "", *_table(_HEADERS, language))
        yield from (_indicator(row, language) for row in rows)
        yield ""
        yield from _limits(rows, language)
        yield ""


def _limits(rows: Iterable[Indicator], language: Language) -> Iterator[str]:
    """What must be known of the indicators, those with the same limits together."""
    codes: dict[str, list[str]] = {}
    for row in rows:
        if row.limits:
            codes.setdefault(row.limits.in_(language), []).append(f"`{row.code}`")
    yield from (f"- {', '.join(named)}{_COLON.in_(language)} {limits}" for limits, named in codes.items())


def _indicator(row: Indicator, language: Language) -> str:
    dimensions = vocabulary("dimensions")
    return _cells(
        f"**{row.label.in_(language)}** `{row.code}`{'' if row.additive else ' ●'}",
        row.definition.in_(language),
        f"`{row.formula}`",
        row.unit.in_(language),
        _ARROWS[row.direction],
        ", ".join(dimensions.label_of(code).in_(language).lower() for code in row.dimensions),
        ", ".join(row.sdg),
        ", ".join(f"`{id_}`" for id_ in row.sources),
    )


def _measures(language: Language) -> Iterator[str]:
    yield from (f"### {_MEASURES.in_(language)}", "", *_table(_MEASURE_HEADERS, language))
    yield from (_measure(row, language) for row in measures().values())
    yield ""


def _measure(row: Measure, language: Language) -> str:
    return _cells(
        f"{row.label.in_(language)} `{row.code}`{'' if row.additive else ' ●'}",
        row.definition.in_(language),
        row.unit.in_(language),
        ", ".join(f"`{id_}`" for id_ in sources(row.code)),
    )


def _datasets(language: Language) -> Iterator[str]:
    yield from (f"### {_DATASETS.in_(language)}", "", *_table(_DATASET_HEADERS, language))
    yield from (_dataset(row, language) for row in datasets().values())
    yield ""


def _dataset(row: Dataset, language: Language) -> str:
    return _cells(
        f"[{row.title.in_(language)}](<{row.page}>) `{row.id}`",
        row.producer,
        vocabulary("licences").label_of(row.licence).in_(language),
        _GRAINS[row.grain].in_(language),
        row.tested.in_(language),
        row.limits.in_(language) if row.limits else "",
    )


def _competences(language: Language) -> Iterator[str]:
    yield from (f"### {_COMPETENCES.in_(language)}", "", *_table(_COMPETENCE_HEADERS, language))
    for row in packaged.rows("territory/competences.csv"):
        yield _cells(row["code"], row[f"label_{language}"], f"`{row['measure']}`" if row["measure"] else "")
    yield ""


def _table(headers: Text, language: Language) -> tuple[str, str]:
    names = headers.in_(language)
    return f"| {names} |", "|" + "---|" * (names.count("|") + 1)


def _cells(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
