"""Hypothesis strategies for what the program is about: texts, spans, values."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import settings
from hypothesis import strategies as st

from annotator.domain.annotation import Annotation, Origin, Provenance, Relation
from annotator.domain.document import DocumentInfo, Metadata, Status
from annotator.domain.entries import RegistryEntry
from annotator.domain.ids import EntryId, RuleId
from annotator.domain.labels import AttributeKind, AttributeSpec, Label, LabelScheme, RelationType
from annotator.domain.memory import PhraseRule, Rule, phrase_text
from annotator.domain.span import Span
from annotator.domain.suggestion import Decision, SuggesterInfo, Suggestion
from annotator.domain.text import normalise

_PIECES = (
    "Musk",
    "said",
    " ",
    "\n",
    "\r\n",
    "\r",
    "“",
    "”",
    "😀",
    "👨‍👩‍👧",
    "🇸🇾",
    "👩🏽‍⚖️",
    "𝕏",
    "𒀀",
    "e\u0301",
    "क्षि",
    "\u0301",
    "قال الرئيس",
    "שלום",
    "\u200f",
    "\u202b",
    "\u00a0",
    "\u202f",
    "\ufeff",
    "\u2028",
    "\u2029",
    "\u0085",
    "\x00",
)


def few(*, examples: int = 15, steps: int = 20) -> settings:
    """Settings of a costly property: few examples, but all that the soak profile asks for."""
    if settings.get_current_profile_name() == "soak":
        return settings(deadline=None)
    return settings(max_examples=examples, stateful_step_count=steps, deadline=None)


def raw_texts() -> st.SearchStrategy[str]:
    """Texts as files have them: any characters, any line ends, also ""."""
    pieces = st.lists(st.sampled_from(_PIECES), max_size=30).map("".join)
    return st.one_of(st.just(""), pieces, st.text(max_size=60))


def texts(*, min_size: int = 0) -> st.SearchStrategy[str]:
    """Texts as they are stored: line ends are "\\n"."""
    stored = raw_texts().map(lambda raw: normalise(raw).text)
    return stored.filter(lambda text: len(text) >= min_size)


def spans(length: int | None = None) -> st.SearchStrategy[Span]:
    """Spans inside of a text of that length, at least 1, or anywhere."""
    last = 2_000 if length is None else length
    return st.integers(0, last - 1).flatmap(
        lambda start: st.builds(Span, st.just(start), st.integers(start + 1, last))
    )


_ids = st.integers(1, (1 << 63) - 1)
_scores = st.none() | st.floats(0, 1)
_times = st.datetimes(
    min_value=datetime(1990, 1, 1),
    max_value=datetime(2200, 1, 1),
    timezones=st.just(UTC),
).map(lambda time: time.replace(fold=0))
_words = st.text(max_size=12)
_names = st.text(min_size=1, max_size=12).filter(lambda name: name == name.strip())
_colours = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
_attribute_values = st.one_of(
    st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), _words
)
_attributes = st.dictionaries(_words, _attribute_values, max_size=4).map(
    lambda pairs: tuple(sorted(pairs.items()))
)

suggester_infos = st.builds(SuggesterInfo, _words, _words, _words)

decisions = st.sampled_from([one for one in Decision if one is not Decision.WITHHELD])
"""Those that an edit may make: what the memory withholds is no edit."""

annotations = st.builds(
    Annotation,
    id=_ids,
    document_id=_ids,
    span=spans(),
    label=_words,
    annotator_id=_ids,
    created_at=_times,
    modified_at=_times,
    attributes=_attributes,
    note=raw_texts(),
    provenance=st.builds(
        Provenance,
        origin=st.sampled_from(Origin),
        suggestion_id=st.none() | _ids,
        suggester=st.none() | suggester_infos,
        score=_scores,
    ),
    entry_id=st.none() | _ids,
)

relations = st.builds(
    Relation,
    id=_ids,
    document_id=_ids,
    label=_words,
    source_id=_ids,
    target_id=_ids,
    annotator_id=_ids,
    created_at=_times,
)

suggestions = st.builds(
    Suggestion,
    id=_ids,
    document_id=_ids,
    span=spans(),
    label=_words,
    suggester=suggester_infos,
    score=_scores,
    source=st.none() | spans(),
    decision=st.sampled_from(Decision),
)

document_infos = st.builds(
    DocumentInfo,
    id=_ids,
    metadata=st.builds(
        Metadata,
        title=raw_texts(),
        outlet=_words,
        byline=_words,
        published=_words,
        url=_words,
        language=_words,
        extra=st.lists(st.tuples(_words, _words), max_size=3).map(tuple),
    ),
    status=st.sampled_from(Status),
    flag_reason=_words,
    hidden=st.booleans(),
)

_specs = st.builds(
    AttributeSpec,
    name=_words,
    kind=st.sampled_from(AttributeKind),
    description=_words,
    choices=st.lists(_words, max_size=3).map(tuple),
)
_labels = st.builds(
    Label,
    name=_names,
    colour=_colours,
    dark_colour=_colours,
    description=_words,
    attributes=st.lists(_specs, max_size=2).map(tuple),
)


@st.composite
def label_schemes(draw: st.DrawFn) -> LabelScheme:
    """Label schemes that do not contradict themselves."""
    labels = draw(st.lists(_labels, max_size=4, unique_by=lambda label: label.name))
    keys = draw(st.lists(st.sampled_from("abcde12"), max_size=len(labels), unique=True))
    keyed = [
        Label(label.name, label.colour, label.dark_colour, key, label.description, label.attributes)
        for label, key in zip(labels, keys + [""] * len(labels), strict=False)
    ]
    ends = st.lists(st.sampled_from([label.name for label in keyed] or [""]), max_size=2)
    kinds = st.builds(RelationType, _words, ends.map(tuple), ends.map(tuple), _words)
    return LabelScheme(tuple(keyed), tuple(draw(st.lists(kinds, max_size=2))) if keyed else ())


@st.composite
def registry_entries(draw: st.DrawFn) -> RegistryEntry:
    """Entries that may be."""
    name = draw(_names)
    placed = draw(st.booleans())
    return RegistryEntry(
        id=EntryId(draw(_ids)),
        label=draw(_words),
        name=name,
        aliases=tuple(sorted(draw(st.sets(_names, max_size=3)) - {name})),
        kind=draw(_words),
        note=draw(raw_texts()),
        wikidata=draw(st.just("") | st.integers(1, 10**9).map("Q{}".format)),
        gazetteer=draw(_words),
        latitude=draw(st.floats(-90, 90)) if placed else None,
        longitude=draw(st.floats(-180, 180)) if placed else None,
    )


_remembered = st.sampled_from(("Port Merrow", "rebels", "港", "Éa's 14th")) | _words.map(
    phrase_text
).filter(bool)

phrase_rules = st.builds(
    PhraseRule,
    id=_ids.map(RuleId),
    text=_remembered,
    label=_words,
    rule=st.sampled_from(Rule),
)

values = st.one_of(
    annotations,
    relations,
    suggestions,
    document_infos,
    label_schemes(),
    registry_entries(),
    phrase_rules,
)
