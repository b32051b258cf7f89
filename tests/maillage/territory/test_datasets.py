"""The datasets: each says who publishes it, how it is read, how sure that is."""

from maillage.dossier.vocabularies import vocabulary
from maillage.territory.datasets import datasets
from tests.maillage.territory.wording import faults


def test_each_dataset_cites_a_producer_a_licence_and_a_page_a_person_can_open() -> None:
    for one in datasets().values():
        assert one.producer
        assert one.page.startswith("https://"), one.id
        assert one.licence in vocabulary("licences").terms
        assert one.reading.code
        assert one.reading.forms


def test_each_dataset_says_how_sure_its_columns_are() -> None:
    seen = {id_ for id_, one in datasets().items() if not one.tested.fr.startswith("Cité")}
    assert seen == {"insee_comparateur", "insee_filosofi_epci", "insee_bpe", "insee_populations", "banatic"}


def test_what_can_be_fetched_says_where() -> None:
    for one in datasets().values():
        how = one.fetching
        assert (how.kind == "none") == (not how.url and not how.identifier), one.id
        assert not how.url or how.url.startswith("https://")
        assert how.kind not in ("melodi", "data_fair") or how.identifier, one.id
        assert how.kind not in ("file", "data_fair") or how.url, one.id


def test_paris_lyon_and_marseille_never_count_twice() -> None:
    assert datasets()["insee_comparateur"].reading.districts == "beside"
    assert datasets()["insee_bpe"].reading.districts == "instead"


def test_a_missing_row_means_zero_only_where_the_dataset_says_so() -> None:
    assert not datasets()["insee_comparateur"].reading.zero_when_missing
    assert datasets()["insee_bpe"].reading.zeros == "all"
    assert datasets()["banatic"].reading.zeros == "listed"
    assert datasets()["cerema_conso_espaces"].reading.zeros == "never"


def test_every_text_is_in_both_languages_and_well_set() -> None:
    texts = [
        (one.id, text) for one in datasets().values() for text in (one.title, one.tested, one.limits) if text
    ]
    assert faults(texts) == []
