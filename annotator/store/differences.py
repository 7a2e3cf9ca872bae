"""What a project holds that a backup of it does not, and the other way round."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.backups import MOST_SHOWN, ArticlePreview, Fate, Preview
from annotator.domain.errors import Cancelled, ProjectError
from annotator.store.connection import Database
from annotator.store.copying import copy_database
from annotator.store.inspection import has_log, is_good, read_header, uri
from annotator.store.migrations import VERSION, upgrade
from annotator.store.sealing import allow_seals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LOOK_EVERY = 20_000
"""Steps of SQLite's machine between two looks whether to stop: some milliseconds."""

_INFO = [
    *("title", "outlet", "byline", "published", "url", "language", "extra"),
    *("status", "flag_reason", "tags", "note"),
]
_SPAN = [
    *("document_id", "start", '"end"', "label", "annotator_id", "created_at", "modified_at"),
    *("attributes", "note", "entry_id"),
]
_ENTRY = [
    "label",
    "name",
    "aliases",
    "kind",
    "note",
    "wikidata",
    "gazetteer",
    "latitude",
    "longitude",
]


@dataclass(slots=True)
class _Found:
    """What is known of one article."""

    fate: Fate = Fate.CHANGES
    gone: int = 0
    back: int = 0
    changed: int = 0
    details: bool = False


def preview(backup: Path, path: Path, is_stopped: Callable[[], bool] = lambda: False) -> Preview:
    """What would change if the backup took the project's place; others may be writing to that.

    Raises Cancelled soon after is_stopped() has become true, ProjectError where one of the two
    cannot be read.
    """
    if not is_good(backup):
        raise ProjectError(f"{backup} is not a whole backup. Choose another one.")
    with _up_to_date(backup) as readable, _both(path, readable) as connection:
        connection.set_progress_handler(lambda: int(is_stopped()), _LOOK_EVERY)
        try:
            return _Comparison(connection).preview()
        except sqlite3.Error as error:
            if is_stopped():
                raise Cancelled from None
            raise ProjectError(
                f"{path} and {backup} cannot be compared ({error}). The backup can be restored all"
                " the same."
            ) from error


@contextmanager
def _up_to_date(backup: Path) -> Iterator[Path]:
    """The backup, or a copy of it that was upgraded: an older one cannot be compared."""
    header = read_header(backup)
    if header is not None and header.version == VERSION and not has_log(backup):
        yield backup
        return
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "copy")
        try:
            copy_database(backup, copy, immutable=not has_log(backup))
        except (OSError, sqlite3.Error) as error:
            raise ProjectError(
                f"{backup} cannot be compared: there is no room for a copy ({error})."
            ) from error
        database = Database(copy, called=backup)
        try:
            upgrade(database)
        finally:
            database.close()
        yield copy


@contextmanager
def _both(path: Path, backup: Path) -> Iterator[sqlite3.Connection]:
    """One connection that sees the project as "main" and the backup as "past"."""
    try:
        connection = sqlite3.connect(uri(path, mode="ro"), uri=True, isolation_level=None)
        with closing(connection):
            allow_seals(connection)
            connection.execute("ATTACH ? AS 'past'", (uri(backup, mode="ro", immutable="1"),))
            connection.execute("BEGIN")  # one state, whatever is written meanwhile
            connection.execute("SELECT count(*) FROM main.setting").fetchone()
            yield connection
    except sqlite3.Error as error:
        raise ProjectError(f"{path} cannot be read ({error}), so it is not compared.") from error


