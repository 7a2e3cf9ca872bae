"""What belongs to the project as a whole: its label scheme, its annotators, its revision."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sqlalchemy import bindparam, select

from annotator.domain.ids import AnnotatorId
from annotator.store import codec, schema
from annotator.store.evidence import UnreadableValue

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from annotator.domain.annotation import Annotator
    from annotator.domain.labels import LabelScheme

_SCHEME = "label scheme"

_value = select(schema.setting.c.value).where(schema.setting.c.name == bindparam("name"))


def read_scheme(connection: Connection) -> LabelScheme:
    """The project's label scheme."""
    text = connection.execute(_value, {"name": _SCHEME}).scalar()
    if text is None:
        raise UnreadableValue("it has no label scheme")
    return cast("LabelScheme", codec.loads("scheme", text))


def write_scheme(connection: Connection, scheme: LabelScheme) -> None:
    """Puts the scheme in the place of whatever there was."""
    connection.exec_driver_sql(
        "INSERT INTO setting VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
        (_SCHEME, codec.dumps(scheme)),
    )


def read_revision(connection: Connection) -> int:
    """How many transactions the project has seen."""
    return int(connection.execute(_value, {"name": "revision"}).scalar_one())


def read_annotators(connection: Connection) -> dict[AnnotatorId, str]:
    """The names of all annotators."""
    rows = connection.execute(select(schema.annotator.c.id, schema.annotator.c.name))
    return {AnnotatorId(row.id): row.name for row in rows}


def write_annotator(connection: Connection, annotator: Annotator) -> None:
    """Adds an annotator, or gives a known one the name."""
    connection.exec_driver_sql(
        "INSERT INTO annotator VALUES (?, ?) ON CONFLICT DO UPDATE SET name = excluded.name",
        (annotator.id, annotator.name),
    )
