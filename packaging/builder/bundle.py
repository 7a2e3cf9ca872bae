"""The frozen program of this system: all of it in one folder, without a Python of the system's."""

from __future__ import annotations

import os
import shutil
import sys
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from builder import icons, legal, model
from builder.places import BUNDLE, PACKAGING, ROOT, WORK
from builder.product import product
from builder.running import CannotBuild, run
from builder.stripping import strip_tree

_SITE = WORK / "site"
_FREEZING = WORK / "freezing"


def build() -> None:
    """Makes BUNDLE from nothing. Raises CannotBuild if a tool is missing or fails."""
    unpack_wheel(_SITE)
    freeze(_SITE, icons.build(), BUNDLE.parent)
    if sys.platform == "linux":
        strip_tree(BUNDLE)
    model.verify(BUNDLE)
    texts = legal.build(BUNDLE)
    if sys.platform == "darwin":  # what was made of the folder already
        inside = Path("Contents", "Resources", *Path(legal.PLACE).parts[1:])
        shutil.copytree(texts, BUNDLE.parent / f"{product().title}.app" / inside)


def unpack_wheel(site: Path) -> None:
    """Builds the program's wheel and unpacks it into `site`, as installing it would."""
    built = WORK / "site-wheel"
    for folder in (site, built):
        shutil.rmtree(folder, ignore_errors=True)
    words = ("wheel", "--no-deps", "--no-build-isolation", "--quiet", "--wheel-dir")
    run(sys.executable, "-m", "pip", *words, built, ROOT)
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)


def _early(site: Path) -> Path:
    """A file with the names of the modules that every start of the window imports."""
    with TemporaryDirectory() as folder:
        script = PACKAGING / "pyinstaller" / "early.py"
        names = run(sys.executable, script, folder, cwd=site, more={"PYTHONPATH": str(site)})
    listing = _FREEZING / "early.txt"
    listing.write_text(names, encoding="utf-8")
    return listing


def freeze(site: Path, pictures: Path, target: Path) -> None:
    """Runs PyInstaller on the spec; the bundle comes to lie in `target`.

    site: the program's wheel, unpacked. pictures: the icons.
    """
    for folder in (_FREEZING, target):
        shutil.rmtree(folder, ignore_errors=True)
    _FREEZING.mkdir(parents=True)
    words = ("--noconfirm", "--clean", "--log-level", "WARN")
    spec = PACKAGING / "pyinstaller" / "annotator.spec"
    more = {
        "PYTHONPATH": os.pathsep.join((str(site), str(PACKAGING))),
        "ANNOTATOR_EARLY": str(_early(site)),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYINSTALLER_CONFIG_DIR": str(_FREEZING / "config"),
        "ANNOTATOR_SITE": str(site),
        "ANNOTATOR_ICONS": str(pictures),
    }
    where = ("--distpath", target, "--workpath", _FREEZING)
    said = run(sys.executable, "-m", "PyInstaller", *words, *where, spec, more=more)
    if not BUNDLE.is_dir():
        raise CannotBuild(f"PyInstaller made no {BUNDLE}:\n{said}")
