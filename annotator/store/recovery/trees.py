"""SQLite's trees, read page by page: whatever a page still holds, however it is reached."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from annotator.store.recovery.records import signed, varint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from annotator.store.recovery.pages import Pages

INDEX_INNER, TABLE_INNER, INDEX_LEAF, TABLE_LEAF = 2, 5, 10, 13
_INNER = frozenset((INDEX_INNER, TABLE_INNER))
_TABLE = frozenset((TABLE_INNER, TABLE_LEAF))
_KINDS = _INNER | {INDEX_LEAF, TABLE_LEAF}
_FILE_HEAD = 100
_MOST_PAYLOAD = 1 << 30


class Cell(NamedTuple):
    """What a page holds of one row. is_whole: no byte of it was missing."""

    rowid: int | None
    payload: bytes
    is_whole: bool


class Walk(NamedTuple):
    """A tree, as far as it can be reached. broken: pages of it that cannot be read."""

    pages: list[int]
    broken: list[int]


class PageSource(Protocol):
    """Where pages come from."""

    @property
    def read(self) -> Callable[[int], bytes | None]:
        """A page by its number, None if there is none."""
        ...


class Trees:
    """Reads the trees of a file. used: pages that some row goes on in."""

    def __init__(self, pages: PageSource) -> None:
        self._pages = pages
        self.used: set[int] = set()

    def kind(self, number: int) -> int | None:
        """What kind of page it is; None if it is none of a tree."""
        page = self._pages.read(number)
        if page is None:
            return None
        kind = page[_start(number)]
        return kind if kind in _KINDS else None

    def walk(self, root: int, *, is_table: bool) -> Walk:
        """All pages of a tree that can be reached from its root."""
        reached: list[int] = []
        broken: list[int] = []
        seen: set[int] = set()
        waiting = [root]
        while waiting:
            number = waiting.pop()
            if number in seen:
                continue
            seen.add(number)
            kind = self.kind(number)
            if kind is None or (kind in _TABLE) != is_table:
                broken.append(number)
                continue
            reached.append(number)
            if kind in _INNER:
                children = list(self._children(number))
                waiting.extend(reversed(children))
        return Walk(reached, broken)

    def cells(self, number: int) -> Iterator[Cell | None]:
        """The rows of a page; None for each that cannot be made out.

        Nothing for an inner page of a table, which holds no rows.
        """
        page = self._pages.read(number)
        if page is None:
            return
        kind = page[_start(number)]
        if kind not in _KINDS or kind == TABLE_INNER:
            return
        for at in self._pointers(page, number):
            yield None if at is None else self._cell(page, at, kind)

    def scattered(self, number: int) -> Iterator[Cell]:
        """Whatever in a page may be a row, wherever it begins: much of it will be none.

        For pages of which the head is damaged, which says where the rows are.
        """
        page = self._pages.read(number)
        if page is None or not any(page):
            return
        used = set(self.used)
        for at in range(_start(number), len(page) - 4):
            for kind in (TABLE_LEAF, INDEX_LEAF):
                cell = self._cell(page, at, kind)
                if cell is not None and len(cell.payload) > 1 and 1 < cell.payload[0] < 0x80:
                    yield cell
        self.used = used

    def _children(self, number: int) -> Iterator[int]:
        page = self._pages.read(number)
        assert page is not None  # walk() has looked at it
        for at in self._pointers(page, number):
            if at is not None:
                yield int.from_bytes(page[at : at + 4], "big")
        start = _start(number)
        yield int.from_bytes(page[start + 8 : start + 12], "big")

    def _pointers(self, page: bytes, number: int) -> Iterator[int | None]:
        """Where the cells of a page begin; None for one that cannot be there."""
        start = _start(number)
        head = start + (12 if page[start] in _INNER else 8)
        count = int.from_bytes(page[start + 3 : start + 5], "big")
        count = min(count, (len(page) - head) // 2)
        for place in range(head, head + 2 * count, 2):
            at = int.from_bytes(page[place : place + 2], "big")
            yield at if head <= at < len(page) - 3 else None

    def _cell(self, page: bytes, at: int, kind: int) -> Cell | None:
        try:
            if kind == INDEX_INNER:
                at += 4
            size, at = varint(page, at)
            rowid = None
            if kind == TABLE_LEAF:
                number, at = varint(page, at)
                rowid = signed(number)
        except IndexError:
            return None
        if size > _MOST_PAYLOAD:
            return None
        payload = self._payload(page, at, size, is_table=kind == TABLE_LEAF)
        return Cell(rowid, payload, len(payload) == size)

    def _payload(self, page: bytes, at: int, size: int, *, is_table: bool) -> bytes:
        """The bytes of a row, its further pages included; fewer if one of them is missing."""
        usable = len(page)
        most = usable - 35 if is_table else (usable - 12) * 64 // 255 - 23
        if size <= most:
            return page[at : at + size]
        least = (usable - 12) * 32 // 255 - 23
        local = least + (size - least) % (usable - 4)
        local = local if local <= most else least
        pieces = [page[at : at + local]]
        following = int.from_bytes(page[at + local : at + local + 4], "big")
        left = size - local
        chain: set[int] = set()
        while left > 0 and following not in chain:
            further = self._pages.read(following)
            if further is None:
                break
            chain.add(following)
            pieces.append(further[4 : 4 + left])
            left -= usable - 4
            following = int.from_bytes(further[:4], "big")
        self.used |= chain
        return b"".join(pieces)


def _start(number: int) -> int:
    """Where a page's own head begins: on the first one it comes after the file's."""
    return _FILE_HEAD if number == 1 else 0


def free_pages(pages: Pages) -> set[int]:
    """Pages that hold nothing any more, as far as the file's head leads to them."""
    head = pages.head()
    found: set[int] = set()
    trunk = int.from_bytes(head[32:36], "big") if head else 0
    while trunk and trunk not in found:
        page = pages.read(trunk)
        if page is None:
            break
        found.add(trunk)
        count = min(int.from_bytes(page[4:8], "big"), len(page) // 4 - 2)
        found |= {int.from_bytes(page[8 + 4 * n : 12 + 4 * n], "big") for n in range(count)}
        trunk = int.from_bytes(page[:4], "big")
    return found
