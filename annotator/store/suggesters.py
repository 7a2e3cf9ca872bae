"""Suggesters, each stored once and named by a number elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.suggestion import SuggesterInfo

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection

    Infos = Mapping[int, SuggesterInfo]


def read_infos(connection: Connection) -> dict[int, SuggesterInfo]:
    """All suggesters, by number: a handful."""
    rows = connection.exec_driver_sql("SELECT id, name, version, model FROM suggester")
    return {number: SuggesterInfo(name, version, model) for number, name, version, model in rows}


def number_of(connection: Connection, info: SuggesterInfo) -> int:
    """The number of a suggester, which is stored if it is new."""
    who = (info.name, info.version, info.model)
    found = connection.exec_driver_sql(
        "SELECT id FROM suggester WHERE name = ? AND version = ? AND model = ?", who
    ).scalar_one_or_none()
    if found is not None:
        return int(found)
    return int(
        connection.exec_driver_sql(
            "INSERT INTO suggester(name, version, model) VALUES (?, ?, ?) RETURNING id", who
        ).scalar_one()
    )


def numbers_of(
    connection: Connection, infos: Iterable[SuggesterInfo | None]
) -> dict[SuggesterInfo | None, int | None]:
    """The number of each suggester; None has None."""
    return {info: None if info is None else number_of(connection, info) for info in set(infos)}
