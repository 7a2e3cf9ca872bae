"""The places of exports: whole or not at all, and never in anybody's way."""

from __future__ import annotations

import pytest

from annotator.domain.errors import ExportFailed
from annotator.services.exports import outputs


def write(place, name, data=b"data"):
    with place.output.open(name) as stream:
        stream.write(data)


def export_into(folder, name):
    with outputs.inside(folder) as place:
        write(place, name)
        write(place, outputs.REPORT)
        sums = "".join(f"{one.sha256}  {one.name}\n" for one in place.files)
        write(place, outputs.HASHES, sums.encode())
        place.keep()


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_what_comes_with_a_file_is_named_after_it(tmp_path):
    with outputs.beside(tmp_path / "news.v2.conll", ".conll") as place:
        write(place, "annotations.offsets.jsonl")
        write(place, "annotations.conll", b"main")
        write(place, "config.xml")
        place.keep()
        assert place.files[0].name == "annotations.conll"

    assert names(tmp_path) == ["news.v2.config.xml", "news.v2.conll", "news.v2.offsets.jsonl"]
    assert (tmp_path / "news.v2.conll").read_bytes() == b"main"


def test_the_file_may_be_called_whatever_one_likes(tmp_path):
    with outputs.beside(tmp_path / "data.txt", ".jsonl") as place:
        write(place, "annotations.jsonl")
        place.keep()
    assert names(tmp_path) == ["data.txt"]


def test_a_failure_leaves_what_was_there_and_nothing_else(tmp_path):
    (tmp_path / "news.jsonl").write_text("old")
    place = outputs.beside(tmp_path / "news.jsonl", ".jsonl")

    with pytest.raises(ZeroDivisionError), place as opened:
        write(opened, "annotations.jsonl", b"x" * (1 // 0))

    assert names(tmp_path) == ["news.jsonl"]
    assert (tmp_path / "news.jsonl").read_text() == "old"


def test_what_was_not_kept_is_gone(tmp_path):
    with outputs.inside(tmp_path / "out") as place:
        write(place, "train/a.txt")
    assert names(tmp_path) == []


def test_a_folder_replaces_an_earlier_export_or_an_empty_one(tmp_path):
    target = tmp_path / "out"
    target.mkdir()
    for number in range(2):
        export_into(target, f"train/{number}.txt")
        assert names(target) == [outputs.HASHES, outputs.REPORT, "train"]
        assert names(target / "train") == [f"{number}.txt"]
    assert names(tmp_path) == ["out"]


def test_an_export_to_which_something_was_added_is_not_replaced(tmp_path):
    target = tmp_path / "out"
    export_into(target, "train.txt")
    (target / "model").mkdir()
    (target / "model" / "weights.bin").write_text("a night's work")

    with pytest.raises(ExportFailed, match="other files"), outputs.inside(target):
        pass


def test_a_folder_with_anything_else_is_refused_before_anything_is_written(tmp_path):
    (tmp_path / "thesis.txt").write_text("words")
    with pytest.raises(ExportFailed, match="other files"), outputs.inside(tmp_path):
        pass
    with pytest.raises(ExportFailed, match="other files"), outputs.inside(tmp_path / "thesis.txt"):
        pass


@pytest.mark.parametrize("name", ["../a.txt", "/a.txt", "train/../../a.txt"])
def test_a_file_stays_inside_of_the_export(tmp_path, name):
    with (
        pytest.raises(ValueError, match="leads out"),
        outputs.inside(tmp_path / "out") as place,
    ):
        write(place, name)


def test_files_are_hashed_on_their_way(tmp_path):
    with outputs.inside(tmp_path / "out") as place:
        write(place, "a", b"abc")
        (one,) = place.files
    assert (one.name, one.size) == ("a", 3)
    assert one.sha256.startswith("ba7816bf")
