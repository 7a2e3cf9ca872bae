from __future__ import annotations

import io
import tracemalloc
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.refi import zip_stream as module
from annotator.formats.refi.zip_stream import zip_stream

_names = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), min_size=1)


class Sink:
    """Takes bytes and counts them; it has no seek and no tell."""

    def __init__(self):
        self.count = 0

    def write(self, data, /):
        self.count += len(data)


@given(files=st.dictionaries(_names.map(lambda name: f"Sources/{name}"), st.binary(max_size=200)))
def test_what_goes_in_comes_out(files):
    stream = io.BytesIO()
    with zip_stream(stream) as archive:
        for name, data in files.items():
            archive.add(name, data)
        archive.add_stream("all", io.BytesIO(b"".join(files.values())))
    read = zipfile.ZipFile(io.BytesIO(stream.getvalue()))
    assert read.testzip() is None
    assert [one.orig_filename for one in read.infolist()] == [*files, "all"]
    assert [read.read(one) for one in read.infolist()[:-1]] == list(files.values())
    assert read.read("all") == b"".join(files.values())


@given(files=st.lists(st.binary(max_size=200), min_size=1, max_size=6))
def test_numbers_beyond_the_old_fields_are_in_the_new_ones(files):
    """Those fields are full at 4 GB; here they are taken to be full at 100 bytes."""
    stream = io.BytesIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "LARGEST", 100)
        with zip_stream(stream) as archive:
            for number, data in enumerate(files):
                archive.add(f"{number}.txt", data)
    read = zipfile.ZipFile(stream)
    assert read.testzip() is None
    assert [read.read(one) for one in read.infolist()] == files


def test_more_files_than_the_old_field_counts_are_all_there():
    stream = io.BytesIO()
    with zip_stream(stream) as archive:
        for number in range(65_536):
            archive.add(str(number), b"")
    assert len(zipfile.ZipFile(stream).namelist()) == 65_536


def test_memory_does_not_grow_with_the_number_of_files():
    def peak(count):
        tracemalloc.start()
        with zip_stream(Sink()) as archive:
            for number in range(count):
                archive.add(f"Sources/{number:060d}.txt", b"words")
        top = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return top

    # the directory stays in memory up to 8 MB
    assert peak(6_000) < 3_000_000
    assert peak(12_000) < peak(6_000) + 1_500_000
