from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from annotator.domain.edits import Change
from annotator.domain.labels import Label
from tests.factories import ANA, make_edit, make_scheme

GROWN = replace(
    make_scheme(), labels=(*make_scheme().labels, Label("RUMOUR", "#5a3300", "#e0b060"))
)
GROWING = make_edit(None, Change(make_scheme(), GROWN))


def in_thread(ask):
    """What another thread is told."""
    told = []
    thread = threading.Thread(target=lambda: told.append(ask()))
    thread.start()
    thread.join()
    return told[0]


def test_whoever_asks_while_the_scheme_is_being_changed_does_not_keep_the_former_one(project):
    project.ensure_annotator(ANA)
    with project.together():
        project.apply(GROWING)
        assert project.scheme() == GROWN
        assert in_thread(project.scheme) == make_scheme()

    assert project.scheme() == GROWN
    assert in_thread(project.scheme) == GROWN


def test_a_scheme_that_was_not_committed_is_not_kept(project):
    project.ensure_annotator(ANA)

    def fail() -> None:
        project.apply(GROWING)
        assert project.scheme() == GROWN
        raise RuntimeError

    with pytest.raises(RuntimeError), project.together():
        fail()

    assert project.scheme() == make_scheme()


def test_an_unchanged_value_is_read_once(project):
    assert project.scheme() is project.scheme()
