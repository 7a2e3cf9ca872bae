"""Everything that is downloaded is pinned by its hash, and nothing says where from."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from builder import locked
from builder.running import CannotBuild

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted([*ROOT.glob("*.lock"), *(ROOT / "packaging").rglob("*.lock")])
HASH = "0123456789abcdef" * 4


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_line_of_a_lock_file_is_pinned_by_hash(lock: Path):
    assert locked.entries(lock)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_lock_file_holds_an_address(lock: Path):
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index-url" not in text
    assert "--find-links" not in text


def test_the_locks_of_the_program_and_of_its_packages_are_among_them():
    names = {str(path.relative_to(ROOT)) for path in LOCKS}
    assert {"requirements.lock", "requirements-dev.lock", "packaging/requirements.lock"} <= names


def test_a_lock_file_is_read_with_markers_and_continued_lines(tmp_path: Path):
    lock = tmp_path / "some.lock"
    lock.write_text(f"A.b==1.0 ; os_name == 'nt' \\\n    --hash=sha256:{HASH}\n# why\n")
    assert locked.entries(lock) == {("a-b", "1.0"): frozenset({HASH})}


@pytest.mark.parametrize(
    "line", ["a==1.0", "a>=1.0 --hash=sha256:" + HASH, "-e .", "a==1 --hash=md5:1"]
)
def test_a_line_that_pins_nothing_is_refused(tmp_path: Path, line: str):
    lock = tmp_path / "some.lock"
    lock.write_text(line + "\n")
    with pytest.raises(CannotBuild, match="pins nothing by hash"):
        locked.entries(lock)


def test_a_wheel_that_the_lock_does_not_allow_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    lock, wheel = tmp_path / "some.lock", tmp_path / "a_b-1.0-py3-none-any.whl"
    wheel.write_bytes(b"wheel")
    digest = hashlib.sha256(b"wheel").hexdigest()
    monkeypatch.setattr(locked, "LOCK", lock)
    lock.write_text(f"a-b==1.0 --hash=sha256:{digest}\n")
    assert locked.digests([wheel]) == {"a-b": digest}
    lock.write_text(f"a-b==1.0 --hash=sha256:{HASH}\n")
    with pytest.raises(CannotBuild, match=r"a_b-1\.0"):
        locked.digests([wheel])
