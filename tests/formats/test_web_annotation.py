"""W3C Web Annotation, ours and others'."""

from __future__ import annotations

import tracemalloc
from contextlib import nullcontext

import orjson
import pytest

from annotator.domain.document import AnnotatedDocument
from annotator.domain.exchange import IncomingArticle, Problem
from annotator.domain.suggestion import SuggesterInfo
from annotator.formats.base import ALL, Export, Part
from annotator.formats.input_file import InputFile
from annotator.formats.web_annotation.format import WebAnnotation
from annotator.formats.web_annotation.vocabulary import CONTEXT
from annotator.services.starter_schemes import starter_scheme
from tests.formats.examples import NOON, full_article, make_document
from tests.formats.exporting import export_all, read_all, read_bytes

TEXT = "Mayor 🕊 Brandt said she stays. Brandt left."
ON = "https://bote.example/1"


def position(start, end) -> dict:
    return {"type": "TextPositionSelector", "start": start, "end": end}


def quote(exact, prefix="", suffix="") -> dict:
    return {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}


def tagged(*selectors, body=None, **more) -> dict:
    body = {"type": "TextualBody", "purpose": "tagging", "value": "ACTOR"} if body is None else body
    return {
        "@context": CONTEXT,
        "id": more.pop("id", "urn:x:1"),
        "type": "Annotation",
        "body": body,
        "target": {"source": ON, "selector": list(selectors)},
        **more,
    }


def described(text=TEXT, **target) -> dict:
    return {
        "@context": CONTEXT,
        "id": "urn:x:0",
        "type": "Annotation",
        "motivation": "describing",
        "body": {"type": "TextualBody", "purpose": "describing", "value": text},
        "target": {"id": ON, **target},
    }


def read(*annotations, **beside):
    data = orjson.dumps(annotations)
    file = InputFile.of_bytes(data, "a.json", neighbour=beside.get)
    assert WebAnnotation().recognises(file)
    items = list(WebAnnotation().read(file))
    articles = [one for one in items if isinstance(one, IncomingArticle)]
    return articles, [one.sentence for one in items if isinstance(one, Problem)]


def only_span(*annotations):
    ((article,), problems) = read(described(), *annotations)
    assert problems == []
    (span,) = article.spans
    return span


def test_all_of_an_article_comes_back():
    article = full_article()
    (back,) = read_all(WebAnnotation(), export_all(WebAnnotation(), [article]))
    quoted, claim, named = back.spans
    assert quoted.attributes == article.annotations[0].attributes
    assert [type(value) for _, value in quoted.attributes] == [bool, str, int, float]
    assert claim.provenance == article.annotations[1].provenance
    assert named.canonical.latitude == 41.0
    assert named.canonical.wikidata == "Q1075"
    assert back.relations[0].created_at == article.relations[0].created_at
    assert (back.tags, back.note) == (article.document.info.tags, article.document.info.note)
    assert back.metadata == article.document.info.metadata


def test_an_article_that_says_nothing_of_itself_comes_back_so():
    made = export_all(WebAnnotation(), [full_article(1), full_article(2)])
    assert [one.id for one in read_all(WebAnnotation(), made)] == ["0000000000001", "0000000000002"]


def test_our_file_in_the_order_of_another_program_is_read_all_the_same():
    whole = orjson.loads(export_all(WebAnnotation(), [full_article()]).files["annotations.jsonld"])
    whole["first"]["items"].reverse()
    (article,) = read_bytes(WebAnnotation(), orjson.dumps(whole, option=orjson.OPT_INDENT_2))
    assert len(article.spans) == 3
    assert len(article.relations) == 1


def test_a_file_that_ends_too_early_gives_what_is_whole():
    data = export_all(WebAnnotation(), [full_article(1), full_article(2)])
    lines = data.files["annotations.jsonld"].splitlines(keepends=True)
    first, second, problem = read_bytes(WebAnnotation(), b"".join(lines[:8]))
    assert (len(first.spans), len(second.spans)) == (3, 1)
    assert "ends too early" in problem.sentence


def test_our_file_without_what_annotations_are_on_gives_problems():
    data = export_all(WebAnnotation(), [full_article()]).files["annotations.jsonld"]
    items = read_bytes(WebAnnotation(), data.replace(b'"target"', b'"goal"'))
    assert items
    assert not [one for one in items if isinstance(one, IncomingArticle) and one.spans]


