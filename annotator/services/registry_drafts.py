"""The changes that gestures with the registry are made of, before anything is stored.

An entry is made before what names it and goes after that: so the store takes both the changes and
their inverse.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.domain.edits import Change

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from annotator.domain.annotation import Annotation
    from annotator.domain.entries import RegistryEntry
    from annotator.domain.ids import EntryId


def linking(mentions: Iterable[Annotation], entry_id: EntryId | None, at: datetime) -> list[Change]:
    """Links annotations to an entry, None to none; those that are linked so already are left."""
    return [
        Change(one, replace(one, entry_id=entry_id, modified_at=at))
        for one in mentions
        if one.entry_id != entry_id
    ]


def merging(
    kept: RegistryEntry,
    others: Sequence[RegistryEntry],
    mentions: Iterable[Annotation],
    at: datetime,
) -> list[Change]:
    """Makes several entries one; mentions: those of the others."""
    return [
        *linking(mentions, kept.id, at),
        *changing(kept, merged(kept, others)),
        *(Change(one, None) for one in others),
    ]


def splitting(
    old: RegistryEntry, new: RegistryEntry, mentions: Iterable[Annotation], at: datetime
) -> list[Change]:
    """Moves mentions to a new entry, with those of the old one's aliases that are its names."""
    kept = tuple(name for name in old.aliases if name not in new.names)
    return [
        Change(None, new),
        *linking(mentions, new.id, at),
        *changing(old, replace(old, aliases=kept)),
    ]


def deleting(
    entries: Iterable[RegistryEntry], mentions: Iterable[Annotation], at: datetime
) -> list[Change]:
    """Takes entries away; mentions: all that name one of them."""
    return [*linking(mentions, None, at), *(Change(one, None) for one in entries)]


def changing(before: RegistryEntry, after: RegistryEntry) -> list[Change]:
    """Changes an entry; nothing if it is the same."""
    return [] if before == after else [Change(before, after)]


def merged(kept: RegistryEntry, others: Sequence[RegistryEntry]) -> RegistryEntry:
    """One entry with the names of all; what it does not say itself, the first that says it does."""
    names = {name for one in (kept, *others) for name in one.names} - {kept.name}
    notes = dict.fromkeys(one.note for one in (kept, *others) if one.note)
    placed = next((one for one in (kept, *others) if one.latitude is not None), kept)
    return replace(
        kept,
        aliases=tuple(sorted(names)),
        kind=_first(one.kind for one in (kept, *others)),
        note="\n".join(notes),
        wikidata=_first(one.wikidata for one in (kept, *others)),
        gazetteer=_first(one.gazetteer for one in (kept, *others)),
        latitude=placed.latitude,
        longitude=placed.longitude,
    )


def _first(texts: Iterable[str]) -> str:
    return next(filter(None, texts), "")
