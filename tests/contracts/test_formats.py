"""The laws that every format keeps, ours and plugins'.

A plugin's author runs them with the plugin installed: they cover all that is registered.
"""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from annotator.domain.errors import UnreadableInput
from annotator.domain.exchange import IncomingArticle, Problem
from annotator.domain.losses import Fate, Kind
from annotator.domain.text import normalise
from annotator.formats.base import (
    YES_NO,
    Accompanied,
    Container,
    Discerning,
    Exporter,
    Format,
    Importer,
    Layout,
)
from annotator.formats.input_file import InputFile
from annotator.formats.registry import formats, importer_for
from tests.formats.examples import annotated_documents, bare_article, full_article
from tests.formats.exporting import export_all, exported, read_all, read_bytes
from tests.formats.torture import torture_article, unannotated_article
from tests.strategies import few

REGISTRY = formats()
ALL = dict(REGISTRY.all())
IMPORTERS = [name for name, one in ALL.items() if isinstance(one, Importer)]
READABLE = [name for name, one in ALL.items() if isinstance(one, Importer | Container)]
EXPORTERS = [name for name, one in ALL.items() if isinstance(one, Exporter)]
BOTH = [name for name in IMPORTERS if name in EXPORTERS]

# bytes that lead importers into their deeper parts
_pieces = st.one_of(
    st.binary(max_size=40),
    st.text(max_size=40).map(str.encode),
    st.sampled_from(
        [
            *(b"---\n", b"# ", b"\r\n", b"<html><body><p>", b"</p>", b"<meta charset=utf-7>"),
            *(b'{"text": "words"', b', "spans": [[0, 2, "X"], {}]', b', "meta": ', b"}\n"),
            *(b"\xef\xbb\xbf", b"\0", b"[" * 2000),
        ]
    ),
)  # fmt: skip
_files = st.lists(_pieces, max_size=8).map(b"".join)


def test_every_registered_format_loads():
    assert set(ALL) == set(REGISTRY.names())
    assert REGISTRY.failures() == {}


@pytest.mark.parametrize("name", ALL)
def test_a_format_tells_of_itself(name):
    found = ALL[name]
    assert isinstance(found, Format)
    assert isinstance(found, Importer | Exporter | Container)
    assert found.name == name
    assert found.title
    assert found.extensions
    assert all(re.fullmatch(r"(\.[a-z0-9_]+)+", extension) for extension in found.extensions)


@pytest.mark.parametrize("kind", ["options", "reading_options"])
@pytest.mark.parametrize("name", ALL)
def test_the_options_of_a_format_can_be_shown_and_typed(name, kind):
    options = getattr(ALL[name], kind, ())
    for option in options:
        assert re.fullmatch(r"[a-z][a-z0-9-]*", option.name)
        assert option.title
        assert not option.choices or option.default in option.choices
        assert set(option.choices) != set(YES_NO) or option.choices == YES_NO
    names = [option.name for option in options]
    assert len(names) == len(set(names))


def test_of_those_that_share_an_extension_one_at_most_takes_what_nobody_recognises():
    plain = Counter(
        extension
        for name in READABLE
        if not isinstance(ALL[name], Discerning)
        for extension in ALL[name].extensions
    )
    assert [extension for extension, count in plain.items() if count > 1] == []


@pytest.mark.parametrize("name", IMPORTERS)
@given(data=_files)
@example(data=b"")
@example(data=bytes(range(256)))
@example(data=b"\xff\xfe\x00\xd8")
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_an_importer_answers_any_bytes_with_articles_and_problems_that_name_the_file(name, data):
    try:
        items = read_bytes(ALL[name], data, "some/file.x")
    except UnreadableInput as error:
        items = [Problem("some/file.x", str(error))]
    for item in items:
        assert isinstance(item, IncomingArticle | Problem)
        assert item.origin.startswith("some/file.x")
        if isinstance(item, Problem):
            assert item.sentence.strip()
            assert item.sentence.endswith((".", "!", "?"))


