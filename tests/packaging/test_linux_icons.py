"""The pictures of the program in every size and container."""

from __future__ import annotations

import struct

import pytest
from builder import icons
from PySide6.QtGui import QImage

FORMAT = QImage.Format.Format_ARGB32_Premultiplied
DRAWINGS = {icons.drawing(size) for size in icons.SIZES} | {icons.PROJECT_DRAWING}


@pytest.mark.parametrize("size", icons.SIZES)
def test_each_size_is_a_picture_with_corners_one_can_see_through(size):
    image = QImage.fromData(icons.png(icons.drawing(size), size))
    assert (image.width(), image.height()) == (size, size)
    assert image.pixelColor(0, 0).alpha() < 128
    assert image.pixelColor(size // 2, size // 2).alpha() == 255


@pytest.mark.parametrize("drawing", sorted(DRAWINGS), ids=lambda path: path.stem)
def test_a_drawing_shows_its_colours_on_light_and_on_dark(drawing):
    image = icons.picture(drawing, 64)
    colours = {image.pixelColor(x, y).name() for x in range(64) for y in range(64)}
    assert {"#ffc93f", "#17394a"} <= colours  # the label, and the quotation in it


def test_the_small_sizes_have_drawings_of_their_own():
    assert icons.drawing(16) != icons.drawing(24) != icons.drawing(32) == icons.DRAWING


def test_the_same_drawing_gives_the_same_bytes():
    assert icons.png(icons.DRAWING, 48) == icons.png(icons.DRAWING, 48)


@pytest.mark.qt_log_ignore("svg")
def test_what_is_no_drawing_is_refused(tmp_path):
    with pytest.raises(ValueError, match="not an SVG"):
        icons.picture(tmp_path / "none.svg", 16)


@pytest.fixture(scope="module")
def pictures() -> dict[int, QImage]:
    sides = (16, 20, 24, 32, 40, 48, 64, 128, 256, 512, 1024)
    return {side: icons.picture(icons.drawing(side), side) for side in sides}


def test_every_picture_of_a_windows_icon_can_be_read_back(pictures):
    data = icons.ico(pictures)
    _, kind, count = struct.unpack_from("<HHH", data)
    assert (kind, count) == (1, 8)
    for number in range(count):
        row = struct.unpack_from("<BBBBHHII", data, 6 + 16 * number)
        size, length, begin = row[0] or 256, row[6], row[7]
        alone = struct.pack("<HHH", 0, 1, 1) + struct.pack("<BBBBHHII", *row[:7], 22)
        image = QImage.fromData(alone + data[begin : begin + length], "ICO")
        assert image.convertToFormat(FORMAT) == pictures[size].convertToFormat(FORMAT), size


def test_every_picture_of_a_mac_icon_can_be_read_back(pictures):
    data, sides, begin = icons.icns(pictures), [], 8
    assert struct.unpack_from(">4sI", data) == (b"icns", len(data))
    while begin < len(data):
        _, length = struct.unpack_from(">4sI", data, begin)
        sides.append(QImage.fromData(data[begin + 8 : begin + length], "PNG").width())
        begin += length
    assert sides == [16, 32, 64, 128, 256, 512, 1024, 32, 64, 256, 512]
