"""No resource of the program is trimmed away, whatever its name looks like."""

from __future__ import annotations

from builder.trimming import is_kept

from annotator.services.self_test.installation import RESOURCES


def test_every_resource_comes_along():
    assert [one for one in RESOURCES if not is_kept(f"annotator/_resources/{one}")] == []


def test_what_libraries_carry_for_their_makers_does_not():
    assert not is_kept("spacy/README.md")
