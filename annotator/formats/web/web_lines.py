"""The lines of a page, each with where it stands, and those of them that are the article.

What finds articles drops what it takes for repeated, for furniture or for pictures' captions: of
nine equal paragraphs it leaves one. So it is only asked which lines are the article's, each of
which has a mark of its own; the lines between them are then read in the page itself.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from annotator.formats.common.safe_xml import local_name
from annotator.formats.press.dates import is_date_line
from annotator.formats.web.markup_lines import BLOCKS, BOXES, UNSHOWN, is_hidden, markup_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# three signs of Braille: nothing cleans them away, takes them for letters or joins them to words
_ZERO = 0x2801
_BASE = 255
_MARK = re.compile("[\u2801-\u28ff]{3}")
_BRAILLE = re.compile("[\u2801-\u28ff]")
_MOST_LINES = _BASE**3

_MOST = 0.9
_LINKED = 0.5
# letters; what is shorter above or below an article is a date, a kicker or a count of comments
_LONG = 25

_CONTAINERS = frozenset(("article", "main", "section", "div", "td", "body", "html"))
_AROUND = frozenset(
    ("nav", "aside", "footer", "form", "button", "dialog", "menu", "label", "fieldset", "time",
     "address")
)  # fmt: skip
_KEPT_AT_THE_EDGE = frozenset(("li", "dd", "dt", "td", "th", "figcaption", "caption", "blockquote"))
_BODY_NAME = re.compile(
    r"\b(?:article|story|entry|post|news)[-_]{0,2}(?:body|content|text)\b", re.IGNORECASE
)
_NAME_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_AROUND_NAMES = frozenset(
    ("ad", "ads", "advert", "advertisement", "advertising", "author", "authors", "banner",
     "breadcrumb", "breadcrumbs", "byline", "comments", "consent", "cookie", "cookies", "date",
     "dateline", "disqus", "footer", "login", "menu", "meta", "metadata", "nav", "navbar",
     "navigation", "newsletter", "newsletters", "outbrain", "pagination", "paywall", "popular",
     "promo", "promoted", "read", "readmore", "recirculation", "recommended", "related", "respond",
     "share", "shared", "sharedaddy", "sharing", "sidebar", "signup", "skip", "social", "sponsor",
     "sponsored", "subscribe", "subscription", "taboola", "tags", "timestamp", "toolbar", "topics",
     "trending", "updated")
)  # fmt: skip


class Node(NamedTuple):
    """A piece of text: an element's own, or what follows it."""

    element: Any
    is_tail: bool
    text: str

    @property
    def parent(self) -> Any:  # noqa: ANN401
        """The element that it stands in."""
        return self.element.getparent() if self.is_tail else self.element

    def put(self, text: str) -> None:
        """Gives the tree another text in its place."""
        if self.is_tail:
            self.element.tail = text
        else:
            self.element.text = text


@dataclass(slots=True)
class Line:
    """A line as a reader sees it.

    around: the elements that it stands in which are seldom part of an article, outermost first.
    length, linked: letters, and how many of them are links.
    """

    around: tuple[Any, ...]
    nodes: list[Node] = field(default_factory=list)
    length: int = 0
    linked: int = 0

    @property
    def is_linked(self) -> bool:
        """Whether it is links, and little else."""
        return self.linked > _LINKED * self.length

    @property
    def text(self) -> str:
        """What it says."""
        return " ".join("".join(node.text for node in self.nodes).split())

    @property
    def parent(self) -> Any:  # noqa: ANN401
        """The element that it begins in."""
        return self.nodes[0].parent


class PageLines:
    """The lines of a page's tree, in its order. Which are shown is changed in the tree."""

    def __init__(self, root: Any) -> None:  # noqa: ANN401
        self._root = root
        self.lines = [line for line in _lines(root) if line.length][:_MOST_LINES]

    def mark(self) -> None:
        """Puts a mark of its own into each line."""
        for number, line in enumerate(self.lines):
            longest = max(line.nodes, key=lambda node: len(node.text))
            for node in line.nodes:
                text = _BRAILLE.sub(" ", node.text)
                blank = len(text) - len(text.lstrip())
                put = _mark(number) if node is longest else ""
                node.put(text[:blank] + put + text[blank:])

    def unmark(self) -> None:
        """Gives the tree its texts again."""
        for line in self.lines:
            for node in line.nodes:
                node.put(node.text)

    def marked(self, text: str) -> set[int]:
        """The numbers of the lines whose marks are in a text."""
        found = (_number(mark) for mark in _MARK.findall(text))
        return {number for number in found if number < len(self.lines)}

    def without_marks(self, text: str) -> str:
        """A text that has been marked, as it was."""
        return _MARK.sub("", text)

    def paragraphs(self) -> set[int]:
        """The numbers of the lines that stand in paragraphs, where an article may be."""
        return {
            number
            for number, line in enumerate(self.lines)
            if not line.around
            and any(local_name(one) == "p" for one in (line.parent, *line.parent.iterancestors()))
        }

    def text_of(self, numbers: set[int]) -> str:
        """What these lines say, as markup_text() writes it. The tree stays as it was."""
        for number, line in enumerate(self.lines):
            if number not in numbers:
                for node in line.nodes:
                    node.put("")
        text = markup_text(self._root)
        self.unmark()
        return text

    def article(self, found: set[int]) -> set[int]:
        """The lines of the article. found: the numbers of some of them, and perhaps of others."""
        if not found:
            return found
        inner = _container([self.lines[number] for number in found])
        above = {inner, *inner.iterancestors()}
        inside = [n for n, line in enumerate(self.lines) if _stands_in(line, inner)]
        outside = found.difference(inside)
        core = found.intersection(inside)
        begin, end = min(core), max(core)
        is_article = _is_body(inner)
        kept = {number for number in outside if not self.lines[number].is_linked} | core
        for number in inside:
            line = self.lines[number]
            if number in core or line.is_linked or any(one not in above for one in line.around):
                continue
            if begin < number < end or (is_article and _is_kept_at_the_edge(line)):
                kept.add(number)
        return kept


