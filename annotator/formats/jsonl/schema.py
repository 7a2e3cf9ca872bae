"""What reader and writer of our JSONL agree on. resources/article.schema.json describes it whole.

Every line has every key, of the same type, so that programs which infer one schema for all lines
can. Hence no mapping has free keys: attributes and extra metadata are lists of pairs. An unknown
text is "", an unknown number null. Times always have six decimals, because some readers take
whole seconds for a type of its own.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.domain.labels import AttributeValue

SCHEMA_VERSION = "1.2"

METADATA_KEYS = ("title", "outlet", "byline", "published", "url", "language")

ARTICLE_KEYS = (
    "schema_version",
    "id",
    "text",
    "sha256",
    *METADATA_KEYS,
    "extra",
    "source",
    "status",
    "flag_reason",
    "tags",
    "note",
    "spans",
    "relations",
    "suggestions",
)


def write_time(time: datetime) -> str:
    """ISO 8601 in UTC: 2026-11-22T10:15:00.000000Z."""
    return time.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def read_time(text: str) -> datetime:
    """A time in ISO 8601, taken as UTC where it names no zone. Raises ValueError."""
    time = datetime.fromisoformat(text)
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)


def time_or_none(text: str) -> datetime | None:
    """What read_time() gives; None for a text that is no time."""
    try:
        return read_time(text)
    except (ValueError, OverflowError):
        return None


def write_attribute(name: str, value: AttributeValue) -> dict[str, str]:
    """An attribute with its value as text, and the type that brings it back."""
    match value:
        case bool():
            return {"name": name, "type": "boolean", "value": "true" if value else "false"}
        case int():
            return {"name": name, "type": "integer", "value": str(value)}
        case float():
            return {"name": name, "type": "number", "value": repr(value)}
        case str():
            return {"name": name, "type": "string", "value": value}


def read_attribute(kind: str, text: str) -> AttributeValue:
    """The value that write_attribute() wrote. Raises ValueError."""
    match kind:
        case "boolean" if text in ("true", "false"):
            return text == "true"
        case "integer":
            return int(text)
        case "number":
            return float(text)
        case "string":
            return text
    raise ValueError(f"“{text}” is no {kind}")
