"""Where an annotation comes from, as fields that jsonl_spans reads back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.ids import id_text

if TYPE_CHECKING:
    from annotator.domain.annotation import Provenance


def provenance_fields(provenance: Provenance) -> dict[str, object]:
    """Its origin, and what else is known of it."""
    found: dict[str, object] = {"origin": provenance.origin.value}
    if suggester := provenance.suggester:
        found["suggester"] = suggester.name
        found["suggester_version"] = suggester.version
        found["model"] = suggester.model
    if provenance.score is not None:
        found["score"] = float(provenance.score)
    if provenance.suggestion_id is not None:
        found["suggestion_id"] = id_text(provenance.suggestion_id)
    return found
