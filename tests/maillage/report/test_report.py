"""The picture, its outline, the page and the PDF say the same thing, whole and escaped."""

import datetime
import re
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from defusedxml.ElementTree import fromstring

from maillage.articulation.analysis import Analysis, analyse
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Actor, Challenge, Component, Effect, Figure, Record, Source
from maillage.dossier.values import PartialDate
from maillage.io import load, pdf
from maillage.report import document, page
from maillage.report.layout import MOST_CARDS, lay_out
from maillage.report.links import build_links
from maillage.report.outline import Branch, build_outline
from maillage.report.picture import draw
from maillage.report.words import words as words_of
from maillage.text import LANGUAGES, Language

ON = datetime.date(2026, 1, 15)
EXAMPLES = sorted(path.parent for path in (Path(__file__).parents[3] / "examples").glob("*/dossier.csv"))
NASTY = "<script>alert('x')</script> & \"#sys\" \\ `$` #panic()"


def analysis_of(**tables: object) -> Analysis:
    return analyse(Dossier(record=Record(id="d", title="D"), **tables), ON)  # type: ignore[arg-type]


@pytest.fixture
def broken() -> Analysis:
    """A challenge reached, one not; an effect produced, one not; a component carried, one by nobody, one unsaid."""
    return analysis_of(
        challenges=(Challenge(id="eau", name="Eau"), Challenge(id="air", name="Air")),
        effects=(
            Effect(
                id="propre",
                name="Eau propre",
                challenges=("eau",),
                components=("filtre",),
                beneficiaries=("b",),
            ),
            Effect(id="reve", name="Rêve", challenges=("eau",), components=()),
        ),
        components=(
            Component(id="filtre", name="Filtre", bearers=("a",)),
            Component(id="cuve", name="Cuve", bearers=()),
            Component(id="tuyau", name="Tuyau"),
        ),
        actors=(Actor(id="a", name="A"), Actor(id="b", name="B"), Actor(id="c", name="C")),
    )


def svg_of(analysis: Analysis) -> ElementTree.Element:
    return fromstring(draw(analysis, "fr"))


def elements(svg: ElementTree.Element, css_class: str) -> list[ElementTree.Element]:
    return [one for one in svg.iter() if css_class in one.get("class", "").split()]


def test_picture_shows_every_row_of_the_chain_once(broken: Analysis) -> None:
    keys = [node.get("data-key") for node in elements(svg_of(broken), "node")]
    assert sorted(keys) == [
        "actors/a", "actors/b", "actors/c", "challenges/air", "challenges/eau", "components/cuve",
        "components/filtre", "components/tuyau", "effects/propre", "effects/reve",
    ]  # fmt: skip


def test_breaks_are_visible_by_shape_and_by_words(broken: Analysis) -> None:
    svg = svg_of(broken)
    states = {node.get("data-key"): node.get("class", "") for node in elements(svg, "node")}
    assert "is-broken" in states["challenges/air"]
    assert "is-broken" in states["components/cuve"]
    assert build_links(broken).nodes["components/tuyau"].onward == "unsaid"
    assert "is-broken" not in states["components/filtre"]
    assert len(elements(svg, "stub-end")) == 5, "air →, rêve →, cuve → ←, tuyau ←"
    assert len(elements(svg, "stub-mark")) == 1, "tuyau →"
    written = " ".join(text.text or "" for text in elements(svg, "mark"))
    assert "personne ne le porte" in written
    assert "porteurs non dits" in written


def test_following_a_thread_goes_round_the_whole_loop(broken: Analysis) -> None:
    nodes = build_links(broken).nodes
    whole = {"challenges/eau", "effects/propre", "components/filtre", "actors/a", "actors/b"}
    assert set(nodes["actors/a"].loop) == whole
    assert set(nodes["actors/b"].loop) == whole, "a beneficiary follows the effect back"
    assert set(nodes["challenges/eau"].loop) == whole | {"effects/reve"}
    assert nodes["actors/c"].quiet


def test_outline_tells_the_same_nodes_as_the_picture(broken: Analysis) -> None:
    outline = build_outline(broken)
    told: list[str] = []

    def walk(branch: Branch) -> None:
        if not branch.seen:
            told.append(branch.node.key)
        for below in branch.branches:
            walk(below)

    for branch in outline.challenges:
        walk(branch)
    assert sorted({*told, *(node.key for node in outline.apart)}) == sorted(build_links(broken).nodes)


def test_cards_never_overlap(broken: Analysis) -> None:
    cards = list(lay_out(build_links(broken)).cards.values())
    for one in cards:
        for other in cards:
            if one is not other and one.x == other.x:
                assert one.y + one.height <= other.y or other.y + other.height <= one.y