class _Comparison:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._articles: dict[int, _Found] = {}

    def preview(self) -> Preview:
        self._compare_articles()
        self._compare_annotations()
        found = self._articles.values()
        of_fate = {fate: sum(one.fate is fate for one in found) for fate in Fate}
        return Preview(
            articles=self._shown(),
            of_fate={fate: count for fate, count in of_fate.items() if count},
            gone=sum(one.gone for one in found),
            back=sum(one.back for one in found),
            changed=sum(one.changed for one in found),
            relations=self._different("relation", ["label", "source_id", "target_id"]),
            entries=self._different("registry_entry", _ENTRY),
            decisions=self._changed_decisions(),
            rules=self._different("phrase_rule", ["text", "label", "rule"]),
            filters=self._different("saved_filter", ["filter"], key="name"),
            steps=self._count(
                "SELECT count(*) FROM main.edit AS now WHERE NOT EXISTS (SELECT 1 FROM past.edit"
                " AS old WHERE old.seq = now.seq AND old.edit_id = now.edit_id"
                " AND old.kind = now.kind)"
            ),
            scheme=bool(
                self._count(
                    "SELECT (SELECT value FROM main.setting WHERE name = 'label scheme')"
                    " IS NOT (SELECT value FROM past.setting WHERE name = 'label scheme')"
                )
            ),
            returning=self._count(
                "SELECT count(*) FROM past.edit AS old WHERE NOT EXISTS (SELECT 1 FROM main.edit"
                " AS now WHERE now.seq = old.seq AND now.edit_id = old.edit_id"
                " AND now.kind = old.kind)"
            ),
        )

    def _compare_articles(self) -> None:
        for fate, here, there in ((Fate.GOES, "main", "past"), (Fate.COMES_BACK, "past", "main")):
            for (document_id,) in self._rows(
                f"SELECT id FROM {here}.document AS one WHERE NOT hidden AND NOT EXISTS"
                f" (SELECT 1 FROM {there}.document AS other"
                "  WHERE other.id = one.id AND NOT other.hidden)"
            ):
                self._articles[document_id] = _Found(fate)
        for (document_id,) in self._rows(
            "SELECT now.id FROM main.document AS now JOIN past.document AS old ON old.id = now.id"
            f" WHERE NOT now.hidden AND NOT old.hidden AND {_differ(_INFO)}"
        ):
            self._article(document_id).details = True

    def _compare_annotations(self) -> None:
        for name, here, there in (("gone", "main", "past"), ("back", "past", "main")):
            for document_id, count in self._rows(
                f"SELECT document_id, count(*) FROM {here}.annotation AS one"
                f" JOIN {here}.document AS article ON article.id = document_id WHERE NOT hidden"
                f" AND NOT EXISTS (SELECT 1 FROM {there}.annotation AS other JOIN"
                f" {there}.document AS its ON its.id = other.document_id"
                "  WHERE other.id = one.id AND NOT its.hidden) GROUP BY document_id"
            ):
                setattr(self._article(document_id), name, count)
        for document_id, count in self._rows(
            "SELECT now.document_id, count(*) FROM main.annotation AS now"
            " JOIN past.annotation AS old ON old.id = now.id"
            " JOIN main.document AS article ON article.id = now.document_id"
            " JOIN past.document AS its ON its.id = old.document_id"
            f" WHERE NOT article.hidden AND NOT its.hidden AND {_differ(_SPAN)}"
            " GROUP BY now.document_id"
        ):
            self._article(document_id).changed = count

    def _changed_decisions(self) -> int:
        """Of people alone: what is pending or withheld follows by itself."""
        decided = "({0}.decision IN ('accepted', 'corrected', 'rejected'))"
        return self._count(
            "SELECT count(*) FROM main.suggestion AS now JOIN past.suggestion AS old"
            f" ON old.id = now.id WHERE now.decision <> old.decision AND"
            f" ({decided.format('now')} OR {decided.format('old')})"
        )

    def _different(self, table: str, columns: list[str], *, key: str = "id") -> int:
        """How many rows are in one of the two only, or are others."""
        one_sided = (
            "(SELECT count(*) FROM {0}.{2} AS one WHERE NOT EXISTS"
            " (SELECT 1 FROM {1}.{2} AS other WHERE other.{3} = one.{3}))"
        )
        return self._count(
            f"SELECT {one_sided.format('main', 'past', table, key)}"
            f" + {one_sided.format('past', 'main', table, key)}"
            f" + (SELECT count(*) FROM main.{table} AS now JOIN past.{table} AS old"
            f" ON old.{key} = now.{key} WHERE {_differ(columns)})"
        )

    def _shown(self) -> tuple[ArticlePreview, ...]:
        order = list(Fate)
        first = sorted(self._articles.items(), key=lambda one: (order.index(one[1].fate), one[0]))
        return tuple(
            ArticlePreview(
                self._title(document_id, found.fate),
                found.fate,
                found.gone,
                found.back,
                found.changed,
                found.details,
            )
            for document_id, found in first[:MOST_SHOWN]
        )

    def _title(self, document_id: int, fate: Fate) -> str:
        side = "past" if fate is Fate.COMES_BACK else "main"
        query = f"SELECT title FROM {side}.document WHERE id = ?"
        (title,) = self._connection.execute(query, (document_id,)).fetchone()
        return str(title)

    def _article(self, document_id: int) -> _Found:
        return self._articles.setdefault(document_id, _Found())

    def _count(self, query: str) -> int:
        return int(self._connection.execute(query).fetchone()[0])

    def _rows(self, query: str) -> Iterator[tuple[int, ...]]:
        return iter(self._connection.execute(query))


def _differ(columns: list[str]) -> str:
    """The condition that a row "now" is not what the row "old" is."""
    now, old = (", ".join(f"{row}.{one}" for one in columns) for row in ("now", "old"))
    return f"({now}) IS NOT ({old})"
