"""What the proof on a clean machine is made of, so that it cannot pass by mistake."""

from __future__ import annotations

import os
import shutil
import socket
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from builder.clean_machine.files import differences, listed
from builder.clean_machine.report import Failed, Report, expect
from builder.clean_machine.screen import Screen, wait_for
from builder.clean_machine.sockets import only_local, traced
from builder.clean_machine.upgrade import version_before
from PySide6.QtGui import QColor, QImage

TEST = Path(__file__).resolve().parents[2] / "packaging" / "clean-machine" / "test.sh"

needs_strace = pytest.mark.skipif(not shutil.which("strace"), reason="there is no strace")
needs_dpkg = pytest.mark.skipif(not shutil.which("dpkg-deb"), reason="there is no dpkg-deb")


# ---------------------------------------------------------------- the report


def test_a_report_tells_every_step_and_what_was_measured(tmp_path, capsys):
    report = Report("a proof")
    with report.step("it starts") as notes:
        notes.append("after 0.2 s")
    with pytest.raises(Failed), report.step("it works"):
        expect(1 + 1 == 3, "the sum is 2")
    report.write(tmp_path / "report.txt")

    told = (tmp_path / "report.txt").read_text()
    assert capsys.readouterr().out.splitlines() == told.splitlines()[:-1]
    assert told.splitlines()[0] == "a proof"
    assert "it starts: after 0.2 s" in told
    assert "FAILED" in told
    assert "it works: the sum is 2" in told
    assert report.has_failed
    assert told.endswith("Passed: 1; failed: 1.\n")


@pytest.mark.parametrize("error", [KeyError("spans"), OSError("no room"), AssertionError("no")])
def test_whatever_goes_wrong_in_a_step_fails_it(error):
    report = Report("a proof")
    with pytest.raises(Failed), report.step("it works"):
        raise error
    assert report.has_failed


def test_what_goes_wrong_between_steps_fails_the_report_too(capsys):
    report = Report("a proof")
    report.fail(Failed("the screen went dark"))
    assert report.has_failed
    assert "the screen went dark" in capsys.readouterr().out


def test_a_command_that_fails_is_told_with_what_it_said(capsys):
    report = Report("a proof")
    words = [sys.executable, "-c", "import sys; sys.exit('no such thing')"]
    with pytest.raises(Failed), report.step("it runs"):
        subprocess.run(words, check=True, capture_output=True, text=True)
    assert "no such thing" in capsys.readouterr().out


def test_waiting_ends_when_it_takes_too_long():
    with pytest.raises(Failed, match="the ferry did not come within 0 s"):
        wait_for("the ferry", lambda: False, patience=0.05)


# ---------------------------------------------------------------- files


@pytest.fixture
def system(tmp_path):
    root = tmp_path / "root"
    for name in ("usr/bin/tool", "usr/share/list", "var/lib/dpkg/status", "home/ana/work"):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    (root / "usr/bin/link").symlink_to("tool")
    return root


def test_what_came_went_and_changed_is_found(system):
    before = listed(system)
    (system / "usr/bin/tool").write_text("usr/bin/TOOL")
    (system / "usr/share/list").unlink()
    (system / "usr/share/left").mkdir()
    (system / "usr/bin/link").unlink()
    (system / "usr/bin/link").symlink_to("list")

    assert differences(before, listed(system)) == [
        "* usr/bin/link",
        "* usr/bin/tool",
        "+ usr/share/left",
        "- usr/share/list",
    ]


def test_another_mode_is_a_change(system):
    before = listed(system)
    (system / "usr/bin/tool").chmod(0o700)
    assert differences(before, listed(system)) == ["* usr/bin/tool"]


def test_what_packages_keep_for_themselves_and_homes_are_left_out_unless_wanted(system):
    before, whole = listed(system), listed(system, without=set())
    (system / "var/lib/dpkg/status").write_text("another")
    (system / "home/ana/work").write_text("more")
    assert differences(before, listed(system)) == []
    assert differences(whole, listed(system, without=set())) == [
        "* home/ana/work",
        "* var/lib/dpkg/status",
    ]


