"""Schema version 5, as it was released: never changed, only followed by later migrations.

Seals: what nothing else would tell to be damaged has a checksum in an index. See `sealing`.
The search's own tables have none: FTS5 crashes when one of them gets an index.
"""

from __future__ import annotations

STATEMENTS: tuple[str, ...] = (
    # the log: seals lie in indexes that are there anyway, and so cost no page more
    "DROP INDEX edit_of_document",
    """CREATE INDEX edit_of_document ON edit(document_id, seq,
        seal(edit_id, kind, target_seq, verb, annotator_id, at))""",
    "DROP INDEX change_of_value",
    """CREATE INDEX change_of_value ON change(value_id, edit_seq, ordinal,
        seal(kind, before, after))""",
    "CREATE INDEX edit_document_of_edit ON edit_document(seq, document_id)",
    # suggestions that nobody decided about are in no log
    "DROP INDEX suggestion_of_document",
    """CREATE INDEX suggestion_of_document ON suggestion(document_id, start, id,
        seal("end", label, suggester_id, score, source_start, source_end, decision, reason,
            cue_start, cue_end, referent_start, referent_end, attributes))""",
    # annotations, relations and entries: their history tells as well, if it is not damaged, too
    "DROP INDEX annotation_by_label",
    """CREATE INDEX annotation_by_label ON annotation(label, document_id,
        seal(start, "end", annotator_id, created_at, modified_at, attributes, note, origin,
            suggestion_id, suggester_id, score, entry_id))""",
    "DROP INDEX relation_of_document",
    """CREATE INDEX relation_of_document ON relation(document_id,
        seal(label, source_id, target_id, annotator_id, created_at))""",
    "DROP INDEX entry_by_name",
    """CREATE INDEX entry_by_name ON registry_entry(label, name COLLATE NOCASE, id,
        seal(name, aliases, kind, note, wikidata, gazetteer, latitude, longitude))""",
    "CREATE INDEX phrase_rule_sealed ON phrase_rule(id, seal(text, label, rule))",
    # without the counts, which change with every annotation and are counted anew by a check
    """CREATE INDEX document_sealed ON document(id,
        seal(title, outlet, byline, published, url, language, extra, words, status, flag_reason,
            length, source, source_sha256, text_sha256, imported_at, tags, note))""",
    "CREATE INDEX annotator_sealed ON annotator(id, seal(name))",
    # the revision changes with every transaction, and only backups ask for it
    """CREATE INDEX setting_sealed ON setting(name, seal(value)) WHERE name <> 'revision'""",
    "CREATE INDEX saved_filter_sealed ON saved_filter(name, seal(filter))",
    "CREATE INDEX phrase_count_sealed ON phrase_count(text, label, seal(tagged, rejected))",
    "CREATE INDEX story_sketch_sealed ON story_sketch(document_id, seal(size, minima))",
)
