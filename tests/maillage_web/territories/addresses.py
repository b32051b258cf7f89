"""Every kind of page about territories, without language prefix."""

from __future__ import annotations

from tests.maillage_web.territories.samples import AUDRUICQ, LENS, LILLE, REUNION, SECRET, SISTERS

EPCI = f"territoires/epci/{LENS}/"
FREE = f"territoires/libre/{SECRET}+{AUDRUICQ}/?nom=Bassin"
PAGES = (
    "territoires/",
    "territoires/?q=lens",
    "territoires/?q=qqqqqqq",
    EPCI,
    f"{EPCI}?semblables=6&parmi=region&selon=population&selon=population_density",
    f"{EPCI}carte/?indicateur=vacancy_rate",
    f"{EPCI}rapport/",
    f"territoires/commune/{SECRET}/",
    "territoires/commune/75115/",
    "territoires/departement/62/",
    "territoires/departement/974/carte/",
    "territoires/region/32/",
    FREE,
    f"territoires/comparer/?avec=epci:{LILLE}&avec=epci:{LENS}&avec=epci:{REUNION}&avec=epci:{SISTERS}",
    "territoires/comparer/",
    "territoires/libre/?departement=62&liste=Arras%0A59355%0AXyzzy%0ASaint-Denis%0A00000&avec=62001",
    "territoires/indicateurs/",
    "territoires/indicateurs/vacancy_rate/",
    "territoires/indicateurs/median_income/",
    "territoires/sources/",
)
