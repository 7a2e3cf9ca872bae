"""No importer and no exporter reaches the network, whatever a file asks for.

Python's sockets refuse to be made, and what files name is an address of this machine where
somebody listens: libraries that are not written in Python would be heard there.
"""

from __future__ import annotations

import _socket
import select
import socket
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from annotator.domain.exchange import IncomingArticle
from annotator.formats.base import Container, Exporter
from annotator.formats.input_file import InputFile
from annotator.formats.registry import companions_of, formats, importer_for
from tests.formats.examples import full_article
from tests.formats.exporting import export_all
from tests.formats.one_of_each import FORMATS, samples
from tests.formats.poisoned import poisoned
from tests.formats.torture import torture_article

if TYPE_CHECKING:
    from collections.abc import Iterator

REGISTRY = formats()
SECRET = "nobody may know of this"
# what these ask for is all they have, or they are refused for it
READ_NOT = ("a.jsonld", "a.qde")


class Refused(socket.socket):
    """A socket that cannot be made."""

    def __init__(self, *_: object, **__: object) -> None:
        raise AssertionError("a socket was made")


def _refuse(*_: object, **__: object) -> None:
    raise AssertionError("a name was looked up")


@contextmanager
def unplugged() -> Iterator[str]:
    """Gives an address where somebody listens; fails if anybody was heard, or tried."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(socket, "socket", Refused)
            for name in ("getaddrinfo", "gethostbyname", "create_connection"):
                patch.setattr(socket, name, _refuse)
            yield address
        heard, _, _ = select.select([listener], [], [], 0.05)
        assert not heard, "somebody connected"


def items_of(files: dict[str, bytes]) -> list[object]:
    """What comes of files that lie in one folder, companions left to those they belong to."""
    own = {each for name in files for each in companions_of(REGISTRY, name.rpartition("/")[2])}
    found: list[object] = []
    for name, data in files.items():
        folder, _, last = name.rpartition("/")
        if last in own:
            continue

        def beside(other: str, folder: str = folder) -> bytes | None:
            return files.get(f"{folder}/{other}".lstrip("/"))

        file = InputFile.of_bytes(data, name, neighbour=beside)
        reader = importer_for(REGISTRY, file)
        if isinstance(reader, Container):
            found += list(reader.members(file))
        else:
            found += list(reader.read(file))
    return found


@pytest.mark.parametrize("kind", samples())
def test_an_importer_makes_no_connection(kind):
    files = samples()[kind].files
    with unplugged():
        found = items_of(files)
    assert sum(isinstance(one, IncomingArticle) for one in found) == len(samples()[kind].titles)


@pytest.mark.parametrize("kind", [k for k, one in FORMATS.items() if isinstance(one, Exporter)])
def test_an_exporter_makes_no_connection(kind):
    with unplugged():
        assert export_all(FORMATS[kind], [full_article(1), torture_article(2)]).files


@pytest.fixture
def secret(tmp_path):
    """A file of this machine that others name."""
    path = tmp_path / "secret.txt"
    path.write_text(SECRET)
    return path.as_uri()


@pytest.mark.parametrize("name", [n for n in poisoned("", "") if not n.endswith("TypeSystem.xml")])
def test_what_a_file_asks_for_elsewhere_is_not_fetched(name, secret):
    with unplugged() as address:
        files = poisoned(address, secret)
        folder = name.rpartition("/")[0]
        near = {name} | {one for one in files if folder and one.startswith(f"{folder}/")}
        found = items_of({one: files[one] for one in near})
    assert found
    assert SECRET not in str(found)
    if name not in READ_NOT:
        assert any(isinstance(one, IncomingArticle) for one in found), found


def connect(address: str) -> None:
    """As a library in C does, past Python's own sockets."""
    plain = _socket.socket()
    plain.connect(("127.0.0.1", int(address.rpartition(":")[2])))
    plain.close()


def test_whoever_connects_is_heard():
    """So that the tests above can fail."""

    def reach_out():
        with unplugged() as address:
            connect(address)

    def make_a_socket():
        with unplugged():
            socket.socket()

    with pytest.raises(AssertionError, match="somebody connected"):
        reach_out()
    with pytest.raises(AssertionError, match="a socket was made"):
        make_a_socket()
