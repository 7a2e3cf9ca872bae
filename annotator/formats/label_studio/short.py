"""The short kind of Label Studio's exports: a flat row for each annotation of a task."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Fields = dict[str, object]

_MARKS = frozenset({"annotation_id", "annotator", "lead_time"})
_KEPT_BOOKS = frozenset({*_MARKS, "id", "created_at", "updated_at", "agreement"})


def is_short_row(value: Fields) -> bool:
    """Whether it is a row of the short kind."""
    return value.keys() >= _MARKS and "data" not in value


def task_of_rows(rows: Sequence[object]) -> Fields:
    """The task that the rows belong to, as the long kind has it."""
    objects = [one for one in rows if isinstance(one, dict)]
    data: Fields = {}
    for row in objects:
        data |= {
            key: value
            for key, value in row.items()
            if key not in _KEPT_BOOKS and not _is_regions(value)
        }
    return {
        "data": data,
        "annotations": [
            {
                "completed_by": row.get("annotator"),
                "created_at": row.get("created_at"),
                "updated_at": row.get("updated_at"),
                "result": list(_result(row)),
            }
            for row in objects
        ],
    }


def _is_regions(value: object) -> bool:
    """Whether it is regions with labels; what is said of regions has lost them in these rows."""
    return isinstance(value, list) and bool(value) and all(map(_is_region, value))


def _is_region(value: object) -> bool:
    return (
        isinstance(value, dict)
        and {"start", "end"} <= value.keys()
        and any(key.endswith("labels") for key in value)
    )


def _result(row: Fields) -> Iterator[Fields]:
    for name, value in row.items():
        if isinstance(value, list) and _is_regions(value):
            for number, region in enumerate(value):
                yield {
                    "id": f"{name}{number}",
                    "from_name": name,
                    "type": "labels",
                    "value": region,
                }