def test_tags_of_an_article_that_are_hardly_to_be_seen_come_back():
    article = AnnotatedDocument(make_document(tags=("\x1f", "\u2028")))
    (back,) = read_all(WebAnnotation(), export_all(WebAnnotation(), [article]))
    assert back.tags == ("\x1f", "\u2028")


def test_memory_does_not_grow_with_the_number_of_articles_neither_way(tmp_path):
    class Sink:
        def __init__(self, stream):
            self.write = stream.write

    class Output:
        def open(self, name):
            return nullcontext(Sink(stream))

    def peak(work):
        tracemalloc.start()
        work()
        top = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return top

    peaks = []
    for count in (200, 600):
        path = tmp_path / f"{count}.jsonld"
        with path.open("wb") as stream:
            articles = (full_article(number) for number in range(1, count + 1))
            export = Export(starter_scheme("news"), "Wire", NOON, lambda _: None)
            part = Part(ALL, articles)
            written = peak(lambda: WebAnnotation().write([part], Output(), export))  # noqa: B023
        file = InputFile.of_path(path, path.name)
        assert sum(1 for _ in WebAnnotation().read(file)) == count
        file = InputFile.of_path(path, path.name)
        peaks.append((written, peak(lambda: [None for _ in WebAnnotation().read(file)])))  # noqa: B023
    assert peaks[1][0] < peaks[0][0] + 200_000
    assert peaks[1][1] < peaks[0][1] + 1_500_000  # the head, by which a file is recognised


def test_a_position_that_counts_utf_16_is_seen_by_its_quote():
    assert TEXT[8:14] == "Brandt"
    for start in (8, 9):
        span = only_span(tagged(position(start, start + 6), quote("Brandt")))
        assert (span.start, span.end, span.quoted) == (8, 14, "Brandt")


def test_a_position_that_does_not_fit_its_quote_is_handed_over_to_be_repaired():
    span = only_span(tagged(position(0, 5), quote("Brandt")))
    assert (span.start, span.end, span.quoted) == (0, 5, "Brandt")


def test_a_quote_alone_is_found_by_the_text_around_it():
    span = only_span(tagged(quote("Brandt", prefix="stays. ")))
    assert span.start == TEXT.rindex("Brandt")


def test_a_quote_that_is_there_twice_or_not_at_all_is_told():
    ((article,), problems) = read(described(), tagged(quote("Brandt")), tagged(quote("Brant")))
    assert article.spans == ()
    assert problems == [
        "Annotation 1 was left out: the text it quotes is in the article 2 times.",
        "Annotation 2 was left out: the text it quotes is not in the article.",
    ]


def test_a_fragment_by_characters_is_a_position():
    span = only_span(tagged({"type": "FragmentSelector", "value": "char=0,5"}))
    assert (span.start, span.end) == (0, 5)


def test_each_tag_is_a_span_and_what_has_none_is_called_by_its_motivation():
    tags = [{"type": "TextualBody", "purpose": "tagging", "value": one} for one in ("A", "B")]
    note = {"type": "TextualBody", "value": "Who?"}
    ((article,), _) = read(
        described(),
        tagged(position(0, 5), body=tags, id="urn:x:1"),
        tagged(position(0, 5), body=note, motivation="questioning", id="urn:x:2"),
        tagged(position(0, 5), body=[], motivation="highlighting", id="urn:x:3"),
    )
    labels = [(one.label, one.note) for one in article.spans]
    assert labels == [("A", ""), ("B", ""), ("questioning", "Who?"), ("highlighting", "")]
    assert len({one.id for one in article.spans}) == 4


def test_who_when_and_what_is_said_of_it_come_along():
    span = only_span(
        tagged(
            position(0, 5),
            body=[
                {"type": "TextualBody", "purpose": "tagging", "value": "ACTOR"},
                {"type": "TextualBody", "purpose": "commenting", "value": "sure"},
            ],
            creator={"type": "Person", "nickname": "mia"},
            created="2024-05-06T07:08:09Z",
        )
    )
    assert (span.annotator, span.note, span.created_at.year) == ("mia", "sure", 2024)


def test_what_a_program_tagged_is_a_suggestion():
    maker = {"type": "Software", "name": "tagger 2"}
    ((article,), problems) = read(
        described(), tagged(position(0, 5), quote("Mayor"), creator=maker, confidence=0.5)
    )
    assert (article.spans, problems) == ((), [])
    (one,) = article.suggestions
    assert (one.suggester, one.score, one.quoted) == (SuggesterInfo("tagger 2", ""), 0.5, "Mayor")


