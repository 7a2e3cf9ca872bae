"""The one-line form of a query: reading it, and writing it so that reading gives the same again."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.domain.document import Status
from annotator.domain.errors import BadQuery
from annotator.domain.query import ANY, ORIGINS, Query, Term

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

FIELDS = {
    "label": "label:CLAIM",
    "by": "by:Reuters",
    "annotator": "annotator:Ana",
    "origin": "origin:corrected",
    "with": "with:note",
    "without": "without:role",
    "status": "status:done",
    "outlet": "outlet:Reuters",
    "since": "since:2026-03",
    "until": "until:2026-03-31",
    "in": "in:list",
    "case": "case:yes",
}
"""The names that may stand before a colon, each with an example."""

_LONGEST = 2_000
_MOST_TERMS = 50
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_QUOTED = r'["“”„]((?:[^"“”„\\]|\\.)*)["“”„]?'
_FIELD = re.compile(rf"({'|'.join(FIELDS)}):(?:{_QUOTED}|(\S*))", re.IGNORECASE)
_UNKNOWN = re.compile(r"-?([a-z]{3,}):(?=\w)", re.IGNORECASE)
_SCHEMES = ("http", "https", "mailto")
_REGEX = re.compile(r"/((?:\\.|[^/\\])+)/(?=\s|$)|/(.+)$")
_PHRASE = re.compile(rf"(-?){_QUOTED}(\*?)")
_WORD = re.compile(r"\S+")
_BARE = re.compile(r"""[^\s",/*:\\“”„-][^\s",*\\“”„]*""")


def parse(line: str) -> Query:
    """The query that a line says. Raises BadQuery with a sentence for what cannot be meant.

    Words must all occur; `OR` parts alternatives, `-` or `NOT` stands before what must not occur,
    `*` after the beginning of a word. Quotation marks hold words together; slashes hold a regular
    expression. A name of FIELDS and a colon say more: `label:CLAIM,QUOTE by:"New York Times"`.
    """
    line = _cleaned(line)
    if len(line) > _LONGEST:
        raise BadQuery(f"A search may have {_LONGEST:,} characters; make it shorter.")
    reader = _Reader()
    at = 0
    while at < len(line):
        at = at + 1 if line[at].isspace() else reader.read(line, at)
    return reader.result()


def written(query: Query) -> str:
    """The line that says a query."""
    parts = _listed("label", query.labels)
    parts += [f"{name}:{_value(text)}" for name, text in _texts_of(query) if text]
    parts += _listed("origin", query.origins)
    parts += _listed("status", [one.value.replace(" ", "-") for one in query.statuses])
    parts += [f"with:{_value(one)}" for one in query.having]
    parts += [f"without:{_value(one)}" for one in query.lacking]
    parts += ["in:list"] * query.in_list + ["case:yes"] * query.match_case
    parts.append(written_words(query))
    return " ".join(filter(None, parts))


def written_words(query: Query) -> str:
    """The part of the line that says the words or the regular expression."""
    if query.regex:
        inside = re.sub(r"\\.|/", lambda one: r"\/" if one[0] == "/" else one[0], query.regex)
        return f"/{inside}/"
    return " OR ".join(" ".join(map(_written_term, group)) for group in query.words)


def _texts_of(query: Query) -> tuple[tuple[str, str], ...]:
    return (
        ("by", query.by),
        ("annotator", query.annotator),
        ("outlet", query.outlet),
        ("since", query.since),
        ("until", query.until),
    )


def _listed(name: str, values: Sequence[str]) -> list[str]:
    texts = [_value(one) for one in values]
    if any(text.startswith('"') for text in texts):
        return [f"{name}:{text}" for text in texts]
    return [f"{name}:{','.join(texts)}"] if texts else []


def _written_term(term: Term) -> str:
    is_bare = _BARE.fullmatch(term.words) and term.words not in ("OR", "AND", "NOT")
    words = term.words if is_bare and not _FIELD.match(term.words) else _quoted(term.words)
    return f"{'-' * term.is_excluded}{words}{'*' * term.is_begun}"


def _value(text: str) -> str:
    return text if _BARE.fullmatch(text) or text == ANY else _quoted(text)


def _quoted(text: str) -> str:
    return '"' + re.sub(r'["“”„\\]', r"\\\g<0>", text) + '"'


def _unquoted(text: str) -> str:
    return " ".join(re.sub(r"\\(.)", r"\1", text).split())


def _cleaned(line: str) -> str:
    """Without what neither SQLite nor UTF-8 can hold."""
    safe = (" " if one < " " or "\ud800" <= one <= "\udfff" else one for one in line)
    return "".join(safe).strip()


class _Reader:
    """Reads a line piece by piece."""

    def __init__(self) -> None:
        self._query = Query()
        self._groups: list[list[Term]] = [[]]
        self._is_negated = False

    def read(self, line: str, at: int) -> int:
        """Takes the piece that begins there; returns where it ends."""
        for pattern, take in (
            (_FIELD, self._take_field),
            (_REGEX, self._take_regex),
            (_PHRASE, self._take_phrase),
        ):
            found = pattern.match(line, at)
            if found:
                take(found)
                return found.end()
        found = _WORD.match(line, at)
        assert found is not None
        self._take_word(found[0])
        return found.end()

    def result(self) -> Query:
        """The query, whole."""
        groups = tuple(tuple(group) for group in self._groups if group)
        for group in groups:
            if all(term.is_excluded for term in group):
                if self._query.wants_annotations and len(groups) == 1:
                    continue
                raise BadQuery(
                    f"“{_written_term(group[0])}” says only what must not occur; say also what"
                    " must."
                )
        if groups and self._query.regex:
            raise BadQuery("Look for words or for a regular expression, not for both at once.")
        if sum(map(len, groups)) > _MOST_TERMS:
            raise BadQuery(f"A search may have {_MOST_TERMS} words; leave some out.")
        return replace(self._query, words=groups)

    def _take_word(self, word: str) -> None:
        if word == "OR":
            self._groups.append([])
        elif word == "NOT":
            self._is_negated = True
        elif word != "AND":
            unknown = _UNKNOWN.match(word)
            if unknown and unknown[1].lower() not in _SCHEMES:
                raise BadQuery(
                    f"There is no field “{unknown[1]}”; the fields are {', '.join(FIELDS)}."
                    f' Write “"{word}"” to look for just that.'
                )
            is_excluded = word.startswith("-") and len(word) > 1
            bare = word.removeprefix("-") if is_excluded else word
            is_begun = len(bare) > 1 and bare.endswith("*")
            self._add(bare.rstrip("*") or bare, is_begun=is_begun, is_excluded=is_excluded)

    def _take_phrase(self, found: re.Match[str]) -> None:
        words = _unquoted(found[2])
        if words:
            self._add(words, is_begun=bool(found[3]), is_excluded=bool(found[1]))

    def _add(self, words: str, *, is_begun: bool, is_excluded: bool) -> None:
        self._groups[-1].append(Term(words, is_begun, is_excluded or self._is_negated))
        self._is_negated = False

    def _take_regex(self, found: re.Match[str]) -> None:
        if self._query.regex:
            raise BadQuery("Look for one regular expression at a time; join two as /one|other/.")
        text = found[1] or found[2]
        if (len(text) - len(text.rstrip("\\"))) % 2:
            raise BadQuery("A regular expression does not end with a single backslash; write two.")
        self._query = replace(self._query, regex=re.sub(r"\\(.)", _kept, text))

    def _take_field(self, found: re.Match[str]) -> None:
        name = found[1].lower()
        quoted, bare = found[2], found[3]
        value = bare if quoted is None else _unquoted(quoted)
        if not value:
            raise BadQuery(f"Write what “{name}:” is to be, such as {FIELDS[name]}.")
        values = [value] if quoted is not None else [one for one in value.split(",") if one]
        self._query = _TAKERS[name](self._query, value, tuple(values))


def _kept(escape: re.Match[str]) -> str:
    return "/" if escape[1] == "/" else escape[0]


def _with_labels(query: Query, _: str, values: tuple[str, ...]) -> Query:
    return replace(query, labels=_joined(query.labels, values))


def _with_origins(query: Query, _: str, values: tuple[str, ...]) -> Query:
    known = [one.lower() for one in values]
    if "any" in known:
        return replace(query, origins=ORIGINS)
    for one in known:
        if one not in ORIGINS:
            raise BadQuery(f"There is no origin “{one}”. Known: {', '.join(ORIGINS)}, any.")
    return replace(query, origins=_joined(query.origins, known))


def _with_statuses(query: Query, _: str, values: tuple[str, ...]) -> Query:
    by_name = {one.value.replace(" ", "-"): one for one in Status}
    names = [one.lower().replace(" ", "-") for one in values]
    for name in names:
        if name not in by_name:
            raise BadQuery(f"There is no status “{name}”. Known: {', '.join(by_name)}.")
    statuses = dict.fromkeys([*query.statuses, *(by_name[name] for name in names)])
    return replace(query, statuses=tuple(statuses))


def _with_date(name: str) -> Callable[[Query, str, tuple[str, ...]], Query]:
    def taker(query: Query, value: str, _: tuple[str, ...]) -> Query:
        if not _DATE.fullmatch(value):
            raise BadQuery(f"“{value}” is no date; write it like {FIELDS[name]}.")
        return replace(query, since=value) if name == "since" else replace(query, until=value)

    return taker


def _in_list(query: Query, value: str, _: tuple[str, ...]) -> Query:
    if value.lower() != "list":
        raise BadQuery("Only “in:list” can be said: the articles that the list shows now.")
    return replace(query, in_list=True)


def _with_case(query: Query, value: str, _: tuple[str, ...]) -> Query:
    if value.lower() not in ("yes", "no"):
        raise BadQuery("Write “case:yes” where the case of letters matters.")
    return replace(query, match_case=value.lower() == "yes")


def _joined(before: tuple[str, ...], more: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*before, *more]))


_TAKERS: dict[str, Callable[[Query, str, tuple[str, ...]], Query]] = {
    "label": _with_labels,
    "by": lambda query, value, _: replace(query, by=value),
    "annotator": lambda query, value, _: replace(query, annotator=value),
    "origin": _with_origins,
    "with": lambda query, value, _: replace(query, having=_joined(query.having, [value])),
    "without": lambda query, value, _: replace(query, lacking=_joined(query.lacking, [value])),
    "status": _with_statuses,
    "outlet": lambda query, value, _: replace(query, outlet=value),
    "since": _with_date("since"),
    "until": _with_date("until"),
    "in": _in_list,
    "case": _with_case,
}
