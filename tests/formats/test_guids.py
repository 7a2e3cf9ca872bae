from __future__ import annotations

import re
import uuid

from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.common.guids import guid, plain_guid

_texts = st.text(st.characters(exclude_categories=("Cs",)))


@given(kind=_texts, parts=st.lists(_texts))
def test_a_guid_is_a_name_based_uuid_and_always_the_same(kind, parts):
    found = guid(kind, *parts)
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", found)
    assert uuid.UUID(found).version == 5
    assert uuid.UUID(found).variant == uuid.RFC_4122
    assert guid(kind, *parts) == found


def test_things_of_two_kinds_have_two_guids():
    assert len({guid("a", "b"), guid("b", "b"), guid("a", "bb"), guid("a", "b", "")}) == 4


def test_a_guid_is_read_however_it_is_written():
    assert plain_guid("{0A-B}") == plain_guid(" 0a-b ") == "0a-b"
    assert plain_guid(None) == ""
