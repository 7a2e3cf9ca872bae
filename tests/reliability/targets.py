"""What broken files and messages are thrown at, and what each must do with them."""

from __future__ import annotations

import gzip
import multiprocessing
import os
import pickle
import random
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

from annotator.domain.errors import InvalidScheme, KnownError, UnreadableInput
from annotator.domain.ids import DocumentId
from annotator.domain.suggestion import SuggesterInfo
from annotator.formats.registry import formats
from annotator.formats.scheme_file import read_scheme, write_scheme
from annotator.resources import resource
from annotator.services import projects
from annotator.services.jobs import JobContext
from annotator.services.memory_process import Answer, StudyProcess
from annotator.services.reading import ProcessReader, Reading, ReadRequest, Source
from annotator.services.settings import SettingsFile
from annotator.suggest.messages import Failure, Ready, SuggestResponse
from annotator.suggest.process import SuggestionProcess
from tests.factories import ANA, make_scheme
from tests.formats import hostile
from tests.formats.one_of_each import samples
from tests.services.helpers import import_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from annotator.domain.exchange import Problem
    from annotator.services.projects import Services

Files = dict[str, bytes]
_ARTICLE = 0x0CA0BEEFCAFE1234
"""Stands in messages for the id of the one article that is there."""
ENDS = (".", "!", "?", "”", ")")


@dataclass
class Surroundings:
    """Where a target works: a folder of its own, and a project in it."""

    folder: Path
    services: Services
    article: DocumentId


@dataclass(frozen=True)
class Target:
    """goods: good files, by name; several where they belong together. try_one: raises for bugs."""

    goods: tuple[Files, ...]
    try_one: Callable[[Files, Surroundings], None]


def surroundings() -> Surroundings:
    """Made anew for each child."""
    folder = Path(tempfile.mkdtemp(prefix="fuzz"))
    path = folder / "fuzz.annotator"
    services = projects.create_project(path, ANA, scheme=make_scheme())
    return Surroundings(folder, services, import_text(services, "Ghani left Homs."))


# ---------------------------------------------------------------- files


def _import(format_name: str | None) -> Callable[[Files, Surroundings], None]:
    def try_one(files: Files, around: Surroundings) -> None:
        folder = Path(tempfile.mkdtemp(dir=around.folder))
        for name, data in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
        job = around.services.importing.job([folder], format_name)
        report = job.work(JobContext())
        for problem in report.problems:
            _check_sentence(problem)
        for document_id in report.imported:
            text = around.services.project.document(document_id).text
            text.encode()
            assert "\0" not in text

    return try_one


def _check_sentence(problem: Problem) -> None:
    assert problem.sentence.endswith(ENDS), problem.sentence
    problem.sentence.encode()
    problem.origin.encode()


def _open(files: Files, around: Surroundings) -> None:
    (data,) = files.values()
    folder = Path(tempfile.mkdtemp(dir=around.folder))
    path = folder / "x.annotator"
    path.write_bytes(data)
    with suppress(KnownError), projects.open_project(path, ANA) as services:
        services.project.check()
        for document_id in services.project.article_ids():
            services.browsing.marks(DocumentId(document_id))


def _read_scheme(files: Files, _: Surroundings) -> None:
    (data,) = files.values()
    try:
        scheme = read_scheme(data, "x.json")
    except (UnreadableInput, InvalidScheme) as refusal:
        str(refusal).encode()
        return
    assert read_scheme(write_scheme(scheme), "y.json") == scheme


def _read_settings(files: Files, around: Surroundings) -> None:
    (data,) = files.values()
    path = around.folder / "settings.json"
    path.write_bytes(data)
    found = SettingsFile(path)
    found.remember_project(around.folder / "x.annotator")
    found.annotator()
    assert SettingsFile(path).value == found.value
    assert found.value.processes > 0


# ---------------------------------------------------------------- messages


def _send(data: tuple[bytes, ...], connection: Any) -> None:
    for one in data:
        with suppress(OSError):
            connection.send_bytes(one)
    os._exit(0)


def _worker(*data: bytes) -> tuple[Any, Any]:
    """A process that says so, whatever it is asked, and ends; and the way to it."""
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(target=_send, args=(data, theirs), daemon=True)
    process.start()
    theirs.close()
    return process, ours


class _Suggesting(SuggestionProcess):
    def __init__(self, *data: bytes) -> None:
        super().__init__()
        self._data = data

    def _spawn(self) -> None:
        self._process, self._connection = _worker(*self._data)