def test_large_columns_are_cut_and_counted() -> None:
    analysis = analysis_of(actors=tuple(Actor(id=f"a{n}", name=f"A {n}") for n in range(MOST_CARDS + 7)))
    svg = svg_of(analysis)
    assert len(elements(svg, "node")) == MOST_CARDS
    assert any("7 de plus" in (one.text or "") for one in elements(svg, "more"))


class Tags(HTMLParser):
    """The tags of a page, their ids and the addresses they load."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.loads: list[str] = []
        self.tags: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        given = dict(attrs)
        if given.get("id"):
            self.ids.append(given["id"] or "")
        if tag in ("script", "img", "link", "iframe"):
            self.loads += [given[name] or "" for name in ("src", "href") if name in given]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda path: path.name)
def test_report_of_an_example_stands_alone(folder: Path, language: str) -> None:
    dossier = load(folder).dossier
    assert dossier is not None
    html = page.render(analyse(dossier, ON), language)  # type: ignore[arg-type]
    tags = Tags(html)
    assert tags.loads == [], "nothing is fetched"
    assert tags.tags.count("h1") == 1
    assert len(tags.ids) == len(set(tags.ids)), "ids are unique"
    anchors = set(re.findall(r'href="#(o-[^"]+)"', html))
    assert anchors <= set(tags.ids), "every card leads to its line in the outline"
    assert f'<html lang="{language}">' in html


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda path: path.name)
def test_pdf_of_an_example_is_set(folder: Path, language: str) -> None:
    pytest.importorskip("typst")
    dossier = load(folder).dossier
    assert dossier is not None
    made = pdf.compile(document.source(analyse(dossier, ON), language))  # type: ignore[arg-type]
    assert made.startswith(b"%PDF-")
    assert b"pdfuaid" in made or len(made) > 10_000


SAID = {
    "fr": {
        "Sur-occupation": ["1\u202f207,50\u00a0%", "2018", "Connu", "Recensement"],
        "Loyers": ["inconnu", "2016", "Secret statistique", "inconnu"],
        "Passages": ["1\u202f200 (Personne)", "inconnu", "inconnu", "inconnu"],
    },
    "en": {
        "Sur-occupation": ["1,207.50%", "2018", "Known", "Recensement"],
        "Loyers": ["unknown", "2016", "Statistical secrecy", "unknown"],
        "Passages": ["1,200 (Person)", "unknown", "unknown", "unknown"],
    },
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_are_listed_under_their_challenges_and_what_is_unknown_is_said(language: Language) -> None:
    of_2018 = PartialDate.parse("2018")
    analysis = analysis_of(
        challenges=(Challenge(id="toit", name="Toit"), Challenge(id="air", name="Air")),
        figures=(
            Figure(id="a", name="Sur-occupation", challenges=("toit",), value=Decimal("1207.50"), unit="percent",
                   vintage=of_2018, status="known", source=("rp",)),
            Figure(id="b", name="Loyers", challenges=("toit",), unit="eur", vintage=PartialDate.parse("2016"),
                   status="secret"),
            Figure(id="c", name="Passages", value=Decimal("1200"), unit="person"),
        ),
        sources=(Source(id="rp", title="Recensement"),),
    )  # fmt: skip
    html = page.render(analysis, language)
    rows = re.findall(r'<tr><th scope="row">(.*?)</th><td>(.*?)</td></tr>', html)
    assert {name: cells.split("</td><td>") for name, cells in rows} == SAID[language]
    section = html[html.index('id="t-figures"') : html.index('id="t-findings"')]
    order = [
        section.index(words)
        for words in (">Toit<", "Loyers", words_of(language)["no_challenge_yet"], "Passages")
    ]
    assert order == sorted(order)
    assert ">Air<" not in section
    assert "t-figures" not in page.render(
        analysis_of(challenges=(Challenge(id="air", name="Air"),)), language
    )
    pytest.importorskip("typst")
    assert pdf.compile(document.source(analysis, language)).startswith(b"%PDF-")


def test_what_a_dossier_says_is_never_markup() -> None:
    pytest.importorskip("typst")
    analysis = analyse(
        Dossier(
            record=Record(id="d", title=NASTY, summary=NASTY),
            challenges=(Challenge(id="c", name=NASTY),),
            figures=(Figure(id="f", name=NASTY, challenges=("c",), unit=NASTY, value=Decimal(1)),),
            sources=(Source(id="s", title=NASTY, url="https://example.org/?a=1&b=2"),),
        ),
        ON,
    )
    html = page.render(analysis, "en")
    assert "<script>alert" not in html
    assert Tags(html).tags.count("script") == 1
    assert fromstring(draw(analysis, "en")) is not None
    assert pdf.compile(document.source(analysis, "fr")).startswith(b"%PDF-")
