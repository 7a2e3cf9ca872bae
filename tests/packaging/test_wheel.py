"""The wheel holds all that the program needs, and the program runs out of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from builder import sbom, wheel

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the wheel was unpacked into, as installing it would."""
    built, folder = tmp_path_factory.mktemp("dist"), tmp_path_factory.mktemp("site")
    words = ("-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "-q", "-w", built, ROOT)
    subprocess.run([sys.executable, *words], check=True, capture_output=True, timeout=120)
    (wheel,) = built.glob("annotator-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def run(unpacked: Path, code: str, *words: object) -> str:
    """What a program prints that sees the unpacked wheel before the checkout."""
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, words)],
        cwd=unpacked.parent,
        env={**os.environ, "PYTHONPATH": str(unpacked)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_whole_job_is_done_out_of_the_wheel(unpacked: Path, tmp_path: Path):
    code = "import sys; from annotator.__main__ import main; sys.exit(main(sys.argv[1:]))"
    project, target = tmp_path / "Storm.annotator", tmp_path / "out.jsonl"

    run(unpacked, code, "new", project)
    run(unpacked, code, "import", project, unpacked / "annotator" / "_resources" / "samples")
    run(unpacked, code, "suggest", project, "--suggester", "rules.quotes.v1")
    run(unpacked, code, "export", project, target, "--include-suggestions")

    lines = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert len(lines) == 5
    assert all(line["suggestions"] for line in lines)


def test_every_resource_of_the_checkout_is_in_the_wheel(unpacked: Path):
    inside = unpacked / "annotator" / "_resources"
    outside = ROOT / "resources"

    def names(folder: Path) -> set[str]:
        return {str(one.relative_to(folder)) for one in folder.rglob("*") if one.is_file()}

    assert names(inside) == names(outside) != set()
    code = "from annotator.resources import resource_root; print(resource_root())"
    assert run(unpacked, code).strip() == str(inside)


def test_both_scripts_are_declared(unpacked: Path):
    (declared,) = unpacked.glob("annotator-*.dist-info/entry_points.txt")
    text = declared.read_text()
    assert "[console_scripts]\nannotator = annotator.__main__:main" in text
    assert "[gui_scripts]\nannotator-gui = annotator.__main__:main" in text


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as it is released."""
    bill = sbom.listing(wheel.carried(), "any")
    return wheel.made(tmp_path_factory.mktemp("released"), bill)


def test_the_released_wheel_says_what_it_carries(released: Path):
    with zipfile.ZipFile(released) as archive:
        (name,) = (one for one in archive.namelist() if one.endswith(".cdx.json"))
        bill = json.loads(archive.read(name))
        record = archive.read(name.rpartition("sboms/")[0] + "RECORD").decode()
    assert ".dist-info/sboms/" in name
    assert [one["name"] for one in bill["components"]] == ["GeoNames"]
    assert f"{name},sha256=" in record


def test_the_released_wheel_is_the_same_bytes_each_time(released: Path, tmp_path: Path):
    again = wheel.made(tmp_path, sbom.listing(wheel.carried(), "any"))
    assert again.name == released.name
    assert again.read_bytes() == released.read_bytes()
    with zipfile.ZipFile(released) as archive:
        assert len({one.date_time for one in archive.infolist()}) == 1
