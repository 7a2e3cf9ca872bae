"""CSV and Excel tables of articles: one row an article, whichever way they are written."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from annotator.domain.errors import UnreadableInput
from annotator.domain.exchange import IncomingArticle, Problem
from annotator.formats.input_file import InputFile
from annotator.formats.tables.preview import preview
from annotator.formats.tables.spreadsheet import Spreadsheet
from annotator.formats.tables.table import Table
from tests.formats.hostile import zip_of

PLAIN = (
    "headline,Source,author,Date,url,text,section\r\n"
    '"Mayor, again",The Gazette,Zoë Ray,2026-11-22,https://g.example/1,"She said\n""no"".",'
    "Politics\r\n"
    "Rain,The Gazette,,2026-11,,It rained 🕊️.,\r\n"
)


def read(data: str | bytes, name: str = "a.csv", **options):
    data = data.encode() if isinstance(data, str) else data
    importer = Spreadsheet() if name.endswith("x") else Table()
    return list(importer.read(InputFile.of_bytes(data, name, options=options)))


def seen(data, name="a.csv", **options):
    return preview(InputFile.of_bytes(data, name, options=options))


def texts(items):
    return [item.text for item in items if isinstance(item, IncomingArticle)]


def problems(items):
    return [str(item) for item in items if isinstance(item, Problem)]


def workbook(sheets, **more) -> bytes:
    """A workbook with rows by sheet."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    for name in more.get("hidden", ()):
        book[name].sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_columns_are_told_by_their_names():
    first, second = read(PLAIN)
    assert first.text == 'She said\n"no".'
    assert first.origin == "a.csv, line 2"
    assert first.metadata.title == "Mayor, again"
    assert first.metadata.outlet == "The Gazette"
    assert first.metadata.byline == "Zoë Ray"
    assert first.metadata.published == "2026-11-22"
    assert first.metadata.url == "https://g.example/1"
    assert first.metadata.extra == (("section", '"Politics"'),)
    assert second.origin == "a.csv, line 4"
    assert second.text == "It rained 🕊️."
    assert second.metadata.published == "2026-11"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_stands_between_cells_and_the_encoding_are_found(delimiter, encoding):
    rows = [
        ("title", "text", "note"),
        ("Eins", "“Ja; nein, doch” – sagte sie, und: weiter; immer, weiter", "x"),
        ("Zwei", "Größe; Maß, Gruß; und, noch; mehr, Trenner", ""),
    ]
    quoted = [[f'"{cell}"' for cell in row] for row in rows]
    data = "\r\n".join(delimiter.join(row) for row in (rows[0], *quoted[1:]))
    items = read(data.encode(encoding))
    assert texts(items) == [row[1] for row in rows[1:]]
    assert [item.metadata.title for item in items] == ["Eins", "Zwei"]


def test_an_old_encoding_is_guessed():
    data = "title;text\r\nGröße;“Ja”, sagte Zoë – und ging.\r\n".encode("cp1252")
    assert texts(read(data)) == ["“Ja”, sagte Zoë – und ging."]


def test_the_line_by_which_excel_is_told_the_delimiter_is_no_row():
    assert texts(read("sep=;\r\ntext;title\r\nWords, here;A\r\n")) == ["Words, here"]


def test_a_table_of_one_column_needs_no_delimiter():
    assert texts(read("text\nFirst, of two.\n")) == ["First"]
    assert texts(read('text\n"First, of two."\nSecond.\n')) == ["First, of two.", "Second."]


def test_what_was_chosen_goes_before_what_names_tell():
    data = "text,lead,headline,paper\nshort,The long one.,Head,The Post\n"
    (item,) = read(data, text="lead", title="paper", outlet="Headline")
    assert item.text == "The long one."
    assert (item.metadata.title, item.metadata.outlet) == ("The Post", "Head")
    assert item.metadata.extra == (("text", '"short"'),)


def test_a_column_that_is_not_there_is_said_with_those_that_are():
    (problem,) = problems(read(PLAIN, title="Heading"))
    assert "“Heading”" in problem
    assert "“headline”" in problem


def test_a_table_without_a_text_column_says_what_to_do():
    (problem,) = problems(read("name,age\nAda,36\n"))
    assert "“name”, “age”" in problem
    assert "text=NAME" in problem


