from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from annotator.ui.parts.armed import Armed

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

LABELS = ("ACTOR", "QUOTE")


@pytest.fixture
def armed(qapp: QApplication) -> Armed:
    return Armed()


def test_the_label_that_was_used_last_is_armed_and_disarmed(armed: Armed) -> None:
    armed.use("QUOTE")
    assert armed.label is None

    armed.toggle(LABELS)
    assert armed.label == "QUOTE"
    armed.toggle(LABELS)
    assert armed.label is None


def test_before_any_was_used_the_first_is_armed(armed: Armed) -> None:
    armed.toggle(LABELS)
    assert armed.label == "ACTOR"
    armed.disarm()
    armed.toggle(())
    assert armed.label is None


def test_a_label_that_is_gone_is_not_armed(armed: Armed) -> None:
    armed.use("CLAIM")
    armed.toggle(LABELS)
    assert armed.label == "ACTOR"

    armed.keep_to(("QUOTE",))
    assert armed.label is None


def test_using_another_label_arms_that_one(armed: Armed) -> None:
    told: list[str | None] = []
    armed.changed.connect(lambda: told.append(armed.label))

    armed.arm("ACTOR")
    armed.use("ACTOR")
    armed.use("QUOTE")
    assert armed.disarm()
    assert not armed.disarm()

    assert told == ["ACTOR", "QUOTE", None]
