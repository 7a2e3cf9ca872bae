"""The words of a parsed text, for those who walk over them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from annotator.suggest.names.headlines import headlines

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from annotator.suggest.base import Parsed

ARTICLES = frozenset({"the", "a", "an"})
POSSESSIVES = frozenset({"'s", "’s", "'", "’", "`s", "´s", "‘s"})
HYPHENS = frozenset({"-", "‑", "–"})
_COMMON = frozenset({"NN", "NNS"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def token_starts(parsed: Parsed) -> list[int]:
    """The code point at which each token begins: for parsed.shared, since many look it up."""
    doc = parsed.doc
    return doc.to_array("IDX").tolist() if doc is not None and len(doc) else []


class Tokens:
    """The tokens of a doc as plain lists, which are quicker to walk than a doc.

    texts, tags, types (of entities, "" for none), starts (code points): of each token.
    spaced: whether white space follows it. subjects: the indices of those that are one of a verb.
    headline: the indices of those in headlines, whose capitals tell nothing.
    nouns: the words that are common nouns somewhere in the text, in small letters.
    tagged: whether there are tags at all.
    """

    def __init__(self, doc: Doc) -> None:
        self.texts, self.tags, self.types, roles = _columns(doc, "ORTH", "TAG", "ENT_TYPE", "DEP")
        places, spaces = doc.to_array(["IDX", "SPACY"]).T.tolist() if len(doc) else ([], [])
        self.starts: list[int] = places
        self.spaced = list(map(bool, spaces))
        self.subjects = {at for at, role in enumerate(roles) if role in _SUBJECTS}
        self.headline = {at for line in headlines(self.texts) for at in range(*line)}
        self.tagged = doc.has_annotation("TAG")
        self.nouns = {
            text
            for text, tag in zip(self.texts, self.tags, strict=True)
            if tag in _COMMON and text.islower()
        }

    def __len__(self) -> int:
        return len(self.texts)

    def small(self, index: int) -> str:
        """The word in small letters; "" outside the text."""
        return self.texts[index].lower() if 0 <= index < len(self.texts) else ""

    def all_small(self, first: int, end: int) -> list[str]:
        """The words between two token indices, half-open, in small letters."""
        return [one.lower() for one in self.texts[first:end]]

    def text(self, first: int, end: int) -> str:
        """The words between two token indices, half-open, with single spaces."""
        pieces = (self.texts[at] + (" " if self.spaced[at] else "") for at in range(first, end))
        return "".join(pieces).strip()

    def stop(self, end: int) -> int:
        """The code point after the last token before `end`."""
        return self.starts[end - 1] + len(self.texts[end - 1])

    def is_named(self, index: int) -> bool:
        """Whether the token looks like a word of a name: a capital that tells, and its tag."""
        if not 0 <= index < len(self.texts) or index in self.headline:
            return False
        tag = self.tags[index]
        return is_capital(self.texts[index]) and (not self.tagged or tag.startswith("NNP"))

    def is_verb(self, index: int) -> bool:
        """Whether the token is tagged as a verb."""
        return self.tags[index].startswith("VB")

    def opens(self, index: int) -> bool:
        """Whether a sentence, a line or a quotation begins with the token."""
        return index == 0 or self.texts[index - 1][-1] in '.!?:\n"“”‘•–—*'


def is_capital(word: str) -> bool:
    """Whether a word begins with a capital letter, perhaps after an apostrophe."""
    head = word[1:2] if word[0] in "'’‘`" else word[0]
    return head.isupper() and any(map(str.isalpha, word))


def _columns(doc: Doc, *attributes: str) -> list[list[str]]:
    """For each attribute its values, as strings, of all tokens; without making Token objects."""
    if not len(doc):
        return [[] for _ in attributes]
    columns: Any = doc.to_array(list(attributes)).reshape(len(doc), -1).T.tolist()
    strings = doc.vocab.strings
    spelled = {key: strings[key] for key in set[int]().union(*columns)}
    return [[spelled[key] for key in column] for column in columns]
