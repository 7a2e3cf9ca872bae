"""make eval still works: on a corpus of two sentences, made up here."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

from tests.evaluation.__main__ import main
from tests.evaluation.rows import Row, as_markdown

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

TEXT = "“The bridge is safe,” Ada Quill said in Oslo. Two dockers said that it creaks."


def span(words: str, label: str, **more: object) -> dict[str, object]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "label": label, **more}


def write_corpora(folder: Path) -> None:
    speaker = [TEXT.index("Ada"), TEXT.index(" said")]
    attributed = [
        span("“The bridge is safe,”", "QUOTE", kind="direct", source=[speaker]),
        span("it creaks", "CLAIM", kind="indirect"),
        span("Two dockers", "ACTOR", kind="nominal"),
    ]
    names = [span("Ada Quill", "ACTOR", kind="person"), span("Oslo", "LOCATION")]
    for name, labels, spans in (
        ("polnear-dev", ["CLAIM", "QUOTE"], attributed),
        ("worldwide", ["ACTOR", "LOCATION"], names),
    ):
        line = {"id": name, "text": TEXT, "labels": labels, "spans": spans}
        (folder / f"{name}.jsonl.gz").write_bytes(gzip.compress(json.dumps(line).encode()))


def test_figures_are_printed_and_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_corpora(tmp_path)
    out = tmp_path / "eval.md"

    assert main(["--corpora", str(tmp_path), "--out", str(out), "--no-cost"]) == 0

    table = out.read_text(encoding="utf-8")
    assert "| QUOTE partial F1 | polnear-dev | 97 | 98 | 100.0 |" in table
    assert table in capsys.readouterr().out
    assert (tmp_path / "eval-worldwide.jsonl").exists()


def test_without_the_corpora_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--corpora", str(tmp_path), "--out", str(tmp_path / "eval.md")]) == 0

    said = " ".join(capsys.readouterr().out.split())
    assert "The development corpora are not in" in said
    assert not (tmp_path / "eval.md").exists()


def test_what_misses_its_goal_is_marked() -> None:
    rows = [Row("F1", "dev", 74.9, 75, 79), Row("F1", "dev", 75.0, 75), Row("F1", "dev", 1.0)]

    assert [line.rsplit("| ", 1)[1] for line in as_markdown(rows).splitlines()[2:]] == [
        "74.9 (missed) |",
        "75.0 |",
        "1.0 |",
    ]
