"""setup.exe from the tree, with NSIS."""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING

from builder.compression import compression
from builder.places import PACKAGING, ROOT
from builder.product import product
from builder.running import run
from builder.setup_exe import signing
from builder.setup_exe.launchers import version_numbers
from builder.setup_exe.tree import files_of

if TYPE_CHECKING:
    from pathlib import Path


def pack(tree: Path, icons: Path, work: Path, target: Path) -> None:
    """Makes `target` from the tree; signed, with its uninstaller, if there is a key."""
    work.mkdir(parents=True, exist_ok=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    (work / "product.nsh").write_text(definitions(tree, icons, target), encoding="utf-8")
    (work / "files.nsh").write_text(file_list(tree), encoding="utf-8")
    script = PACKAGING / "windows" / "installer.nsi"
    words = ("-V2", "-NOCD", "-INPUTCHARSET", "UTF8", f"-DPARTS={work}")
    # it looks through the folder that it is in, and a name there that is no UTF-8 makes it crash
    run("makensis", *words, script, cwd=work)
    signing.sign([target])


def definitions(tree: Path, icons: Path, target: Path) -> str:
    """What the script asks for, as !define lines."""
    stated = product()
    kilobytes = sum(path.stat().st_size for path in files_of(tree)) // 1024
    values = {
        "NAME": stated.name,
        "TITLE": stated.title,
        "VERSION": stated.version,
        "NUMBERS": version_numbers(stated.version).replace(",", "."),
        "PUBLISHER": stated.publisher,
        "LICENCE_NAME": stated.licence,
        "LICENCE": str(ROOT / "LICENSE"),
        "SUFFIX": stated.project_file.suffix,
        "MIME_TYPE": stated.project_file.mime_type,
        "PROJECT": stated.project_file.comment,
        "ICON": str(icons / "annotator.ico"),
        "OUT": str(target),
        "KILOBYTES": str(kilobytes),
        "COMPRESSOR": "lzma" if compression().xz else "zlib",
    }
    if signing.has_key():
        words = (sys.executable, "-m", "builder.setup_exe.signing")
        values["SIGN"] = f"cd {shlex.quote(str(PACKAGING))} && {shlex.join(words)}"
    return "".join(f'!define {name} "{_quoted(value)}"\n' for name, value in values.items())


def file_list(tree: Path) -> str:
    """What setup.exe unpacks, folder by folder: NSIS would take files in the disk's order."""
    lines, former = [], None
    for path in files_of(tree):
        folder = path.parent.relative_to(tree).as_posix()
        if folder != former:
            inside = "" if folder == "." else "\\" + folder.replace("/", "\\")
            lines.append(f'SetOutPath "$INSTDIR{_quoted(inside)}"')
            former = folder
        lines.append(f'File "{_quoted(str(path))}"')
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """What stands for itself between two quotation marks of an NSIS script."""
    return text.replace("$", "$$").replace('"', '$\\"')
