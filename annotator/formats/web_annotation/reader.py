"""Web Annotations to incoming articles: annotations are gathered by the text they are on."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from annotator.domain.exchange import IncomingSuggestion, Problem
from annotator.domain.suggestion import SuggesterInfo
from annotator.formats.common.decoding import decode
from annotator.formats.common.own_fields import incoming, why_unusable
from annotator.formats.web_annotation.fields import (
    Fields,
    article_fields,
    creator_of,
    described,
    link_of,
    listed,
    source_of,
    span_fields,
    text_of,
)
from annotator.formats.web_annotation.places import Finder, place_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from annotator.domain.exchange import IncomingArticle

    Beside = Callable[[str], bytes | None]


@dataclass(slots=True)
class _Group:
    """What there is on one text. description: the annotation that has the text itself."""

    description: Fields = field(default_factory=dict)
    text: str = ""
    on_it: list[tuple[Fields, object]] = field(default_factory=list)


def read_annotations(
    annotations: Iterable[Fields], origin: str, beside: Beside
) -> Iterator[IncomingArticle | Problem]:
    """An article for each text that is there; a Problem for each that is not."""
    groups: dict[str, _Group] = {}
    links: dict[str, list[Fields]] = {}
    for annotation in annotations:
        if link := link_of(annotation):
            links.setdefault(str(link["from"]), []).append(link)
        elif described(annotation):
            group = groups.setdefault(source_of(annotation.get("target")), _Group())
            group.description, group.text = annotation, described(annotation)
        else:
            for target in listed(annotation.get("target")) or [None]:
                group = groups.setdefault(source_of(target), _Group())
                group.text = group.text or text_of(target)
                group.on_it.append((annotation, target))
    several = len(groups) > 1
    for source, group in groups.items():
        group.text = group.text or _beside(source, beside)
        yield from _article(source, group, links, origin, several=several)
    for link in (one for each in links.values() for one in each):
        sentence = f"The link “{link['label']}” does not join two annotations of one text."
        yield Problem(origin, f"{sentence[:-1]}; it was left out.")


def _article(
    source: str, group: _Group, links: dict[str, list[Fields]], origin: str, *, several: bool
) -> Iterator[IncomingArticle | Problem]:
    if not group.text:
        yield Problem(origin, _missing(source, len(group.on_it)))
        return
    if sentence := why_unusable(group.text):
        yield Problem(f"{origin}, {source}", sentence)
        return
    own, meta = article_fields(group.description, source)
    title = str(own.get("title") or meta.get("title") or source)
    place = f"{origin}, “{title}”" if title and (several or own) else origin
    finder = Finder.of(group.text)
    spans: list[Fields] = []
    suggestions: list[IncomingSuggestion] = []
    notes: list[str] = []
    for number, (annotation, target) in enumerate(group.on_it, start=1):
        quote = place_of(target.get("selector") if isinstance(target, dict) else None)
        try:
            start, end = finder.find(quote)
        except ValueError as error:
            notes.append(f"Annotation {number} was left out: {error}.")
            continue
        found = span_fields(annotation, start, end, quote.exact)
        if creator_of(annotation).is_software:
            suggestions += [_suggestion(one, annotation) for one in found]
        else:
            spans += found
    ids = {str(one["id"]) for one in spans}
    relations = [
        link for key in sorted(ids & links.keys()) for link in links[key] if link["to"] in ids
    ]
    for link in relations:
        links[str(link["from"])].remove(link)
    article = incoming(
        group.text,
        place,
        article=own or None,
        meta=meta,
        spans=spans,
        relations=relations,
        note=notes.append,
    )
    for sentence in notes:
        yield Problem(place, sentence)
    yield replace(article, suggestions=tuple(suggestions))


def _suggestion(fields: Fields, annotation: Fields) -> IncomingSuggestion:
    """What a program annotated."""
    score = annotation.get("score", annotation.get("confidence"))
    start, end, quoted = fields["start"], fields["end"], fields["text"]
    return IncomingSuggestion(
        start=start if isinstance(start, int) else 0,
        end=end if isinstance(end, int) else 0,
        label=str(fields["label"]),
        suggester=SuggesterInfo(creator_of(annotation).name or "unknown", ""),
        quoted=quoted if isinstance(quoted, str) else None,
        score=float(score) if isinstance(score, int | float) else None,
    )


def _beside(source: str, beside: Beside) -> str:
    """The text of a file in the same folder that is annotated by its name."""
    if not source or ":" in source or not source.lower().endswith(".txt"):
        return ""
    data = beside(source.removeprefix("./"))
    return decode(data) if data else ""


def _missing(source: str, count: int) -> str:
    what = "1 annotation is" if count == 1 else f"{count:,} annotations are"
    where = f"on {source[:200]}, whose text" if source else "on a text that"
    return (
        f"{what} {where} is not in the file; export them together with the text, or put that text"
        " beside the file and annotate it by its name."
    )
