"""Backups of a project: which are kept, and what restoring one would change."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence
    from datetime import datetime
    from pathlib import Path

NEWEST = 10
"""So many of the newest are kept,"""
DAYS = 14
"""the last one of so many days,"""
WEEKS = 8
"""and of so many weeks."""
LEAST = 3
"""So many of the newest are kept whatever room they take."""
MOST_BYTES = 2 << 30
"""All together take no more than that, but for those."""


class Made(NamedTuple):
    """A backup as the rotation sees it. size: in bytes."""

    at: datetime
    size: int


def kept(made: Sequence[Made], now: datetime, *, most_bytes: int = MOST_BYTES) -> set[Made]:
    """Which backups of a project stay; times are aware, in UTC.

    Where all that should stay takes too much room, those of days go before the LEAST newest, those
    of weeks before these, and the others of the newest before all. What was made in the future, by
    a clock that was wrong then or is wrong now, is kept by the same rule, but beside the others:
    else it would push out what is made today.
    """
    future = [one for one in made if one.at > now]
    past = [one for one in made if one.at <= now]
    return _kept(past, most_bytes) | _kept(future, most_bytes)


def _kept(made: Sequence[Made], most_bytes: int) -> set[Made]:
    newest = sorted(made, reverse=True)
    days = _last_of_each(newest, lambda one: one.at.date(), DAYS)
    weeks = _last_of_each(newest, lambda one: one.at.isocalendar()[:2], WEEKS)
    chosen = set(newest[:LEAST])
    taken = sum(one.size for one in chosen)
    for one in (*days, *weeks, *newest[:NEWEST]):
        if one not in chosen and taken + one.size <= most_bytes:
            chosen.add(one)
            taken += one.size
    return chosen


def _last_of_each(
    newest: Sequence[Made], period: Callable[[Made], Hashable], count: int
) -> list[Made]:
    """The last one of each of the newest periods that have any."""
    found: dict[Hashable, Made] = {}
    for one in newest:
        found.setdefault(period(one), one)
    return list(found.values())[:count]


class Backup(NamedTuple):
    """A backup that can be restored, or at least is there.

    made_at: aware, UTC. size: in bytes. articles, annotations: how many it has; None if it is
    damaged. version: of its schema.
    """

    path: Path
    made_at: datetime
    size: int
    articles: int | None = None
    annotations: int | None = None

    @property
    def is_good(self) -> bool:
        """Whether it could be read."""
        return self.articles is not None


class Backups(NamedTuple):
    """All backups of a project, newest first, and how many articles and annotations it has now.

    articles, annotations: None if the project itself cannot be read.
    """

    made: tuple[Backup, ...]
    articles: int | None
    annotations: int | None


class Fate(Enum):
    """What would become of an article."""

    GOES = auto()
    COMES_BACK = auto()
    CHANGES = auto()


class ArticlePreview(NamedTuple):
    """What restoring would change in one article.

    gone, back, changed: annotations that there are now only, that the backup has only, and that
    are different in it. details: whether its status, tags, note or metadata change.
    """

    title: str
    fate: Fate
    gone: int = 0
    back: int = 0
    changed: int = 0
    details: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """What restoring a backup would change.

    articles: those that change, each with how; no more than MOST_SHOWN of them. of_fate: how many
    there are of each fate. gone, back, changed: annotations of all articles. relations, entries,
    decisions, rules, filters: how many of them come, go or are different. steps: of the history
    that the backup does not have. scheme: whether the label scheme is another.
    returning: steps of the history that only the backup has.
    """

    articles: tuple[ArticlePreview, ...]
    of_fate: dict[Fate, int]
    gone: int
    back: int
    changed: int
    relations: int
    entries: int
    decisions: int
    rules: int
    filters: int
    steps: int
    scheme: bool
    returning: int = 0

    @property
    def is_nothing(self) -> bool:
        """Whether the project stays as it is."""
        counts = (self.relations, self.entries, self.decisions, self.rules, self.filters)
        history = (self.steps, self.returning)
        return not (any(self.of_fate.values()) or any(counts) or any(history) or self.scheme)


MOST_SHOWN = 2_000
"""Articles that a preview lists."""


def sentences(preview: Preview) -> list[str]:
    """The preview in words, the most important first."""
    if preview.is_nothing:
        return ["The backup holds just what the project holds now."]
    of_fate = preview.of_fate
    parts = [
        _counted(of_fate.get(Fate.GOES, 0), "article goes", "articles go"),
        _counted(of_fate.get(Fate.COMES_BACK, 0), "article comes back", "articles come back"),
        _counted(of_fate.get(Fate.CHANGES, 0), "article changes", "articles change"),
        _counted(preview.gone, "annotation goes", "annotations go"),
        _counted(preview.back, "annotation comes back", "annotations come back"),
        _counted(preview.changed, "annotation changes", "annotations change"),
        _counted(preview.relations, "relation", "relations", " differs", " differ"),
        _counted(preview.decisions, "decision", "decisions", " differs", " differ"),
        _counted(preview.entries, "entry of the registry", "entries", " differs", " differ"),
        _counted(preview.rules, "remembered rule", "remembered rules", " differs", " differ"),
        _counted(preview.filters, "saved filter", "saved filters", " differs", " differ"),
    ]
    told = ", ".join(part for part in parts if part)
    found = [f"{told}." if told else "No article and no annotation changes."]
    if preview.scheme:
        found.append("The label scheme is another one.")
    if preview.steps:
        found.append(
            f"{_counted(preview.steps, 'step', 'steps')} of the history made since then"
            f" {'is' if preview.steps == 1 else 'are'} not in it."
        )
    return found


def _counted(count: int, one: str, more: str, verb: str = "", verbs: str = "") -> str:
    if not count:
        return ""
    return f"1 {one}{verb}" if count == 1 else f"{count:,} {more}{verbs}"
