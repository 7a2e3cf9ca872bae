"""Who says a quotation, as the parse of its sentence has it."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from annotator.domain.span import Span
from annotator.suggest.quotes.attributions import Attribution, Path
from annotator.suggest.quotes.cues import (
    is_content_noun,
    is_cue,
    is_reported,
    is_saying,
    is_verb,
    may_stand_beside,
    owner,
    speaker_of,
)
from annotator.suggest.quotes.marks import stands_within
from annotator.suggest.quotes.phrases import is_bare, phrase_from, with_name
from annotator.suggest.reporting.claimants import mention, relative_pronoun, subject_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

    from annotator.suggest.quotes.surroundings import Surroundings

_BETWEEN = frozenset({"RB", "MD", "IN", "TO"})
_FARTHEST_VERB = 40
_FARTHEST_HEAD = 60
_UNSPEAKING = frozenset({"it", "this", "that", "which", "what", "there"})


class ByParse:
    """The parse of a text, asked about its quotations."""

    def __init__(self, doc: Doc, starts: Sequence[int], quoted: Sequence[Span]) -> None:
        """starts: of the tokens. quoted: the quotations, in order."""
        self._doc = doc
        self._quoted = quoted
        self._starts = starts

    def after(self, quoted: Span, around: Surroundings) -> Attribution | None:
        """ "…," says Ann Lee; "…," Ann Lee, who …, says; "…", according to Ann Lee."""
        tokens = self._outside(quoted.end, self._until(quoted, around))
        words = [one for one in tokens if not (one.is_punct or one.is_space)]
        if not words:
            return None
        if words[0].lower_ == "according":
            return self._according(words[0])
        for at, verb in enumerate(words[:_FARTHEST_VERB]):
            if verb.dep_ == "relcl":
                continue  # "Ann Lee, who lost, said"
            if may_stand_beside(verb, paused=around.paused and not around.closed):
                subject = self._beside(words, at)
                if subject is not None and (not around.closed or is_bare(verb, subject)):
                    return self._made(subject, verb, Path.AFTER)
        return None

    def _until(self, quoted: Span, around: Surroundings) -> int:
        """Where the words that follow a quotation end: at the next one, or with the sentence."""
        following = bisect_left(self._quoted, quoted.end, key=lambda one: one.start)
        end = around.end if around.closed else around.after
        if following < len(self._quoted):
            end = min(end, self._quoted[following].start)
        return end

    def _beside(self, words: Sequence[Token], at: int) -> Token | None:
        """The subject of a verb, if nothing else stands between the quotation and the two."""
        verb = words[at]
        if all(one.tag_[:2] in _BETWEEN or one.dep_ == "aux" for one in words[:at]):
            following = words[at + 1] if at + 1 < len(words) else None
            return phrase_from(following) if following is not None else None
        subject = speaker_of(verb)
        first = words[0].i
        if subject is not None and self._is_free(subject) and subject.i >= first:
            left = subject.left_edge.i
            if left <= first or all(one.tag_[:2] == "RB" for one in words if one.i < left):
                return subject
        head = phrase_from(words[0])
        if head is None or head.i >= verb.i:
            return None
        following = verb.doc[head.i + 1]
        if following.text in {",", "("} and is_saying(verb):
            return head  # "Ann Lee, 43, a baker from Ely, says"
        between = [one for one in words if head.i < one.i < verb.i]
        if all(one.tag_[:2] == "RB" or one.dep_ == "aux" for one in between):
            return head
        return None

    def around(self, quoted: Span, around: Surroundings) -> Attribution | None:
        """The verb or noun of the same sentence whose words the quotation is."""
        best: Attribution | None = None
        told_above = True
        for token in self._above(quoted, around):
            wanted = is_cue(token) or (best is None and is_content_noun(token))
            if wanted and told_above:
                one = self._by(token)
                if one is not None and (best is None or one.source != best.source):
                    best = one
            if best is not None:
                told_above = is_reported(token, so_far=told_above)
        return best

    def accorded(self, start: int, end: int) -> Attribution | None:
        """Whom "according to" names between two offsets, outside quotations."""
        for token in self._outside(start, end):
            if token.lower_ == "according":
                return self._according(token)
        return None

    def near(self, quoted: Span, around: Surroundings) -> Attribution | None:
        """The nearest reporting verb of the same sentence."""
        before = self._outside(around.before, quoted.start)
        for token in reversed(before):
            if is_cue(token) or token.lower_ == "according":
                one = self._by(token)
                if one is not None:
                    return one._replace(path=Path.NEAR)
        for token in self._outside(quoted.end, around.after):
            if is_saying(token) or token.lower_ == "according":
                one = self._by(token)
                if one is not None:
                    return one._replace(path=Path.NEAR)
        return None

    def subject(self, quoted: Span, around: Surroundings) -> Attribution | None:
        """The subject of the clause that holds the quotation, whatever its verb."""
        for token in self._above(quoted, around):
            if is_verb(token) and (one := self._by(token, Path.CLAUSE)):
                return one
        for token in reversed(self._outside(around.before, quoted.start)):
            if is_verb(token) and (one := self._by(token, Path.CLAUSE)):
                return one
        return None

    def last_report(self, start: int, end: int) -> Attribution | None:
        """Who is the last to say something between two offsets, outside quotations."""
        tokens = self._outside(start, end)
        for wanted in (is_saying, is_cue):
            for token in reversed(tokens):
                if wanted(token):
                    one = self._by(token)
                    if one is not None:
                        return one
        return None

    def actor(self, start: int, end: int) -> Attribution | None:
        """Who does the first thing that is done between two offsets: "Lee smiled." """
        for token in self._outside(start, end):
            if token.dep_ == "nsubj" and is_verb(token.head) and token.lower_ not in _UNSPEAKING:
                return self._made(token, token.head, Path.CLAUSE)
        return None

    def _by(self, cue: Token, path: Path = Path.GOVERNED) -> Attribution | None:
        if cue.lower_ == "according":
            return self._according(cue)
        if not is_verb(cue):
            return self._free(owner(cue), cue, Path.NOUN)
        subject = speaker_of(cue)
        one = self._free(subject, cue, path)
        pronoun = relative_pronoun(cue)
        if one is None or pronoun is None or subject != subject_of(cue):
            return one
        return one._replace(source=pronoun, stands_for=one.source)

    def _free(self, subject: Token | None, cue: Token, path: Path) -> Attribution | None:
        if path is Path.CLAUSE and subject is not None and is_content_noun(subject):
            subject = owner(subject) or subject  # "her message was: …"
        if subject is None or subject.tag_[:2] == "JJ" or not self._is_free(subject):
            return (
                None  # an adjective is none: the noun "reply" of "a curt reply" passes for a verb
            )
        return self._made(subject, cue, path)

    def _according(self, cue: Token) -> Attribution | None:
        for to in cue.children:
            if to.lower_ == "to":
                for name in to.children:
                    if name.dep_ == "pobj" and self._is_free(name):
                        return self._made(name, cue, Path.ACCORDING)
        return None

    def _made(self, subject: Token, cue: Token, path: Path) -> Attribution:
        source = with_name(self._doc, subject, mention(subject))
        return Attribution(source, Span(cue.idx, cue.idx + len(cue)), path)

    def _above(self, quoted: Span, around: Surroundings) -> Iterator[Token]:
        """The words outside of the quotation that its first word depends on, nearest first."""
        inside = self._tokens(quoted.start, quoted.end)
        token = next((one for one in inside if not (one.is_punct or one.is_space)), None)
        if token is None:
            return
        for _ in range(_FARTHEST_HEAD):
            if around.before <= token.idx < around.after and self._is_free(token):
                yield token
            head = token.head
            if head == token:  # not "is": each look makes a new one
                return
            token = head

    def _tokens(self, start: int, end: int) -> Iterator[Token]:
        first = bisect_left(self._starts, start)
        return (self._doc[i] for i in range(first, bisect_left(self._starts, end)))

    def _outside(self, start: int, end: int) -> list[Token]:
        return [one for one in self._tokens(start, end) if self._is_free(one)]

    def _is_free(self, token: Token) -> bool:
        """Whether it stands in no quotation."""
        return not stands_within(token.idx, self._quoted)
