"""What is compiled, verified and signed for Windows, on small programs."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from builder import running
from builder.icons import DRAWING, ico, picture
from builder.running import CannotBuild
from builder.setup_exe import imports, launchers, signing

if TYPE_CHECKING:
    from pathlib import Path

COMPILER = "x86_64-w64-mingw32-gcc"
with_compiler = pytest.mark.skipif(shutil.which(COMPILER) is None, reason="mingw-w64 is not there")
with_signer = pytest.mark.skipif(
    not all(map(shutil.which, (COMPILER, "osslsigncode", "openssl"))),
    reason="mingw-w64, osslsigncode or openssl is not there",
)
SHELLCHECK = shutil.which("shellcheck")


def compiled(target: Path, source: str, *words: object) -> Path:
    """A library made of C."""
    target.parent.mkdir(parents=True, exist_ok=True)
    code = target.with_suffix(".c")
    code.write_text(source)
    given = [COMPILER, "-shared", "-o", target, code, *words]
    subprocess.run([*map(str, given)], check=True, capture_output=True)
    code.unlink()
    return target


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree that has a library like Python's."""
    names = "".join(f"__declspec(dllexport) int {one}(void) {{ return 1; }}\n" for one in PYTHON)
    compiled(tmp_path / "tree" / "_internal" / "python311.dll", names)
    return tmp_path / "tree"


PYTHON = ("PyList_New", "Py_Main", "_PyObject_New", "other")


@with_compiler
def test_the_launchers_and_the_forwarder_are_the_same_each_time(tree: Path, tmp_path: Path):
    icons = tmp_path / "icons"
    icons.mkdir()
    pictures = {side: picture(DRAWING, side) for side in (16, 20, 24, 32, 40, 48, 64, 256)}
    for name in ("annotator", "project"):
        (icons / f"{name}.ico").write_bytes(ico(pictures))

    other = shutil.copytree(tree, tmp_path / "another folder")
    launchers.build(tree, icons, tmp_path / "first")
    launchers.build(other, icons, tmp_path / "second")

    made = [one.read_bytes() for one in launchers.of(tree)]
    assert [one.read_bytes() for one in launchers.of(other)] == made
    window, terminal, forwarder = launchers.of(tree)
    assert [window.name, terminal.name] == ["annotator.exe", "annotator-cli.exe"]
    assert subsystem(window) == 2
    assert subsystem(terminal) == 3
    assert launchers.exported(forwarder) == ["PyList_New", "Py_Main", "_PyObject_New"]
    assert b"PerMonitorV2" in window.read_bytes()
    assert "Annotator".encode("utf-16-le") in window.read_bytes()
    imports.check(tree)


def subsystem(program: Path) -> int:
    """2 for a window, 3 for a console."""
    data = program.read_bytes()
    header = int.from_bytes(data[0x3C:0x40], "little")
    return int.from_bytes(data[header + 0x5C : header + 0x5E], "little")


@with_compiler
def test_a_library_that_nobody_brings_is_named(tree: Path, tmp_path: Path):
    inner = compiled(tmp_path / "inner.dll", "__declspec(dllexport) int inner(void) { return 1; }")
    user = "int inner(void); __declspec(dllexport) int outer(void) { return inner(); }"
    compiled(tree / "_internal" / "outer.pyd", user, inner)

    with pytest.raises(CannotBuild, match=r"inner\.dll \(for outer\.pyd\)"):
        imports.check(tree)

    shutil.copy(inner, tree / "_internal" / "INNER.dll")
    imports.check(tree)


@with_compiler
def test_a_library_without_pythons_names_is_no_python(tmp_path: Path):
    library = compiled(tmp_path / "a.dll", "__declspec(dllexport) int a(void) { return 1; }")

    with pytest.raises(CannotBuild, match="exports nothing of Python's"):
        launchers.exported(library)


@pytest.fixture
def key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A key whose certificate says “A Newsroom”, and which is its own root."""
    secret, certificate, both = (tmp_path / f"a.{one}" for one in ("key", "pem", "p12"))
    subject = "/O=A Newsroom/CN=A Newsroom"
    request = ("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "3650", "-subj", subject)
    usage = ("-addext", "extendedKeyUsage=codeSigning")
    openssl(*request, *usage, "-keyout", secret, "-out", certificate)
    (tmp_path / "password").write_text("pass")
    password = ("-passout", f"file:{tmp_path / 'password'}")
    openssl("pkcs12", "-export", "-inkey", secret, "-in", certificate, "-out", both, *password)
    monkeypatch.setenv("WINDOWS_SIGNING_KEY", str(both))
    monkeypatch.setenv("WINDOWS_SIGNING_PASSWORD_FILE", str(tmp_path / "password"))
    return certificate


def openssl(*words: object) -> None:
    subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True)


@with_signer
def test_a_file_is_signed_in_place_and_known_by_its_signer(
    tree: Path, key: Path, monkeypatch: pytest.MonkeyPatch
):
    library = tree / "_internal" / "python311.dll"
    signing.sign([library])
    monkeypatch.setattr(signing, "ROOT_CERTIFICATE", key)

    signing.verify_file(library, "A Newsroom")

    assert [one.name for one in library.parent.iterdir()] == ["python311.dll"]
    with pytest.raises(CannotBuild, match=r"signed by .*A Newsroom.*, not by Another"):
        signing.verify_file(library, "Another")


@with_signer
def test_a_file_that_was_changed_after_it_was_signed_is_refused(
    tree: Path, key: Path, monkeypatch: pytest.MonkeyPatch
):
    library = tree / "_internal" / "python311.dll"
    signing.sign([library])
    monkeypatch.setattr(signing, "ROOT_CERTIFICATE", key)
    data = bytearray(library.read_bytes())
    data[0x600] ^= 1
    library.write_bytes(data)

    with pytest.raises(CannotBuild, match="no signature that can be verified"):
        signing.verify_file(library, "A Newsroom")


@with_signer
def test_only_certificates_below_the_pinned_root_count(tree: Path, key: Path):
    library = tree / "_internal" / "python311.dll"
    signing.sign([library])

    with pytest.raises(CannotBuild, match="no signature that can be verified"):
        signing.verify_file(library, "A Newsroom")


@with_signer
def test_an_unsigned_file_is_refused(tree: Path):
    with pytest.raises(CannotBuild, match="no signature that can be verified"):
        signing.verify_file(tree / "_internal" / "python311.dll", signing.CPYTHON)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not there")
def test_the_pinned_root_is_the_one_that_is_meant():
    words = ("x509", "-noout", "-fingerprint", "-sha256", "-in", str(signing.ROOT_CERTIFICATE))
    said = running.run("openssl", *words)

    fingerprint = said.partition("=")[2].strip().replace(":", "")
    assert fingerprint == "552F7BDCF1A7AF9E6CE672017F4F12ABF77240C78E761AC203D1D9D20AC89988"


@pytest.mark.skipif(SHELLCHECK is None, reason="shellcheck is not installed")
def test_the_scripts_are_clean():
    scripts = sorted(launchers.SOURCES.rglob("*.sh"))

    done = subprocess.run(
        [str(SHELLCHECK), *map(str, scripts)], capture_output=True, text=True, check=False
    )

    assert len(scripts) == 2
    assert done.returncode == 0, done.stdout
