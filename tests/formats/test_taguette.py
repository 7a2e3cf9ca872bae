"""Taguette's database, built here as Taguette builds it."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.errors import UnreadableInput
from annotator.domain.exchange import IncomingArticle, Problem
from annotator.formats.input_file import InputFile
from annotator.formats.small_tools.taguette import Taguette
from annotator.formats.small_tools.taguette_text import text_of_html

HTML = "<h1>Fähre 🕊️</h1>\n<p>Mayor <b>Aïda</b> said:<br>“no”.</p><p>She\xa0left &amp; slept.</p>"
PLAIN = "Fähre 🕊️\nMayor Aïda said:“no”.She\xa0left & slept."
SCHEMA = """
CREATE TABLE users (login VARCHAR(30) PRIMARY KEY);
CREATE TABLE projects (id INTEGER PRIMARY KEY, name VARCHAR, description TEXT, created DATETIME);
CREATE TABLE documents (id INTEGER PRIMARY KEY, name VARCHAR, description TEXT, filename VARCHAR,
  created DATETIME, project_id INTEGER, text_direction VARCHAR, contents TEXT);
CREATE TABLE commands (id INTEGER PRIMARY KEY, date DATETIME, user_login VARCHAR,
  project_id INTEGER, document_id INTEGER, payload TEXT);
CREATE TABLE highlights (id INTEGER PRIMARY KEY, document_id INTEGER, start_offset INTEGER,
  end_offset INTEGER, snippet TEXT);