@pytest.mark.parametrize("name", [name for name in READABLE if isinstance(ALL[name], Discerning)])
@given(data=_files)
@few()
def test_any_bytes_may_be_asked_about(name, data):
    assert ALL[name].recognises(InputFile.of_bytes(data, "file.x")) in (True, False)


@pytest.mark.parametrize("name", IMPORTERS)
@pytest.mark.parametrize(
    "data", [b"", b"\n \n", b"\0\0\0", b"\x89PNG\r\n\x1a\n", b"%PDF-1.7\n%\xe2\xe3"]
)
def test_a_file_that_holds_no_text_gives_problems_and_at_least_one(name, data):
    try:
        items = read_bytes(ALL[name], data)
    except UnreadableInput:
        return
    assert items
    assert all(isinstance(item, Problem) for item in items)


@pytest.mark.parametrize("name", EXPORTERS)
def test_an_exporter_gives_the_same_bytes_for_the_same_articles(name):
    articles = [full_article(1), torture_article(2), bare_article(3)]
    first = exported(ALL[name], articles)
    assert first
    assert exported(ALL[name], articles) == first


@pytest.mark.parametrize("name", EXPORTERS)
def test_an_exporter_takes_no_articles_at_all(name):
    assert all(isinstance(data, bytes) for data in exported(ALL[name], []).values())


@pytest.mark.parametrize("name", EXPORTERS)
def test_each_part_goes_into_files_of_its_own(name):
    parts = {"train": [full_article(1)], "dev": [], "test": [bare_article(2)]}
    made = export_all(ALL[name], (), parts=parts)
    assert not [file for file in made.files if file.startswith("annotations")]
    for part in ("train", "test"):
        assert [file for file in made.files if file.startswith(part)], part


@pytest.mark.parametrize("name", EXPORTERS)
def test_an_export_into_one_file_has_that_file(name):
    found = ALL[name]
    files = exported(found, [bare_article(1)])
    if found.layout is Layout.FILE:
        assert f"annotations{found.extensions[0]}" in files


@pytest.mark.parametrize("name", EXPORTERS)
def test_a_loss_says_what_became_of_what_by_which_rule(name):
    article = torture_article()
    for loss in export_all(ALL[name], [article]).losses:
        assert loss.rule.endswith(".")
        assert loss.article
        assert loss.count > 0
        assert (loss.became is not None) == (
            loss.kind is Kind.SPAN and loss.fate in (Fate.CUT, Fate.MOVED)
        )
        if loss.kind in (Kind.SPAN, Kind.RELATION, Kind.SUGGESTION):
            assert loss.span is not None
            assert loss.label


@pytest.mark.parametrize("name", BOTH)
def test_its_own_importer_and_no_other_takes_what_a_format_writes(name):
    made = export_all(ALL[name], [torture_article(), unannotated_article()])
    mine = [
        file
        for file in made.files
        if file.endswith(tuple(ALL[name].extensions))
        and importer_for(REGISTRY, made.file(file)) is ALL[name]
    ]
    assert mine
    companions = ALL[name].companions if isinstance(ALL[name], Accompanied) else ()
    for file in set(made.files) - set(mine):
        try:
            other = importer_for(REGISTRY, made.file(file))
        except UnreadableInput:
            continue
        assert file.endswith(tuple(companions)), f"{other.name} would read {file}"


@pytest.mark.parametrize("name", BOTH)
@given(article=annotated_documents())
@few(examples=25)
def test_what_is_exported_and_imported_is_the_same_up_to_what_was_told_as_lost(name, article):
    check_the_way_back(ALL[name], article)


@pytest.mark.parametrize("name", BOTH)
def test_what_makes_formats_stumble_is_carried_or_told_as_lost(name):
    check_the_way_back(ALL[name], torture_article())


@pytest.mark.parametrize("name", BOTH)
def test_an_article_without_annotations_comes_back(name):
    check_the_way_back(ALL[name], unannotated_article())


