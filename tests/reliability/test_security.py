"""What comes from others is untrusted: nothing in it is run, and nothing leads out of its place.

Beside this: tests/formats/test_hostile.py (archives, XML, pages), test_no_network.py (what is
fetched), tests/formats/test_tables_writing.py (cells of CSV), test_no_rich_text.py (what is shown).
"""

from __future__ import annotations

import ast
import json
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import annotator
from annotator.domain.document import Metadata
from annotator.domain.errors import (
    AnnotatorError,
    DamagedProject,
    InvalidScheme,
    ProjectError,
    UnreadableInput,
)
from annotator.formats.registry import describe, exporter_named, formats
from annotator.formats.scheme_file import read_scheme
from annotator.formats.texts.front_matter import read_front_matter
from annotator.services import projects
from annotator.services.exports.request import ExportRequest
from annotator.services.jobs import JobContext
from annotator.services.reading import Source
from annotator.services.recovering import recovery_job
from annotator.services.settings import SettingsFile
from annotator.store.project import Project
from tests.factories import ANA, make_annotation, make_creation, make_document, make_project
from tests.strategies import few

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(annotator.__file__).parent
PROJECTS = Path(__file__).parents[1] / "data" / "projects"


# ---------------------------------------------------------------- our own code

_NEVER_IMPORTED = {
    *("pickle", "cPickle", "_pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib"),
    *("subprocess", "pty", "commands", "xmlrpc", "telnetlib", "ftplib", "smtplib"),
}
"""What runs what it reads, or runs programs."""
_NEVER_CALLED = {
    *("eval", "exec", "compile", "__import__", "input"),
    *("os.system", "os.popen", "os.startfile", "os.execv", "os.execvp", "os.spawnv"),
    *("yaml.unsafe_load", "yaml.full_load", "yaml.load_all", "tempfile.mktemp"),
    *("numpy.load", "np.load", "torch.load", "spacy.load"),
}
_MAY = {
    "suggest/pipeline.py": {"spacy.load"},  # the user names the pipeline, and is warned
}
_SAFE_LOADERS = {"texts/front_matter.py": "_Loader"}


def sources() -> Iterator[tuple[str, ast.AST]]:
    for path in sorted(ROOT.rglob("*.py")):
        yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def imported(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Import):
        return {one.name.partition(".")[0] for one in node.names}
    if isinstance(node, ast.ImportFrom):
        return {(node.module or "").partition(".")[0]}
    return set()


def dotted(node: ast.AST) -> str:
    """The name that is called, with what it is reached through."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def suspicious(name: str, node: ast.AST) -> Iterator[str]:
    """What a node does that no part of the program may do."""
    yield from imported(node) & _NEVER_IMPORTED
    if not isinstance(node, ast.Call):
        return
    called = dotted(node.func)
    if called in _NEVER_CALLED - _MAY.get(name, set()):
        yield called
    if called == "yaml.load":
        loader = ast.unparse(node.args[1]) if len(node.args) > 1 else "none"
        if not any(name.endswith(file) and loader == safe for file, safe in _SAFE_LOADERS.items()):
            yield f"yaml.load with {loader}"
    for keyword in node.keywords:
        if keyword.arg in ("shell", "allow_pickle") and ast.unparse(keyword.value) != "False":
            yield f"{called}({keyword.arg}=…)"


def test_nothing_in_the_program_runs_what_it_reads():
    found = {
        f"{name}: {one}"
        for name, tree in sources()
        for node in ast.walk(tree)
        for one in suspicious(name, node)
    }
    assert found == set()


@pytest.mark.parametrize(
    "code",
    [
        "import pickle",
        "from marshal import loads",
        "eval(text)",
        "os.system('ls')",
        "yaml.load(text, yaml.Loader)",
        "run(['ls'], shell=True)",
        "np.load(path, allow_pickle=True)",
        "spacy.load(model)",
    ],
)
def test_what_would_is_seen(code: str):
    assert any(True for node in ast.walk(ast.parse(code)) for _ in suspicious("x.py", node))


# ---------------------------------------------------------------- projects of strangers

_TRIGGER = "CREATE TRIGGER stranger AFTER INSERT ON annotation BEGIN DELETE FROM relation; END"
ADDED = {
    "a trigger": _TRIGGER,
    "a trigger that never ends": """CREATE TRIGGER stranger AFTER INSERT ON annotation BEGIN
        INSERT INTO setting SELECT n, n FROM (WITH RECURSIVE all_of(n) AS
        (SELECT 1 UNION ALL SELECT n + 1 FROM all_of) SELECT n FROM all_of); END""",
    "a trigger instead": "DROP TRIGGER annotation_added; " + _TRIGGER,
    "a view": "CREATE VIEW stranger AS SELECT * FROM annotation",
    "a view in a table's place": """ALTER TABLE relation RENAME TO old_relation;
        CREATE VIEW relation AS SELECT * FROM old_relation""",
    "a name with a line break": _TRIGGER.replace("stranger", '"an\nother ' + "x" * 500 + '"'),
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project with an annotation, closed."""
    document = make_document()
    with make_project(tmp_path / "Storm.annotator", document) as made:
        made.apply(make_creation(make_annotation(document)))
    return tmp_path / "Storm.annotator"


