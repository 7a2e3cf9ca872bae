"""Files that hold files: zip, tar and gzip, as the reading service sees them."""

from __future__ import annotations

import gzip
from contextlib import suppress

import pytest

from annotator.domain.errors import UnreadableInput
from annotator.domain.exchange import Problem
from annotator.formats.archives.gzip_file import Gzip
from annotator.formats.archives.tar_archive import Tar
from annotator.formats.archives.zip_archive import Zip
from annotator.formats.input_file import InputFile
from tests.formats import hostile

FILES = {
    "b.txt": b"second",
    "2026/a.html": b"<p>first</p>",
    "2026/a.ann": b"T1",
    "__MACOSX/._b.txt": b"x",
    ".hidden": b"x",
    "2026/.DS_Store": b"x",
    "Thumbs.db": b"x",
}


def members(container, data, name="news.zip", **options):
    """What a container holds, each file read while it may be."""
    file = InputFile.of_bytes(data, name, options=options)
    return [
        member if isinstance(member, Problem) else (member.origin, member.data)
        for member in container.members(file)
    ]


@pytest.mark.parametrize(
    ("container", "data"),
    [
        (Zip(), hostile.zip_of({"2026/": b"", **FILES})),
        (Tar(), hostile.tar_of(FILES)),
        (Tar(), hostile.tar_of(FILES, packed=False)),
    ],
)
def test_members_are_the_files_that_somebody_means(container, data):
    assert members(container, data) == [
        ("news.zip/b.txt", b"second"),
        ("news.zip/2026/a.html", b"<p>first</p>"),
        ("news.zip/2026/a.ann", b"T1"),
    ]


@pytest.mark.parametrize(
    ("container", "data"), [(Zip(), hostile.zip_of(FILES)), (Tar(), hostile.tar_of(FILES))]
)
def test_a_member_finds_its_companions_in_its_folder(container, data):
    file = InputFile.of_bytes(data, "news.zip", options={"a": "b"})
    found = {}
    for member in container.members(file):
        found[member.name] = (member.beside("a.ann"), member.beside("../b.txt"))
        assert member.options == {"a": "b"}
        assert member.head == member.data
    assert found["a.html"] == (b"T1", None)
    assert found["b.txt"][0] is None


def test_a_packed_file_has_the_name_without_its_ending():
    data = gzip.compress(b'{"text": "words"}\n')
    assert members(Gzip(), data, "news.jsonl.gz") == [
        ("news.jsonl.gz/news.jsonl", b'{"text": "words"}\n')
    ]


def test_streams_in_a_row_are_one_file():
    data = gzip.compress(b"one ") + gzip.compress(b"two")
    assert members(Gzip(), data, "a.txt.gz") == [("a.txt.gz/a.txt", b"one two")]


def test_archives_in_archives_are_members_too():
    inner = hostile.zip_of({"a.txt": b"deep"})
    for outer in (hostile.zip_of({"inner.zip": inner}), hostile.tar_of({"inner.zip": inner})):
        container = Zip() if outer[:2] == b"PK" else Tar()
        (member,) = container.members(InputFile.of_bytes(outer, "news.zip"))
        assert member.origin == "news.zip/inner.zip"
    archive = InputFile.of_bytes(hostile.zip_of({"inner.zip": inner}), "news.zip")
    for member in Zip().members(archive):
        for deep in Zip().members(member):
            assert (deep.origin, deep.data) == ("news.zip/inner.zip/a.txt", b"deep")


def test_what_may_not_be_read_is_told_and_the_rest_goes_on():
    data = hostile.zip_of({"../../etc/x.txt": b"x", "good.txt": b"good"})
    bad, good = members(Zip(), data)
    assert (bad.origin, good) == ("news.zip/../../etc/x.txt", ("news.zip/good.txt", b"good"))
    bad, good = members(Tar(), hostile.tar_of({"/abs.txt": b"x", "good.txt": b"good"}))
    assert "leads out" in bad.sentence
    assert good == ("news.zip/good.txt", b"good")


def test_an_archive_that_is_encrypted_as_a_whole_gives_one_sentence():
    with pytest.raises(UnreadableInput, match="encrypted"):
        members(Zip(), hostile.encrypted_zip())


def test_a_link_in_a_tar_archive_is_left_alone():
    (problem,) = members(Tar(), hostile.tar_with_link())
    assert "link" in problem.sentence


def test_files_before_the_damage_of_a_tar_archive_are_read():
    data = hostile.tar_of({"a.txt": b"a" * 600, "b.txt": b"b" * 600}, packed=False)
    good, problem = members(Tar(), data[:1_800])
    assert good == ("news.zip/a.txt", b"a" * 600)
    assert "damaged" in problem.sentence


def test_names_that_no_message_can_show_are_made_showable():
    ((origin, _),) = members(Tar(), hostile.tar_of({"new\nline.txt": b"x"}))
    assert origin == "news.zip/new\ufffdline.txt"


@pytest.mark.parametrize("container", [Zip(), Tar(), Gzip()])
@pytest.mark.parametrize("data", [b"", b"words", hostile.noise(), b"\x1f\x8b\x08", b"PK\x03\x04"])
def test_what_is_no_archive_is_refused_in_a_sentence(container, data):
    with pytest.raises(UnreadableInput):
        members(container, data)


@pytest.mark.parametrize(
    ("container", "data"),
    [
        (Zip(), hostile.zip_bomb()),
        (Gzip(), hostile.gzip_bomb()),
        (Tar(), hostile.gzip_bomb()),
    ],
)
def test_bombs_are_refused(container, data):
    with pytest.raises(UnreadableInput, match="200 times"):
        members(container, data)


def test_a_packed_stream_that_ends_early_is_refused():
    data = gzip.compress(hostile.noise())[:-20_000]
    with pytest.raises(UnreadableInput, match="damaged"):
        members(Gzip(), data)


def test_bytes_changed_anywhere_in_a_tar_archive_do_no_harm():
    whole = hostile.tar_of(FILES, packed=False)
    for at in range(0, 3_000, 13):
        data = bytearray(whole)
        data[at] ^= 0xFF
        with suppress(UnreadableInput):
            members(Tar(), bytes(data))


def test_bytes_changed_anywhere_in_a_zip_archive_do_no_harm():
    whole = hostile.zip_of(FILES)
    for at in range(len(whole)):
        data = bytearray(whole)
        data[at] ^= 0xFF
        with suppress(UnreadableInput):
            members(Zip(), bytes(data))
