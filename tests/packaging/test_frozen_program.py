"""The frozen program does with files of every format what the source does with them.

It is made by `make bundle`, which takes a minute, and where it lies is said by the variable
ANNOTATOR_BUNDLE: `make package-test` sees to both. Without it there is nothing to try.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from annotator.domain.document import ArticleFilter
from annotator.formats.base import Exporter
from annotator.services import projects
from tests.factories import ANA
from tests.formats import hostile
from tests.formats.one_of_each import FORMATS, IMPORTERS, samples

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
NAME = "All.annotator"
# programs are run in folders of their own, in which a relative path would lead nowhere
BUNDLE = Path(os.environ.get("ANNOTATOR_BUNDLE", "/nowhere")).resolve()
EXPORTERS = sorted(name for name, one in FORMATS.items() if isinstance(one, Exporter))
SOURCE = (sys.executable, "-m", "annotator")
FROZEN = (str(BUNDLE / "annotator"),)

pytestmark = [
    pytest.mark.skipif(
        "ANNOTATOR_BUNDLE" not in os.environ,
        reason="ANNOTATOR_BUNDLE names no frozen program (make package-test)",
    ),
    # all of them share what the first one made
    pytest.mark.xdist_group("frozen"),
]


class Said(NamedTuple):
    """What a program answered."""

    code: int
    out: str
    errors: str


def run(program: tuple[str, ...], *words: object, cwd: Path) -> Said:
    """Runs the source or the frozen program. cwd: paths in what it says are relative to it."""
    done = subprocess.run(
        [*program, *map(str, words)],
        cwd=cwd,
        env={
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "COLUMNS": "200",
            "PYTHONPATH": str(ROOT),
        },
        capture_output=True,
        text=True,
        timeout=170,
        check=False,
    )
    return Said(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with files of every kind."""
    made = tmp_path_factory.mktemp("everything")
    for kind, sample in samples().items():
        for name, data in sample.files.items():
            path = made / kind / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    return made


@pytest.fixture(scope="module", autouse=True)
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Settings that are nobody's."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("settings")
        patch.setenv("ANNOTATOR_SETTINGS", str(folder / "settings.json"))
        yield


@pytest.fixture(scope="module")
def project(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project into which the source brought everything, with suggestions."""
    return filled(SOURCE, folder, tmp_path_factory.mktemp("project"))


def filled(program: tuple[str, ...], folder: Path, into: Path) -> Path:
    for words in (("new", NAME), ("import", NAME, folder), ("suggest", NAME)):
        said = run(program, *words, cwd=into)
        assert (said.code, said.errors) == (0, ""), said
    return into / NAME


def contents(path: Path) -> list[Any]:
    """What is in a project, without its ids and times."""
    with projects.open_project(path, ANA) as services:
        return sorted(
            (
                services.browsing.info(key).metadata.title,
                services.project.document(key).text,
                sorted((a.span, a.label) for a in services.project.annotations(key)),
                sorted((s.span, s.label, s.score or 0) for s in services.project.suggestions(key)),
            )
            for key in services.browsing.ids(ArticleFilter())
        )


def both(tmp_path: Path, *words: object, having: Path | None = None) -> tuple[Said, Said]:
    """What both answer, each in a folder of its own with a copy of a project or with a new one."""
    answers = []
    for kind, program in (("source", SOURCE), ("frozen", FROZEN)):
        cwd = tmp_path / kind
        cwd.mkdir()
        if having is None:
            run(SOURCE, "new", NAME, cwd=cwd)
        else:
            shutil.copy(having, cwd / NAME)
        answers.append(run(program, *words, cwd=cwd))
    return answers[0], answers[1]


def test_there_is_a_format_to_try_for_every_one_that_the_program_lists(tmp_path: Path):
    source, frozen = both(tmp_path, "formats", "--json")
    assert frozen == source
    names = {one["name"] for one in json.loads(frozen.out)}
    assert names == set(FORMATS) == set(samples()) | set(EXPORTERS) | {"gzip", "tar", "zip"}


def test_every_resource_of_the_checkout_is_there():
    inside = written(BUNDLE / "_internal" / "annotator" / "_resources")
    outside = written(ROOT / "resources")
    assert {name: inside.get(name) for name in outside} == outside != {}


def test_files_of_every_format_come_in_as_the_source_reads_them_and_are_looked_at_alike(
    project: Path, folder: Path, tmp_path: Path
):
    found = contents(filled(FROZEN, folder, tmp_path))
    assert found == contents(project)
    assert any(suggested for *_, suggested in found)


@pytest.mark.parametrize("name", sorted(IMPORTERS))
def test_a_file_of_each_format_comes_in_when_the_format_is_named(
    folder: Path, tmp_path: Path, name: str
):
    source, frozen = both(tmp_path, "import", NAME, folder / name, "--format", name, "--json")
    assert frozen == source
    assert json.loads(frozen.out)["imported"] == len(samples()[name].titles)


@pytest.mark.parametrize("name", EXPORTERS)
def test_each_format_is_written_with_the_bytes_that_the_source_writes(
    project: Path, tmp_path: Path, name: str
):
    words = ("export", NAME, "out", "--format", name, "--include-suggestions")
    source, frozen = both(tmp_path, *words, having=project)
    assert frozen == source
    assert "Wrote 38 articles" in frozen.out
    made = written(tmp_path / "frozen")
    assert made == written(tmp_path / "source") != {}


def written(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(NAME)
    }


def test_what_is_made_to_do_harm_is_refused_as_the_source_refuses_it(tmp_path: Path):
    """By a process with limits of its own, which the frozen program has to start itself."""
    bad = {
        "noise.pdf": hostile.noise,
        "deep.html": lambda: b"<html><body>" + b"<div>" * 50_000 + b"deep",
        "laughs.rss": hostile.billion_laughs,
        "bomb.docx": partial(hostile.zip_bomb, 60_000_000, name="word/document.xml"),
    }
    (tmp_path / "bad").mkdir()
    for name, build in bad.items():
        (tmp_path / "bad" / name).write_bytes(build())
    source, frozen = both(tmp_path, "import", NAME, tmp_path / "bad", "--json")
    assert frozen == source
    assert len(json.loads(frozen.out)["problems"]) == len(bad)
