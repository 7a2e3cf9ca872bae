from __future__ import annotations

import subprocess
import sys

import pytest

from annotator.resources import resource
from annotator.suggest.names.gazetteer import folded, place


@pytest.mark.parametrize(
    ("name", "kind", "rank"),
    [
        ("Norway", "country", 3),
        ("Côte d’Ivoire", "country", 3),
        ("U.S.", "country", 3),
        ("Jordan", "country", 2),
        ("Uttar Pradesh", "region", 2),
        ("Middle East", "region", 3),
        ("São Paulo", "town", 3),
        ("SAO PAULO", "town", 3),
        ("Homs", "town", 3),
        ("Reading", "town", 1),
        ("Kremlin", "site", 3),
    ],
)
def test_places_are_known_by_kind_and_rank(name: str, kind: str, rank: int) -> None:
    assert place(name) == (kind, rank)


@pytest.mark.parametrize("name", ["", "Of", "Quillhaven-on-Tarn", "the", "Washington Post"])
def test_other_words_are_no_places(name: str) -> None:
    assert place(name) is None


@pytest.mark.parametrize("name", ["Lincoln", "Split", "Mobile", "Victoria"])
def test_places_that_are_also_words_or_names_of_people_are_doubtful(name: str) -> None:
    known = place(name)
    assert known is not None
    assert known.rank < 2


def test_folding_leaves_letters_and_plain_signs() -> None:
    assert folded("  Xi’an\u00a0–  Łódź ") == "xi'an - łodz"


def test_the_data_is_credited_and_small() -> None:
    credit = resource("gazetteer", "CREDITS.md").read_text(encoding="utf-8")
    assert "GeoNames" in credit
    assert "CC BY 4.0" in credit
    assert resource("gazetteer", "places.tsv.gz").stat().st_size < 1_000_000


def test_it_is_not_read_before_the_first_look_up() -> None:
    script = (
        "import annotator.suggest.entities, annotator.suggest.names.gazetteer as one;"
        "print(one._places.cache_info().currsize)"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "0"
