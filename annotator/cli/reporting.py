"""How good the suggestions were in a project, as JSON and as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.services.suggestion_report import Band, Standing

_HEADINGS = (
    "suggester",
    "label",
    "offered",
    "accepted",
    "corrected",
    "rejected",
    "pending",
    "withheld",
    "accepted of decided",
    "by score, 0 to 1",
)


def report_json(standings: Sequence[Standing]) -> dict[str, object]:
    """All counts; shares are of 1, null where nothing was decided."""
    return {
        "kinds": [
            {
                "suggester": one.suggester,
                "label": one.label,
                "offered": one.offered,
                "accepted": one.accepted,
                "corrected": one.corrected,
                "rejected": one.rejected,
                "pending": one.pending,
                "withheld": one.withheld,
                "share": one.share,
                "scores": [_band(band) for band in one.bands],
            }
            for one in standings
        ]
    }


def report_table(
    standings: Sequence[Standing],
) -> tuple[str, tuple[str, ...], list[tuple[object, ...]]]:
    """Title, headings and rows."""
    rows: list[tuple[object, ...]] = [
        (
            one.suggester,
            one.label,
            one.offered,
            one.accepted,
            one.corrected,
            one.rejected,
            one.pending,
            one.withheld,
            _percent(one.share),
            " ".join(_percent(band.share) for band in one.bands),
        )
        for one in standings
    ]
    return "Suggestions", _HEADINGS, rows


def _band(band: Band) -> dict[str, object]:
    return {
        "from": band.least,
        "to": band.below,
        "accepted": band.accepted,
        "decided": band.decided,
    }


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}"
