"""The files of a project, in a .qdpx or beside a .qde, and its XML, an element at a time."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from annotator.domain.errors import UnreadableInput
from annotator.formats.archives.guarded import open_archive
from annotator.formats.common.safe_xml import SAFELY, local_name

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from contextlib import AbstractContextManager
    from typing import BinaryIO

    from lxml.etree import _Element as Element

    from annotator.formats.input_file import InputFile

LARGEST_TEXT = 100_000_000
"""Bytes of one source's text."""

_PROJECT = ".qde"
_FOLDERS = ("sources/", "")


class Package(NamedTuple):
    """A project and its files.

    project: opens its XML, from the beginning. text: the bytes of a file that the project names,
    None if it is not there; raises UnreadableInput.
    """

    project: Callable[[], AbstractContextManager[BinaryIO]]
    text: Callable[[str], bytes | None]


@contextmanager
def open_package(file: InputFile) -> Iterator[Package]:
    """The project in a .qdpx, or the .qde itself. Raises UnreadableInput."""
    if not file.head.startswith(b"PK"):
        yield Package(file.opener, lambda path: _beside(file, path))
        return
    with open_archive(file) as archive:
        members = {name.lower(): name for name in reversed(archive.names)}
        projects = [name for name in archive.names if name.lower().endswith(_PROJECT)]
        if not projects:
            raise UnreadableInput(
                "The archive holds no REFI-QDA project (no .qde file); export it anew."
            )
        project = min(projects, key=lambda name: (name.count("/"), name))
        folder = str(PurePosixPath(project).parent).lower()
        above = "" if folder == "." else f"{folder}/"

        def text(path: str) -> bytes | None:
            for candidate in _candidates(path):
                member = members.get(f"{above}{candidate}".lower())
                if member is not None:
                    return archive.read(member, LARGEST_TEXT)
            return None

        yield Package(lambda: archive.open(project), text)


def elements(package: Package, names: Collection[str]) -> Iterator[Element]:
    """Each element of these names that lies in no other of them, whole; it is emptied afterwards.

    Raises UnreadableInput where the XML is damaged, or declares a document type.
    """
    from lxml import etree

    depth = 0
    with package.project() as stream:
        reader = etree.iterparse(stream, events=("start", "end"), **SAFELY)
        try:
            for number, (event, element) in enumerate(reader):
                if not number:
                    _check_root(element)
                if local_name(element) not in names:
                    continue
                depth += 1 if event == "start" else -1
                if not depth and event == "end":
                    yield element
                    _forget(element)
        except etree.XMLSyntaxError as error:
            raise UnreadableInput(
                f"Its project file is damaged at line {error.lineno}; export the project anew."
            ) from error


def _check_root(element: Element) -> None:
    if element.getroottree().docinfo.internalDTD is not None:
        raise UnreadableInput(
            "Its project file declares a document type, as no such project does; it was left alone."
        )
    if local_name(element) != "Project":
        raise UnreadableInput(
            f"It is XML, but no REFI-QDA project (“{local_name(element)[:40]}”); export a project,"
            " not a code book."
        )


def _forget(element: Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _candidates(path: str) -> Iterator[str]:
    """Where a file may lie that the project names internal://a.txt or relative://a.txt."""
    _, mark, rest = path.partition("://")
    name = (rest if mark else path).lstrip("/")
    for folder in _FOLDERS:
        yield f"{folder}{name}"
        yield f"{folder}{unquote(name)}"


def _beside(file: InputFile, path: str) -> bytes | None:
    for candidate in _candidates(path):
        for name in (candidate, candidate.replace("sources/", "Sources/", 1)):
            if ".." not in PurePosixPath(name).parts:
                found = file.beside(name)
                if found is not None:
                    return found
    return None
