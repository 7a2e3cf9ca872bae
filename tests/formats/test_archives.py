"""The guarded zip reader: what it reads, and what it refuses, in bounded memory and time."""

from __future__ import annotations

import tracemalloc
import zipfile

import pytest

from annotator.domain.errors import UnreadableInput
from annotator.formats.archives.guarded import open_archive
from annotator.formats.input_file import InputFile
from tests.formats import hostile


def archive_of(files, **more) -> InputFile:
    return InputFile.of_bytes(hostile.zip_of(files, **more), "news.zip")


def refusal_of(data: bytes, name: str = "") -> str:
    """What is said where the archive is opened, or its entry read."""
    file = InputFile.of_bytes(data, "news.zip")
    with pytest.raises(UnreadableInput) as caught, open_archive(file) as archive:
        archive.read(name or archive.names[0])
    return str(caught.value)


def test_names_keep_the_order_of_the_archive_and_leave_folders_out():
    file = archive_of({"b.txt": b"2", "a/": b"", "a/c.txt": b"3"})
    with open_archive(file) as archive:
        assert archive.names == ("b.txt", "a/c.txt")
        assert "b.txt" in archive
        assert "a/" not in archive
        assert archive.read("a/c.txt") == b"3"


def test_several_files_are_read_at_once():
    file = archive_of({"a": b"x" * 100_000, "b": b"y" * 100_000})
    with open_archive(file) as archive, archive.open("a") as first, archive.open("b") as second:
        assert (first.read(3), second.read(3)) == (b"xxx", b"yyy")
        assert len(first.read()) == len(second.read()) == 99_997


def test_a_stream_goes_back_and_forth():
    data = bytes(range(256)) * 9_000
    with open_archive(archive_of({"a": data})) as archive, archive.open("a") as stream:
        assert stream.seek(0, 2) == len(data)
        assert stream.seek(100) == 100
        assert stream.read(5) == data[100:105]
        assert stream.seek(2_000_000) == 2_000_000
        assert stream.read(5) == data[2_000_000:2_000_005]
        assert stream.seek(-3, 2) == len(data) - 3
        assert stream.read() == data[-3:]


def test_names_in_utf8_are_read_whether_they_say_so_or_not():
    said = hostile.zip_of({"Zoë 🕊.txt": b"x"})
    unsaid = hostile.zip_patched(said, central={8: b"\0\0"}, local={6: b"\0\0"})
    for data in (said, unsaid):
        with open_archive(InputFile.of_bytes(data, "news.zip")) as archive:
            assert archive.names == ("Zoë 🕊.txt",)
            assert archive.read("Zoë 🕊.txt") == b"x"


def test_old_names_are_read_as_cp437():
    data = hostile.zip_of({"Zo_.txt": b"x"}).replace(b"Zo_", b"Zo\x89")
    with open_archive(InputFile.of_bytes(data, "news.zip")) as archive:
        assert archive.names == ("Zoë.txt",)
        assert archive.read("Zoë.txt") == b"x"


def test_an_archive_in_an_archive_is_read_from_its_stream():
    inner = hostile.zip_of({"a.txt": b"words"})
    with open_archive(archive_of({"inner.zip": inner})) as archive:
        member = InputFile("news.zip/inner.zip", lambda: archive.open("inner.zip"))
        with open_archive(member) as nested:
            assert nested.read("a.txt") == b"words"


@pytest.mark.parametrize("name", ["../a.txt", "a/../../b", "/etc/a.txt", "C:/a.txt", "..\\a.txt"])
def test_names_that_lead_out_of_the_archive_are_refused_and_the_others_read(name):
    file = archive_of({name: b"x", "good.txt": b"words", "..a/b..txt": b"dots"})
    with open_archive(file) as archive:
        assert [bool(entry.refusal) for entry in archive.entries] == [True, False, False]
        with pytest.raises(UnreadableInput, match="leads out"):
            archive.read(archive.names[0])
        assert archive.read("good.txt") == b"words"


def test_encrypted_entries_are_refused():
    assert "encrypted" in refusal_of(hostile.encrypted_zip())


def test_links_are_refused():
    assert "link" in refusal_of(hostile.zip_with_link())


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_that_cannot_be_bounded_are_refused(method):
    assert "compressed" in refusal_of(hostile.zip_of({"a": b"x"}, method=method))


def test_a_name_that_is_not_there_is_said():
    assert "“b.txt”" in refusal_of(hostile.zip_of({"a.txt": b"x"}), "b.txt")


def test_more_than_the_limit_is_refused():
    data = hostile.zip_of({"a": b"0123456789" * 100})
    with open_archive(InputFile.of_bytes(data, "x")) as archive:
        assert len(archive.read("a", limit=1000)) == 1000
        with pytest.raises(UnreadableInput, match="too large"):
            archive.read("a", limit=999)


def test_a_header_that_lies_about_the_size_does_not_help():
    data = hostile.lying_zip()
    with open_archive(InputFile.of_bytes(data, "x")) as archive:
        assert archive.entries[0].size == 10
        with pytest.raises(UnreadableInput):
            archive.read("a.txt")


@pytest.mark.parametrize("unpacks_to", [100_000_000, 400_000_000])
def test_a_bomb_is_refused_in_little_memory(unpacks_to):
    data = hostile.zip_bomb(unpacks_to)
    tracemalloc.start()
    try:
        assert "200 times" in refusal_of(data)
        assert tracemalloc.get_traced_memory()[1] < 60_000_000
    finally:
        tracemalloc.stop()


def test_entries_that_share_bytes_are_refused():
    assert "share" in refusal_of(hostile.overlapping_zip())


def test_too_many_entries_are_refused_before_they_are_listed():
    data = hostile.crowded_zip()
    tracemalloc.start()
    try:
        assert "100,000" in refusal_of(data)
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


def test_what_an_archive_unpacks_to_is_counted_once_however_often_it_is_read(monkeypatch):
    monkeypatch.setattr("annotator.formats.archives.guarded.Budget", lambda: _small_budget())
    file = archive_of({"a": b"x" * 600, "b": b"y" * 600})
    with open_archive(file) as archive:
        stream = archive.open("a")
        for _ in range(5):
            stream.seek(0)
            stream.read()
        stream.close()
        with pytest.raises(UnreadableInput, match="unpack it and import the folder"):
            archive.read("b")


def _small_budget():
    from annotator.formats.archives.unpacking import Budget

    return Budget(1000)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04",
        b"PK\x05\x06" + b"\xff" * 18,
        b"PK\x05\x06" + b"\0" * 10 + b"\xff\xff" + b"\0" * 6,
        hostile.zip_of({"a.txt": b"words"})[:-10],
        hostile.zip_of({"a.txt": b"words"})[20:],
        hostile.noise(),
        b"no archive at all",
    ],
)
def test_what_is_no_archive_is_said_so(data):
    assert "damaged" in refusal_of(data, "a.txt")


def test_damage_inside_an_entry_is_said():
    data = bytearray(hostile.zip_of({"a.txt": b"words and words"}))
    data[40] ^= 0xFF
    assert "damaged" in refusal_of(bytes(data))
