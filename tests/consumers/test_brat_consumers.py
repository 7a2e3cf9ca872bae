"""What pybrat, which others read brat's files with, makes of ours."""

from __future__ import annotations

import re

import pytest
from pybrat.parser import BratParser

from annotator.formats.brat.format import Brat
from tests.formats.examples import bare_article, full_article
from tests.formats.exporting import export_all
from tests.formats.torture import torture_article, unannotated_article

ARTICLES = [torture_article(1), full_article(2), unannotated_article(3), bare_article(4)]


@pytest.fixture
def folder(tmp_path):
    """An export of all articles, on a disk."""
    for name, data in export_all(Brat(), ARTICLES).files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    return tmp_path / "annotations"


def test_pybrat_reads_every_line(folder):
    # "raise" refuses two annotations of one place, which brat itself takes
    examples = BratParser(error="ignore").parse(folder)
    by_id = {one.id.rpartition("_")[2].lstrip("0"): one for one in examples}
    assert sorted(by_id) == ["1", "2", "3", "4"]
    for number, article in enumerate(ARTICLES, start=1):
        example = by_id[str(number)]
        assert example.text == article.document.text
        assert len(example.entities) == len(article.annotations)
        assert len(example.relations) == len(article.relations)
    named = [one.references for one in by_id["1"].entities if one.references]
    assert [(one.rid, one.eid, one.entry) for one in named[0]] == [
        ("Wikidata", "Q1075", "Aïda Brandt"),
        ("Registry", "00000000000nw", "Aïda Brandt"),
    ]


def test_pybrat_finds_nothing_wrong_where_no_two_annotations_share_a_place(folder):
    for path in folder.glob("*.ann"):
        lines = path.read_text(encoding="utf-8").split("\n")
        seen, kept = set(), []
        for line in lines:
            place = re.match(r"T\d+\t\S+ ([\d ;]+)\t", line)
            if not line.startswith("R") and not (place and place[1] in seen):
                kept.append(line)
                seen.add(place[1] if place else None)
        path.write_text("\n".join(kept), encoding="utf-8")
    assert len(BratParser(error="raise").parse(folder)) == 4


def test_the_text_of_every_line_stands_where_its_offsets_say(folder):
    """The check that brat's server makes and pybrat does not."""
    checked = 0
    for path in folder.glob("*.ann"):
        text = path.with_suffix(".txt").read_bytes().decode()
        for line in path.read_bytes().decode().splitlines():
            if line.startswith("T"):
                _, head, quoted = line.split("\t")
                places = [map(int, one.split()) for one in head.partition(" ")[2].split(";")]
                assert quoted == " ".join(text[start:end] for start, end in places)
                checked += 1
    assert checked == sum(len(one.annotations) for one in ARTICLES)
