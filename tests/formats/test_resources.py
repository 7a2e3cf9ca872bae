"""The label scheme and the articles that every new user meets."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from annotator.domain.exchange import IncomingArticle
from annotator.domain.scheme_draft import checked
from annotator.formats.input_file import InputFile
from annotator.formats.registry import formats, importer_for
from annotator.formats.scheme_file import read_scheme
from annotator.resources import resource

WHITE, DARK = "#ffffff", "#1e1e1e"


def _articles():
    registry = formats()
    for path in sorted(resource("samples").iterdir()):
        file = InputFile.of_path(path, path.name)
        yield from importer_for(registry, file).read(file)


@pytest.fixture(scope="module")
def articles():
    return list(_articles())


@pytest.fixture(scope="module")
def scheme():
    path = resource("schemes", "news.json")
    return read_scheme(path.read_bytes(), path.name)


def _luminance(colour):
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _contrast(one, other):
    """WCAG 2 contrast ratio, 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_five_samples_are_articles_of_a_readable_length(articles):
    assert len(articles) == 5
    for article in articles:
        assert isinstance(article, IncomingArticle), article
        assert 250 <= len(article.text.split()) <= 600
        assert article.metadata.title


def test_the_samples_have_quotations_and_claims_of_every_form(articles):
    together = "\n".join(article.text for article in articles)
    for part in (
        "“",
        '"',
        "According to",
        "according to",
        "said that",
        "denied",
        "مبروك",
        "🎉",
        "ï",
    ):
        assert part in together


def test_samples_with_metadata_bring_all_of_it(articles):
    for article in articles[1:]:
        metadata = article.metadata
        assert all((metadata.outlet, metadata.byline, metadata.published, metadata.url))
        assert metadata.language == "en"


def test_the_news_scheme_has_the_labels_keys_and_relations_that_are_promised(scheme):
    assert {label.name: label.shortcut for label in scheme.labels} == {
        "ACTOR": "a",
        "LOCATION": "l",
        "CLAIM": "c",
        "QUOTE": "q",
    }
    scheme.check_relation("SPEAKER", "QUOTE", "ACTOR")
    scheme.check_relation("CLAIMANT", "CLAIM", "ACTOR")
    scheme.check_attributes("QUOTE", (("kind", "mixed"),))
    scheme.check_attributes("CLAIM", (("certainty", "likely"), ("polarity", "denies")))
    assert all(label.description for label in scheme.labels)


STARTERS = sorted(resource("schemes").glob("*.json"))
KEYS_OF_THE_PROGRAM = set("dfnrstx")


@pytest.mark.parametrize("path", STARTERS, ids=lambda path: path.stem)
def test_every_starter_explains_each_label_by_examples_for_and_against(path):
    scheme = checked(read_scheme(path.read_bytes(), path.name))
    for label in scheme.labels:
        assert len(label.description) > 60, label.name
        assert 2 <= len(label.accepted) <= 3, label.name
        assert 2 <= len(label.rejected) <= 3, label.name
        for spec in label.attributes:
            assert spec.description, (label.name, spec.name)
    assert all(relation.description for relation in scheme.relations)


@pytest.mark.parametrize("path", STARTERS, ids=lambda path: path.stem)
def test_every_label_of_a_starter_has_a_key_that_is_not_the_programs(path):
    scheme = read_scheme(path.read_bytes(), path.name)
    keys = [label.shortcut for label in scheme.labels]
    assert all(len(key) == 1 and key not in KEYS_OF_THE_PROGRAM for key in keys)


@pytest.mark.parametrize("path", STARTERS, ids=lambda path: path.stem)
def test_no_two_labels_are_joined_by_more_than_one_relation(path):
    scheme = read_scheme(path.read_bytes(), path.name)
    ends = [(a, b) for one in scheme.relations for a in one.sources for b in one.targets]
    assert len(set(ends)) == len(ends)  # or the window could not tell which was meant


@pytest.mark.parametrize("path", STARTERS, ids=lambda path: path.stem)
def test_the_colours_can_be_read_as_text_on_light_and_on_dark(path):
    scheme = read_scheme(path.read_bytes(), path.name)
    for label in scheme.labels:
        assert _contrast(label.colour, WHITE) >= 4.5, label.name
        assert _contrast(label.dark_colour, DARK) >= 4.5, label.name


def test_the_icon_is_a_square_picture_that_needs_nothing_else():
    root = ET.parse(resource("icons", "annotator.svg")).getroot()
    _, _, width, height = root.get("viewBox").split()
    assert width == height
    assert {child.tag.rpartition("}")[2] for child in root} == {"title", "rect", "path"}
