"""QualCoder's data.qda, built here as QualCoder builds it."""

from __future__ import annotations

import sqlite3

from annotator.domain.exchange import IncomingArticle, Problem
from annotator.formats.input_file import InputFile
from annotator.formats.small_tools.qualcoder import QualCoder

TEXT = "Mayor 🕊 Brandt said\nshe stays."
SCHEMA = """
CREATE TABLE project (databaseversion text, date text, memo text, about text);
CREATE TABLE source (id integer primary key, name text, fulltext text, mediapath text, memo text,
  owner text, date text, unique(name));
CREATE TABLE code_text (ctid integer primary key, cid integer, fid integer, seltext text,
  pos0 integer, pos1 integer, owner text, date text, memo text, avid integer, important integer,
  unique(cid,fid,pos0,pos1,owner));
CREATE TABLE code_name (cid integer primary key, name text, memo text, catid integer, owner text,
  date text, color text, unique(name));
CREATE TABLE annotation (anid integer primary key, fid integer, pos0 integer, pos1 integer,
  memo text, owner text, date text);
CREATE TABLE attribute (attrid integer primary key, name text, attr_type text, value text,
  id integer, date text, owner text);
CREATE TABLE code_image (imid integer primary key, id integer);
INSERT INTO code_name VALUES (1, 'Mayor', '', NULL, 'mia', '', '#F00000');
"""


def database(tmp_path, *statements) -> bytes:
    path = tmp_path / "data.qda"
    connection = sqlite3.connect(path)
    connection.executescript(SCHEMA)
    row = (1, "talk.txt", TEXT, None, "about it", "mia", "2026-11-22 10:00:00")
    connection.execute("INSERT INTO source VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    for statement, *values in statements:
        connection.execute(statement, values)
    connection.commit()
    connection.close()
    return path.read_bytes()


def coding(start, end, text, *, cid=1, fid=1, owner="mia", memo="", important=None):
    statement = "INSERT INTO code_text VALUES (NULL,?,?,?,?,?,?,'2026-11-22 10:00:00',?,NULL,?)"
    return statement, cid, fid, text, start, end, owner, memo, important


def read(data):
    items = list(QualCoder().read(InputFile.of_bytes(data, "talks.qda/data.qda")))
    articles = [one for one in items if isinstance(one, IncomingArticle)]
    return articles, [one.sentence for one in items if isinstance(one, Problem)]


def test_codings_are_spans_with_their_code_coder_memo_and_time(tmp_path):
    data = database(tmp_path, coding(8, 14, "Brandt", memo="sure", important=1))
    (article,), problems = read(data)
    (span,) = article.spans
    assert (span.start, span.end, span.label, span.quoted) == (8, 14, "Mayor", "Brandt")
    assert (span.annotator, span.note) == ("mia", "sure\nMarked as important.")
    assert span.created_at.isoformat() == "2026-11-22T10:00:00+00:00"
    assert (article.text, article.metadata.title, article.note) == (TEXT, "talk.txt", "about it")
    assert problems == []


def test_positions_that_count_utf_16_are_seen_by_the_text_that_was_kept(tmp_path):
    (article,), _ = read(database(tmp_path, coding(9, 15, "Brandt")))
    assert (article.spans[0].start, article.spans[0].end) == (8, 14)


def test_a_selection_over_a_line_end_is_quoted_with_ours(tmp_path):
    (article,), _ = read(database(tmp_path, coding(15, 23, "said\u2029she")))
    (span,) = article.spans
    assert span.quoted == "said\nshe" == article.text[span.start : span.end]


def test_text_that_is_not_there_is_handed_over_to_be_repaired(tmp_path):
    (article,), _ = read(database(tmp_path, coding(0, 5, "Brandt"), coding(90, 95, "x")))
    assert [(one.start, one.end, one.quoted) for one in article.spans] == [
        (0, 5, "Brandt"),
        (90, 95, "x"),
    ]


def test_memos_on_text_without_a_code_are_in_the_article_s_note(tmp_path):
    memo = "INSERT INTO annotation VALUES (1, 1, 0, 5, 'who?', 'mia', '')"
    (article,), _ = read(database(tmp_path, (memo,)))
    assert article.note == "about it\n“Mayor”: who?"


def test_attributes_of_the_file_are_metadata_and_those_of_cases_are_not(tmp_path):
    insert = "INSERT INTO attribute VALUES (NULL, ?, ?, ?, 1, '', '')"
    data = database(
        tmp_path,
        (insert, "Publisher", "file", "Bote"),
        (insert, "Age", "case", "40"),
    )
    (article,), _ = read(data)
    assert article.metadata.outlet == "Bote"
    assert article.metadata.extra == ()


def test_what_has_no_place_is_told_with_how_much_of_it_there_is(tmp_path):
    data = database(
        tmp_path,
        ("INSERT INTO source VALUES (2, 'a.png', NULL, '/images/a.png', '', '', '')",),
        ("INSERT INTO code_image VALUES (1, 2)",),
        coding(0, 5, "Mayor", fid=9),
    )
    articles, problems = read(data)
    assert len(articles) == 1
    assert problems == [
        "There is no place here for sources without a text (1), codings of no source (1),"
        " codings of pictures (1); they were left out."
    ]


def test_a_code_that_is_gone_leaves_its_number(tmp_path):
    (article,), _ = read(database(tmp_path, coding(0, 5, "Mayor", cid=4)))
    assert article.spans[0].label == "code 4"


def test_a_file_of_another_kind_is_one_sentence():
    articles, (problem,) = read(b"words")
    assert articles == []
    assert problem == "It is no database, as the files of QualCoder are."
