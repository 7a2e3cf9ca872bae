"""Which files of the wheels go into the program for Windows."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from builder.trimming import is_left_out

_QT = {
    "PySide6/__init__.py",
    "PySide6/_config.py",
    "PySide6/_git_pyside_version.py",
    "PySide6/QtCore.pyd",
    "PySide6/QtGui.pyd",
    "PySide6/QtWidgets.pyd",
    "PySide6/Qt6Core.dll",
    "PySide6/Qt6Gui.dll",
    "PySide6/Qt6Svg.dll",
    "PySide6/Qt6Widgets.dll",
    "PySide6/pyside6.abi3.dll",
    "PySide6/plugins/iconengines/qsvgicon.dll",
    "PySide6/plugins/imageformats/qgif.dll",
    "PySide6/plugins/imageformats/qico.dll",
    "PySide6/plugins/imageformats/qjpeg.dll",
    "PySide6/plugins/imageformats/qsvg.dll",
    "PySide6/plugins/platforms/qoffscreen.dll",
    "PySide6/plugins/platforms/qwindows.dll",
    "PySide6/plugins/styles/qmodernwindowsstyle.dll",
    "shiboken6/__init__.py",
    "shiboken6/_config.py",
    "shiboken6/_git_shiboken_module_version.py",
    "shiboken6/Shiboken.pyd",
    "shiboken6/shiboken6.abi3.dll",
    "shiboken6/msvcp140.dll",
    "shiboken6/msvcp140_1.dll",
    "shiboken6/msvcp140_2.dll",
    "shiboken6/vcruntime140.dll",
    "shiboken6/vcruntime140_1.dll",
}
"""All that is taken of PySide6 and Shiboken, of which most is never loaded."""

_LEFT_OUT = re.compile(
    r"""
    (^|/)(tests?|__pycache__)/
  | \.(pyx|pxd|pxi|pyi|c|cc|cpp|h|hh|hpp|lib|pdb|typed)$
  | ^babel/locale-data/(?!(root|en)(_US|_GB)?\.dat$)
  | ^numpy/(_core/include|_core/lib|random/lib|random/_examples)/
  | ^[^/]+\.dist-info/(?!METADATA$|entry_points\.txt$)
    """,
    re.VERBOSE,
)


_ELSEWHERE = re.compile(r"^[^/]+\.data/(scripts|headers|data)/")


def is_taken(path: str) -> bool:
    """Whether a file of a wheel, by its name in there, goes along."""
    if _ELSEWHERE.match(path):
        return False
    path = place_of(path)
    if path.startswith(("PySide6/", "shiboken6/")):
        return path in _QT
    return not _LEFT_OUT.search(path) and not is_left_out(_module_of(path))


def _module_of(path: str) -> str:
    """The dotted name of the module that a file is, or that it lies in."""
    name = PurePosixPath(path)
    stem = name.name.partition(".")[0]
    parts = name.parent.parts if stem == "__init__" else (*name.parent.parts, stem)
    return ".".join(parts)


def place_of(path: str) -> str:
    """Where a file of a wheel lies when it is installed: "x-1.data/purelib/a.py" is "a.py"."""
    _, found, rest = path.partition(".data/")
    return rest.partition("/")[2] if found else path
