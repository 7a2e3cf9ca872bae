"""A window whose libraries are missing says which."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from annotator.services.self_test.steps import Wrong
from annotator.window_trial import act

if TYPE_CHECKING:
    from importlib.machinery import ModuleSpec


class _Refusing:
    """Stands for a system on which the window's module does not load."""

    def __init__(self, message: str) -> None:
        self._message = message

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        if name == "annotator.ui.self_test.acting":
            raise ImportError(self._message)
        return None


def tried(message: str, monkeypatch: pytest.MonkeyPatch) -> Wrong:
    monkeypatch.delitem(sys.modules, "annotator.ui.self_test.acting", raising=False)
    monkeypatch.setattr(sys, "meta_path", [_Refusing(message), *sys.meta_path])
    with pytest.raises(Wrong) as caught:
        list(act(None))
    return caught.value


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch):
    wrong = tried("libGL.so.1: cannot open shared object file: No such file", monkeypatch)

    assert wrong.found == "The window cannot be opened: libGL.so.1 is missing on this system."
    assert "Install the package that holds it" in wrong.advice


def test_another_reason_is_kept_for_whoever_looks_into_it(monkeypatch: pytest.MonkeyPatch):
    wrong = tried("DLL load failed while importing QtCore", monkeypatch)

    assert "does not load" in wrong.found
    assert wrong.details == "DLL load failed while importing QtCore"