# ---------------------------------------------------------------- sockets


def run_traced(log: Path, code: str) -> None:
    done = subprocess.run(
        [*traced(log), sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    if "PTRACE_TRACEME" in done.stderr or "Operation not permitted" in done.stderr:
        pytest.skip("this system lets nobody trace")
    assert done.returncode == 0, done.stderr


@needs_strace
def test_sockets_of_this_machines_files_are_local(tmp_path):
    log, end = tmp_path / "log", tmp_path / "end"
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(end))
        listener.listen()
        run_traced(log, f"import socket; socket.socket(socket.AF_UNIX).connect({str(end)!r})")
    (counted, reached) = only_local(log)
    assert counted.endswith("all AF_UNIX")
    assert str(end) in reached


@needs_strace
def test_a_socket_that_a_child_asks_for_in_vain_is_found(tmp_path):
    child = "import _socket; _socket.socket(_socket.AF_INET, _socket.SOCK_DGRAM).close()"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    run_traced(tmp_path / "log", code)
    with pytest.raises(Failed, match="1 of AF_INET"):
        only_local(tmp_path / "log")


# ---------------------------------------------------------------- the picture


def test_the_picture_is_what_the_x_server_holds(tmp_path):
    width, height = 3, 2
    pixels = [0x112233, 0xFF0000, 0x00FF00, 0x0000FF, 0xFFFFFF, 0x000000]
    numbers = [100, 7, 2, 24, width, height, 0, 0, 32, 0, 32, 32, width * 4, 4, *[0] * 5, 2]
    head = struct.pack(">25I", *numbers, *[0] * (25 - len(numbers)))
    body = b"".join(struct.pack("<I", pixel) for pixel in pixels)
    (tmp_path / "Xvfb_screen0").write_bytes(head + bytes(2 * 12) + body)

    assert Screen(tmp_path, tmp_path).photograph(tmp_path / "picture.png") == 6

    image = QImage(str(tmp_path / "picture.png"))
    assert (image.width(), image.height()) == (width, height)
    found = [image.pixelColor(x, y) for y in range(height) for x in range(width)]
    assert found == [QColor(f"#{pixel:06x}") for pixel in pixels]


# ---------------------------------------------------------------- packages


@needs_dpkg
def test_the_version_before_is_lower_and_brings_a_file_more(tmp_path):
    tree = tmp_path / "tree"
    (tree / "DEBIAN").mkdir(parents=True)
    (tree / "usr/lib/tool").mkdir(parents=True)
    (tree / "usr/lib/tool/tool").write_text("tool")
    fields = {"Package": "tool", "Version": "1.2", "Architecture": "all", "Description": "x"}
    fields["Maintainer"] = "Nobody <nobody@localhost>"
    control = "".join(f"{name}: {value}\n" for name, value in fields.items())
    (tree / "DEBIAN/control").write_text(control)
    for one in (tmp_path, *tree.rglob("*")):
        one.chmod(0o755 if one.is_dir() else 0o644)
    made = tmp_path / "tool.deb"
    words = ("dpkg-deb", "--root-owner-group", "-Znone", "--build", tree, made)
    subprocess.run(words, check=True, capture_output=True)

    older = version_before(made, "tool", tmp_path)

    def says(*words: str) -> str:
        return subprocess.check_output(["dpkg-deb", *words], text=True).strip()

    lower = says("--field", str(older), "Version")
    assert subprocess.call(["dpkg", "--compare-versions", lower, "lt", "1.2"]) == 0
    assert "usr/lib/tool/left-behind" in says("--contents", str(older))
    assert "left-behind" not in says("--contents", str(made))


# ---------------------------------------------------------------- the script


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="there is no root")
def test_without_root_it_says_what_it_needs():
    before = ["setpriv", "--reuid=65534", "--clear-groups"] if os.geteuid() == 0 else []
    if before and not shutil.which("setpriv"):
        pytest.skip("there is no setpriv to be somebody else with")
    text = TEST.read_text()
    done = subprocess.run([*before, "sh"], input=text, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "run it with sudo" in done.stderr
    assert len(done.stderr.splitlines()) == 1
