"""Whatever fails over an article, wherever: neither the log nor a report holds a word of it."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pytest

from annotator.domain import plugins
from annotator.domain.errors import ChildFailed
from annotator.faults import Watch
from annotator.services import memory_process, projects
from annotator.services.crashes.ended import reports_of_ended
from annotator.services.crashes.reports import reports
from annotator.services.folders import crash_folder, log_folder
from annotator.services.jobs import JobContext
from annotator.services.logs import start_logging, stop_logging
from annotator.services.memory_process import Question
from annotator.services.reading import Source
from tests.factories import ANA
from tests.services.helpers import import_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MARK = "Minister-Zanzibar"

PLUGIN = """
    import faulthandler


    class Reads:
        name = "leaky"
        title = "Leaky"
        extensions = (".leaky",)

        def read(self, file):
            text = file.data.decode()
            raise LookupError(text)
            yield


    class Suggests:
        name = "leaky.v1"
        version = "1"
        needs = frozenset()

        def suggest(self, parsed):
            if "segfault" in parsed.text:
                faulthandler._sigsegv()
            try:
                return {}[parsed.text]
            except KeyError as error:
                raise ExceptionGroup(parsed.text, [ValueError(parsed.text)]) from error
"""


@pytest.fixture
def leaky(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A plug-in is installed that puts what it reads into its exceptions."""
    place = tmp_path / "installed"
    about = place / "leaky-1.0.dist-info"
    about.mkdir(parents=True)
    (place / "leaky_plugin.py").write_text(textwrap.dedent(PLUGIN))
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: leaky\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(
        "[annotator.formats]\nleaky = leaky_plugin:Reads\n"
        "[annotator.suggesters]\n'leaky.v1' = leaky_plugin:Suggests\n".replace("'", "")
    )
    monkeypatch.syspath_prepend(str(place))
    plugins._installed.cache_clear()
    yield
    plugins._installed.cache_clear()


@pytest.fixture
def watched() -> Iterator[None]:
    """As in a window: a log is written, and processes join the watch."""
    start_logging()
    watch = Watch()
    watch.begin("window", crash_folder())
    yield
    watch.end()
    stop_logging()


def told() -> str:
    """All that the log and the reports say."""
    stop_logging()
    files = [path for path in log_folder().rglob("*") if path.is_file()]
    return "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in files)


@pytest.mark.usefixtures("leaky", "watched")
def test_of_an_article_that_cannot_be_analysed(tmp_path: Path):
    path = tmp_path / "Storm.annotator"
    with projects.create_project(path, ANA) as services:
        import_text(services, f"{MARK} spoke.\n")
        import_text(services, f"{MARK} did not speak.\n", "two.txt")
    with projects.open_project(path, ANA, suggesters=("leaky.v1",), in_window=True) as services:
        report = services.suggesting.job().work(JobContext())

    assert len(report.failures) == 2
    assert len(reports()) == 1  # it is the same failure
    text = told()
    assert MARK not in text
    assert "leaky_plugin.py:" in text
    assert "an article could not be analysed" in text
    assert text.count("number 1 of 1") >= 2


@pytest.mark.usefixtures("leaky", "watched")
def test_of_an_article_that_kills_the_process(tmp_path: Path):
    path = tmp_path / "Storm.annotator"
    with projects.create_project(path, ANA) as services:
        import_text(services, f"{MARK} met a segfault.\n")
    with projects.open_project(path, ANA, suggesters=("leaky.v1",), in_window=True) as services:
        report = services.suggesting.job().work(JobContext())
    endings = reports_of_ended(of_window=False)

    assert len(report.failures) == 1
    assert {one.process for one in endings} == {"suggestion"}
    text = told()
    assert MARK not in text
    assert "leaky_plugin.py:" in text
    assert "Segmentation fault" in text


@pytest.mark.usefixtures("leaky", "watched")
def test_of_a_file_that_cannot_be_read(tmp_path: Path):
    with projects.create_project(tmp_path / "Storm.annotator", ANA, in_window=True) as services:
        source = Source(f"{MARK} wrote this.".encode(), "a.leaky")
        report = services.importing.job([source], "leaky").work(JobContext())

    assert [one.sentence for one in report.problems] == [
        "Reading it made the reader crash. Leave it out."
    ]
    text = told()
    assert MARK not in text
    assert "the process that reads files" in text
    assert "LookupError: (a message of" in text


class _Broken:
    def trails(self) -> object:
        raise LookupError(MARK)


def test_of_what_cannot_be_learnt():
    sent: list[memory_process.Answer] = []

    class Connection:
        def poll(self) -> bool:
            return bool(sent)

        send = staticmethod(sent.append)

    request = memory_process.Request(1, Question.TRAILS)
    memory_process._reply(Connection(), _Broken(), request)  # type: ignore[arg-type]

    (answer,) = sent
    assert isinstance(answer.value, ChildFailed)
    assert MARK not in answer.value.trace
    assert "in trails" in answer.value.trace