class _Reading(ProcessReader):
    def __init__(self, data: bytes) -> None:
        super().__init__()
        self._data = data

    def _start(self) -> None:
        self._process, self._connection = _worker(self._data)


class _Studying(StudyProcess):
    def __init__(self, path: Path, data: bytes) -> None:
        super().__init__(path)
        self._data = data

    def _start(self) -> Any:
        self._process, self._connection = _worker(self._data)
        return self._connection


def _suggest(files: Files, around: Surroundings) -> None:
    (data,) = files.values()
    data = data.replace(_ARTICLE.to_bytes(8, "little"), around.article.to_bytes(8, "little"))
    loaded = pickle.dumps(Ready((SuggesterInfo(f"x{crc32(data)}.v1", "1"),)))
    for said in ((data,), (loaded, data)):
        around.services.suggesting._kept = _Suggesting(*said)
        with suppress(KnownError):
            around.services.suggesting.job().work(JobContext())
        around.services.suggesting.close()


def _read(files: Files, _: Surroundings) -> None:
    (data,) = files.values()
    reader = _Reading(data)
    for reading in reader.read(ReadRequest(Source(b"x", "x.txt"))):
        for item in reading.items:
            assert item.origin is not None
    reader.close()


def _study(files: Files, around: Surroundings) -> None:
    (data,) = files.values()
    process = _Studying(around.services.path, data)
    with suppress(KnownError):
        process.study(lambda: False).lesson()
    process.close()


def _messages() -> dict[str, Files]:
    info = SuggesterInfo("rules.quotes.v1", "1", "")
    row = (0, 5, "ACTOR", 0.5, None, "why", None, (1, 2), (("role", "x"),))
    made = {
        "ready": Ready((info,)),
        "response": SuggestResponse(DocumentId(_ARTICLE), "f", ((info, (row,)),)),
        "failure": Failure(DocumentId(_ARTICLE), "It failed.", ""),
        "reading": Reading((), "00"),
        "end": None,
        "answer": Answer(1, None),
        "error": Answer(1, KnownError("It failed.")),
        "number": 5,
        "list": [1, {"x": ()}, "y"],
        "rows": SuggestResponse(DocumentId(_ARTICLE), "f", ((info, ((5, "x", None),)),)),
        "huge": Answer(1, "x" * 200_000),
    }
    return {name: {name: pickle.dumps(one)} for name, one in made.items()}


# ---------------------------------------------------------------- all of them


def _project_files() -> tuple[Files, ...]:
    folder = Path(tempfile.mkdtemp())
    around = surroundings()
    around.services.close()
    old = sorted(Path(__file__).parents[1].glob("data/projects/*.annotator"))
    found = [around.services.path, *old[:2]]
    made = tuple({"x.annotator": one.read_bytes()} for one in found)
    folder.rmdir()
    return made


def _containers() -> Mapping[str, Files]:
    inner = {"a.txt": b"Ferry.\n\nIt left.\n", "b/c.jsonl": b'{"text": "It came."}\n'}
    return {
        "zip": {"x.zip": hostile.zip_of(inner)},
        "tar": {"x.tar": hostile.tar_of(inner, packed=False)},
        "gzip": {"x.txt.gz": gzip.compress(inner["a.txt"], mtime=0)},
        "tar.gz": {"x.tar.gz": hostile.tar_of(inner)},
    }


def targets() -> dict[str, Target]:
    """All targets by name: each importer, and what else reads what others made."""
    registry = formats()
    made = {
        name: Target((sample.files,), _import(None))
        for name, sample in samples().items()
        if name in registry.names()
    }
    made["archives"] = Target(tuple(_containers().values()), _import(None))
    made["project opener"] = Target(_project_files(), _open)
    schemes = tuple({one.name: one.read_bytes()} for one in resource("schemes").glob("*.json"))
    made["label scheme"] = Target(schemes, _read_scheme)
    made["settings"] = Target(({"settings.json": _settings()},), _read_settings)
    messages = tuple(_messages().values())
    made["suggestion messages"] = Target(messages, _suggest)
    made["reading messages"] = Target(messages, _read)
    made["learning messages"] = Target(messages, _study)
    return made


def _settings() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "settings.json"
        one = SettingsFile(path)
        one.update(annotator_name="Ana", keys={"tag": "Ctrl+T"}, recent=("/x/y.annotator",))
        return path.read_bytes()


def seeded(seed: str, target: str, number: int) -> random.Random:
    """The same for the same input, wherever it is made."""
    return random.Random(f"{seed}/{target}/{number}")