def test_a_link_joins_two_and_one_that_leads_elsewhere_is_told():
    body = {"type": "TextualBody", "purpose": "tagging", "value": "SPEAKER"}
    link = {"@context": CONTEXT, "motivation": "linking", "type": "Annotation", "target": "urn:x:1"}
    ((article,), problems) = read(
        described(),
        tagged(position(0, 5), id="urn:x:1"),
        tagged(position(8, 14), id="urn:x:2"),
        {**link, "id": "urn:x:3", "body": ["urn:x:2", body]},
        {**link, "id": "urn:x:4", "body": ["urn:x:9", body]},
    )
    (relation,) = article.relations
    assert (relation.label, relation.source, relation.target) == ("SPEAKER", "urn:x:1", "urn:x:2")
    assert problems == [
        "The link “SPEAKER” does not join two annotations of one text; it was left out."
    ]


def test_annotations_of_a_page_on_the_web_say_that_its_text_is_needed():
    """As Hypothesis answers."""
    row = {
        "uri": ON,
        "user": "acct:mia",
        "tags": ["ACTOR"],
        "text": "sure",
        "target": [{"source": ON, "selector": [position(0, 5), quote("Mayor")]}],
    }
    data = orjson.dumps({"total": 2, "rows": [row, row]})
    file = InputFile.of_bytes(data, "a.json")
    assert WebAnnotation().recognises(file)
    (problem,) = WebAnnotation().read(file)
    assert problem.sentence.startswith(f"2 annotations are on {ON}, whose text is not in the file")
    (article,), problems = read(described(), row)
    assert problems == []
    assert [(one.label, one.note, one.annotator) for one in article.spans] == [
        ("ACTOR", "sure", "acct:mia")
    ]


def test_a_text_beside_the_file_is_taken_by_its_name():
    one = tagged(position(0, 5)) | {"target": {"source": "a.txt", "selector": position(0, 5)}}
    ((article,), problems) = read(one, **{"a.txt": TEXT.encode()})
    assert (article.text, problems) == (TEXT, [])
    assert len(article.spans) == 1


def test_what_dublin_core_says_of_a_text_is_its_metadata():
    ((article,), _) = read(described(**{"dc:title": "Mayor stays", "dc:publisher": "Bote"}))
    assert (article.metadata.title, article.metadata.outlet) == ("Mayor stays", "Bote")
    assert article.metadata.url == ON


@pytest.mark.parametrize(
    ("data", "is_it"),
    [
        (b'{"@context":"http://www.w3.org/ns/anno.jsonld","target":"x"}', True),
        (b'\xef\xbb\xbf[{"@context":"https://www.w3.org/ns/anno.jsonld","target":"x"}]', True),
        (b'{"text":"see http://www.w3.org/ns/anno.jsonld"}', False),
        (b'{"target":{"selector":{"type":"TextQuoteSelector"}}}', True),
        (b'[{"data":{"text":"x"},"annotations":[]}]', False),
        (b"http://www.w3.org/ns/anno.jsonld", False),
    ],
)
def test_it_takes_what_is_of_the_model_and_nothing_else(data, is_it):
    assert WebAnnotation().recognises(InputFile.of_bytes(data, "a.json")) is is_it


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b'{"target":', "not valid JSON"),
        (b"[" * 100_000, "not valid JSON"),
        (b"[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]", "no Web Annotation"),
        (orjson.dumps(described("a\0b")), "zero character"),
        (orjson.dumps(described("  ")), "empty"),
        (b'{"target":[{"selector":[{"type":"TextPositionSelector","start":true}]}]}', "on a text"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(data, sentence):
    (problem,) = read_bytes(WebAnnotation(), data)
    assert sentence in problem.sentence


def test_documents_without_words_around_them_are_read_as_they_are_written():
    one = AnnotatedDocument(make_document("A.\n\u2028B\u0085"))
    (back,) = read_all(WebAnnotation(), export_all(WebAnnotation(), [one]))
    assert back.text == "A.\n\u2028B\u0085"


def test_a_body_that_is_an_iri_alone_is_kept():
    span = only_span(tagged(position(0, 5), body="http://data.example/Mayor"))
    assert span.note == "http://data.example/Mayor"
