from __future__ import annotations

from annotator.formats.common.flat_fields import flat_fields, own_and_foreign
from tests.formats.examples import full_article


def test_our_fields_come_back_with_what_others_put_beside_them():
    fields = flat_fields(full_article()) | {"text": "…", "id": 7, "Comments": ["odd"], "seen": []}

    own, foreign = own_and_foreign(fields, {"text"})

    assert foreign == {}
    assert own["id"] == fields["article_id"]
    assert {"name": "Comments", "value": '["odd"]'} in own["extra"]
    assert {"name": "section", "value": '"Politics"'} in own["extra"]
    assert len(own["extra"]) == 3


def test_fields_of_others_are_all_metadata():
    own, foreign = own_and_foreign({"text": "…", "id": 7, "headline": "Rain"}, {"text"})
    assert own is None
    assert foreign == {"id": 7, "headline": "Rain"}