def test_a_table_without_a_header_has_numbered_columns():
    items = read("A,Words here.\nB,More words.\n", header="no", text="column 2", title="column 1")
    assert texts(items) == ["Words here.", "More words."]
    assert items[1].metadata.title == "B"


def test_the_delimiter_can_be_chosen():
    assert texts(read("a;b,text\n1;2,Words\n", delimiter="comma")) == ["Words"]


def test_rows_without_text_are_told_once():
    items = read("text,title\nA.,1\n,2\n  ,3\nB.,4\n\n")
    assert texts(items) == ["A.", "B."]
    assert problems(items) == [
        "a.csv, line 3: 2 rows are without text in the column “text”; left out."
    ]


def test_rows_with_too_many_cells_are_kept_whole_and_told():
    items = read("text,title\nA.,1,more,\nB.,2\n")
    assert texts(items) == ["A.", "B."]
    assert items[0].metadata.extra == (("column 3", '"more"'),)
    assert "line 2: 1 row is with more cells" in problems(items)[0]


def test_columns_of_one_name_are_told_apart():
    (item,) = read("text,note,note,\nA.,x,y,z\n")
    assert item.metadata.extra == (("column 4", '"z"'), ("note", '"x"'), ("note (2)", '"y"'))


def test_a_missing_quotation_mark_gives_one_sentence(monkeypatch):
    monkeypatch.setattr("annotator.formats.tables.delimited.LONGEST_CELL", 2_000_000)
    data = b'text,title\nA.,1\n"' + b"word word word\n" * 2_000_000
    items = read(data)
    assert texts(items)[0] == "A."
    assert len(items) <= 3


def test_a_line_that_never_ends_gives_one_sentence():
    (problem,) = problems(read(b"text," + b"x" * 21_000_000))
    assert "Line 1" in problem


@pytest.mark.parametrize(
    "data", [b"", b"\n\n", b" , ,\n", b"a\0b,c\n1,2\n", b"%PDF-1.7", b"text\n"]
)
def test_what_is_no_table_of_articles_gives_one_sentence(data):
    (item,) = read(data)
    assert isinstance(item, Problem)


def test_a_table_of_our_own_annotations_is_recognised():
    (problem,) = problems(read("article_id,annotation_id,label,text,start,end\n1,2,ACTOR,x,0,1\n"))
    assert "JSONL" in problem


def test_a_long_article_in_a_cell_is_read():
    text = "“Word” and word.\n" * 20_000
    assert texts(read('text\n"' + text + '"\n')) == [text]


# workbooks

ROWS = [
    ["Title", "Body", "Date", "Words", "Seen"],
    ["Mayor", "She said\n“no” 🕊️.", datetime(2026, 11, 22), 12, True],
    ["Rain", "It rained.", datetime(2026, 11, 22, 8, 30), 1.5, None],
    [None, None, None, 3, None],
    ["Sun", "It shone.", date(2026, 11, 23)],
]


def test_a_sheet_is_read_with_its_dates_and_numbers():
    items = read(workbook({"Articles": ROWS}), "a.xlsx")
    assert texts(items) == ["She said\n“no” 🕊️.", "It rained.", "It shone."]
    assert items[0].origin == "a.xlsx, sheet “Articles”, row 2"
    assert items[0].metadata.extra == (("Seen", "true"), ("Words", "12"))
    assert [item.metadata.published for item in items[:3]] == [
        "2026-11-22",
        "2026-11-22T08:30:00",
        "2026-11-23",
    ]
    assert "row 4: 1 row is without text" in problems(items)[0]


def test_the_first_sheet_with_texts_is_read_and_the_others_are_named():
    data = workbook({"About": [["made", "by"]], "List": ROWS[:2], "Empty": []})
    items = read(data, "a.xlsx")
    assert texts(items) == ["She said\n“no” 🕊️."]
    assert "“About” was not read, only “List”" in problems(items)[0]


def test_a_sheet_can_be_chosen():
    data = workbook({"One": ROWS[:2], "Two": [["text"], ["Here."]]})
    assert texts(read(data, "a.xlsx", sheet="Two")) == ["Here."]
    assert "“One”, “Two”" in problems(read(data, "a.xlsx", sheet="Three"))[0]


