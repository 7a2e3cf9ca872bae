"""Whom "he", "she" and "it" take up, where the text leaves no doubt."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.text import paragraph_starts
from annotator.suggest.described.agents import Kind, Strength, described_by
from annotator.suggest.described.noun_phrases import actor_phrase, names_near
from annotator.suggest.names.named import named
from annotator.suggest.names.tokens import token_starts
from annotator.suggest.quotes.marks import quoted_spans, stands_within
from annotator.suggest.reporting.scan import tokens_in
from annotator.suggest.reporting.verbs import REPORTING_FORMS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

    from annotator.domain.span import Span
    from annotator.domain.suggestion import Prediction
    from annotator.suggest.base import Parsed

PRONOUNS = {"he": "m", "she": "f", "it": ""}
"""Those that are traced, and the gender of whom they stand for; "they" may be anybody."""
_TRACED = frozenset(PRONOUNS)
_PERSONS = frozenset({"he", "she"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_EMBEDDED = frozenset({"ccomp", "relcl", "acl", "advcl", "xcomp", "pcomp"})
_BEFORE = 40
"""Code points before a name among which its title is looked for."""
_MALE = re.compile(
    r"\b(?:mr|sir|lord|king|prince|duke|sheikh|father|brother|pope|actor|(?!\w*woman)\w*man)\.?\s+$",
    re.IGNORECASE,
)
_FEMALE = re.compile(
    r"\b(?:mrs|ms|miss|mme|dame|lady|queen|princess|duchess|sister|mother|actress|\w*woman)\.?\s+$",
    re.IGNORECASE,
)


class Mention(NamedTuple):
    """Somebody who is mentioned outside of quotation marks, by name or as "the minister".

    key: the same for all mentions of one. gender: "m", "f", or "" where nothing tells.
    is_subject: of a clause that tells what the text is about. is_name: rather than a
    description. speaks: it is the subject of a reporting verb.
    """

    span: Span
    key: str
    kind: Kind
    gender: str
    is_subject: bool
    is_name: bool
    speaks: bool = False


def mentions(parsed: Parsed) -> list[Mention]:
    """The persons and organisations of a text that has a parse, in order."""
    doc = parsed.doc
    if doc is None or not doc.has_annotation("DEP"):
        return []
    quoted = parsed.shared(quoted_spans)
    offsets = parsed.shared(token_starts)
    names = [one for one in parsed.shared(named) if not stands_within(one.span.start, quoted)]
    found = list(_named(parsed.text, doc, offsets, names))
    taken = [one.span for one in names]
    found += (one for one in _described(doc, taken) if not stands_within(one.span.start, quoted))
    return sorted(found, key=attrgetter("span"))


def antecedents(parsed: Parsed) -> dict[int, Mention]:
    """Whom the pronouns outside of quotation marks stand for, by the pronouns' offsets."""
    known = parsed.shared(mentions)
    if parsed.doc is None or not known:
        return {}
    reader = _Reader(parsed.text, known)
    quoted = parsed.shared(quoted_spans)
    for token in tokens_in(parsed.doc, _TRACED):
        if token.dep_ == "nsubj" and not stands_within(token.idx, quoted):
            reader.read(token)
    return reader.found


class _Reader:
    """Goes through a text from pronoun to pronoun, and remembers whom each took up."""

    def __init__(self, text: str, known: Sequence[Mention]) -> None:
        self.found: dict[int, Mention] = {}
        self._known = known
        self._starts = [one.span.start for one in known]
        self._paragraphs = _paragraphs(text)
        self._genders = {one.key: one.gender for one in known if one.gender}
        self._last: dict[bool, tuple[int, Mention]] = {}

    def read(self, pronoun: Token) -> None:
        """Find out whom the pronoun stands for, if that is certain."""
        is_person = pronoun.lower_ in _PERSONS
        gender = PRONOUNS[pronoun.lower_]
        near = self._before(pronoun.idx, is_person=is_person)
        fitting = [one for one in near if self._fits(one, gender)]
        followed = self._followed(pronoun.idx, is_person=is_person)
        if followed is not None and not self._fits(followed[1], gender):
            followed = None
        chosen = _chosen(fitting, followed)
        if chosen is not None:
            self.found[pronoun.idx] = chosen
            self._last[is_person] = (pronoun.idx, chosen)
            if gender:
                self._genders.setdefault(chosen.key, gender)

    def _fits(self, one: Mention, gender: str) -> bool:
        return self._genders.get(one.key, gender) == gender

    def _before(self, offset: int, *, is_person: bool) -> list[Mention]:
        """Those mentioned before the offset, in its paragraph and the one before."""
        at = bisect_right(self._paragraphs, offset) - 1
        start = self._paragraphs[max(at - 1, 0)]
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, offset)
        known = self._known[first:last]
        return [
            one
            for one in known
            if (one.kind is Kind.PERSON) == is_person and one.span.end <= offset
        ]

    def _followed(self, offset: int, *, is_person: bool) -> tuple[int, Mention] | None:
        """Whom the pronoun before took up, in the same two paragraphs, and where."""
        at = bisect_right(self._paragraphs, offset) - 1
        last = self._last.get(is_person)
        return last if last and last[0] >= self._paragraphs[max(at - 1, 0)] else None