def change(path: Path, sql: str) -> None:
    """As anybody may who has SQLite."""
    from annotator.store.sealing import allow_seals

    with closing(sqlite3.connect(path)) as connection:
        allow_seals(connection)
        connection.executescript(sql)


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("what", ADDED)
def test_a_project_that_would_act_by_itself_is_refused(path: Path, what: str, read_only: bool):
    change(path, ADDED[what])
    before = path.read_bytes()

    with pytest.raises(ProjectError, match="that this program did not make") as refused:
        Project.open(path, read_only=read_only)

    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) < 500
    assert "annotator recover" in str(refused.value)
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_what_is_in_it_is_saved_without_what_would_act(path: Path, tmp_path: Path):
    change(path, _TRIGGER)
    target = tmp_path / "saved.annotator"
    recovery_job(path, target).work(JobContext())

    with Project.open(target) as saved:
        assert saved.check() == []
        assert len(saved.annotations(saved.article_ids()[0])) == 1


def test_one_of_our_own_triggers_that_does_something_else_is_damage(path: Path):
    change(
        path,
        "DROP TRIGGER annotation_added; CREATE TRIGGER annotation_added AFTER INSERT ON annotation"
        " BEGIN DELETE FROM relation; END",
    )
    with pytest.raises(DamagedProject, match="annotation_added is altered"):
        Project.open(path)


@pytest.mark.parametrize("old", sorted(PROJECTS.glob("*.annotator")), ids=lambda one: one.stem)
def test_no_version_of_the_program_made_what_is_refused(old: Path, tmp_path: Path):
    copy = tmp_path / old.name
    copy.write_bytes(old.read_bytes())
    Project.open(copy).close()
    Project.open(copy).close()  # as it was upgraded


EXTREMES = {
    "a number beyond all bounds": "UPDATE annotation SET start = 9223372036854775807",
    "a negative number": "UPDATE annotation SET start = -1",
    "no JSON": "UPDATE setting SET value = '[' WHERE name = 'label scheme'",
    "deep JSON": "UPDATE setting SET value = '" + "[" * 100_000 + "' WHERE name = 'label scheme'",
    "another scheme": "UPDATE setting SET value = '{}' WHERE name = 'label scheme'",
    "a number for a scheme": "UPDATE setting SET value = 9e999 WHERE name = 'label scheme'",
    "a log of depth": "UPDATE change SET after = '" + '{"a":' * 50_000 + "'",
    "no settings": "DELETE FROM setting",
}


@pytest.mark.parametrize("what", EXTREMES)
def test_values_that_nobody_would_write_are_told_not_run_into(path: Path, what: str):
    for trigger in triggers(path):  # whoever alters a project takes these away first
        change(path, f"DROP TRIGGER {trigger[0]}")
    change(path, f"PRAGMA ignore_check_constraints = ON; {EXTREMES[what]}")
    for _, sql in triggers_of_a_new_one():
        change(path, sql)
    begun = time.monotonic()
    # one of ours, with a sentence; or what is wrong is told by the check
    with suppress(AnnotatorError), Project.open(path) as project:
        assert project.check()
        project.scheme()
        for document_id in project.article_ids():
            project.marks(document_id)
    assert time.monotonic() - begun < 10


def triggers(path: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
        ).fetchall()


def triggers_of_a_new_one() -> list[tuple[str, str]]:
    from annotator.store.definitions import made_in_memory
    from annotator.store.migrations import VERSION

    with made_in_memory(VERSION) as connection:
        return connection.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
        ).fetchall()


# ---------------------------------------------------------------- schemes, settings, front matter

