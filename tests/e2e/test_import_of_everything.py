"""Files of every kind come in as the window brings them in: read by a process of its own."""

from __future__ import annotations

import os
import sys
from functools import partial
from typing import TYPE_CHECKING

import pytest

from annotator.domain.document import ArticleFilter
from annotator.domain.splitting import SplitPlan
from annotator.formats.base import Layout
from annotator.services import projects, reading
from annotator.services.exports.request import ExportRequest
from annotator.services.jobs import JobContext
from annotator.services.reading import ProcessReader, ReadRequest, Source
from tests.factories import ANA
from tests.formats import hostile
from tests.formats.one_of_each import BOTH, FORMATS, IMPORTERS, samples
from tests.services.helpers import do_import

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from annotator.services.import_report import ImportReport
    from annotator.services.projects import Services

EVERY = [title for sample in samples().values() for title in sample.titles]
SPANS = sum(sample.spans for sample in samples().values())
# these lie beside one another in one folder without a name that two of them have
TOGETHER = ("brat", "cas-xmi", "conll", "label-studio", "spacy", "webanno")


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    """An empty project, opened as the window does."""
    path = tmp_path / "All.annotator"
    projects.create_project(path, ANA).close()
    with projects.open_project(path, ANA, in_window=True) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one for each kind in it."""
    every = {f"{kind}/{name}": data for kind, one in samples().items()
             for name, data in one.files.items()}  # fmt: skip
    return laid_out(tmp_path / "everything", every)


def laid_out(folder: Path, files: Mapping[str, bytes]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def zip_of_folder(folder: Path, below: str = "") -> bytes:
    return hostile.zip_of(
        {
            f"{below}{path.relative_to(folder).as_posix()}": path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }
    )


def titles(services: Services) -> list[str]:
    rows = services.browsing.rows(services.browsing.ids(ArticleFilter()))
    return sorted(row.title for row in rows)


def assert_all_is_here(services: Services, report: ImportReport) -> None:
    assert list(map(str, report.problems)) == []
    assert report.duplicates == []
    assert titles(services) == sorted(EVERY)
    assert report.spans == SPANS


def test_there_is_a_file_of_every_kind():
    assert set(samples()) == set(IMPORTERS)


def test_a_folder_of_every_kind_comes_in_whole(services, folder):
    assert_all_is_here(services, do_import(services, folder))


def test_what_lies_in_a_zip_in_a_zip_comes_in_as_from_a_folder(services, folder, tmp_path):
    inner = zip_of_folder(folder, "kinds/")
    (tmp_path / "all.zip").write_bytes(hostile.zip_of({"of a day/all.zip": inner}))
    assert_all_is_here(services, do_import(services, tmp_path / "all.zip"))


def test_what_lies_in_a_packed_tar_comes_in_too(services, folder, tmp_path):
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    (tmp_path / "all.tar.gz").write_bytes(hostile.tar_of(files))
    assert_all_is_here(services, do_import(services, tmp_path / "all.tar.gz"))


@pytest.mark.parametrize("packed", [False, True])
def test_files_that_belong_to_others_are_not_read_by_themselves(services, tmp_path, packed):
    """All of them in one folder, with an article that belongs to nobody."""
    files = {"alone.txt": b"Alone\nNobody is with it."}
    for kind in TOGETHER:
        files |= {name.rpartition("/")[2]: data for name, data in samples()[kind].files.items()}
    folder = laid_out(tmp_path / "together", files)
    if packed:
        (tmp_path / "together.zip").write_bytes(zip_of_folder(folder))
    report = do_import(services, tmp_path / "together.zip" if packed else folder)
    assert list(map(str, report.problems)) == []
    expected = [title for kind in TOGETHER for title in samples()[kind].titles]
    assert titles(services) == sorted(["Alone", *expected])
    assert report.spans == sum(samples()[kind].spans for kind in TOGETHER)


def test_our_own_exports_come_in_again_and_nothing_that_goes_with_them(services, tmp_path):
    """A folder of every format, each with its card, its hashes and what it lost."""
    source = projects.create_project(tmp_path / "Source.annotator", ANA)
    target = tmp_path / "exports"
    target.mkdir()
    with source:
        each = {
            f"{kind}/{name}": data for kind in BOTH for name, data in samples()[kind].files.items()
        }
        do_import(source, laid_out(tmp_path / "each", each))
        for kind in BOTH:
            plan = SplitPlan({"train": 0.8, "dev": 0.2})
            request = ExportRequest(format=kind, split=plan)
            source.exporting.job(request, target / kind).work(JobContext())
            if FORMATS[kind].layout is Layout.FOLDER:
                request = ExportRequest(format=kind)
                source.exporting.job(request, target / f"{kind}, whole").work(JobContext())
        expected = titles(source)
    assert (target / "brat" / "README.md").is_file()

    (tmp_path / "exports.zip").write_bytes(zip_of_folder(target))
    report = do_import(services, tmp_path / "exports.zip")
    assert titles(services) == expected
    assert [str(one) for one in report.problems] == []

    again = do_import(services, target)
    assert (again.imported, again.problems) == ([], [])
    assert len(again.duplicates) == len(report.imported) + len(report.duplicates)


# what would do harm, by the name of the file in which it would be met
BAD = {
    "nothing.txt": bytes,
    "zeros.doc": partial(bytes, 5_000),
    "zeros.eml": lambda: b"words\0and more\0words\n" * 50,
    "noise.pdf": hostile.noise,
    "noise.sqlite3": hostile.noise,
    "half pairs.spacy": lambda: b"\xff\xfe\x00\xd8" * 100,
    "deep.json": hostile.deep_json,
    "brackets.json": lambda: b"[" * 300_000,
    "quotes.csv": lambda: b'"' * 300_001,
    "offsets.ann": lambda: b"T1\tX -5 99999999999999999999\ty\n" * 100,
    "deep.html": lambda: b"<html><body>" + b"<div>" * 50_000 + b"deep",
    "deep.xml": lambda: b"<?xml version='1.0'?>" + b"<a>" * 100_000 + b"deep",
    "laughs.rss": hostile.billion_laughs,
    "laughs.html": partial(hostile.billion_laughs, "html"),
    "laughs.qde": partial(hostile.billion_laughs, "Project"),
    "laughs.fodt": partial(hostile.billion_laughs, "office"),
    "foreign.xmi": hostile.foreign_entity,
    "outside.zip": lambda: hostile.zip_of({"../../x.txt": b"x", "/etc/x": b"y", "C:\\x": b"z"}),
    "link.zip": hostile.zip_with_link,
    "secret.zip": hostile.encrypted_zip,
    "shared.zip": hostile.overlapping_zip,
    "lying.zip": partial(hostile.lying_zip, 5_000_000),
    "bomb.zip": partial(hostile.zip_bomb, 60_000_000),
    "bomb.docx": partial(hostile.zip_bomb, 60_000_000, name="word/document.xml"),
    "bomb.xlsx": partial(hostile.zip_bomb, 60_000_000, name="xl/workbook.xml"),
    "bomb.odt": partial(hostile.zip_bomb, 60_000_000, name="content.xml"),
    "bomb.epub": partial(hostile.zip_bomb, 60_000_000, name="META-INF/container.xml"),
    "bomb.qdpx": partial(hostile.zip_bomb, 60_000_000, name="project.qde"),
    "bomb.txt.gz": partial(hostile.gzip_bomb, 60_000_000),
    "outside.tar.gz": lambda: hostile.tar_of({"../x.txt": b"x", "/etc/y": b"y"}),
    "link.tar": hostile.tar_with_link,
}  # fmt: skip


def test_what_is_made_to_do_harm_is_told_and_what_lies_between_is_read(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All by one reading process, which is there to the end."""
    paths = []
    for number, (name, build) in enumerate(BAD.items()):
        good = tmp_path / f"good {number}.txt"
        good.write_text(f"Good {number:02}\nIt is read.")
        (tmp_path / name).write_bytes(build())
        paths += [tmp_path / name, good]
    started = []
    start = ProcessReader._start
    monkeypatch.setattr(
        ProcessReader, "_start", lambda reader: (started.append(reader), start(reader))
    )

    report = do_import(services, *paths)

    assert titles(services) == [f"Good {number:02}" for number in range(len(BAD))]
    silent = [n for n in BAD if not any(f"/{n}" in one.origin for one in report.problems)]
    assert silent == []
    for one in report.problems:
        assert one.sentence.endswith("."), one
        assert "crash" not in one.sentence, one
    assert len(started) == 1


