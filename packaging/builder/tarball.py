"""The archive for other Linux systems: unpacked it runs, and install.sh installs it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from builder import elf
from builder.compression import compression
from builder.places import BUNDLE, DIST, WORK
from builder.product import product
from builder.running import needs, run
from builder.templates import filled
from builder.tree import lay_out, steady, write

if TYPE_CHECKING:
    from pathlib import Path


def build() -> None:
    """Makes dist/annotator-VERSION-linux-x86_64.tar.zst."""
    needs(tar="tar", zstd="zstd")
    pack(WORK / "tarball", BUNDLE, DIST)


def pack(work: Path, bundle: Path, target: Path) -> Path:
    """Makes the archive of a bundle and returns its path. work: where it is laid out."""
    folder = unpacked(work, bundle)
    target.mkdir(parents=True, exist_ok=True)
    archive = target / f"{folder.name}.tar.zst"
    plain = work / f"{folder.name}.tar"
    words = ("--sort=name", "--owner=0", "--group=0", "--numeric-owner", "--format=gnu")
    run("tar", *words, "-C", work, "-cf", plain, folder.name)
    # with -T zstd cuts the data into the same parts, however many threads there are
    run("zstd", "-q", "-f", f"-{compression().zstd}", "-T2", plain, "-o", archive)
    plain.unlink()
    return archive


def unpacked(work: Path, bundle: Path) -> Path:
    """The folder that is in the archive."""
    made = product()
    root, folder = work / "root", work / f"{made.name}-{made.version}-linux-x86_64"
    lay_out(root, bundle)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (root / "usr" / "lib" / made.name).rename(folder / made.name)
    (root / "usr" / "share").rename(folder / "share")
    shutil.rmtree(root)
    found = elf.needs_of(folder / made.name)
    write(folder / "install.sh", installer(found).encode())
    readme = filled(
        "README.txt", name=made.name, title=made.title, version=made.version, glibc=found.glibc,
    )  # fmt: skip
    write(folder / "README.txt", readme.encode())
    steady(folder, folder / made.name / made.name, folder / "install.sh")
    return folder


def installer(found: elf.Needs) -> str:
    """install.sh, which asks the system for what the program needs."""
    made = product()
    of_the_system = (one for one in found.libraries if not one.startswith("ld-linux"))
    return filled(
        "install.sh",
        name=made.name,
        title=made.title,
        version=made.version,
        id=made.id,
        glibc=found.glibc,
        libraries="\n".join(f"{one}={elf.debian_name(one)}" for one in of_the_system),
    )
