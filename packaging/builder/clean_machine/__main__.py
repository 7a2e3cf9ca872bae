"""Makes the machine, and does all that has to be proven on it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from builder.clean_machine.debian import SUITES, Debian, mirror
from builder.clean_machine.files import listed
from builder.clean_machine.program import Program
from builder.clean_machine.report import Failed, Report, expect
from builder.clean_machine.screen import Screen
from builder.clean_machine.sockets import only_local
from builder.clean_machine.story import Story
from builder.clean_machine.upgrade import Upgrade, leave
from builder.places import DIST, WORK
from builder.product import product
from builder.running import run

_PLACE = WORK / "clean-machine"


def main() -> int:
    """Returns the exit code: 0 if all went well."""
    chosen = _arguments()
    report = Report(f"{chosen.deb.name} on a minimal Debian {chosen.debian}")
    pictures = _PLACE / f"debian-{chosen.debian}"
    pictures.mkdir(parents=True, exist_ok=True)
    for old in pictures.iterdir():
        old.unlink()
    try:
        _prove(chosen, report, pictures)
    except Failed as error:
        report.fail(error)
    report.write(pictures / "report.txt")
    print(f"{report.verdict} Pictures, logs and this report: {pictures}")
    return int(report.has_failed)


def _arguments() -> argparse.Namespace:
    reader = argparse.ArgumentParser(prog="sh packaging/clean-machine/test.sh")
    reader.add_argument("--debian", choices=SUITES, default="12", help="which release")
    built = DIST / f"{product().name}_{product().version}_amd64.deb"
    reader.add_argument("--deb", type=Path, default=built, help="the package, instead of dist/'s")
    reader.add_argument("--anew", action="store_true", help="do not use what earlier runs kept")
    reader.add_argument("--mirror", default="", help="where Debian is, instead of apt's own")
    chosen = reader.parse_args()
    if not chosen.deb.is_file():
        reader.error(f"there is no {chosen.deb}; make it first: make bundle deb")
    return chosen


def _prove(chosen: argparse.Namespace, report: Report, pictures: Path) -> None:
    room = _PLACE / "room"
    room.mkdir(exist_ok=True)
    run("mount", "-t", "tmpfs", "-o", "size=3g,mode=755", "tmpfs", room)
    root, scratch = room / "root", room / "scratch"
    root.mkdir()
    scratch.mkdir()
    name = product().name
    with report.step("a minimal Debian is made") as notes:
        machine = Debian(root, _PLACE, chosen.debian, chosen.mirror or mirror())
        notes.append(machine.make(anew=chosen.anew))
    program = Program(machine, name, pictures)
    bare = _install(machine, chosen.deb, name, report)
    _try_terminal(program, report)
    with Screen(machine.path("/tmp"), scratch) as screen:
        try:
            Story(program, screen, report, pictures).play()
            leave(machine, report, "remove", name, bare)
            Upgrade(program, screen, report, scratch).play(chosen.deb, name)
        except Failed:
            screen.photograph(pictures / "failed.png")
            raise


def _install(machine: Debian, package: Path, name: str, report: Report) -> dict[str, str]:
    """Returns what lay on the machine before the package, but after all that it depends on."""
    with report.step(
        "apt has all that the package depends on, without what is recommended"
    ) as notes:
        before = _packages(machine)
        machine.satisfy(run("dpkg-deb", "--field", package, "Depends").strip())
        notes.append(f"{len(_packages(machine) - before)} packages")
    bare = listed(machine.root)
    with report.step("apt installs the package") as notes:
        machine.take_in(package)
        size = machine.as_root("dpkg-query", "--show", "--showformat=${Installed-Size}", name)
        notes.append(f"{int(size) / 1024:.0f} MiB")
    with report.step("its files are what the package says: dpkg --verify"):
        changed = machine.as_root("dpkg", "--verify", name)
        expect(not changed, changed)
    return bare


def _packages(machine: Debian) -> set[str]:
    return set(machine.as_root("dpkg-query", "--show").splitlines())


def _try_terminal(program: Program, report: Report) -> None:
    with report.step("there is no network for the user") as notes:
        known = program.machine.as_user("cat", "/proc/net/dev").splitlines()[2:]
        notes.append("interfaces: " + ", ".join(line.split(":")[0].strip() for line in known))
        expect(all(line.strip().startswith("lo:") for line in known), "there is one")
    with report.step("the program says which version it is") as notes:
        said = program.says("--version").strip()
        notes.append(said)
        expect(product().version in said, f"the package is of {product().version}")
    with report.step("annotator self-test") as notes:
        said, log = program.traced("self-test.log", "self-test")
        notes.append(said.strip().splitlines()[-1])
        notes += only_local(log)


if __name__ == "__main__":
    sys.exit(main())
