"""The pictures of the program and of its project files, in every size and container.

Each size is drawn from the drawing made for it: what is plain at 512 pixels is a smear at 16.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from builder.places import PACKAGING, ROOT, WORK

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

DRAWING = ROOT / "resources" / "icons" / "annotator.svg"
"""The program's icon at its full size, which the window uses as well."""
PROJECT_DRAWING = PACKAGING / "icons" / "project.svg"
SYMBOLIC_DRAWING = PACKAGING / "icons" / "symbolic.svg"
"""In one colour, which desktops replace by that of their text."""
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
"""Pixels; those that Linux desktops look for."""
_SMALL = {16: "small-16.svg", 22: "small-24.svg", 24: "small-24.svg"}
_ICO_SIZES = (16, 20, 24, 32, 40, 48, 64, 256)
_ICNS_KINDS = {
    b"icp4": 16,
    b"icp5": 32,
    b"icp6": 64,
    b"ic07": 128,
    b"ic08": 256,
    b"ic09": 512,
    b"ic10": 1024,
    b"ic11": 32,
    b"ic12": 64,
    b"ic13": 256,
    b"ic14": 512,
}
"""The pictures of a .icns, with their sides in pixels; from ic11 on those of fine screens."""


def build() -> Path:
    """Draws all pictures anew and returns their folder.

    It holds {16..512}.png, annotator.ico and annotator.icns, and the same of project files as
    project-{16..512}.png, project.ico and project.icns.
    """
    folder = WORK / "icons"
    folder.mkdir(parents=True, exist_ok=True)
    for size in SIZES:
        (folder / f"{size}.png").write_bytes(png(drawing(size), size))
        (folder / f"project-{size}.png").write_bytes(png(PROJECT_DRAWING, size))
    sides = {*_ICO_SIZES, *_ICNS_KINDS.values()}
    for name, pictures in (
        ("annotator", {side: picture(drawing(side), side) for side in sides}),
        ("project", {side: picture(PROJECT_DRAWING, side) for side in sides}),
    ):
        (folder / f"{name}.ico").write_bytes(ico(pictures))
        (folder / f"{name}.icns").write_bytes(icns(pictures))
    return folder


def drawing(size: int) -> Path:
    """The drawing that the program's icon of that many pixels is made from."""
    small = _SMALL.get(size)
    return PACKAGING / "icons" / small if small else DRAWING


def picture(source: Path, size: int) -> QImage:
    """A drawing (SVG), so many pixels wide and high. Raises ValueError if it is none."""
    renderer = QSvgRenderer(str(source))
    if not renderer.isValid():
        raise ValueError(f"{source} is not an SVG drawing")
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return image.convertToFormat(QImage.Format.Format_ARGB32)


def png(source: Path, size: int) -> bytes:
    """The same as PNG."""
    return _png(picture(source, size))


def ico(pictures: Mapping[int, QImage]) -> bytes:
    """The icon file of Windows. pictures: by their side in pixels, with every size it holds.

    Only the largest is a PNG: what makes installers does not take others.
    """
    bodies = {
        size: _png(pictures[size]) if size == 256 else _bitmap(pictures[size])
        for size in _ICO_SIZES
    }
    begin = 6 + 16 * len(bodies)
    head, rows = struct.pack("<HHH", 0, 1, len(bodies)), b""
    for size, body in bodies.items():
        side = size % 256  # 256 is written as 0
        rows += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(body), begin)
        begin += len(body)
    return head + rows + b"".join(bodies.values())


def icns(pictures: Mapping[int, QImage]) -> bytes:
    """The icon file of macOS. pictures: by their side in pixels, with every size it holds."""
    body = b""
    for kind, size in _ICNS_KINDS.items():
        data = _png(pictures[size])
        body += kind + struct.pack(">I", 8 + len(data)) + data
    return b"icns" + struct.pack(">I", 8 + len(body)) + body


def _bitmap(image: QImage) -> bytes:
    """A picture as icon files hold it: rows from below, then a mask that nothing reads any more."""
    side = image.width()
    head = struct.pack("<IiiHHIIiiII", 40, side, 2 * side, 1, 32, 0, 0, 0, 0, 0, 0)
    turned = image.flipped(Qt.Orientation.Vertical)  # named, since its bits go when it goes
    rows = bytes(turned.constBits())
    mask = bytes((side + 31) // 32 * 4 * side)
    return head + rows + mask


def _png(image: QImage) -> bytes:
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, Qt takes str
    return bytes(held.data())
