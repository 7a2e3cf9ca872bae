"""Whom imported spans name: the project's own entries where it has them, else new ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.entries import RegistryEntry
from annotator.domain.errors import NotAllowed
from annotator.domain.ids import EntryId, parse_id
from annotator.domain.matching import folded
from annotator.domain.registry import entry_labels, fits, has_entries

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from annotator.domain.exchange import IncomingEntry
    from annotator.domain.labels import LabelScheme
    from annotator.store.registry import RegistryRows


class IncomingEntries:
    """Finds entries, or makes them: what a file says of one that is here already is not taken.

    Two of one name that come with ids of their own stay two.
    rows: the project's registry. ids: makes ids.
    """

    def __init__(self, rows: RegistryRows, ids: Callable[[], int]) -> None:
        self._rows = rows
        self._ids = ids
        self._found: dict[tuple[str, IncomingEntry], EntryId] = {}
        self._new: dict[EntryId, RegistryEntry] = {}
        self._new_by_name: dict[tuple[str, str], EntryId] = {}
        self._with_ids: set[EntryId] = set()

    def entry_for(self, incoming: IncomingEntry, label: str, scheme: LabelScheme) -> EntryId:
        """The entry of that id, else the only one of that name, else a new one.

        Raises NotAllowed for what cannot be an entry.
        """
        if not has_entries(scheme, label):
            raise NotAllowed(f"What {label} marks has no entry in the registry.")
        key = (label, incoming)
        if key not in self._found:
            self._found[key] = (
                self._of_that_id(incoming, label, scheme)
                or self._of_that_name(incoming, label, scheme)
                or self._make(incoming, label)
            )
        return self._found[key]

    def newcomers(self, named: Collection[EntryId]) -> list[RegistryEntry]:
        """Those of the new entries that are named; they are to be stored now."""
        wanted = [self._new.pop(one) for one in sorted(named) if one in self._new]
        self._new_by_name = {key: one for key, one in self._new_by_name.items() if one in self._new}
        return wanted

    def are_there(self, named: Collection[EntryId]) -> bool:
        """Whether all of these entries are new or still in the project; forgets all if not."""
        known = {one.id for one in self._rows.entries(list(named))}
        if known.union(self._new).issuperset(named):
            return True
        self._found.clear()
        return False

    def _of_that_id(
        self, incoming: IncomingEntry, label: str, scheme: LabelScheme
    ) -> EntryId | None:
        entry_id = _id_of(incoming)
        known = entry_id and (self._new.get(entry_id) or self._rows.entry(entry_id))
        return entry_id if known and fits(known, label, scheme) else None

    def _of_that_name(
        self, incoming: IncomingEntry, label: str, scheme: LabelScheme
    ) -> EntryId | None:
        name = folded(incoming.name)
        known = {one.id for one in self._rows.named(incoming.name, entry_labels(scheme, label))}
        if (label, name) in self._new_by_name:
            known.add(self._new_by_name[label, name])
        if _id_of(incoming) is not None:
            known -= self._with_ids  # they are told apart where they come from
        return known.pop() if len(known) == 1 else None

    def _make(self, incoming: IncomingEntry, label: str) -> EntryId:
        entry_id = own = _id_of(incoming)
        if entry_id is None or entry_id in self._new or self._rows.entry(entry_id) is not None:
            entry_id = EntryId(self._ids())
        name = incoming.name.strip()
        entry = RegistryEntry(
            entry_id,
            label,
            name,
            aliases=tuple(sorted({*incoming.aliases} - {name})),
            kind=incoming.kind,
            note=incoming.note,
            wikidata=incoming.wikidata,
            gazetteer=incoming.gazetteer,
            latitude=incoming.latitude,
            longitude=incoming.longitude,
        )
        self._new[entry_id] = entry
        if own is not None:
            self._with_ids.add(entry_id)
        self._new_by_name[label, folded(name)] = entry_id
        return entry_id


def _id_of(incoming: IncomingEntry) -> EntryId | None:
    try:
        return EntryId(parse_id(incoming.id))
    except ValueError:
        return None
