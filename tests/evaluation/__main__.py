"""Measures the suggesters on development corpora: python -m tests.evaluation --corpora FOLDER

The corpora are no part of the project: docs/quality.md says which they are.
"""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import orjson
from rich.console import Console

from annotator.suggest.pipeline import default_model
from tests.bench.suggesting import paces
from tests.evaluation.corpora import CORPORA, Corpus, read
from tests.evaluation.judging import judged
from tests.evaluation.rows import as_markdown, rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_TIMED = {"polnear-dev": 2, "worldwide": 16}
"""Every how-manieth text of a corpus takes part in measuring the cost."""
_ROUNDS = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures, prints, writes. Returns the exit code: 1 where the two scorers disagree."""
    chosen = _parsed(arguments)
    console = Console(width=120)
    corpora = [read(chosen.corpora, name) for name in CORPORA]
    if None in corpora:
        console.print(
            f"The development corpora are not in {chosen.corpora}; give their folder with"
            " make eval EVAL=FOLDER. docs/quality.md says which they are."
        )
        return 0
    out: Path = chosen.out.resolve()
    out.parent.mkdir(parents=True, exist_ok=True)
    found = [corpus for corpus in corpora if corpus is not None]
    results = [judged(corpus, chosen.corpora, out.parent) for corpus in found]
    costs = {} if chosen.no_cost else paces(_timed(found), _ROUNDS)
    table = as_markdown(rows_of({one.corpus: one for one in results}, costs))
    differences = [line for one in results for line in one.differences]
    text = f"{_conditions(found)}\n\n{table}\n"
    out.write_text(text, encoding="utf-8")
    data = {one.corpus: one.report for one in results}
    out.with_suffix(".json").write_bytes(orjson.dumps(data, option=orjson.OPT_INDENT_2))
    console.print(text, markup=False, highlight=False, soft_wrap=True)
    for line in differences:
        console.print(f"The scorers disagree: {line}", style="red")
    console.print(f"Written to {out}, predictions and reports beside it.")
    return 1 if differences else 0


def _timed(corpora: list[Corpus]) -> list[str]:
    return [one.text for corpus in corpora for one in corpus.texts[:: _TIMED[corpus.name]]]


def _parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation", description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/eval"))
    parser.add_argument("--out", type=Path, default=Path("build/eval.md"))
    parser.add_argument("--no-cost", action="store_true", help="leave the throughput out")
    return parser.parse_args(arguments)


def _conditions(corpora: list[Corpus]) -> str:
    texts = ", ".join(f"{one.name} ({len(one.texts):,} texts)" for one in corpora)
    return (
        f"{datetime.now(UTC):%Y-%m-%d}; {texts}; {default_model()}, spaCy {version('spacy')}."
        " Percentages, but for the cost."
    )


if __name__ == "__main__":
    sys.exit(main())
