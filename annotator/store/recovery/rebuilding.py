"""A new project of the values that were saved. What is kept for speed makes itself anew."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.domain.annotation import Annotation, Relation
from annotator.domain.entries import RegistryEntry
from annotator.domain.errors import KnownError, OffsetError
from annotator.domain.labels import Label, LabelScheme
from annotator.domain.memory import PhraseRule
from annotator.domain.suggestion import Suggestion
from annotator.store import (
    documents,
    entries,
    memory_rows,
    phrase_rules,
    relations,
    settings,
    suggestions,
)
from annotator.store.annotations import insert_annotations, read_annotation
from annotator.store.evidence import MISREADINGS
from annotator.store.filters import read_filters, write_filter
from annotator.store.recovery.account import described
from annotator.store.recovery.comparing import old_text
from annotator.store.recovery.fitting import drop, final_values, put_origin
from annotator.store.recovery.texts import collect_titles, found_articles, known_articles

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import Connection

    from annotator.domain.document import DocumentInfo
    from annotator.store.recovery.account import Account
    from annotator.store.recovery.texts import Found

    OnStep = Callable[[int, int], None]

_COLOUR, _DARK_COLOUR = "#57606a", "#8b949e"
"""Of labels that are only known from annotations."""


class Rebuilding:
    """Writes a new project, from the scratch database to the target, in the order of its keys."""

    def __init__(
        self,
        scratch: Connection,
        target: Connection,
        account: Account,
        backup: Path | None,
    ) -> None:
        """backup: what to quote lost texts from."""
        self._scratch = scratch
        self._target = target
        self._account = account
        self._backup = backup
        self._scheme = LabelScheme(())
        self._lengths: dict[int, int] = {}
        self._suggestions_lost: Counter[int] = Counter()
        self.altered: list[DocumentInfo] = []
        self.filled: list[DocumentInfo] = []

    def run(self, on_step: OnStep) -> None:
        """Writes all but the history. on_step: gets how many articles of how many are done."""
        collect_titles(self._scratch, self._account)
        self._copy_names()
        self._write_scheme()
        total = len(known_articles(self._scratch))
        for number, found in enumerate(found_articles(self._scratch, self._account)):
            self._write_article(found)
            on_step(number, total)
        self._write_entries()
        self._write_annotations()
        self._write_relations()
        self._write_suggestions()
        self._write_rules()
        self._write_filters()
        self._copy_runs()
        self._note_due()

    def _copy_names(self) -> None:
        rows = self._scratch.exec_driver_sql("SELECT id, name FROM annotator").all()
        for row in rows:
            self._target.exec_driver_sql("INSERT INTO annotator VALUES (?, ?)", tuple(row))

    def _write_scheme(self) -> None:
        found = [
            one for one in final_values(self._scratch, "scheme") if isinstance(one, LabelScheme)
        ]
        if not found:
            self._account.lose(
                "setting", None, "its label scheme is lost; look through the labels."
            )
            drop(self._scratch, "scheme", 0)
        scheme = found[0] if found else self._scheme
        used = self._scratch.exec_driver_sql(
            """SELECT DISTINCT json_extract(value, '$.label') FROM final
            WHERE kind IN ('annotation', 'entry') ORDER BY 1"""
        )
        missing = [label for (label,) in used if label not in scheme.names()]
        if missing:
            added = tuple(Label(name, _COLOUR, _DARK_COLOUR) for name in missing)
            scheme = LabelScheme((*scheme.labels, *added), scheme.relations)
            drop(self._scratch, "scheme", 0)
            for name in missing:
                self._account.lose("setting", None, f"what was said of the label {name} is lost.")
        self._scheme = scheme
        settings.write_scheme(self._target, scheme)

    def _write_article(self, found: Found) -> None:
        document = found.document
        if documents.known_texts(self._target, [document.text_sha256]):
            drop(self._scratch, "document", document.id)  # another article's text lies in its place
            self._account.lose("article", document.id, "its text is lost.")
            return
        documents.insert_documents(self._target, [document])
        self._account.saved["article"] += 1
        self._lengths[document.id] = len(document.text)
        if found.is_altered:
            self.altered.append(document.info)
            self._account.lose("article", document.id, "its text is damaged; read it with care.")
        if found.is_filled:
            self.filled.append(document.info)

    def _write_entries(self) -> None:
        for entry in list(final_values(self._scratch, "entry")):
            assert isinstance(entry, RegistryEntry)
            entries.insert_entries(self._target, [entry])
            self._account.saved["entry"] += 1

    def _write_annotations(self) -> None:
        for document_id in self._documents_with("annotation"):
            for one in final_values(self._scratch, "annotation", document_id):
                assert isinstance(one, Annotation)
                self._write_annotation(one)

    def _write_annotation(self, one: Annotation) -> None:
        length = self._lengths.get(one.document_id)
        if length is None or one.span.end > length:
            why = "its text is lost" if length is None else "it passes the end of what is left"
            drop(self._scratch, "annotation", one.id)
            words = described(one, old_text(self._backup, one.document_id))
            self._account.lose("annotation", one.document_id, f"{words}: {why}.")
            return
        mended = self._mended(one)
        if mended != one:
            drop(self._scratch, "annotation", one.id)
            put_origin(self._scratch, "annotation", None, mended)
            words = described(one, old_text(self._backup, one.document_id))
            sentence = f"{words}: its entry or attributes are lost."
            self._account.lose("annotation", one.document_id, sentence)
        insert_annotations(self._target, [mended])
        self._account.saved["annotation"] += 1

    def _mended(self, one: Annotation) -> Annotation:
        """The annotation without what names something that is lost, or of another label."""
        entry = None
        if one.entry_id is not None:
            entry = entries.read_entry(self._target, one.entry_id)
        if entry is not None and entry.label != one.label:
            entry = None
        label = next(label for label in self._scheme.labels if label.name == one.label)
        return replace(
            one,
            entry_id=None if entry is None else entry.id,
            attributes=label.fitting(one.attributes),
        )

    def _documents_with(self, kind: str) -> list[int]:
        rows = self._scratch.exec_driver_sql(
            "SELECT DISTINCT document_id FROM final WHERE kind = ? ORDER BY 1", (kind,)
        )
        return [one for (one,) in rows]

    def _write_relations(self) -> None:
        for document_id in self._documents_with("relation"):
            for one in final_values(self._scratch, "relation", document_id):
                assert isinstance(one, Relation)
                self._write_relation(one)

    def _write_relation(self, one: Relation) -> None:
        if self._fits(one):
            relations.insert_relations(self._target, [one])
            self._account.saved["relation"] += 1
        else:
            drop(self._scratch, "relation", one.id)
            sentence = f"a relation {one.label} is lost with what it joined."
            self._account.lose("relation", one.document_id, sentence)

    def _fits(self, one: Relation) -> bool:
        source = read_annotation(self._target, one.source_id)
        target = read_annotation(self._target, one.target_id)
        if source is None or target is None:
            return False
        try:
            self._scheme.check_relation(one.label, source.label, target.label)
        except KnownError:
            return False
        return source.document_id == target.document_id == one.document_id

    def _write_suggestions(self) -> None:
        """Those that an edit was about as they are now, the others as their rows say."""
        for one in final_values(self._scratch, "suggestion"):
            assert isinstance(one, Suggestion)
            if not self._put(one):
                drop(self._scratch, "suggestion", one.id)
                self._lose_suggestion(one.document_id)
        rows = self._scratch.exec_driver_sql(
            """SELECT id, document_id, _sound FROM suggestion
            WHERE id NOT IN (SELECT id FROM final WHERE kind = 'suggestion')"""
        ).all()
        for value_id, document_id, sound in rows:
            found = None if sound == 0 else self._read_suggestion(value_id)
            if found is None or not self._put(found):
                drop(self._scratch, "suggestion", value_id)
                self._lose_suggestion(document_id)
        self._account.lose_many(
            "suggestion",
            self._suggestions_lost,
            "a suggestion is lost.",
            "{0} suggestions are lost.",
        )

    def _read_suggestion(self, value_id: int) -> Suggestion | None:
        try:
            return suggestions.read_suggestion(self._scratch, value_id)
        except MISREADINGS:
            return None

    def _put(self, one: Suggestion) -> bool:
        try:
            one.span.within(self._lengths.get(one.document_id, 0))
        except OffsetError:
            return False
        suggestions.insert_suggestions(self._target, [one])
        self._account.saved["suggestion"] += 1
        return True

    def _lose_suggestion(self, document_id: int) -> None:
        self._suggestions_lost[document_id] += 1
        self._scratch.exec_driver_sql(
            "DELETE FROM suggestion_run WHERE document_id = ?", (document_id,)
        )

    def _write_rules(self) -> None:
        for rule in final_values(self._scratch, "phrase"):
            assert isinstance(rule, PhraseRule)
            phrase_rules.insert_rules(self._target, [rule])

    def _write_filters(self) -> None:
        try:
            saved = read_filters(self._scratch)
        except MISREADINGS:
            self._account.lose("setting", None, "its saved filters are lost.")
            return
        for one in saved:
            write_filter(self._target, one)

    def _note_due(self) -> None:
        """Has the program look for copies, and learn, as after an import."""
        for document_id in self._lengths:
            self._target.exec_driver_sql("INSERT INTO story_due VALUES (?)", (document_id,))
        memory_rows.add_due(self._target, self._lengths)

    def _copy_runs(self) -> None:
        runs = self._scratch.exec_driver_sql(
            """SELECT DISTINCT s.name, s.version, s.model, r.document_id
            FROM suggestion_run r JOIN suggester s ON s.id = r.suggester_id"""
        ).all()
        for name, version, model, document_id in runs:
            if document_id not in self._lengths:
                continue
            self._target.exec_driver_sql(
                "INSERT OR IGNORE INTO suggester(name, version, model) VALUES (?, ?, ?)",
                (name, version, model),
            )
            self._target.exec_driver_sql(
                """INSERT OR IGNORE INTO suggestion_run SELECT id, ? FROM suggester
                WHERE name = ? AND version = ? AND model = ?""",
                (document_id, name, version, model),
            )