CREATE TABLE tags (id INTEGER PRIMARY KEY, project_id INTEGER, path VARCHAR, description TEXT);
CREATE TABLE highlight_tags (highlight_id INTEGER, tag_id INTEGER);
INSERT INTO projects VALUES (1, 'Harbour', '', '2026-11-22 10:00:00');
INSERT INTO tags VALUES (1, 1, 'actor.mayor', ''), (2, 1, 'quote', '');
"""


def in_bytes(words, *, after="") -> tuple[int, int]:
    """Where words stand, counted as Taguette counts."""
    start = len(PLAIN[: PLAIN.index(words, PLAIN.index(after))].encode())
    return start, start + len(words.encode())


def database(tmp_path, *statements, schema=SCHEMA, html=HTML) -> bytes:
    path = tmp_path / "project.sqlite3"
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    connection.executescript(schema)
    if html is not None:
        row = (1, "Ferry", "second edition", "ferry.docx", "", 1, "LEFT_TO_RIGHT", html)
        connection.execute("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
    for statement, values in statements:
        connection.execute(statement, values)
    connection.commit()
    connection.close()
    return path.read_bytes()


def highlight(key, start, end, snippet="", *tags, document=1):
    yield "INSERT INTO highlights VALUES (?, ?, ?, ?, ?)", (key, document, start, end, snippet)
    for tag in tags:
        yield "INSERT INTO highlight_tags VALUES (?, ?)", (key, tag)


def read(data):
    items = list(Taguette().read(InputFile.of_bytes(data, "p.sqlite3")))
    articles = [one for one in items if isinstance(one, IncomingArticle)]
    return articles, [one.sentence for one in items if isinstance(one, Problem)]


def test_paragraphs_are_lines_and_highlights_are_where_they_were(tmp_path):
    data = database(
        tmp_path,
        *highlight(7, *in_bytes("Aïda said:“no”"), "<p><b>Aïda</b> said:<br>“no”</p>", 1),
        *highlight(8, *in_bytes("She\xa0left & slept."), "<p>She\xa0left &amp; slept.</p>", 2),
    )
    (article,), problems = read(data)
    assert problems == []
    assert article.text == "Fähre 🕊️\nMayor Aïda said:\n“no”.\nShe\xa0left & slept."
    found = [(article.text[one.start : one.end], one.label, one.quoted) for one in article.spans]
    assert found == [
        ("Aïda said:\n“no”", "actor.mayor", "Aïda said:\n“no”"),
        ("She\xa0left & slept.", "quote", "She\xa0left & slept."),
    ]
    assert (article.metadata.title, article.note) == ("Ferry", "second edition")
    assert article.metadata.extra == (("filename", '"ferry.docx"'),)


def test_a_highlight_has_a_span_for_each_tag_and_one_where_it_has_none(tmp_path):
    data = database(tmp_path, *highlight(7, 0, 6, "", 1, 2), *highlight(8, 0, 6))
    (article,), _ = read(data)
    assert [one.label for one in article.spans] == ["actor.mayor", "quote", "untagged"]
    assert len({one.id for one in article.spans}) == 3


def test_a_snippet_that_is_other_text_is_handed_over_to_be_repaired(tmp_path):
    data = database(tmp_path, *highlight(7, *in_bytes("Mayor"), "<p>Aïda</p>", 1))
    (article,), _ = read(data)
    assert article.spans[0].quoted == "Aïda"


@pytest.mark.parametrize(
    ("start", "end"), [(-5, 3), (0, 5_000), (6, 6), (9, 2), (2**62, 2**63 - 1)]
)
def test_highlights_outside_of_the_text_are_handed_over_as_such(tmp_path, start, end):
    (article,), _ = read(database(tmp_path, *highlight(7, start, end, "", 1)))
    (span,) = article.spans
    assert not 0 <= span.start < span.end <= len(article.text)


def test_who_made_a_highlight_and_when_comes_from_the_log(tmp_path):
    log = "INSERT INTO commands VALUES (?, '2026-11-22 10:15:00.5', ?, 1, 1, ?)"
    data = database(
        tmp_path,
        *highlight(7, 0, 6, "", 1),
        *highlight(8, 0, 6, "", 1),
        (log, (1, "mia", '{"type": "highlight_add", "highlight_id": 7, "tags": [1]}')),
        (log, (2, "admin", '{"type": "highlight_add", "highlight_id": 8, "tags": [1]}')),
        (log, (3, "mia", '{"highlight_add')),
    )
    (article,), _ = read(data)
    assert [one.annotator for one in article.spans] == ["mia", ""]
    assert article.spans[0].created_at.isoformat() == "2026-11-22T10:15:00.500000+00:00"


def test_highlights_of_no_document_are_told(tmp_path):
    data = database(tmp_path, *highlight(7, 0, 6, "", 1, document=9))
    assert read(data)[1] == ["Highlights that belong to no document of it were left out (1)."]


def test_text_with_preformatted_lines_keeps_them():
    assert text_of_html("<pre>\na\n  b</pre><p> c\n d </p>").text == "a\n  b\nc d"


@given(st.lists(st.sampled_from(["a", "é", "🕊️", " ", "\n", "&amp;", "<b>", "</b>", "<p>", "<br>"])))
def test_every_character_is_found_where_taguette_counts_it(pieces):
    found = text_of_html("".join(pieces))
    plain = "".join(one for one in pieces if not one.startswith("<")).replace("&amp;", "&")
    assert found.size == len(plain.encode())
    assert "".join(found.text.split()) == "".join(plain.split())
    for at, character in enumerate(plain):
        if not character.isspace():
            start = len(plain[:at].encode())
            first, last = found.span(start, start + len(character.encode()))
            assert found.text[first:last] == character


def test_what_only_looks_like_html_is_refused_in_good_time():
    with pytest.raises(UnreadableInput, match="no HTML"):
        text_of_html('<a "' * 200_000)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "no database"),
        (b"SQLite format 3\0" + b"\x10" * 4_000, "damaged"),
        (b"SQLite format 3\0", "damaged"),
    ],
)
def test_what_is_no_database_is_one_sentence(data, sentence):
    articles, problems = read(data)
    assert articles == []
    assert len(problems) == 1
    assert sentence in problems[0]


def test_another_database_is_not_taken(tmp_path):
    _, (problem,) = read(database(tmp_path, schema="CREATE TABLE x (y)", html=None))
    assert "no table “documents”" in problem


DAMAGED = "The database is damaged; open it in the program it comes from and export it anew."
ENDLESS = "(WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n)"


@pytest.mark.parametrize(
    "statement",
    [
        f"CREATE VIEW documents AS SELECT x AS id FROM {ENDLESS}",
        "CREATE VIRTUAL TABLE documents USING fts5(contents)",
    ],
)
def test_a_table_that_computes_is_not_read(tmp_path, statement):
    data = database(tmp_path, ("DROP TABLE documents", ()), (statement, ()), html=None)
    articles, (problem,) = read(data)
    assert articles == []
    assert "no table “documents”" in problem


def test_a_damaged_page_is_told_and_nothing_of_the_file_is_changed(tmp_path):
    data = bytearray(database(tmp_path, *highlight(7, 0, 6, "", 1)))
    data[5_000:-100] = b"\xff" * (len(data) - 5_100)
    path = tmp_path / "damaged.sqlite3"
    path.write_bytes(data)
    items = list(Taguette().read(InputFile.of_path(path, "damaged.sqlite3")))
    assert any(isinstance(one, Problem) for one in items)
    assert path.read_bytes() == bytes(data)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["damaged.sqlite3", "project.sqlite3"]


def test_a_schema_that_is_no_text_is_told(tmp_path):
    data = database(tmp_path).replace(b"CREATE TABLE projects", b"CREATE\xee\xff(BLE projects")
    assert read(data) == ([], [DAMAGED])


def test_a_database_that_is_still_open_elsewhere_is_not_read_in_part(tmp_path):
    data = database(tmp_path)
    beside = {"p.sqlite3-wal": b"changes"}
    (problem,) = Taguette().read(InputFile.of_bytes(data, "p.sqlite3", neighbour=beside.get))
    assert "close it there first" in problem.sentence
