"""A minimal Debian in memory, and what is run in it."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

from builder.clean_machine.report import Failed
from builder.running import run

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SUITES = {"12": "bookworm", "13": "trixie"}
USER = "analyst"
HOME = f"/home/{USER}"
_DEVICES = ("null", "zero", "full", "random", "urandom", "tty")
_QUIET = ("DEBIAN_FRONTEND=noninteractive", "LC_ALL=C.UTF-8", "PATH=/usr/sbin:/usr/bin:/sbin:/bin")


def mirror() -> str:
    """The address that this machine's apt has Debian from; nobody writes it down."""
    places = run("apt-get", "indextargets", "--format", "$(LABEL) $(COMPONENT) $(SITE)")
    for line in places.splitlines():
        label, component, site = line.split(maxsplit=2)
        if (label, component) == ("Debian", "main"):
            return site
    raise Failed("apt knows of no Debian mirror here; run apt-get update, or name one: --mirror")


class Debian:
    """One machine.

    root: an empty folder that vanishes with the mounts of this process. keep: a folder for what
    the next run need not fetch again. version: "12" or "13".
    """

    def __init__(self, root: Path, keep: Path, version: str, site: str) -> None:
        self.root = root
        self._keep = keep
        self._version = version
        self._site = site

    def make(self, *, anew: bool = False) -> str:
        """Makes the machine, out of what was kept if there is that. Returns which it was."""
        kept = self._keep / f"debian-{self._version}.tar"
        is_kept = kept.exists() and not anew
        if is_kept:
            run("tar", "-xf", kept, "-C", self.root)
        else:
            suite = SUITES[self._version]
            run("debootstrap", "--variant=minbase", suite, self.root, self._site)
            self._clean()
            draft = kept.with_suffix(".new")
            run(
                "tar", "-cf", draft, "--exclude=./proc/*", "--exclude=./sys/*", "-C", self.root, "."
            )
            draft.rename(kept)
        self._connect()
        self.as_root("apt-get", "-qq", "update")
        self.as_root("useradd", "--create-home", "--shell", "/bin/sh", "--uid", "1000", USER)
        return "from what an earlier run kept" if is_kept else "from the mirror"

    def as_root(self, *words: str) -> str:
        """Runs something as root, with the network. Returns what it printed."""
        return self._run([*self._entering("0:0"), *_QUIET, *words])

    def as_user(self, *words: str) -> str:
        """Runs something as the ordinary user, without a network; returns its standard output."""
        return self._run(self.unplugged(*words))

    def unplugged(self, *words: str, more: Sequence[str] = ()) -> list[str]:
        """The command that runs something as the user in a network that has no interfaces.

        more: variables of its environment besides, as NAME=VALUE.
        """
        own = (f"HOME={HOME}", f"USER={USER}", f"LOGNAME={USER}", "LANG=C.UTF-8")
        path = "PATH=/usr/local/bin:/usr/bin:/bin:/usr/games"
        return ["unshare", "--net", *self._entering("1000:1000"), *own, path, *more, *words]

    def install(self, *packages: str) -> None:
        """Installs packages, and nothing that is merely recommended."""
        self.as_root("apt-get", "-qq", "install", "--yes", "--no-install-recommends", *packages)

    def satisfy(self, depends: str) -> None:
        """Installs what a package's field Depends asks for."""
        self.as_root("apt-get", "-qq", "satisfy", "--yes", "--no-install-recommends", depends)

    def take_in(self, package: Path) -> None:
        """Installs a package of ours, in the place of any other version of it."""
        inside = f"/tmp/{package.name}"
        self.give(package, inside)
        self.install("--allow-downgrades", inside)
        self.path(inside).unlink()

    def path(self, inside: str) -> Path:
        """Where a file of the machine is for us."""
        return self.root / inside.lstrip("/")

    def give(self, file: Path, inside: str) -> None:
        """Puts a file into the machine, for everybody to read; the user's if it lies at home."""
        target = self.path(inside)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
        if inside.startswith(HOME):
            for one in (target, *target.parents):
                if one == self.path("/home"):
                    break
                os.chown(one, 1000, 1000)

    def _entering(self, who: str) -> list[str]:
        folder = HOME if who != "0:0" else "/"
        entering = ["chroot", "--groups=", f"--userspec={who}", str(self.root)]
        return [*entering, "env", "-i", f"--chdir={folder}"]

    def _run(self, words: Sequence[str]) -> str:
        done = subprocess.run(
            words, check=True, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=900
        )
        return done.stdout

    def _clean(self) -> None:
        """Leaves out what every run fetches anyway."""
        self._run([*self._entering("0:0"), *_QUIET, "apt-get", "clean"])
        for one in self.path("/var/lib/apt/lists").glob("*Packages*"):
            one.unlink()

    def _connect(self) -> None:
        """Gives the machine its devices, and apt's ways out of this one."""
        for name in _DEVICES:
            device = self.path(f"/dev/{name}")
            device.touch()
            run("mount", "--bind", f"/dev/{name}", device)
        for folder, kind in (("proc", "proc"), ("dev/shm", "tmpfs"), ("run", "tmpfs")):
            self.path(folder).mkdir(exist_ok=True)
            run("mount", "-t", kind, kind, self.path(folder))
        run("mount", "-t", "sysfs", "-o", "ro", "sysfs", self.path("/sys"))
        packages = self._keep / f"packages-{self._version}"
        (packages / "partial").mkdir(parents=True, exist_ok=True)
        run("mount", "--bind", packages, self.path("/var/cache/apt/archives"))
        suite = SUITES[self._version]
        self.path("/etc/apt/sources.list").write_text(f"deb {self._site} {suite} main\n")
        settings = run("apt-config", "dump", "Acquire")
        self.path("/etc/apt/apt.conf.d/00ways-out").write_text(settings)
        self.path("/etc/dpkg/dpkg.cfg.d/quick").write_text("force-unsafe-io\n")
        shutil.copyfile("/etc/resolv.conf", self.path("/etc/resolv.conf"))
        shutil.copyfile("/etc/hosts", self.path("/etc/hosts"))
