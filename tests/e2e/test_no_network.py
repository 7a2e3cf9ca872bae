"""The program as a whole reaches no network, whatever is imported, suggested, shown and exported.

Once with every process of it watched, and an address of this machine, which files name, listened
to: libraries that are not written in Python would be heard there. Once where there is no network.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import socket
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.e2e.offline_job import lay_out
from tests.formats.one_of_each import samples

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
WATCHING = Path(__file__).with_name("watching")
PLACES = ("terminal", "window")
# what every process has that multiprocessing starts or speaks to, and SQLAlchemy's asyncio
HARMLESS = {"socket", "ssl"}

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="watched as on Linux")


def do(folder: Path, *words: str, before: tuple[str, ...] = (), **more: str) -> str:
    """Runs Python in a process of its own, watched; returns what it said."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(WATCHING),
        "WATCH_NETWORK": str(folder / "watch.log"),
        "ANNOTATOR_SETTINGS": str(folder / "settings.json"),
        "HOME": str(folder),
        **more,
    }
    done = subprocess.run(
        [*before, sys.executable, *words],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=170,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


def told(folder: Path) -> list[list[str]]:
    """What the watched processes told: process, its name, what it did, with what."""
    log = folder / "watch.log"
    return [line.split(maxsplit=3) for line in log.read_text().splitlines()]


def reached(folder: Path) -> list[list[str]]:
    return [line for line in told(folder) if line[2] == "reaches"]


def done(folder: Path, place: str) -> dict[str, object]:
    return json.loads((folder / f"{place}.json").read_text())


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    """The folders in which the job was done, in the terminal and in the window."""
    folders = {place: tmp_path_factory.mktemp(place) for place in PLACES}
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        for place, folder in folders.items():
            lay_out(folder, address)
            do(folder, "-m", "tests.e2e.offline_job", place, str(folder))
        heard, _, _ = select.select([listener], [], [], 0.05)
        assert not heard, "somebody connected"
    return folders


@pytest.mark.parametrize("place", PLACES)
def test_no_process_reaches_for_the_network(watched: dict[str, Path], place: str):
    processes = {line[0] for line in told(watched[place]) if line[2] == "watched"}
    assert len(processes) >= 4, "the window or the command, what reads, suggests and remembers"
    assert reached(watched[place]) == []


def test_every_kind_was_imported_and_every_format_written(watched: dict[str, Path]):
    terminal, window = done(watched["terminal"], "terminal"), done(watched["window"], "window")
    codes = terminal["codes"]
    assert isinstance(codes, dict)
    # what does not fit is no failure, but is told by the exit code
    asked = {name: code for name, code in codes.items() if not name.startswith("export")}
    assert asked.pop("import what asks") == 1, "some of it is refused"
    assert set(asked.values()) == {0}
    formats = [name for name in codes if name.startswith("export")]
    assert len(formats) >= 17
    assert {name.replace("export ", "export.") for name in formats} <= set(terminal["written"])
    assert terminal["articles"] >= sum(len(one.titles) for one in samples().values())
    assert window["shown"] >= 5
    assert window["picture"] > 10_000


@pytest.mark.parametrize("place", PLACES)
def test_only_reading_web_pages_brings_libraries_for_the_web(watched: dict[str, Path], place: str):
    imported = {
        (line[1], line[3])
        for line in told(watched[place])
        if line[2] == "imports" and line[3] not in HARMLESS
    }
    assert {process for process, _ in imported} == {"annotator-read"}
    assert {module for _, module in imported}.isdisjoint({"requests", "httpx"})


@cache
def cut_off() -> tuple[str, ...]:
    """The beginning of a command that runs in a network without interfaces; () if not permitted."""
    for words in (("unshare", "-n"), ("unshare", "-rn")):
        if shutil.which("unshare") and not subprocess.run([*words, "true"], check=False).returncode:
            return words
    return ()


@pytest.mark.parametrize("place", PLACES)
def test_all_is_done_where_there_is_no_network(tmp_path: Path, place: str):
    if not cut_off():
        pytest.skip("this system lets nobody make a network of their own")
    code = "import socket; print([name for _, name in socket.if_nameindex()])"
    assert do(tmp_path, "-c", code, before=cut_off(), WATCH_NETWORK="") == "['lo']\n"
    lay_out(tmp_path, "http://127.0.0.1:9")
    do(tmp_path, "-m", "tests.e2e.offline_job", place, str(tmp_path), before=cut_off())
    assert done(tmp_path, place)
    assert reached(tmp_path) == []


def test_the_self_test_passes_where_there_is_no_network(tmp_path: Path):
    if not cut_off():
        pytest.skip("this system lets nobody make a network of their own")
    said = do(tmp_path, "-m", "annotator", "self-test", before=cut_off())
    assert "All is well" in said
    assert reached(tmp_path) == []


CHILD = """
import multiprocessing
from tests.e2e.test_no_network import reach_out

if __name__ == "__main__":
    child = multiprocessing.get_context("spawn").Process(target=reach_out, args=({how!r},))
    child.start()
    child.join()
"""


def reach_out(how: str) -> None:
    """What the program never does; whoever does it may well catch what comes of it."""
    import contextlib
    import urllib.request

    with contextlib.suppress(AssertionError, OSError):
        if how == "socket":
            socket.socket()
        elif how == "name":
            socket.getaddrinfo("localhost", 80)
        else:
            urllib.request.urlopen("http://127.0.0.1:9")


@pytest.mark.parametrize(
    ("how", "event"),
    [
        ("socket", "socket.__new__"),
        ("name", "socket.getaddrinfo"),
        ("page", "urllib.Request"),
    ],
)
def test_a_child_that_reaches_out_is_told_of(tmp_path: Path, how: str, event: str):
    """So that the tests above can fail."""
    script = tmp_path / "parent.py"
    script.write_text(CHILD.format(how=how))
    do(tmp_path, str(script), PYTHONPATH=f"{WATCHING}:{ROOT}")
    assert [line[3].split()[0] for line in reached(tmp_path)] == [event]


def test_a_socket_on_this_machines_files_may_be_made(tmp_path: Path):
    code = "import socket; a, b = socket.socketpair(); a.close(); b.close()"
    do(tmp_path, "-c", code)
    assert reached(tmp_path) == []
