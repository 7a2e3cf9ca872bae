"""Every importer meets every file made to do harm: sentences, no exceptions, bounded time."""

from __future__ import annotations

import subprocess
import sys
import time
from functools import cache
from typing import TYPE_CHECKING

import pytest

from annotator.domain.errors import UnreadableInput
from annotator.domain.exchange import IncomingArticle, Problem
from annotator.formats.base import Container, Discerning, Importer
from annotator.formats.input_file import InputFile
from annotator.formats.registry import formats
from tests.formats import hostile

if TYPE_CHECKING:
    from collections.abc import Callable

READERS = {name: one for name, one in formats().all() if isinstance(one, Importer | Container)}

SMALL: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "zero bytes": lambda: b"words\0and more\0words\n" * 50,
    "only zero bytes": lambda: b"\0" * 5_000,
    "noise": lambda: hostile.noise(),
    "lone surrogates": lambda: hostile.lone_surrogates(),
    "deep JSON": lambda: hostile.deep_json(),
    "deep markup": lambda: b"<html><body>" + b"<div>" * 50_000 + b"deep" + b"</body></html>",
    "deep XML": lambda: b"<?xml version='1.0'?>" + b"<a>" * 100_000 + b"deep",
    "billion laughs": lambda: hostile.billion_laughs(),
    "billion laughs in a page": lambda: hostile.billion_laughs("html"),
    "billion laughs in a project": lambda: hostile.billion_laughs("Project"),
    "a file of the machine": lambda: hostile.foreign_entity(),
    "traversal": lambda: hostile.zip_of(
        {"../../../tmp/x.txt": b"x", "/etc/x": b"y", "C:\\x": b"z"}
    ),
    "link": lambda: hostile.zip_with_link(),
    "encrypted": lambda: hostile.encrypted_zip(),
    "overlapping": lambda: hostile.overlapping_zip(),
    "lying": lambda: hostile.lying_zip(),
    "bomb": lambda: hostile.zip_bomb(),
    "bomb in a Word document": lambda: hostile.zip_bomb(name="word/document.xml"),
    "bomb in a workbook": lambda: hostile.zip_bomb(name="xl/workbook.xml"),
    "bomb in an OpenDocument text": lambda: hostile.zip_bomb(name="content.xml"),
    "bomb in a REFI project": lambda: hostile.zip_bomb(name="project.qde"),
    "gzip bomb": lambda: hostile.gzip_bomb(),
    "tar that leads out": lambda: hostile.tar_of({"../x.txt": b"x", "/etc/y": b"y"}),
    "tar with a link": lambda: hostile.tar_with_link(),
    "unpaired UTF-16": lambda: b"\xff\xfe\x00\xd8" * 100,
    "cut UTF-8": lambda: "“Gruß 🕊️".encode()[:-2],
    "commas": lambda: b"," * 300_000,
    "quotes": lambda: b'"' * 300_001,
    "brackets": lambda: b"[" * 300_000,
    "tags": lambda: b"<" * 300_000,
    "line ends": lambda: b"\r\n" * 300_000,
    "offsets": lambda: b"T1\tX -5 99999999999999999999\ty\n" * 100,
    "numbers": lambda: (
        b'{"text": "a", "spans": [{"start": 1e400, "end": -1, "label": "X"}]}\n' * 100
    ),
}

SECONDS = 20


@cache
def data_of(kind: str) -> bytes:
    """The bytes of a file of that kind, made when they are first wanted."""
    return SMALL[kind]()


def file_of(reader, data: bytes) -> InputFile:
    return InputFile.of_bytes(data, f"hostile{reader.extensions[0]}")


def outcome(reader, file: InputFile) -> list[IncomingArticle | Problem]:
    """What comes of a file, read as the reading service does it."""
    try:
        if isinstance(reader, Container):
            return [
                one if isinstance(one, Problem) else Problem(one.origin, f"{len(one.data)} bytes.")
                for one in reader.members(file)
            ]
        return list(reader.read(file))
    except UnreadableInput as error:
        return [Problem(file.origin, str(error))]


@pytest.mark.parametrize("kind", SMALL)
@pytest.mark.parametrize("name", READERS)
def test_an_importer_answers_what_is_made_to_do_harm_with_sentences(name, kind):
    reader = READERS[name]
    file = file_of(reader, data_of(kind))
    begun = time.perf_counter()
    items = outcome(reader, file)
    assert time.perf_counter() - begun < SECONDS
    assert len(items) <= 1_000
    for item in items:
        assert item.origin.startswith(file.origin)
        item.origin.encode()
        if isinstance(item, Problem):
            assert item.sentence.endswith((".", "!", "?")), item.sentence
            item.sentence.encode()
        else:
            item.text.encode()
            assert "\0" not in item.text
            assert "root:x:0" not in item.text


@pytest.mark.parametrize(
    "name", [name for name, one in READERS.items() if isinstance(one, Discerning)]
)
def test_an_importer_recognises_such_files_or_not_and_raises_nothing(name):
    reader = READERS[name]
    for kind in SMALL:
        assert reader.recognises(file_of(reader, data_of(kind))) in (True, False)


def test_one_line_of_200_mb_is_read_by_each_in_bounded_memory():
    """In a process of its own, whose memory is limited as that of the reading process is."""
    script = (
        "import resource, sys\n"
        "resource.setrlimit(resource.RLIMIT_AS, (6_000_000_000, resource.RLIM_INFINITY))\n"
        "from tests.formats.test_hostile import READERS, file_of, outcome\n"
        "from tests.formats.hostile import one_line\n"
        "data = one_line()\n"
        "for name, reader in READERS.items():\n"
        "    items = outcome(reader, file_of(reader, data))\n"
        "    assert len(items) <= 20, (name, items[:3])\n"
        "    print(name)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=170, check=False
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    assert done.stdout.split() == list(READERS)


@pytest.mark.soak
@pytest.mark.parametrize("block", [b"word ", b'{"text": "a"}', b"\0", b'","', b"<p>"])
@pytest.mark.parametrize("name", READERS)
def test_a_line_of_more_than_a_gigabyte_is_refused_or_read_in_pieces(name, block):
    reader = READERS[name]
    items = outcome(reader, hostile.sparse(block, origin=f"huge{reader.extensions[0]}"))
    assert all(isinstance(item, Problem) for item in items)
    assert len(items) <= 20