PLUGIN = """
import os, time

class Odd:
    name = "odd"
    title = "Odd"
    extensions = (".greedy", ".deadly", ".endless")

    def read(self, file):
        if file.name.endswith(".greedy"):
            bytearray(9_000_000_000)
        if file.name.endswith(".deadly"):
            os.abort()
        while True:
            time.sleep(0.1)
"""


@pytest.fixture
def odd_format(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plugin whose files are worse than any of ours."""
    laid_out(
        tmp_path / "plugins",
        {
            "odd_plugin.py": PLUGIN.encode(),
            "odd_plugin-1.0.dist-info/METADATA": b"Name: odd-plugin\nVersion: 1.0\n",
            "odd_plugin-1.0.dist-info/entry_points.txt": b"[annotator.formats]\n"
            b"odd = odd_plugin:Odd\n",
        },
    )
    monkeypatch.syspath_prepend(tmp_path / "plugins")


def read(reader: ProcessReader, name: str) -> list[object]:
    readings = reader.read(ReadRequest(Source(b"Words.", name)))
    return [item for one in readings for item in one.items]


@pytest.fixture
def reader() -> Iterator[ProcessReader]:
    made = ProcessReader()
    yield made
    made.close()


@pytest.mark.skipif(sys.platform == "win32", reason="memory is not limited on Windows")
@pytest.mark.usefixtures("odd_format")
def test_a_file_that_takes_more_memory_than_there_may_be_is_told_and_the_process_goes_on(reader):
    (good,) = read(reader, "a.txt")
    process = reader.pid
    (problem,) = read(reader, "a.greedy")
    assert "more memory" in problem.sentence
    assert read(reader, "a.txt") == [good]
    assert reader.pid == process


@pytest.mark.usefixtures("odd_format")
@pytest.mark.parametrize(("name", "word"), [("a.deadly", "crash"), ("a.endless", "given up")])
def test_a_file_that_ends_or_holds_the_process_is_told_and_the_next_one_is_read(
    reader: ProcessReader, monkeypatch: pytest.MonkeyPatch, name: str, word: str
) -> None:
    (good,) = read(reader, "a.txt")
    process = reader.pid
    monkeypatch.setattr(reading, "SILENCE_SECONDS", 1)
    (problem,) = read(reader, name)
    assert problem.origin == name
    assert word in problem.sentence
    assert is_gone(process)
    monkeypatch.setattr(reading, "SILENCE_SECONDS", 60)
    assert read(reader, "a.txt") == [good]
    assert reader.pid != process


def is_gone(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False
