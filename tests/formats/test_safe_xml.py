from __future__ import annotations

import pytest

from annotator.domain.errors import UnreadableInput
from annotator.formats.common import safe_xml
from annotator.formats.common.safe_xml import attribute, local_name, parse_xml
from tests.formats import hostile


def test_names_are_read_without_their_namespaces():
    root = parse_xml(b'<a:b xmlns:a="urn:a" a:c="1" d="2"><!-- no --><?no no?></a:b>', "x")
    assert local_name(root) == "b"
    assert [attribute(root, name) for name in ("c", "d", "e")] == ["1", "2", ""]
    assert len(root) == 0


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "damaged"),
        (b"<a>", "damaged"),
        (b"<a>" * 5000 + b"</a>" * 5000, "damaged"),
        (b"<a>\0</a>", "damaged"),
        (hostile.billion_laughs(), "damaged"),
        (hostile.foreign_entity(), "declares entities"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a b="&b;"/>', "declares entities"),
        (b'<!DOCTYPE a [<!ENTITY % b SYSTEM "http://x.example/b"> %b;]><a/>', "declares entities"),
    ],
)
def test_what_is_no_honest_xml_is_refused(data, reason):
    with pytest.raises(UnreadableInput, match=f"Its part “x” .*{reason}|{reason}"):
        parse_xml(data, "x")


def test_what_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(safe_xml, "LARGEST_XML", 1_000_000)
    with pytest.raises(UnreadableInput, match="more than 1 MB"):
        parse_xml(b" " * 1_000_001, "x")


def test_no_definition_from_elsewhere_is_fetched(tmp_path):
    (tmp_path / "a.dtd").write_text('<!ATTLIST a b CDATA "fetched">')
    data = f'<!DOCTYPE a SYSTEM "{tmp_path}/a.dtd"><a/>'.encode()
    assert attribute(parse_xml(data, "x"), "b") == ""
