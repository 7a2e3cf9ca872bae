"""Which label of a scheme a label from elsewhere may stand for, by its name."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from annotator.domain.labels import LabelScheme

_NARROW = (
    ("person", "per", "pers", "people", "human", "name"),
    ("organisation", "organization", "org", "company", "institution"),
    ("norp", "group", "nationality"),
    ("location", "loc", "place", "geo", "site"),
    ("gpe", "city", "town", "country", "state", "region"),
    ("facility", "fac", "building"),
    ("quote", "quotation", "quot", "speech", "direct speech"),
    ("claim", "statement", "assertion", "allegation"),
    ("event", "evt", "incident"),
    ("date", "time", "when"),
)
_WIDE = (
    (*_NARROW[0], *_NARROW[1], *_NARROW[2], "actor", "agent", "speaker", "source"),
    (*_NARROW[3], *_NARROW[4], *_NARROW[5], "where"),
)
"""Names of one meaning, and of those the ones that a coarser scheme has as one label."""

_TAG = re.compile(r"^[BILUES]-(?=[^\W\d_])")
_LEVELS = re.compile(r"[./:>|\\]+\s*")
_ALIKE = 0.8
_SHORTEST_BEGINNING = 3


def likely_label(name: str, scheme: LabelScheme) -> str | None:
    """The label that a name from elsewhere most likely stands for; None if none is likely.

    First what is written the same but for case, hyphens and a "B-" before it, then what means the
    same, then what is written much alike; of a name in levels ("people.PER") the last, if the whole
    is like nothing.
    """
    last = _LEVELS.split(name)[-1]
    return _likely(_plain(name), scheme) or (
        _likely(_plain(last), scheme) if last != name else None
    )


def likely_relation(name: str, scheme: LabelScheme) -> str | None:
    """The relation type that a name from elsewhere is, but for case and hyphens; None for none."""
    known = {_plain(one.name): one.name for one in scheme.relations}
    return name if name in known.values() else known.get(_plain(name))


def _likely(wanted: str, scheme: LabelScheme) -> str | None:
    if not wanted:
        return None
    known = {_plain(each): label.name for label in scheme.labels for each in label.aliases}
    known |= {_plain(label): label for label in scheme.names()}
    if wanted in known:
        return known[wanted]
    for families in (_NARROW, _WIDE):
        for family in families:
            if wanted in family and (found := _first(family, known)):
                return known[found]
    found = max(known, key=lambda each: _likeness(wanted, each), default="")
    return known[found] if found and _likeness(wanted, found) >= _ALIKE else None


def _first(family: Iterable[str], known: Collection[str]) -> str:
    return next((one for one in family if one in known), "")


def _plain(name: str) -> str:
    """Without case, tagging scheme and signs; one of several ("People", "ORGS") as it is."""
    return " ".join(re.split(r"[\W_]+", _TAG.sub("", name).casefold())).strip()


def _likeness(one: str, other: str) -> float:
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= _SHORTEST_BEGINNING and longer.startswith(shorter):
        return 1.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
