from __future__ import annotations

import logging

import pytest

from annotator.domain.errors import UnknownName
from annotator.domain.plugins import Registry


def fail() -> str:
    raise ImportError("no module named conll")


@pytest.fixture
def registry() -> Registry[str]:
    registry: Registry[str] = Registry("format")
    registry.add("text", lambda: "the text format")
    registry.add("jsonl", lambda: "the jsonl format")
    return registry


@pytest.fixture
def failing(registry, caplog):
    caplog.set_level(logging.CRITICAL, "annotator.plugins")
    registry.add("conll", fail)
    return registry


def test_a_plugin_is_found_by_name(registry):
    assert registry.get("text") == "the text format"
    assert registry.names() == ("jsonl", "text")


def test_a_plugin_is_loaded_once_and_only_when_asked_for():
    loads = []
    registry: Registry[str] = Registry("format")
    registry.add("text", lambda: loads.append("text") or "the text format")

    assert loads == []
    registry.get("text")
    registry.get("text")
    assert loads == ["text"]


def test_an_unknown_name_lists_the_known_ones(registry):
    with pytest.raises(UnknownName, match=r"no format named “brat”\. Known: jsonl, text\."):
        registry.get("brat")


def test_a_plugin_that_fails_is_listed_and_the_others_work(failing):
    assert dict(failing.all()) == {"jsonl": "the jsonl format", "text": "the text format"}
    assert failing.failures() == {"conll": "ImportError: no module named conll"}
    assert "conll" in failing.names()


def test_asking_for_a_plugin_that_fails_says_why(failing):
    with pytest.raises(
        UnknownName, match=r"no working format named “conll \(ImportError: no module named conll\)”"
    ):
        failing.get("conll")


def test_a_plugin_added_again_replaces_the_first(registry):
    registry.get("text")
    registry.add("text", lambda: "another text format")

    assert registry.get("text") == "another text format"


def test_what_is_installed_under_a_group_is_found():
    registry: Registry[object] = Registry.from_entry_points("command", "console_scripts")

    assert "pytest" in registry.names()
