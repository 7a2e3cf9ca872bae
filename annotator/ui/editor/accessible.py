"""What a screen reader is told about the spans.

Qt's own interface of the text edit gives the text, the caret and the selection. It has no room for
spans: its text attributes are those of the QTextDocument, in which nothing is marked, and PySide
does not let the text interface be replaced. So the current span is told in words: as the
description of the view, which can be asked for at any time, and announced when it changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from annotator.ui.panels.span.describing import shortened
from annotator.ui.panels.span.relation_list import title_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from annotator.domain.segments import Mark
    from annotator.ui.panels.span.relation_list import Joined

_LONGEST = 200
_RELATIONS = 3


def describe_mark(mark: Mark, words: str, relations: Sequence[tuple[str, str]]) -> str:
    """A mark in words: "ACTOR suggestion, Nadia Orbeli, score 90%, speaker in 2 quotes".

    words: its characters. relations: of each, its title and the characters of its other end,
    "" for none.
    """
    kind = "suggestion" if mark.is_suggestion else "annotation"
    parts = [f"{mark.label} {kind}", shortened(words, _LONGEST)]
    if mark.score is not None:
        parts.append(f"score {mark.score:.0%}")
    for title, other in relations:
        said = title[:1].lower() + title[1:]
        parts.append(f"{said} {shortened(other, _LONGEST)}".rstrip())
    return ", ".join(parts)


def relation_titles(found: Sequence[Joined]) -> list[tuple[Joined | None, str]]:
    """The relations to be told of: the other end of each that leads away; of others, how many."""
    titles: list[tuple[Joined | None, str]] = []
    counts: dict[tuple[str, str], int] = {}
    for one in found:
        if one.leads_away:
            titles.append((one, title_of(one.name, one.other.label, 1, leads_away=True)))
        else:
            key = one.name, one.other.label
            counts[key] = counts.get(key, 0) + 1
    titles += [
        (None, title_of(name, label, count, leads_away=False))
        for (name, label), count in counts.items()
    ]
    return titles[:_RELATIONS]


def announce(view: QWidget, description: str) -> None:
    """Tells what is current now; "" for nothing. Costs next to nothing while nobody listens."""
    view.setAccessibleDescription(description)
    if description and QAccessible.isActive():
        event = QAccessibleAnnouncementEvent(view, description)
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)
