"""The package for Fedora, RHEL, openSUSE and their kin, from the same tree as Debian's."""

from __future__ import annotations

import shutil
from pathlib import Path
from textwrap import fill

from builder import elf
from builder.compression import compression
from builder.places import BUNDLE, DIST, WORK
from builder.product import product
from builder.running import needs, run
from builder.templates import filled
from builder.tree import lay_out, write
from builder.versions import native_version


def build() -> None:
    """Makes dist/annotator-VERSION-1.x86_64.rpm."""
    needs(rpmbuild="rpm")
    pack(WORK / "rpm", BUNDLE, DIST)


def pack(work: Path, bundle: Path, target: Path) -> Path:
    """Makes the package of a bundle and returns its path. work: where it is laid out."""
    made = product()
    root = work / "root"
    lay_out(root, bundle)
    spec = work / f"{made.name}.spec"
    write(spec, specification(root).encode())
    shutil.rmtree(work / "built", ignore_errors=True)
    run(
        "rpmbuild", "-bb", "--quiet", "--target", "x86_64", "--noclean",
        "--define", f"_topdir {work}", "--define", f"_rpmdir {work / 'built'}", spec,
    )  # fmt: skip
    (package,) = (work / "built").rglob("*.rpm")
    target.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy(package, target / package.name))


def specification(root: Path) -> str:
    """What rpmbuild is told of a tree."""
    made = product()
    found = elf.needs_of(root / "usr" / "lib" / made.name)
    return filled(
        "program.spec",
        name=made.name,
        version=native_version(made.version),
        summary=made.summary,
        licence=made.licence,
        publisher=made.publisher,
        contact=made.contact,
        description="\n\n".join(fill(one, 78) for one in made.description),
        requires="\n".join(f"Requires: {one}" for one in found.capabilities()),
        payload=f"w{compression().xz}T2.xzdio",
        tree=root,
        files="\n".join(_files(root)),
    )


def _files(root: Path) -> list[str]:
    """What the package owns: its own folders as a whole, and single files in those of others."""
    name = product().name
    own = [root / "usr" / "lib" / name, root / "usr" / "share" / "doc" / name]
    single = [
        path
        for path in sorted(root.rglob("*"))
        if (path.is_symlink() or path.is_file()) and not any(map(path.is_relative_to, own))
    ]
    return [f"/{path.relative_to(root)}" for path in (*own, *single)]
