"""Folding the log into the counts of phrases, some changes at a time."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

import orjson

from annotator.domain.labels import LabelScheme
from annotator.domain.memory import Phrase, phrase_text
from annotator.domain.suggestion import Decision
from annotator.store import memory_rows
from annotator.store.codec import loads
from annotator.store.driver import execute, execute_many

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from sqlalchemy import Connection

    from annotator.domain.memory import Verdict

_CHANGES_AT_A_TIME = 500

_POSITION = "SELECT value FROM setting WHERE name = 'memory'"
_LAST = "SELECT edit_seq, ordinal FROM change ORDER BY edit_seq DESC, ordinal DESC LIMIT 1"
_CHANGES = f"""
SELECT edit_seq, ordinal, kind, before, after FROM change WHERE (edit_seq, ordinal) > (?, ?)
    AND kind IN ('annotation', 'suggestion', 'phrase', 'scheme')
ORDER BY edit_seq, ordinal LIMIT {_CHANGES_AT_A_TIME}
"""
_NEW = "INSERT INTO phrase_count VALUES (?, ?, 0, 0) ON CONFLICT DO NOTHING"
_ADD = """
UPDATE phrase_count SET tagged = tagged + ?, rejected = rejected + ? WHERE text = ? AND label = ?
"""
_TIDY = "DELETE FROM phrase_count WHERE text = ? AND label = ? AND tagged = 0 AND rejected = 0"
_KEEP_POSITION = """
INSERT INTO setting VALUES ('memory', ?) ON CONFLICT DO UPDATE SET value = excluded.value
"""

Position = tuple[int, int]
"""A place in the log: the number of an entry, and the change within it."""

_START: Position = (0, -1)

EVERYWHERE = ""
"""Stands for a phrase that may be in any article."""

_Marked = tuple[int, int, int, str, bool]
"""Article, start, end, label, and whether it was tagged (True) or rejected."""


class Lesson(NamedTuple):
    """What some changes of the log come to.

    before, after: where they begin and end in the log. tagged, rejected: what is to be added.
    ruled: phrases that a rule came to or went from. documents: articles in which something was
    annotated or decided. is_wide: whether other labels are remembered than before.
    """

    before: Position
    after: Position
    tagged: Counter[Phrase]
    rejected: Counter[Phrase]
    ruled: set[str]
    documents: set[int]
    is_wide: bool

    @property
    def texts(self) -> set[str]:
        """The phrases it is about."""
        return {one.text for one in (*self.tagged, *self.rejected)} | self.ruled


def is_behind(connection: Connection) -> bool:
    """Whether the log has more than was folded."""
    return position(connection) != _last(connection)


def read_lesson(connection: Connection) -> Lesson | None:
    """What the next changes of the log come to; None at its end."""
    before, last = position(connection), _last(connection)
    if before == last:
        return None
    rows = execute(connection, _CHANGES, before).fetchall()
    after = (rows[-1][0], rows[-1][1]) if len(rows) == _CHANGES_AT_A_TIME else last
    marked: Counter[_Marked] = Counter()
    documents: set[int] = set()
    ruled: set[str] = set()
    is_wide = False
    for _, _, kind, before_text, after_text in rows:
        old, new = _parsed(before_text), _parsed(after_text)
        if kind == "phrase":
            ruled.update(side["text"] for side in (old, new) if side)
        elif kind == "scheme":
            is_wide = is_wide or _remembered(before_text) != _remembered(after_text)
        elif _looks(old) != _looks(new):
            documents.update(side["document"] for side in (old, new) if side)
            marked.subtract(_marked(kind, old))
            marked.update(_marked(kind, new))
    tagged, rejected = _phrases(connection, marked)
    return Lesson(before, after, tagged, rejected, ruled, documents, is_wide)


def take_in(
    connection: Connection, lesson: Lesson, scheme: LabelScheme
) -> dict[str, Verdict | None]:
    """Adds a lesson to the counts and notes what follows in which articles still has to be done.

    Returns the phrases about which something else follows than before. None of that happens if
    others have folded these changes meanwhile.
    """
    if position(connection) != lesson.before:
        return {}
    texts = lesson.texts
    before = memory_rows.verdicts(connection, texts, scheme)
    phrases = sorted(lesson.tagged.keys() | lesson.rejected.keys())
    execute_many(connection, _NEW, phrases)
    execute_many(
        connection,
        _ADD,
        [(lesson.tagged[one], lesson.rejected[one], *one) for one in phrases],
    )
    execute_many(connection, _TIDY, phrases)
    after = memory_rows.verdicts(connection, texts, scheme)
    # a rule acts from the moment it is stored, so what followed before it is not known
    changed = {one for one in texts if before[one] != after[one]} | lesson.ruled
    due = {EVERYWHERE} if lesson.is_wide else changed
    execute_many(
        connection,
        "INSERT OR REPLACE INTO phrase_due VALUES (?, -1)",
        [(one,) for one in sorted(due)],
    )
    memory_rows.add_due(connection, lesson.documents)
    execute(connection, _KEEP_POSITION, (f"{lesson.after[0]}:{lesson.after[1]}",))
    return {one: after[one] for one in changed}


def position(connection: Connection) -> Position:
    """How far the log was folded."""
    row = execute(connection, _POSITION).fetchone()
    if row is None:
        return _START
    seq, _, ordinal = row[0].partition(":")
    return int(seq), int(ordinal)


def _last(connection: Connection) -> Position:
    return execute(connection, _LAST).fetchone() or _START


def _parsed(text: str | None) -> dict[str, Any] | None:
    return None if text is None else orjson.loads(text)


def _looks(value: dict[str, Any] | None) -> object:
    """What the memory sees of an annotation or a suggestion."""
    return value and (value["span"], value["label"], value.get("decision"))


def _marked(kind: str, value: dict[str, Any] | None) -> Iterator[_Marked]:
    if value is None:
        return
    if kind == "annotation" or value["decision"] == Decision.REJECTED:
        yield (value["document"], *value["span"], value["label"], kind == "annotation")


def _phrases(
    connection: Connection, marked: Counter[_Marked]
) -> tuple[Counter[Phrase], Counter[Phrase]]:
    """The same by what stands there, in the texts that are read for it one by one."""
    by_document: defaultdict[int, list[tuple[_Marked, int]]] = defaultdict(list)
    for one, count in marked.items():
        if count:
            by_document[one[0]].append((one, count))
    tagged: Counter[Phrase] = Counter()
    rejected: Counter[Phrase] = Counter()
    for document_id, here in by_document.items():
        text = memory_rows.read_text(connection, document_id)
        for (_, start, end, label, is_tagged), count in here:
            words = phrase_text(text[start:end])
            if words is not None:
                (tagged if is_tagged else rejected)[Phrase(words, label)] += count
    return _without_zeros(tagged), _without_zeros(rejected)


def _without_zeros(counts: Counter[Phrase]) -> Counter[Phrase]:
    return Counter({phrase: count for phrase, count in counts.items() if count})


def _remembered(text: str | None) -> frozenset[str]:
    scheme = None if text is None else loads("scheme", text)
    return memory_rows.remembered(scheme) if isinstance(scheme, LabelScheme) else frozenset()
