"""The dependency rule: what names what, and what a start imports."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import annotator

ROOT = Path(annotator.__file__).parents[1]
PACKAGE = ROOT / "annotator"
FILES = sorted(PACKAGE.rglob("*.py"))
LONGEST_FILE = 450


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = [module_of(path) for path in FILES]


def in_child(code: str, *arguments: str) -> str:
    """What a fresh interpreter prints. Its standard error must be empty."""
    said_without_a_display = "This plugin does not support propagateSizeHints()\n"
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert (done.returncode, done.stderr.replace(said_without_a_display, "")) == (0, "")
    return done.stdout


def loaded_after(code: str, *arguments: str) -> set[str]:
    """The top-level packages that a fresh interpreter has loaded after running the code."""
    tell = "import sys; print('\\n' + ' '.join({name.partition('.')[0] for name in sys.modules}))"
    return set(in_child(f"{code}\n{tell}", *arguments).splitlines()[-1].split())


def test_the_import_contracts_hold():
    # not in this process: the tool switches off every logger that it finds
    code = (
        "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))"
    )

    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        cwd=ROOT,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


def test_everything_but_the_window_does_without_qt():
    others = [name for name in MODULES if not name.startswith("annotator.ui")]
    assert len(others) > 50

    assert "PySide6" not in loaded_after(f"import {', '.join(others)}")


def test_the_window_starts_without_the_heavy_libraries():
    loaded = loaded_after("import annotator.ui.app")

    assert "PySide6" in loaded
    assert not loaded & {"spacy", "thinc", "numpy", "sqlalchemy", "typer", "rich", "trafilatura"}


def test_a_window_that_is_shown_has_not_loaded_them_either():
    code = """
from annotator.services.settings import SettingsFile
from annotator.ui.application import application
from annotator.ui.program import Program
app = application()
program = Program(app, SettingsFile())
program.show(None)
app.processEvents()
program.window.close()
"""
    assert not loaded_after(code) & {"spacy", "thinc", "numpy", "sqlalchemy", "typer", "rich"}


def test_opening_projects_does_not_take_the_language_library():
    loaded = loaded_after("import annotator.services.projects")

    assert "sqlalchemy" in loaded
    assert not loaded & {"spacy", "thinc", "numpy", "PySide6", "trafilatura"}


@pytest.mark.parametrize(
    "words", [("stats", "p.annotator", "--json"), ("formats",), ("check", "p.annotator")]
)
def test_quick_commands_take_neither_the_language_library_nor_qt(
    tmp_path: Path, words: tuple[str, ...]
):
    path = str(tmp_path / "p.annotator")
    in_child("import sys; from annotator.__main__ import main; main(['new', sys.argv[1]])", path)
    call = "import sys; from annotator.__main__ import main; assert main(sys.argv[1:]) == 0"

    loaded = loaded_after(call, *(path if word == "p.annotator" else word for word in words))

    assert not loaded & {"spacy", "thinc", "numpy", "PySide6", "trafilatura"}


def test_no_module_does_work_when_it_is_imported():
    """It reaches for no network, starts no process and no thread, makes no file or folder."""
    code = f"""
import sys, threading
# not socket.bind: the library behind web pages asks so whether this machine knows IPv6
watched = ("socket.connect", "socket.getaddrinfo", "subprocess.", "os.system", "os.mkdir",
           "os.remove", "shutil.", "sqlite3.connect", "tempfile.")
def watch(event, arguments):
    if event.startswith(watched):
        print("did", event, arguments, file=sys.stderr)
sys.addaudithook(watch)
import {", ".join(MODULES)}
assert threading.active_count() == 1, threading.enumerate()
"""
    in_child(code)


def test_no_file_is_long():
    long = {
        module_of(path): length
        for path in FILES
        if (length := len(path.read_text("utf-8").splitlines())) > LONGEST_FILE
    }

    assert not long


def test_all_that_is_public_has_a_docstring():
    bare = [
        f"{module_of(path)}: {name}"
        for path in FILES
        for name in undocumented(ast.parse(path.read_text("utf-8")))
    ]

    assert not bare


def undocumented(tree: ast.Module) -> list[str]:
    """Public classes, functions and methods without a docstring; the module itself, too."""
    found = [] if ast.get_docstring(tree) else ["the module"]

    def look(body: list[ast.stmt], prefix: str) -> None:
        for node in body:
            if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            if node.name.startswith("_"):
                continue
            if not ast.get_docstring(node):
                found.append(prefix + node.name)
            if isinstance(node, ast.ClassDef):
                look(node.body, f"{prefix}{node.name}.")

    look(tree.body, "")
    return found


def test_only_the_terminal_prints():
    printing = [
        module_of(path)
        for path in FILES
        if any(
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "print"
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
        )
    ]

    assert all(name.startswith("annotator.cli.") for name in printing), printing


def test_every_module_takes_its_annotations_as_text():
    for path in FILES:
        tree = ast.parse(path.read_text("utf-8"))
        imports = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
        if imports:
            assert ast.unparse(imports[0]) == "from __future__ import annotations", path
