"""The folder that setup.exe installs, and the list by which it does."""

from __future__ import annotations

import marshal
import os
import zipfile
from typing import TYPE_CHECKING

import pytest
from builder.product import product
from builder.running import CannotBuild
from builder.setup_exe import carrier, compiling, own_imports, tree
from builder.setup_exe.installer import definitions, file_list
from builder.setup_exe.launchers import forwarding, version_numbers

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def laid_out(tmp_path: Path) -> Path:
    """A small tree: a launcher, and two libraries in _internal."""
    root = tmp_path / "tree"
    for name, size in (
        ("annotator.exe", 10),
        ("_internal/b/data/$cost.txt", 30),
        ("_internal/b/b.pyc", 5),
        ("_internal/a/a.pyd", 20),
        ("_internal/a.libs/c.dll", 40),
    ):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x" * size)
    return root


def test_a_wheel_is_unpacked_without_what_is_not_needed(tmp_path: Path):
    wheel = tmp_path / "tool-1-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name in ("tool/__init__.py", "tool/tests/test_a.py", "tool-1.data/platlib/t.pyd"):
            archive.writestr(name, name)

    tree.unpack(wheel, tmp_path / "out")

    found = tree.files_of(tmp_path / "out")
    assert [one.relative_to(tmp_path / "out").as_posix() for one in found] == [
        "t.pyd",
        "tool/__init__.py",
    ]


def test_cpython_is_put_beside_the_runtime_that_serves_all(tmp_path: Path):
    wheel, internal = tmp_path / "carrier.whl", tmp_path / "_internal"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name in (*carrier.NAMES, "tcl86t.dll"):
            archive.writestr(carrier.FOLDER + name, name)
    (internal / "shiboken6").mkdir(parents=True)
    for name in carrier.RUNTIME_NAMES:
        (internal / "shiboken6" / name).write_text(name)

    carrier.unpack(wheel, tmp_path)

    found = {one.name for one in internal.iterdir() if one.is_file()}
    assert found == {*carrier.NAMES, *carrier.RUNTIME_NAMES, "python311._pth"}
    assert (internal / "python311._pth").read_bytes() == b"python311.zip\r\n.\r\n"


def test_modules_are_compiled_and_their_sources_go(tmp_path: Path):
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "one.py").write_text("def twice(n):\n    return n * 2\n")

    compiling.compile_folder(tmp_path)

    assert [one.name for one in tree.files_of(tmp_path)] == ["one.pyc"]
    written = (tmp_path / "pack" / "one.pyc").read_bytes()
    code = marshal.loads(written[16:])
    assert code.co_filename == "pack/one.py"
    names: dict[str, object] = {}
    exec(code, names)
    assert names["twice"](21) == 42  # type: ignore[operator]


def test_a_module_compiles_to_the_same_bytes_wherever_and_whenever_it_is(tmp_path: Path):
    source = b"NAMES = {'a', 'b'}\n"
    first = compiling.compiled(source, "one.py")
    os.utime(tmp_path, (1, 1))

    assert compiling.compiled(source, "one.py") == first
    assert first[4:8] == b"\x01\x00\x00\x00"  # by hash and unchecked: no time in it


def test_the_standard_library_is_that_of_windows(tmp_path: Path):
    for name in (
        "os.py",
        "encodings/utf_8.py",
        "ctypes/wintypes.py",
        "test/test_os.py",
        "tkinter/__init__.py",
        "unittest/test/__init__.py",
        "_sysconfigdata__linux.py",
        "config-3.11/helper.py",
        "site-packages/spacy/a.py",
        "curses/ascii.py",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()

    found = [one.relative_to(tmp_path).as_posix() for one in compiling.standard_modules(tmp_path)]

    assert found == ["ctypes/wintypes.py", "encodings/utf_8.py", "os.py"]


def test_every_file_is_listed_once_folder_by_folder_in_one_order(laid_out: Path):
    lines = file_list(laid_out).splitlines()

    assert [line.removeprefix("SetOutPath ") for line in lines if line.startswith("SetOut")] == [
        '"$INSTDIR\\_internal\\a.libs"',
        '"$INSTDIR\\_internal\\a"',
        '"$INSTDIR\\_internal\\b"',
        '"$INSTDIR\\_internal\\b\\data"',
        '"$INSTDIR"',
    ]
    files = [line for line in lines if line.startswith("File ")]
    assert len(files) == 5
    assert f'File "{laid_out}/_internal/b/data/$$cost.txt"' in files


def test_all_files_get_the_time_of_the_release(laid_out: Path):
    tree.settle(laid_out)

    times = {int(one.stat().st_mtime) for one in tree.files_of(laid_out)}
    assert times == {product().epoch}
    assert {one.stat().st_mode & 0o777 for one in tree.files_of(laid_out)} == {0o644}


def test_the_largest_parts_are_told_with_what_belongs_to_them(laid_out: Path):
    assert tree.heaviest(laid_out) == [
        (105, "in all"),
        (60, "a"),
        (35, "b"),
        (10, "annotator.exe"),
    ]


def test_the_installer_is_told_what_the_product_is_called(laid_out: Path, tmp_path: Path):
    stated = definitions(laid_out, tmp_path / "icons", tmp_path / "$new setup.exe")

    assert f'!define VERSION "{product().version}"\n' in stated
    assert '!define SUFFIX ".annotator"\n' in stated
    assert f'!define OUT "{tmp_path}/$$new setup.exe"\n' in stated
    assert "SIGN" not in stated


@pytest.mark.parametrize(
    ("version", "numbers"),
    [("0.1.0", "0,1,0,0"), ("1.2", "1,2,0,0"), ("0.2.0rc1", "0,2,0,0"), ("1.2.3.4.5", "1,2,3,4")],
)
def test_windows_gets_four_numbers(version: str, numbers: str):
    assert version_numbers(version) == numbers


def test_each_name_of_python_leads_to_the_library_that_has_it():
    assert forwarding(["PyA", "PyB"], "python311") == (
        "LIBRARY python3.dll\nEXPORTS\n  PyA=python311.PyA\n  PyB=python311.PyB\n"
    )


def test_a_module_that_the_program_imports_and_nobody_brings_is_named(tmp_path: Path):
    program, libraries = tmp_path / "program", tmp_path / "libraries"
    (program / "annotator").mkdir(parents=True)
    (libraries / "annotator").mkdir(parents=True)
    (libraries / "regex.cp311-win_amd64.pyd").touch()
    module = program / "annotator" / "one.py"
    module.write_text(
        "import os\nimport regex\nif TYPE_CHECKING:\n    import onlytypes\n"
        "def late():\n    from annotator.two import x\n    from lost.part import y\n"
    )

    with pytest.raises(CannotBuild, match=r"missing .*: lost \(for annotator/one\.py\)$"):
        own_imports.check(program, libraries)

    (libraries / "lost").mkdir()
    own_imports.check(program, libraries)
