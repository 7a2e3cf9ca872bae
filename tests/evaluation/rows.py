"""The figures that are to be reached, beside what was reached."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tests.bench.suggesting import ALONE, STOCK, WHOLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from annotator.domain.scoring import LabelScore
    from tests.bench.suggesting import Pace
    from tests.evaluation.judging import Judged

_DEV, _WORLD = "polnear-dev", "worldwide"


class Row(NamedTuple):
    """One figure: percent, or a ratio; least and aim in its unit, None where none was set."""

    what: str
    corpus: str
    measured: float | None
    least: float | None = None
    aim: float | None = None


def rows_of(judged: Mapping[str, Judged], costs: Mapping[str, Pace]) -> list[Row]:
    """All figures, in the order in which the goals were set."""
    dev, world = judged[_DEV].figures, judged[_WORLD].figures
    quote, claim = dev.labels["QUOTE"], dev.labels["CLAIM"]
    actor, location = world.labels["ACTOR"], world.labels["LOCATION"]
    nominal = dev.kinds()["ACTOR"]["nominal"]
    return [
        Row("QUOTE partial F1", _DEV, _percent(quote.partial.f1), 97, 98),
        Row("QUOTE partial and speaker F1", _DEV, _percent(quote.attributed.f1), 86, 91),
        Row("CLAIM precision (partial)", _DEV, _percent(claim.partial.precision), 86, 88),
        Row("CLAIM recall (partial)", _DEV, _percent(claim.partial.recall)),
        Row("CLAIM partial F1", _DEV, _percent(claim.partial.f1), 75, 79),
        Row("CLAIM partial and speaker F1", _DEV, _percent(claim.attributed.f1), 69, 74),
        Row("ACTOR exact F1", _WORLD, _percent(actor.exact.f1), 76, 79),
        Row("LOCATION exact F1", _WORLD, _percent(location.exact.f1), 79, 82),
        Row("ENTITY exact F1", _WORLD, _percent(world.together["ENTITY"].exact.f1)),
        Row(
            "described sources found as ACTOR, half of the words",
            _DEV,
            _percent(nominal.found / nominal.gold),
            52,
            62,
        ),
        Row(
            "occurrences of a marked name that are marked",
            _WORLD,
            _percent(world.names.marked_share),
            99,
            100,
        ),
        Row("repeated names with one label", _WORLD, _percent(world.names.one_label_share)),
        *_calibration(_DEV, {"QUOTE": quote, "CLAIM": claim}),
        *_calibration(_WORLD, {"ACTOR": actor, "LOCATION": location}),
        *_costs(costs),
    ]


def as_markdown(rows: Iterable[Row]) -> str:
    """The table; a figure that misses its least one is marked."""
    lines = [
        "| figure | corpus | reach at least | aim | reached |",
        "| --- | --- | ---: | ---: | ---: |",
    ]
    for row in rows:
        missed = row.least and row.measured and round(row.measured, 1) < row.least
        cells = (
            row.what,
            row.corpus,
            "" if row.least is None else f"{row.least:g}",
            "" if row.aim is None else f"{row.aim:g}",
            f"{_shown(row.measured)}{' (missed)' if missed else ''}",
        )
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _calibration(corpus: str, scores: Mapping[str, LabelScore]) -> list[Row]:
    return [
        Row(
            f"{label} expected calibration error"
            + (
                f" ({one.calibration.unscored:,} without score)" if one.calibration.unscored else ""
            ),
            corpus,
            _percent(one.calibration.error),
        )
        for label, one in scores.items()
    ]


def _costs(costs: Mapping[str, Pace]) -> list[Row]:
    if not costs:
        return []
    stock, both = costs[STOCK].cpu, f"of {_DEV} and {_WORLD}"
    return [
        Row("whole step, words a CPU-second × stock", both, costs[WHOLE].cpu / stock, 1.3, 2.0),
        Row("entities alone, the same", both, costs[ALONE].cpu / stock, 3.0, 3.2),
        Row("words a CPU-second of the whole step", both, costs[WHOLE].cpu),
    ]


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share


def _shown(figure: float | None) -> str:
    if figure is None:
        return ""
    return f"{figure:,.0f}" if figure > 1000 else f"{figure:.1f}"
