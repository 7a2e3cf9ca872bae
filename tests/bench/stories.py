"""How soon copies of new articles are found among 100,000, and shown in the list."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from annotator.domain.document import Document, DocumentInfo, Metadata
from annotator.domain.ids import DocumentId
from annotator.domain.likeness import VALUES, Sketch
from annotator.domain.text import fingerprint
from annotator.store.project import Project
from annotator.store.sealing import allow_seals
from annotator.store.sketching import METHOD, sketch_of
from tests.bench.library import make_library
from tests.bench.measuring import Costs, cost_of
from tests.bench.reporting import LATENCY, Section, latency
from tests.bench.texts import news

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bench.measuring import Effort
    from tests.bench.reporting import Cell

_ARTICLES = 100_000
_FRESH = 250
_CHARACTERS = 4_800
_PAGE = 64
_NOTE = (
    f"Milliseconds for {_FRESH} new articles of {_CHARACTERS:,} characters (800 words), of which"
    " every tenth is a copy of one before; a page of the list is of 64 articles. The floor is"
    " plain sqlite3 reading as many texts, or rows without their copies."
)
_TEXTS = "SELECT text FROM body ORDER BY document_id DESC LIMIT ?"
_ROWS = """
SELECT id, title, outlet, published, status, flag_reason, length, annotation_count, pending_count,
    tags FROM document WHERE id IN (SELECT value FROM json_each(?))
"""


def measure(folder: Path, effort: Effort) -> Section:
    """Adds articles to a library whose copies are known, and has theirs looked for."""
    count = max(_FRESH, effort.scaled(_ARTICLES))
    path = folder / "stories.annotator"
    make_library(path, count)
    _look_at_all(path)
    with Project.open(path) as project, closing(sqlite3.connect(path)) as plain:
        allow_seals(plain)
        rows = [*_new_articles(project, plain, effort), _page(project, plain, effort)]
    return Section(f"Copies among {count:,} articles", _NOTE, LATENCY, tuple(rows))


def _new_articles(
    project: Project, plain: sqlite3.Connection, effort: Effort
) -> list[tuple[Cell, ...]]:
    sketching, whole, floor = Costs(), Costs(), Costs()
    for number in range(effort.rounds):
        added = [_article(project, seed) for seed in range(number * _FRESH, (number + 1) * _FRESH)]
        project.add_documents([(one, None) for one in added])
        sketching.add(cost_of(lambda some=added: [sketch_of(one.text) for one in some]))
        whole.add(cost_of(lambda: _look_for_copies(project)))
        floor.add(cost_of(lambda: plain.execute(_TEXTS, (_FRESH,)).fetchall()))
    assert not project.stories.is_behind()
    return [
        latency("sketches of the texts", sketching, floor, "≤ 250"),
        latency("all: read, sketched, compared, stored", whole, floor),
    ]


def _look_for_copies(project: Project) -> None:
    while project.stories.group_some() is not None:
        pass


def _page(project: Project, plain: sqlite3.Connection, effort: Effort) -> tuple[Cell, ...]:
    """Lines of articles of which each has copies."""
    ids = [DocumentId(one) for one in project.article_ids()[-_PAGE:]]
    with project._database.writing() as connection:
        for one in ids:
            connection.exec_driver_sql(
                "UPDATE document SET story_id = ? WHERE id = ?", (ids[0], one)
            )
    costs, floor = Costs(), Costs()
    asked = f"[{','.join(map(str, ids))}]"
    for _ in range(effort.repeats):
        costs.add(cost_of(lambda: project.rows(ids)))
        floor.add(cost_of(lambda: plain.execute(_ROWS, (asked,)).fetchall()))
    return latency("a page of the list, 63 copies each", costs, floor, "≤ 2")


def _article(project: Project, seed: int) -> Document:
    text = news(_CHARACTERS, seed=seed - seed % 10 if seed % 10 == 1 else seed, ascii_only=False)
    text = f"{text}\nVersion {seed}."
    return Document(
        info=DocumentInfo(DocumentId(project.ids()), Metadata(title=f"Article {seed}")),
        text=text,
        text_sha256=fingerprint(text),
        source="wire.jsonl",
        source_sha256="",
        imported_at=project.now(),
    )


def _look_at_all(path: Path) -> None:
    """Gives each article of a library a sketch that is like no other."""
    chance = random.Random(1)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        allow_seals(connection)
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        ids = [row[0] for row in connection.execute("SELECT id FROM document ORDER BY id")]
        sketches = [Sketch(700, chance.randbytes(VALUES)) for _ in ids]
        connection.executemany(
            "INSERT INTO story_sketch VALUES (?, ?, ?)",
            ((key, *one) for key, one in zip(ids, sketches, strict=True)),
        )
        connection.executemany(
            "INSERT OR IGNORE INTO story_band VALUES (?, ?)",
            sorted(
                (band, key) for key, one in zip(ids, sketches, strict=True) for band in one.bands()
            ),
        )
        connection.execute("INSERT OR REPLACE INTO setting VALUES ('sketches', ?)", (METHOD,))
        connection.execute("DELETE FROM story_due")
        connection.execute("COMMIT")
