"""From the version before to this one, and away again, with an analyst's work on the machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.clean_machine.files import differences, listed
from builder.clean_machine.program import at_home
from builder.clean_machine.report import expect
from builder.places import ROOT
from builder.running import run

if TYPE_CHECKING:
    from pathlib import Path

    from builder.clean_machine.debian import Debian
    from builder.clean_machine.program import Program
    from builder.clean_machine.report import Report
    from builder.clean_machine.screen import Screen

# what desktops have that keep lists of programs and of kinds of files
DESKTOP = ("desktop-file-utils", "shared-mime-info", "hicolor-icon-theme", "gtk-update-icon-cache")
RELEASED = ROOT / "tests" / "data" / "projects"
"""Projects as earlier versions of the program made them."""
_GONE = "left-behind-by-the-version-before.txt"


def version_before(package: Path, name: str, scratch: Path) -> Path:
    """The same package under a lower version, with a file that the new one has not."""
    tree = scratch / "before"
    run("dpkg-deb", "--raw-extract", package, tree)
    control = tree / "DEBIAN" / "control"
    lines = control.read_text(encoding="utf-8").splitlines(keepends=True)
    older = [line.replace("Version: ", "Version: 0~") for line in lines]
    control.write_text("".join(older), encoding="utf-8")
    (tree / "usr" / "lib" / name / _GONE).write_text("of the version before\n", encoding="utf-8")
    made = scratch / "before.deb"
    run("dpkg-deb", "--root-owner-group", "-Znone", "--build", tree, made)
    return made


class Upgrade:
    """The steps, one after the other.

    scratch: a folder for what is built.
    """

    def __init__(self, program: Program, screen: Screen, report: Report, scratch: Path) -> None:
        self._program = program
        self._machine: Debian = program.machine
        self._screen = screen
        self._report = report
        self._scratch = scratch

    def play(self, package: Path, name: str) -> None:
        """All of it. package: the .deb; name: what it is called once it is installed."""
        with self._report.step("what a desktop has is installed"):
            self._machine.install(*DESKTOP)
        before = listed(self._machine.root)
        project = at_home("Kept.annotator")
        stale = self._machine.path(f"/usr/lib/{name}/{_GONE}")
        with self._report.step("the version before is installed, and a project made with it"):
            self._machine.take_in(version_before(package, name, self._scratch))
            self._program.says("new", project)
            self._program.says("import", project, at_home("Articles"))
            for one in sorted(RELEASED.glob("*.annotator")):
                self._machine.give(one, at_home(f"Earlier/{one.name}"))
            expect(stale.exists(), "the version before did not bring its file")
            known = self._program.knows("stats", project)
        with self._report.step("this version takes its place"):
            self._machine.take_in(package)
            expect(not stale.exists(), f"{_GONE} is still there")
            self._verify(name)
            expect(self._program.knows("stats", project) == known, "the project is another")
        self._open_earlier()
        self._associated(name)
        leave(self._machine, self._report, "purge", name, before)

    def _verify(self, name: str) -> None:
        changed = self._machine.as_root("dpkg", "--verify", name)
        expect(not changed, f"dpkg --verify says:\n{changed}")

    def _open_earlier(self) -> None:
        for released in sorted(RELEASED.glob("*.annotator")):
            project = at_home(f"Earlier/{released.name}")
            with self._report.step(f"the window opens {released.name}") as notes:
                with self._program.window(f"{released.stem}.log", project) as window:
                    window.await_title(self._screen, f"{released.stem} – Annotator")
                    self._screen.press("ctrl+q")
                    window.await_end()
                checked = self._program.knows("check", project)
                expect(checked["ok"], f"the upgraded project is not in order: {checked}")
                notes.append(self._upgraded(released, project))

    def _upgraded(self, released: Path, project: str) -> str:
        """Which version it has become. Raises Failed if there is no backup of what it was."""
        before, after = _schema(released), _schema(self._machine.path(project))
        if before == after:
            return f"it is of version {after}, as before"
        backups = list(self._machine.path(f"{project}-backups").glob("*.annotator"))
        expect(before in map(_schema, backups), f"there is no backup of version {before}")
        return f"of version {before}, now {after}, with a backup"

    def _associated(self, name: str) -> None:
        with self._report.step("the desktop knows the program and its files"):
            cache = self._machine.path("/usr/share/applications/mimeinfo.cache").read_text()
            globs = self._machine.path("/usr/share/mime/globs2").read_text()
            expect(name in cache, "no kind of file leads to the program")
            expect("*.annotator" in globs, "project files have no kind")


def leave(machine: Debian, report: Report, how: str, name: str, before: dict[str, str]) -> None:
    """Takes the program off the machine. how: "remove" or "purge". before: what lay there."""
    home = machine.path("/home")
    own = listed(home, without=set())
    with report.step(f"apt {how}: the system is as it was, to the byte, caches included"):
        machine.as_root("apt-get", "-qq", "--yes", how, name)
        other = differences(before, listed(machine.root))
        expect(not other, "what differs:\n" + "\n".join(other[:40]))
    with report.step("projects, settings and exports are untouched") as notes:
        expect(listed(home, without=set()) == own, "something changed at the user's home")
        notes.append(f"{len(own)} files and folders")


def _schema(project: Path) -> int:
    """The version that an SQLite file says it is of."""
    return int.from_bytes(project.read_bytes()[60:64], "big")