def test_hidden_sheets_come_last():
    data = workbook({"One": [["text"], ["Hidden."]], "Two": [["text"], ["Here."]]}, hidden=["One"])
    assert texts(read(data, "a.xlsx")) == ["Here."]


def test_of_formulas_the_last_results_are_read():
    book = openpyxl.Workbook()
    book.active.append(["text", "title"])
    book.active.append(["Words.", '=HYPERLINK("https://x.example","see")'])
    stream = io.BytesIO()
    book.save(stream)
    (item,) = read(stream.getvalue(), "a.xlsx")
    assert item.text == "Words."
    assert "x.example" not in str(item.metadata)


def test_line_ends_that_excel_escapes_are_line_ends():
    (item,) = read(workbook({"A": [["text"], ["One_x000D_\nTwo _x0041_"]]}), "a.xlsx")
    assert item.text == "One\r\nTwo _x0041_"


def test_cells_far_out_take_no_time():
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>text</t></is></c></row>'
        '<row r="2000000000"><c r="A2000000000" t="inlineStr"><is><t>far</t></is></c></row>'
        "</sheetData></worksheet>"
    )
    items = read(_with_part(workbook({"A": [["x"]]}), "xl/worksheets/sheet1.xml", sheet), "a.xlsx")
    assert isinstance(items[-1], Problem)


def test_rows_before_damage_are_kept():
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>text</t></is></c></row>'
        for n in range(1, 5_000)
    )
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<dimension ref="A1"/><sheetData>{rows}'
    )
    items = read(_with_part(workbook({"A": [["x"]]}), "xl/worksheets/sheet1.xml", sheet), "a.xlsx")
    assert len(texts(items)) > 4_000
    assert "damaged" in problems(items)[-1]


def test_too_many_columns_give_one_sentence():
    (problem,) = problems(read(workbook({"A": [["text"] * 600]}), "a.xlsx"))
    assert "500 columns" in problem


def test_entities_in_a_workbook_are_refused():
    bad = '<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><x>&c;</x>'
    data = _with_part(workbook({"A": [["text"], ["Words"]]}), "xl/worksheets/sheet1.xml", bad)
    (item,) = read(data, "a.xlsx")
    assert isinstance(item, Problem)


def test_a_bomb_in_a_workbook_is_refused():
    data = _with_part(workbook({"A": [["x"]]}), "xl/worksheets/sheet1.xml", " " * 60_000_000)
    (problem,) = problems(read(data, "a.xlsx"))
    assert "200 times" in problem


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", zip_of({"a.txt": b"x"}), b"text,title\nA,B\n"]
)
def test_what_is_no_workbook_gives_one_sentence(data):
    (item,) = read(data, "a.xlsx")
    assert isinstance(item, Problem)


def _with_part(data: bytes, name: str, content: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {each: archive.read(each) for each in archive.namelist()}
    assert name in files
    return zip_of(files | {name: content.encode()})


# what the dialog shows


def test_a_preview_shows_the_first_rows_and_what_names_tell():
    shown = seen(PLAIN.encode())
    assert shown.columns[:2] == ("headline", "Source")
    assert shown.rows[0][5] == 'She said "no".'
    assert len(shown.rows) == 2
    assert shown.delimiter == ","
    assert shown.mapping == {
        "text": "text",
        "title": "headline",
        "outlet": "Source",
        "byline": "author",
        "published": "Date",
        "url": "url",
    }


def test_a_preview_proposes_a_column_of_long_texts():
    data = "nr,stuff\n" + "".join(f'{n},"{"word " * 80}"\n' for n in range(50))
    shown = seen(data.encode())
    assert shown.mapping == {"text": "stuff"}
    assert len(shown.rows) == 20
    assert shown.rows[0][1].endswith("…")


def test_a_preview_of_a_workbook_names_its_sheets():
    shown = seen(workbook({"About": [["x"]], "List": ROWS}), "a.xlsx")
    assert (shown.sheet, shown.sheets) == ("List", ("About", "List"))
    assert shown.rows[0][2] == "2026-11-22"


def test_a_preview_without_header_keeps_the_first_row():
    shown = seen(b"A,Words\nB,More,cells\n", header="no")
    assert shown.columns == ("column 1", "column 2", "column 3")
    assert shown.rows[0] == ("A", "Words", "")


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_a_preview_of_nothing_says_why(name):
    with pytest.raises(UnreadableInput):
        seen(b"", name)
