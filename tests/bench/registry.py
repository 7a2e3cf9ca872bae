"""A registry of 100,000 entries: what is offered while one types, a page of the list."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.domain.edits import Change
from annotator.domain.entries import RegistryEntry
from annotator.domain.ids import EntryId
from annotator.domain.registry import EntryFilter, EntryOrder
from annotator.services import projects
from annotator.store.sealing import allow_seals
from tests.bench.measuring import Costs, apart, cost_of
from tests.bench.reporting import LATENCY, Section, latency
from tests.bench.shelf import open_services, settings_beside
from tests.factories import make_annotation, make_creation, make_document, make_scheme, new_id

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from annotator.domain.ids import DocumentId
    from annotator.services.projects import Services
    from tests.bench.measuring import Effort
    from tests.bench.reporting import Cell

_ENTRIES = 100_000
_ARTICLES, _MENTIONS = 2_000, 50
_BATCH = 10_000
_SYLLABLES = ("ha", "mo", "ra", "li", "sa", "ben", "tor", "ka", "du", "el", "is", "ner", "vo", "mi")
_NOTE = (
    "Milliseconds, without the paint; half of all mentions name one and the same entry. The floor"
    " is plain sqlite3 reading one entry by its id and its names."
)
_GOAL = "16.7 ms"


def measure(folder: Path, effort: Effort) -> Section:
    """Makes a registry and asks it."""
    path = folder / "registry.annotator"
    count = effort.scaled(_ENTRIES)
    busiest, surname = _make(path, count, max(2, effort.scaled(_ARTICLES)))
    rows = apart(measure_registry, path, busiest, surname, effort)
    return Section(f"Registry: {count:,} entries", _NOTE, LATENCY, tuple(rows))


def measure_registry(
    path: Path, busiest: EntryId, surname: str, effort: Effort
) -> list[tuple[Cell, ...]]:
    """The same for a project that is there, in this process."""
    with open_services(path) as services, closing(sqlite3.connect(path)) as plain:
        allow_seals(plain)
        registry = services.registry
        ids = [EntryId(one) for one in registry.ids(EntryFilter())]
        page = ids[len(ids) // 2 :][:64]
        document_id = _article(services)
        mention = services.project.registry.linked([busiest])[0]

        def floor() -> None:
            plain.execute("SELECT * FROM registry_entry WHERE id = ?", (page[0],)).fetchone()
            plain.execute("SELECT name FROM entry_name WHERE entry_id = ?", page[:1]).fetchall()

        questions: list[tuple[str, Callable[[], object], str]] = [
            ("type-ahead, 1 letter", lambda: registry.find(surname[:1], "ACTOR"), _GOAL),
            ("type-ahead, 4 letters", lambda: registry.find(surname[:4], "ACTOR"), _GOAL),
            (
                "suggestions for a surname",
                lambda: registry.suggest(surname, "ACTOR", document_id),
                _GOAL,
            ),
            ("next mention", lambda: registry.next_mention(mention), _GOAL),
            ("all ids by name", lambda: registry.ids(EntryFilter()), ""),
            (
                "all ids by mentions",
                lambda: registry.ids(EntryFilter(order=EntryOrder.MENTIONS)),
                "",
            ),
            ("a page of 64 entries", lambda: registry.rows(page), _GOAL),
        ]
        return [_row(what, ask, floor, goal, effort) for what, ask, goal in questions]


def _row(
    what: str, ask: Callable[[], object], floor: Callable[[], None], goal: str, effort: Effort
) -> tuple[Cell, ...]:
    asked, least = Costs(), Costs()
    ask()
    for _ in range(effort.repeats):
        least.add(cost_of(floor))
        asked.add(cost_of(ask))
    return latency(what, asked, least, goal)


def _article(services: Services) -> DocumentId:
    mention = services.project.registry.named_mentions("ACTOR")
    annotation = services.project.annotation(next(mention)[0].id)
    assert annotation is not None
    return annotation.document_id


def _make(path: Path, count: int, articles: int) -> tuple[EntryId, str]:
    """A project with so many entries; returns the one with most mentions, and a surname."""
    draw = random.Random(7)
    surnames = [_word(draw, 3) for _ in range(max(4, count // 25))]
    entries = [
        RegistryEntry(
            EntryId(new_id()),
            "LOCATION" if number % 4 == 0 else "ACTOR",
            f"{_word(draw, 2)} {_word(draw, 2)} {draw.choice(surnames)}",
            kind="person",
        )
        for number in range(count)
    ]
    actors = [one.id for one in entries if one.label == "ACTOR"]
    annotator = settings_beside(path).annotator()
    with projects.create_project(path, annotator, scheme=make_scheme()) as services:
        for start in range(0, count, _BATCH):
            changes = [Change(None, one) for one in entries[start : start + _BATCH]]
            services.project_edits.apply("Import entries", changes)
        text = " ".join(f"word{number}" for number in range(_MENTIONS * 4))
        for number in range(articles):
            document = make_document(f"{number} {text}")
            mentions = [
                make_annotation(
                    document,
                    place * 20,
                    place * 20 + 6,
                    annotator_id=annotator.id,
                    entry_id=actors[0] if place % 2 else draw.choice(actors),
                )
                for place in range(_MENTIONS)
            ]
            edit = replace(make_creation(*mentions), annotator_id=annotator.id)
            services.project.add_documents([(document, edit)])
    return actors[0], surnames[0]


def _word(draw: random.Random, syllables: int) -> str:
    return "".join(draw.choices(_SYLLABLES, k=syllables)).capitalize()
