"""What is known of an article, among the keys of another tool that shows them as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.formats.common.metadata_fields import extras
from annotator.formats.common.own_fields import article_fields
from annotator.formats.jsonl.schema import METADATA_KEYS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from annotator.domain.document import AnnotatedDocument

OWN_KEYS = ("article_id", *METADATA_KEYS, "extra", "status", "flag_reason", "tags", "note")
"""Other tools have an "id" of their own, hence "article_id"; the rest is as in our JSONL."""


def flat_fields(annotated: AnnotatedDocument) -> dict[str, object]:
    """The article's id, metadata and state, as far as there is something to say."""
    fields = article_fields(annotated)
    return {"article_id": fields.pop("id"), **fields}


def own_and_foreign(
    fields: Mapping[str, object], taken: Collection[str]
) -> tuple[dict[str, object] | None, dict[str, object]]:
    """The arguments `article` and `meta` of carried.incoming() for such fields.

    taken: keys that are no metadata. What somebody put beside our fields becomes an extra.
    """
    known = {name: value for name, value in fields.items() if name not in taken and value != []}
    if not isinstance(known.get("article_id"), str):
        return None, known
    own = {name: known[name] for name in OWN_KEYS if name in known}
    added = extras(
        (name, value) for name, value in known.items() if name not in own and name != "id"
    )
    pairs = own.get("extra")
    return own | {
        "id": own["article_id"],
        "extra": [
            *(pairs if isinstance(pairs, list) else ()),
            *({"name": name, "value": value} for name, value in added),
        ],
    }, {}
