"""The package for Debian and Ubuntu, without maintainer scripts: triggers do what is needed."""

from __future__ import annotations

import hashlib
import re
import shutil
from textwrap import fill, indent
from typing import TYPE_CHECKING

from builder import elf
from builder.changes import debian_changelog
from builder.compression import compression
from builder.places import BUNDLE, DIST, ROOT, WORK
from builder.product import product
from builder.running import CannotBuild, needs, run
from builder.templates import filled
from builder.tree import executable, lay_out, packed, size_of, steady, write
from builder.versions import native_version

if TYPE_CHECKING:
    from pathlib import Path


def build() -> None:
    """Makes dist/annotator_VERSION_amd64.deb. Raises CannotBuild if it would not be in order."""
    needs(dpkg_deb="dpkg", dpkg_shlibdeps="dpkg-dev")
    made = pack(WORK / "deb", BUNDLE, DIST)
    if shutil.which("lintian"):
        run("lintian", "--allow-root", "--fail-on", "error,warning", "--no-tag-display-limit", made)
    else:
        print("lintian is not installed: the package is not checked")


def pack(work: Path, bundle: Path, target: Path) -> Path:
    """Makes the package of a bundle and returns its path. work: where it is laid out."""
    made = product()
    root = work / "root"
    lay_out(root, bundle)
    found = elf.needs_of(root / "usr" / "lib" / made.name)
    document(root)
    control(root, found.packages())
    _check(work, root, found)
    steady(root, executable(root))
    target.mkdir(parents=True, exist_ok=True)
    package = target / f"{made.name}_{native_version(made.version)}_amd64.deb"
    # the number of threads is fixed, since how the data is cut into blocks could follow from it
    how = ("--root-owner-group", "-Zxz", f"-z{compression().xz}", "--threads-max=2")
    run("dpkg-deb", *how, "--build", root, package)
    return package


def document(root: Path) -> None:
    """Adds what Debian wants to find beside a program."""
    made = product()
    documents = root / "usr" / "share" / "doc" / made.name
    # they are on every Debian system already, and its rules say to point there
    for name in ("LICENSE", "LGPL-3.txt", "GPL-3.txt"):
        (documents / name).unlink(missing_ok=True)
    write(documents / "copyright", debian_copyright().encode())
    write(documents / "changelog.gz", packed(debian_changelog(made)))
    overrides = filled("lintian-overrides", name=made.name)
    write(root / "usr" / "share" / "lintian" / "overrides" / made.name, overrides.encode())


def debian_copyright() -> str:
    """The copyright file, with the terms of LICENSE."""
    made = product()
    _, holders, terms = (ROOT / "LICENSE").read_text(encoding="utf-8").split("\n\n", 2)
    return filled(
        "copyright",
        name=made.name,
        title=made.title,
        publisher=made.publisher,
        contact=made.contact,
        copyright=holders.removeprefix("Copyright (c) "),
        licence_text=_folded(terms.strip().split("\n\n")),
    )


def control(root: Path, depends: tuple[str, ...]) -> None:
    """Writes the control files of a package's root."""
    made = product()
    files = [path for path in sorted((root / "usr").rglob("*")) if not path.is_dir()]
    sums = "".join(
        f"{_md5(path)}  {path.relative_to(root)}\n" for path in files if not path.is_symlink()
    )
    text = filled(
        "control",
        name=made.name,
        version=native_version(made.version),
        publisher=made.publisher,
        contact=made.contact,
        size=(size_of(root / "usr") + 1023) // 1024,
        depends=", ".join(depends),
        synopsis=made.summary[0].lower() + made.summary[1:],
        description=_folded(made.description),
    )
    write(root / "DEBIAN" / "control", text.encode())
    write(root / "DEBIAN" / "md5sums", sums.encode())


def _md5(path: Path) -> str:
    """What the format demands; who made the package is told by what signs the archive it is in."""
    return hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()


def _folded(paragraphs: tuple[str, ...] | list[str]) -> str:
    """Paragraphs as a field of a control file holds them."""
    return "\n .\n".join(indent(fill(" ".join(one.split()), 78), " ") for one in paragraphs)


def _check(work: Path, root: Path, found: elf.Needs) -> None:
    """Asks dpkg-shlibdeps too what the compiled files need. Raises CannotBuild for what it adds."""
    program = root / "usr" / "lib" / product().name
    files = elf.compiled(program)
    write(work / "debian" / "control", b"Source: any\n\nPackage: any\nArchitecture: amd64\n")
    folders = [f"-l{folder}" for folder in sorted({path.parent for path in files})]
    said = run("dpkg-shlibdeps", "-O", "--ignore-missing-info", *folders, *files, cwd=work)
    line = re.search(r"^shlibs:Depends=(.*)$", said, re.MULTILINE)
    named = {one.split()[0] for one in line[1].split(",")} if line else set()
    known = {name.split()[0] for one in found.packages() for name in one.split("|")}
    held = {path.name for path in program.rglob("*")}
    # it names the system's package of a library even where the program has one of its own
    extra = [one for one in sorted(named - known) if held.isdisjoint(_libraries_in(one))]
    if extra:
        raise CannotBuild(f"dpkg-shlibdeps finds that the program needs {', '.join(extra)} too")


def _libraries_in(package: str) -> set[str]:
    return {path.rpartition("/")[2] for path in run("dpkg", "-L", package).splitlines()}
