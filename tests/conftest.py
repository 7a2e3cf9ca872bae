"""What every test runs under: no display, no network, no settings of the person at the machine."""

from __future__ import annotations

import logging
import os
import socket
import sys
import threading
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from annotator.ui.application import Application

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_FIGURES = "figures"

settings.register_profile("default", deadline=None)
settings.register_profile("soak", deadline=None, max_examples=1_000, stateful_step_count=100)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Shows what tests measured, whichever process they ran in."""
    ran = [one for kind in ("passed", "failed") for one in terminalreporter.stats.get(kind, ())]
    told = [line for one in ran for name, line in one.user_properties if name == _FIGURES]
    if told:
        terminalreporter.section("measured")
        terminalreporter.write("".join(f"{line}\n" for line in sorted(told)))


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Takes a line with figures, which is shown at the end of the whole run."""
    return lambda line: record_property(_FIGURES, line)


@pytest.fixture(scope="session")
def qapp_cls() -> type[Application]:
    """What pytest-qt makes is the program's own kind."""
    from annotator.ui.application import Application

    return Application


@pytest.fixture(autouse=True)
def own_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, documents and logs of the program lie in a folder of the test's own."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("ANNOTATOR_SETTINGS", str(home / "settings.json"))
    monkeypatch.setenv("HOME", str(home))
    for name in (
        "ANNOTATOR_HOME",
        "XDG_CONFIG_HOME",
        "XDG_DATA_HOME",
        "XDG_STATE_HOME",
        "XDG_DOCUMENTS_DIR",
    ):
        monkeypatch.delenv(name, raising=False)
    return home


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fails whatever connects to more than this machine."""

    def refuse(self: socket.socket, address: object) -> None:
        raise AssertionError(f"the network was reached for: {address}")

    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if self.family == socket.AF_UNIX:
            connect(self, address)  # type: ignore[arg-type]
        else:
            refuse(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def no_surprises_in_the_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fails a test during which the program logged a warning that it did not expect.

    A test that expects one takes it out of the records with caplog.clear().
    """
    yield
    noise = [
        record
        for record in caplog.get_records("call")
        if record.levelno >= logging.WARNING and record.name.startswith("annotator")
    ]
    assert not noise, "\n".join(record.getMessage() for record in noise)


@pytest.fixture(autouse=True)
def no_thread_left_behind() -> Iterator[None]:
    """Fails a test that leaves one of our threads running."""
    before = set(threading.enumerate())
    yield
    left = [one for one in threading.enumerate() if one not in before and not one.daemon]
    for one in left:
        one.join(5)
    assert not [one for one in left if one.is_alive()]


@pytest.fixture(autouse=True)
def looks_of_their_own() -> Iterator[None]:
    """Colours that one test gives the application do not reach the next."""
    yield
    widgets = sys.modules.get("PySide6.QtWidgets")
    app = widgets.QApplication.instance() if widgets else None
    if app is not None:
        app.setStyleSheet("")
        app.setPalette(app.style().standardPalette())
