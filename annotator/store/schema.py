"""The tables, as queries name them; `migrations` makes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import column, table

if TYPE_CHECKING:
    from typing import Any, TypeAlias

    from sqlalchemy import Row, TableClause

    AnyRow: TypeAlias = Row[*tuple[Any, ...]]


def _table(name: str, *columns: str) -> TableClause:
    return table(name, *(column(one) for one in columns))


setting = _table("setting", "name", "value")
annotator = _table("annotator", "id", "name")
document = _table(
    "document",
    "id",
    "title",
    "outlet",
    "byline",
    "published",
    "url",
    "language",
    "extra",
    "words",
    "status",
    "flag_reason",
    "hidden",
    "length",
    "source",
    "source_sha256",
    "text_sha256",
    "imported_at",
    "tags",
    "note",
    "annotation_count",
    "pending_count",
    "longest_span",
    "story_id",
)
body = _table("body", "document_id", "text")
suggester = _table("suggester", "id", "name", "version", "model")
suggestion = _table(
    "suggestion",
    "id",
    "document_id",
    "start",
    "end",
    "label",
    "suggester_id",
    "score",
    "source_start",
    "source_end",
    "decision",
    "reason",
    "cue_start",
    "cue_end",
    "referent_start",
    "referent_end",
    "attributes",
)
suggestion_run = _table("suggestion_run", "suggester_id", "document_id")
annotation = _table(
    "annotation",
    "id",
    "document_id",
    "start",
    "end",
    "label",
    "annotator_id",
    "created_at",
    "modified_at",
    "attributes",
    "note",
    "origin",
    "suggestion_id",
    "suggester_id",
    "score",
    "entry_id",
)
relation = _table(
    "relation",
    "id",
    "document_id",
    "label",
    "source_id",
    "target_id",
    "annotator_id",
    "created_at",
)
edit = _table(
    "edit", "seq", "edit_id", "kind", "target_seq", "verb", "document_id", "annotator_id", "at"
)
change = _table("change", "edit_seq", "ordinal", "kind", "value_id", "before", "after")

edit_document = _table("edit_document", "document_id", "seq")
document_tag = _table("document_tag", "tag", "document_id")
saved_filter = _table("saved_filter", "name", "filter")
registry_entry = _table(
    "registry_entry",
    "id",
    "label",
    "name",
    "aliases",
    "kind",
    "note",
    "wikidata",
    "gazetteer",
    "latitude",
    "longitude",
)
entry_name = _table("entry_name", "name", "entry_id")
phrase_rule = _table("phrase_rule", "id", "text", "label", "rule")
phrase_count = _table("phrase_count", "text", "label", "tagged", "rejected")
phrase_due = _table("phrase_due", "text", "after")
memory_due = _table("memory_due", "document_id")
story_sketch = _table("story_sketch", "document_id", "size", "minima")
story_band = _table("story_band", "band", "document_id")
story_due = _table("story_due", "document_id")

TABLES = (
    setting,
    annotator,
    document,
    body,
    suggester,
    suggestion,
    suggestion_run,
    annotation,
    relation,
    edit,
    change,
    edit_document,
    document_tag,
    saved_filter,
    registry_entry,
    entry_name,
    phrase_rule,
    phrase_count,
    phrase_due,
    memory_due,
    story_sketch,
    story_band,
    story_due,
)