_LABEL = {"name": "A", "colour": "#112233", "dark_colour": "#445566"}
SCHEMES = {
    "nothing": b"",
    "depth": b"[" * 200_000,
    "depth that ends": b"[" * 50_000 + b"]" * 50_000,
    "a deep label": b'{"labels": [{"name": ' + b'{"a":' * 5_000 + b"1" + b"}" * 5_000 + b"}]}",
    "a list": b"[]",
    "no text": b"\xff\xfe\x00",
    "a huge number": b'{"labels": ' + b"9" * 100_000 + b"}",
    "names of numbers": json.dumps({"labels": [_LABEL | {"name": 1}]}).encode(),
    "a colour that is CSS": json.dumps(
        {"labels": [_LABEL | {"colour": "red; } * { background: url(file:///etc/passwd) "}]}
    ).encode(),
    "YAML": b"!!python/object/apply:os.system ['touch /tmp/x']",
    "a twice written key": b'{"labels": [], "labels": [1]}',
}


@pytest.mark.parametrize("what", SCHEMES)
def test_a_bad_label_scheme_is_refused_in_a_sentence(what: str):
    begun = time.monotonic()
    with pytest.raises(InvalidScheme) as refused:
        read_scheme(SCHEMES[what], "bad.json")
    assert len(str(refused.value)) < 500
    assert "\n" not in str(refused.value)
    assert time.monotonic() - begun < 2


@few(examples=60)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(["labels", "relations", "name", "colour", "attributes", "x"]), inner
            )
        ),
    )
)
def test_any_json_is_a_label_scheme_or_refused(content: object):
    with suppress(InvalidScheme):
        read_scheme(json.dumps(content).encode("utf-8", "surrogatepass"), "some.json")


YAMLS = {
    "an object": "a: !!python/object/apply:os.system ['true']",
    "a module": "a: !!python/module:os",
    "a name": "a: !!python/name:os.system",
    "laughs": "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]",
    "depth": "a: " + "[" * 5_000,
    "merging": "a: &a {x: 1}\nb: {<<: *a}",
}


@pytest.mark.parametrize("what", YAMLS)
def test_front_matter_makes_no_objects_and_no_copies(what: str):
    with pytest.raises(UnreadableInput):
        read_front_matter(YAMLS[what])


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 100_000,
        b'{"recent": [1, {"a": 2}], "window": "x", "zoom": "much", "keys": [[]]}',
        b'{"zoom": 1e999, "suggesting_processes": -5, "least_score": NaN}',
        b"\xff\xff",
        b'"text"',
    ],
)
def test_settings_that_make_no_sense_are_the_usual_ones(tmp_path: Path, content: bytes):
    file = tmp_path / "settings.json"
    file.write_bytes(content)
    settings = SettingsFile(file).value
    assert all(isinstance(one, str) for one in settings.recent)
    assert isinstance(settings.zoom, int)
    assert 1 <= settings.processes <= 1_000


# ---------------------------------------------------------------- what goes out

_BAD_TITLES = [
    "../../outside",
    "/etc/passwd",
    "C:\\Windows\\x",
    "CON",
    "nul.txt",
    "trailing dots...",
    "x" * 5_000,
    "",
    "a\0b\nc\r\t",
    "\u202etxt.exe",
    ".hidden",
    "-rf",
]
EXPORTERS = tuple(one.name for one in describe(formats()) if one.writes)
_RESERVED = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{kind}{n}" for kind in ("com", "lpt") for n in range(10)),
}


@pytest.fixture(scope="module")
def badly_titled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("project") / "Bad.annotator"
    with projects.create_project(path, ANA) as services:
        for number, title in enumerate(_BAD_TITLES):
            metadata = Metadata(title=title, outlet=title[:50], url=title[:50])
            source = Source(f"Maria spoke, {number}.".encode(), f"../{title[:100]}.txt", metadata)
            services.importing.job([source], "text").work(JobContext())
        assert len(services.project.article_ids()) == len(_BAD_TITLES)
    return path


@pytest.mark.parametrize("name", EXPORTERS)
def test_names_of_exported_files_stay_in_their_folder_and_work_anywhere(
    badly_titled: Path, tmp_path: Path, name: str
):
    layout = exporter_named(formats(), name).layout
    out = tmp_path / "deep" / "er"
    out.mkdir(parents=True)
    with projects.open_project(badly_titled, ANA, read_only=True) as services:
        services.exporting.job(ExportRequest(name), out / "export").work(JobContext())

    assert [one.name for one in tmp_path.iterdir()] == ["deep"]
    assert [one.name for one in (tmp_path / "deep").iterdir()] == ["er"]
    made = [one for one in out.rglob("*") if one.is_file()]
    assert made, layout
    for one in made:
        for part in one.relative_to(out).parts:
            assert part.partition(".")[0].lower() not in _RESERVED
            assert part == part.rstrip(". ")
            assert len(part.encode()) <= 200
            assert not set(part) & set('\\:*?"<>|\0\n\r\t\u202e')
            assert not part.startswith(("-", "."))
