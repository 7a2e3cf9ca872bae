"""What an export lost: counted, the first of them kept to show, all of them written."""

from __future__ import annotations

import tempfile
from collections import Counter
from typing import TYPE_CHECKING, Any

import orjson

from annotator.domain.losses import Fate, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from annotator.domain.losses import Loss
    from annotator.formats.base import Output

SHOWN_OF_A_RULE = 500
"""How many losses by one rule are kept to be shown."""

_IN_MEMORY = 8_000_000
_GRAVE = frozenset({Kind.ARTICLE, Kind.TEXT, Kind.SPAN, Kind.RELATION, Kind.SUGGESTION})


class LossReport:
    """Takes losses one by one. Memory holds the first of each rule; the rest waits on disk.

    counts: how many things, by what became of them, their kind and the rule. shown: the first
    SHOWN_OF_A_RULE lines of each rule.
    """

    def __init__(self) -> None:
        self.counts: Counter[tuple[Fate, Kind, str]] = Counter()
        self.shown: list[Loss] = []
        self._lines: Counter[tuple[Fate, Kind, str]] = Counter()
        # for preflights, of which nothing is written, too: what is shown and what is written agree
        self._file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - close()

    def take(self, loss: Loss) -> None:
        """Takes one."""
        key = (loss.fate, loss.kind, loss.rule)
        self.counts[key] += loss.count
        self._lines[key] += 1
        if self._lines[key] <= SHOWN_OF_A_RULE:
            self.shown.append(loss)
        comma = b",\n    " if self._lines.total() > 1 else b"\n    "
        self._file.write(comma + orjson.dumps(_line(loss)))

    @property
    def grave(self) -> int:
        """How many articles, texts, spans, relations and suggestions are not as they were."""
        return sum(count for (_, kind, _), count in self.counts.items() if kind in _GRAVE)

    def count_of(self, fate: Fate, kind: Kind) -> int:
        """How many things of a kind met a fate."""
        return sum(count for (f, k, _), count in self.counts.items() if (f, k) == (fate, kind))

    def rows(self) -> list[dict[str, Any]]:
        """The counts as plain values: the grave first, then the most."""
        order = {kind: number for number, kind in enumerate(Kind)}
        return [
            {"fate": fate.value, "kind": kind.value, "rule": rule, "count": count}
            for (fate, kind, rule), count in sorted(
                self.counts.items(),
                key=lambda item: (item[0][1] not in _GRAVE, order[item[0][1]], -item[1], item[0]),
            )
        ]

    def write(self, output: Output, name: str, about: Mapping[str, Any]) -> None:
        """Writes all of them as one JSON object: what `about` says, a summary, each loss."""
        head = orjson.dumps({**about, "summary": self.rows()}, option=orjson.OPT_INDENT_2)
        self._file.seek(0)
        with output.open(name) as stream:
            stream.write(head.removesuffix(b"\n}") + b',\n  "losses": [')
            while chunk := self._file.read(1 << 20):
                stream.write(chunk)
            stream.write(b"\n  ]\n}\n" if self._lines else b"]\n}\n")

    def close(self) -> None:
        """Gives the disk back."""
        self._file.close()


def _line(loss: Loss) -> dict[str, Any]:
    line: dict[str, Any] = {"fate": loss.fate.value, "kind": loss.kind.value, "rule": loss.rule}
    if loss.article:
        line |= {"article": loss.article, "title": loss.title}
    if loss.span is not None:
        line |= {"start": loss.span.start, "end": loss.span.end}
        line |= {"label": loss.label, "text": loss.text}
    if loss.became is not None:
        line |= {"became_start": loss.became.start, "became_end": loss.became.end}
    if loss.count != 1:
        line["count"] = loss.count
    return line