def _chosen(near: Sequence[Mention], followed: tuple[int, Mention] | None) -> Mention | None:
    """The only one who can be meant, or the one whom the text has been about since."""
    since = near
    if followed is not None:
        since = [one for one in near if one.span.start > followed[0]]
        if all(one.key == followed[1].key for one in since):
            return since[-1] if since else followed[1]
    keys = {one.key for one in near}
    subjects = [one for one in since if one.is_subject]
    if not subjects:
        return None
    topic = subjects[-1]
    if len(keys) == 1:
        return topic
    speakers = [one for one in since if one.speaks]
    rivalled = since[-1].key != topic.key or (speakers and speakers[-1].key != topic.key)
    return None if rivalled else topic


def _paragraphs(text: str) -> list[int]:
    """Where those lines begin that hold more than white space; at least [0]."""
    starts = paragraph_starts(text)
    ends = [*starts[1:], len(text)]
    filled = [start for start, end in zip(starts, ends, strict=True) if text[start:end].strip()]
    return [0, *filled] if not filled or filled[0] else filled


def _named(
    text: str, doc: Doc, offsets: Sequence[int], names: Sequence[Prediction]
) -> Iterator[Mention]:
    for one in names:
        kind = dict(one.attributes).get("kind")
        acts = one.label == "LOCATION" or kind == Kind.ORGANISATION
        if kind != Kind.PERSON and not acts:
            continue
        head = _head(doc, offsets, one.span)
        is_subject = _is_subject(head)
        if one.label == "LOCATION" and not is_subject:
            continue
        words = one.span.text_of(text).lower().split()
        yield Mention(
            one.span,
            " ".join(words) if acts else words[-1],
            Kind.ORGANISATION if acts else Kind.PERSON,
            "" if acts else _gender(text, one.span.start),
            is_subject,
            is_name=True,
            speaks=_speaks(head),
        )


def _described(doc: Doc, names: Sequence[Span]) -> Iterator[Mention]:
    """ "The ministry", "a spokeswoman": subjects only, and none in the plural."""
    for token in _singular_subjects(doc):
        noun = described_by(token.lower_)
        if noun is None or noun.plural or noun.strength is not Strength.STRONG:
            continue
        if noun.kind in {Kind.PERSON, Kind.ORGANISATION}:
            span = actor_phrase(token, names_near(token, names))
            if span is not None:
                gender = _gender(token.text + " ", len(token.text) + 1)
                yield Mention(
                    span,
                    token.lower_,
                    noun.kind,
                    gender,
                    _is_subject(token),
                    is_name=False,
                    speaks=_speaks(token),
                )


def _singular_subjects(doc: Doc) -> Iterator[Token]:
    """Nouns, be they tagged as names with small letters: "the Peruvian defence ministry"."""
    strings = doc.vocab.strings
    subjects = {strings[one] for one in _SUBJECTS}
    noun, name = strings["NN"], strings["NNP"]
    columns = zip(doc.to_array("DEP").tolist(), doc.to_array("TAG").tolist(), strict=True)
    for at, (role, tag) in enumerate(columns):
        if role in subjects and (tag == noun or (tag == name and doc[at].is_lower)):
            yield doc[at]


def _head(doc: Doc, offsets: Sequence[int], span: Span) -> Token:
    token = doc[max(bisect_left(offsets, span.end) - 1, 0)]
    while token.head.i != token.i and span.covers(token.head.idx):
        token = token.head
    return token


def _is_subject(head: Token) -> bool:
    """Whether it is what the text is about: not "Lee" in "he asked who Lee was"."""
    if head.dep_ == "appos":
        head = head.head
    verb = head.head
    speaks = verb.lower_ in REPORTING_FORMS and not _is_reported(verb)
    return head.dep_ in _SUBJECTS and (verb.dep_ not in _EMBEDDED or speaks)


def _is_reported(verb: Token) -> bool:
    """Whether a clause is what another verb before it reports: "he said that Lee knew"."""
    above = verb.head
    return verb.dep_ == "ccomp" and above.i < verb.i and above.lower_ in REPORTING_FORMS


def _speaks(head: Token) -> bool:
    return head.dep_ == "nsubj" and head.head.lower_ in REPORTING_FORMS


def _gender(text: str, start: int) -> str:
    """What the words before a name tell: "Mrs", "chairman"."""
    before = text[max(start - _BEFORE, 0) : start]
    if _FEMALE.search(before):
        return "f"
    return "m" if _MALE.search(before) else ""