def check_the_way_back(found, article):
    """Exports and imports; spans, relations and what the format carries are as they were."""
    made = export_all(found, [article])
    if any(one.kind is Kind.ARTICLE for one in made.losses):
        return
    items = read_all(found, made)
    assert [one for one in items if isinstance(one, Problem)] == []
    (back,) = items
    text = normalise(back.text).text
    text_lost = any(one.kind is Kind.TEXT for one in made.losses)
    assert text_lost or text == article.document.text
    # characters that were replaced one for one move nothing
    moved = text_lost and len(text) != len(article.document.text)

    def shown(start, end):
        return "".join(text[start:end].split()) if moved else (start, end)

    def stored(span):
        words = article.document.text[span.start : span.end]
        return "".join(words.split()) if moved else (span.start, span.end)

    expected = Counter((stored(one.span), one.label) for one in article.annotations)
    for loss in made.losses:
        if loss.kind is not Kind.SPAN or loss.fate is Fate.CHANGED:
            continue
        expected[stored(loss.span), loss.label] -= 1
        if loss.became is not None:
            expected[stored(loss.became), loss.label] += 1
    offset = normalise(back.text).offset
    arrived = [(offset(one.start), offset(one.end), one) for one in back.spans]
    assert Counter((shown(start, end), one.label) for start, end, one in arrived) == +expected
    check_relations(article, back, made.losses)
    check_what_is_carried(found, article, back, made.losses)


def check_relations(article, back, losses):
    """Each relation is there, or told as lost."""
    expected = Counter(one.label for one in article.relations)
    expected.subtract(
        one.label for one in losses if one.kind is Kind.RELATION and one.fate is Fate.DROPPED
    )
    assert Counter(one.label for one in back.relations) == +expected
    ids = [one.id for one in back.spans if one.id]
    assert len(ids) == len(set(ids))
    for relation in back.relations:
        assert {relation.source, relation.target} <= set(ids)


def check_what_is_carried(found, article, back, losses):
    """What the format claims to carry came back, for all that was not told as lost."""
    carries, document = found.carries, article.document
    lost = {one.kind for one in losses}
    if Kind.METADATA not in lost:
        for field in carries.metadata:
            expected = getattr(document.info.metadata, field)
            assert getattr(back.metadata, field) == expected, field
        for field in carries.state:
            assert getattr(back, field) == getattr(document.info, field), field
    if Kind.SPAN in lost:
        return
    if carries.attributes and Kind.ATTRIBUTE not in lost:
        assert _counted(one.attributes for one in back.spans) == _counted(
            one.attributes for one in article.annotations
        )
    if carries.notes and Kind.NOTE not in lost:
        assert _counted(one.note for one in back.spans) == _counted(
            one.note for one in article.annotations
        )
    if carries.annotators and Kind.ANNOTATOR not in lost:
        assert _counted(one.annotator for one in back.spans) == _counted(
            article.annotators[one.annotator_id] for one in article.annotations
        )
    if carries.history and Kind.HISTORY not in lost:
        assert _counted((one.created_at, one.modified_at) for one in back.spans) == _counted(
            (one.created_at, one.modified_at) for one in article.annotations
        )
        assert _counted(one.provenance for one in back.spans) == _counted(
            one.provenance for one in article.annotations
        )
    if carries.links and Kind.LINK not in lost:
        assert _counted(one.canonical and one.canonical.name for one in back.spans) == _counted(
            one.entry_id and article.entries[one.entry_id].name for one in article.annotations
        )
    if carries.suggestions and Kind.SUGGESTION not in lost:
        pending = [one for one in article.suggestions if one.is_pending]
        assert _counted(
            (one.start, one.end, one.label, one.score, one.suggester.name)
            for one in back.suggestions
        ) == _counted(
            (one.span.start, one.span.end, one.label, one.score, one.suggester.name)
            for one in pending
        )


def _counted(values):
    return Counter(value for value in values if value not in (None, "", ()))
