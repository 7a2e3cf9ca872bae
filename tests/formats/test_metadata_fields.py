from __future__ import annotations

import pytest

from annotator.domain.document import Metadata
from annotator.formats.common.metadata_fields import field_text, iso_time, metadata_from


def test_common_names_find_their_fields_whatever_their_case():
    fields = {"Headline": "H", "Site-Name": "S", "creator": {"name": "C"}, "URI": "u", "Lang": "fr"}
    assert metadata_from(fields) == Metadata(
        title="H", outlet="S", byline="C", url="u", language="fr"
    )


def test_of_two_names_for_one_field_the_second_is_kept_as_an_extra():
    metadata = metadata_from({"source": "wire", "outlet": "The Post", "score": 3, "gone": None})
    assert metadata.outlet == "The Post"
    assert metadata.extra == (("score", "3"), ("source", '"wire"'))


def test_a_value_that_is_no_line_of_text_goes_to_the_extras():
    metadata = metadata_from({"title": {"en": "x"}, "author": ["A", {"name": "B"}]})
    assert metadata == Metadata(byline="A, B", extra=(("title", '{"en":"x"}'),))


@pytest.mark.parametrize(
    ("value", "text"),
    [(" a\n b ", "a b"), (5, "5"), (True, ""), (None, ""), ([["a"]], ""), ({"x": 1}, "")],
)
def test_field_text(value, text):
    assert field_text(value) == text


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2026", "2026"),
        ("2026-03", "2026-03"),
        ("2026-03-04", "2026-03-04"),
        ("2026-03-04 10:00:00 +0100", "2026-03-04T10:00:00+01:00"),
        ("2026-03-04T10:00:00Z", "2026-03-04T10:00:00+00:00"),
        ("Wed, 04 Mar 2026 10:00:00 GMT", "2026-03-04T10:00:00+00:00"),
        ("Spring 2026", "Spring 2026"),
        ("Wed, 04 Mar 99999999999 10:00:00 GMT", "Wed, 04 Mar 99999999999 10:00:00 GMT"),
    ],
)
def test_dates_become_iso_where_they_can_be_understood(written, iso):
    assert iso_time(written) == iso
