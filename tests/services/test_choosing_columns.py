"""Tables before they are imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

from annotator.domain.errors import Cancelled, UnreadableInput
from annotator.services.choosing_columns import (
    columns_options,
    layout_options,
    look_job,
    may_be_table,
    tables_job,
)
from annotator.services.jobs import JobContext
from annotator.services.reading import ReadRequest, Source

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.services.choosing_columns import Tables
    from annotator.services.projects import Services

NEWS = "headline;source;body;id\nRain;Gazette;It rained.;7\n"
WEBANNO = "#FORMAT=WebAnno TSV 3.3\n\n\n#Text=Rain.\n1-1\t0-4\tRain\t\n"
OURS = (
    "article_id,title,outlet,byline,published,url,language,status,flag_reason,tags,note,extra,"
    "annotations,characters,text\n1,A,,,,,,new,,,,,0,3,Abc\n"
)


def made(folder: Path, **texts: str) -> list[Path]:
    """Files named after the keywords: a_csv is a.csv."""
    paths = []
    for name, text in texts.items():
        path = folder / name.replace("_", ".")
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return paths


def groups(paths: list[Path]) -> tuple[Tables, ...]:
    return tables_job(paths).work(JobContext())


def test_files_with_the_same_columns_are_asked_about_once(tmp_path: Path):
    paths = made(tmp_path, a_csv=NEWS, b_csv=NEWS.replace("Rain", "Snow"), c_csv="x,y\n1,2\n")

    first, second = groups(paths)

    assert (first.paths, second.paths) == (tuple(paths[:2]), tuple(paths[2:]))
    assert first.preview.mapping["text"] == "body"
    assert first.preview.delimiter == ";"


def test_files_of_other_formats_with_such_a_name_are_not_asked_about(tmp_path: Path):
    assert groups(made(tmp_path, a_tsv=WEBANNO)) == ()


def test_our_own_tables_need_no_choice(tmp_path: Path):
    assert groups(made(tmp_path, a_csv=OURS)) == ()


def test_what_cannot_be_read_is_left_for_the_import_to_tell(tmp_path: Path):
    missing = tmp_path / "gone.csv"
    assert groups([*made(tmp_path, a_csv="", b_xlsx="no workbook"), missing]) == ()


def test_only_files_with_the_name_of_a_table_may_be_one(tmp_path: Path):
    table, text = made(tmp_path, a_csv=NEWS, a_txt=NEWS)
    folder = tmp_path / "folder.csv"
    folder.mkdir()

    found = [may_be_table(one) for one in (table, text, folder, Source(b"", "a.csv"))]

    assert found == [True, False, False, False]


def test_looking_may_be_stopped(tmp_path: Path):
    context = JobContext()
    context.cancel()
    with pytest.raises(Cancelled):
        tables_job(made(tmp_path, a_csv=NEWS)).work(context)


def test_a_table_is_looked_into_as_it_was_chosen_to_be_read(tmp_path: Path):
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "Texts"
    book.active.append(["text"])
    other = book.create_sheet("Notes")
    other.append(["who", "what"])
    book.save(path)
    book.close()

    options = layout_options(header=False, sheet="Notes", delimiter="")
    preview = look_job(path, options).work(JobContext())

    assert preview.columns == ("column 1", "column 2")
    assert preview.rows == (("who", "what"),)


def test_a_file_that_went_is_told_in_a_sentence(tmp_path: Path):
    with pytest.raises(UnreadableInput, match="cannot be read"):
        look_job(tmp_path / "gone.csv", {}).work(JobContext())


def test_only_the_chosen_columns_are_taken_and_the_others_are_kept(
    services: Services, tmp_path: Path
):
    (path,) = made(tmp_path, a_csv=NEWS)
    options = columns_options({"text": "body", "byline": "source"})
    options |= layout_options(header=True, sheet="", delimiter="semicolon")

    report = services.importing.job([ReadRequest(path, None, options)]).work(JobContext())

    metadata = services.project.info(report.imported[0]).metadata
    assert report.problems == []
    assert (metadata.title, metadata.outlet, metadata.byline) == ("It rained.", "", "Gazette")
    assert dict(metadata.extra) == {"headline": '"Rain"', "id": '"7"'}


def test_files_of_one_import_may_be_read_in_different_ways(services: Services, tmp_path: Path):
    first, second = made(tmp_path, a_csv="x,y\nAda left.,1\n", b_csv="x,y\n2,Bob left.\n")
    sources = [
        ReadRequest(first, None, {"text": "x"}),
        ReadRequest(second, None, {"text": "y"}),
        Source(b"Cyd left.", "c.txt"),
    ]

    report = services.importing.job(sources).work(JobContext())

    texts = [services.project.document(one).text for one in report.imported]
    assert texts == ["Ada left.", "Bob left.", "Cyd left."]
