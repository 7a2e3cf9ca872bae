"""The process that reads: whatever a format does to it, a plug-in too, ends in one sentence."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pytest

from annotator.domain.exchange import IncomingArticle, Problem
from annotator.services.reading import MOST_MEMORY, ProcessReader, ReadRequest, Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PLUGIN = f"""
    import os

    from annotator.domain.exchange import IncomingArticle


    class Greedy:
        name = "greedy"
        title = "Greedy"
        extensions = (".greedy",)

        def read(self, file):
            yield IncomingArticle(text="What came before.", origin=file.origin)
            match file.data:
                case b"memory":
                    held = bytearray({MOST_MEMORY})  # nothing of it is touched
                case b"deep":
                    self.read_deeper()
                case b"end":
                    os._exit(3)
                case b"bug":
                    raise LookupError("a bug")
            yield IncomingArticle(text="What came after.", origin=file.origin)

        def read_deeper(self):
            return self.read_deeper()
"""


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ProcessReader]:
    """A reader in whose process a plug-in is installed."""
    place = tmp_path / "installed"
    about = place / "greedy-1.0.dist-info"
    about.mkdir(parents=True)
    (place / "greedy_format.py").write_text(textwrap.dedent(PLUGIN))
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: greedy\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[annotator.formats]\ngreedy = greedy_format:Greedy\n")
    monkeypatch.syspath_prepend(str(place))
    made = ProcessReader()
    yield made
    made.close()


def read(reader: ProcessReader, data: bytes, origin: str = "a.greedy") -> list:
    request = ReadRequest(Source(data, origin))
    return [item for some in reader.read(request) for item in some.items]


def texts(items: list) -> list[str]:
    return [one.text for one in items if isinstance(one, IncomingArticle)]


def sentences(items: list) -> list[str]:
    return [one.sentence for one in items if isinstance(one, Problem)]


def test_a_plug_in_reads_in_the_process(reader):
    assert texts(read(reader, b"")) == ["What came before.", "What came after."]


@pytest.mark.parametrize("data", [b"memory", b"deep"])
def test_what_takes_more_than_there_is_is_a_problem_and_the_next_file_is_read(reader, data):
    if data == b"memory":
        pytest.importorskip("resource", reason="the limit is the system's")

    items = read(reader, data)
    process = reader.pid
    after = read(reader, b"A good article.", "good.txt")

    assert texts(items) == ["What came before."]
    assert sentences(items) == ["It takes more memory to read than there is; split it."]
    assert texts(after) == ["A good article."]
    assert reader.pid == process


@pytest.mark.parametrize("data", [b"end", b"bug"])
def test_what_ends_the_process_is_a_problem_and_the_next_file_is_read(reader, data):
    items = read(reader, data)
    after = read(reader, b"A good article.", "good.txt")

    assert sentences(items) == ["Reading it made the reader crash. Leave it out."]
    assert texts(after) == ["A good article."]


def test_articles_come_over_as_they_were_read(reader):
    from annotator.formats.jsonl.writer import write_line
    from annotator.formats.registry import formats
    from annotator.services.reading import InlineReader
    from tests.formats.examples import full_article
    from tests.formats.torture import torture_article

    data = b"".join(map(write_line, (full_article(), torture_article(2)))) + b"no JSON\n"
    request = ReadRequest(Source(data, "lines.jsonl"))

    over = list(reader.read(request))

    assert over == list(InlineReader(formats()).read(request))
    assert sum(len(one.items) for one in over) == 3