def _lines(root: Any) -> Iterator[Line]:  # noqa: ANN401
    """Each line of a tree; some have no words."""
    from lxml import etree

    around: list[Any] = []
    line = Line(())
    links = 0
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        name = local_name(element).lower()
        is_shown = bool(name) and name not in UNSHOWN and not is_hidden(element)
        is_start = event == "start"
        if is_start and not is_shown:
            walk.skip_subtree()
            continue
        if is_shown:
            if name in BLOCKS or name in BOXES or (name == "br" and is_start):
                yield line
                line = Line(())
            links += (name == "a") * (1 if is_start else -1)
            if is_start and _is_around(element, name):
                around.append(element)
            elif not is_start and around and around[-1] is element:
                around.pop()
        text = element.text if is_start else element.tail
        if text and not text.isspace() and (is_start or element is not root):
            if not line.nodes:
                line.around = tuple(around)
            line.nodes.append(Node(element, not is_start, text))
            length = len(text.strip())
            line.length += length
            line.linked += length if links else 0
    yield line


def _is_around(element: Any, name: str) -> bool:  # noqa: ANN401
    """Whether an element seldom holds text of an article, by its name and what it is called."""
    if name in _AROUND or element.get("aria-hidden") == "true":
        return True
    if name in ("article", "header"):  # of an article its own head; in it, other ones' cards
        is_inner = next(element.iterancestors("article"), None) is not None
        return is_inner is (name == "article")
    if name in ("main", "body", "html") or _is_body(element):
        return False
    called = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''}"
    return any(word.lower() in _AROUND_NAMES for word in _NAME_WORDS.findall(called))


def _container(lines: Iterable[Line]) -> Any:  # noqa: ANN401
    """The article around the lines, or else the innermost element that holds most of them."""
    weights: dict[Any, int] = {}
    depths: dict[Any, int] = {}
    total = 0
    for line in lines:
        total += line.length
        way = [line.parent, *line.parent.iterancestors()]
        for depth, element in enumerate(reversed(way)):
            weights[element] = weights.get(element, 0) + line.length
            depths[element] = depth
    inner = max((one for one in weights if weights[one] >= _MOST * total), key=depths.__getitem__)
    chain = [inner, *inner.iterancestors()]
    articles = (one for one in chain if local_name(one) == "article")
    boxes = (one for one in chain if local_name(one) in _CONTAINERS)
    return next(itertools.chain(articles, filter(_is_body, chain), boxes), chain[-1])


def _is_body(element: Any) -> bool:  # noqa: ANN401
    """Whether a page says itself that an article is there."""
    if local_name(element) == "article" or element.get("itemprop") == "articleBody":
        return True
    called = f"{element.get('class') or ''} {element.get('id') or ''}"
    return local_name(element) not in ("body", "html") and bool(_BODY_NAME.search(called))


def _stands_in(line: Line, element: Any) -> bool:  # noqa: ANN401
    parent = line.parent
    return parent is element or any(one is element for one in parent.iterancestors())


def _is_kept_at_the_edge(line: Line) -> bool:
    """Whether a line above or below all that was found is more than a date or a heading."""
    names = {local_name(line.parent), *map(local_name, line.parent.iterancestors())}
    if names & _KEPT_AT_THE_EDGE:
        return True
    return line.length >= _LONG and not is_date_line(line.text)


def _mark(number: int) -> str:
    digits = (number // _BASE**2, number // _BASE % _BASE, number % _BASE)
    return "".join(chr(_ZERO + digit) for digit in digits)


def _number(mark: str) -> int:
    value = 0
    for sign in mark:
        value = value * _BASE + ord(sign) - _ZERO
    return value
