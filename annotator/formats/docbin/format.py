"""spaCy: DocBin files to train on, with the configurations to train by."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.domain.errors import ExportFailed
from annotator.formats.base import ALL, Layout, Option
from annotator.formats.carrying import tell_uncarried
from annotator.formats.common.own_fields import CARRIED
from annotator.formats.docbin.config import ner_config, spancat_config
from annotator.formats.docbin.lengths import SpanLengths
from annotator.formats.docbin.reader import read_docs
from annotator.formats.docbin.writer import DocWriter
from annotator.formats.tokenising.spans import GIVES_WAY, OVERLAPS, chosen_labels
from annotator.spacy_library import spacy_library

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from annotator.domain.document import AnnotatedDocument
    from annotator.domain.exchange import IncomingArticle, Problem
    from annotator.domain.labels import LabelScheme
    from annotator.formats.base import Export, Output, Part
    from annotator.formats.input_file import InputFile

ENTITIES = Option(
    "entities",
    "Labels of entities",
    help="The labels that go to doc.ents, with commas between them; none named: those from which"
    " no relation leads, as ACTOR and LOCATION. All labels are in doc.spans.",
)
ENTITY_OVERLAPS = replace(
    OVERLAPS,
    title="Where entities overlap, keep",
    help="The other is in doc.spans still, and reported.",
)
LANGUAGE = Option(
    "language",
    "Language of the pipeline",
    "en",
    help="Its code, as en, de or ar; xx stands for any.",
)

NER_CONFIG, SPANCAT_CONFIG = "config-ner.cfg", "config-spancat.cfg"
LENGTHS = "span-lengths.json"


class Spacy:
    """A folder of .spacy files by part, with config-ner.cfg and config-spancat.cfg."""

    name = "spacy"
    title = "spaCy"
    purpose = "Trains spaCy's ner and spancat: a folder with data and ready configurations."
    extensions: tuple[str, ...] = (".spacy",)
    companions: tuple[str, ...] = (NER_CONFIG, SPANCAT_CONFIG, LENGTHS)
    layout = Layout.FOLDER
    carries = CARRIED
    options: tuple[Option, ...] = (ENTITIES, ENTITY_OVERLAPS, LANGUAGE)

    def read(self, file: InputFile) -> Iterator[IncomingArticle | Problem]:
        """The documents with their span groups and entities."""
        return read_docs(file)

    def write(self, parts: Iterable[Part], output: Output, export: Export) -> None:
        """Shards of documents, of which memory holds one; then what to train by."""
        lengths = SpanLengths()
        entities = entity_labels(export.scheme, export.option(ENTITIES))
        rule = export.option(ENTITY_OVERLAPS)
        writer = DocWriter(
            scheme=export.scheme,
            language=_language(export.option(LANGUAGE)),
            entities=entities,
            rule=rule if rule in GIVES_WAY else OVERLAPS.default,
            lengths=lengths,
            lost=export.lost,
        )
        paths: dict[str, str] = {}
        for part in parts:
            name = "train" if part.name == ALL else part.name
            paths[name] = writer.write(self._told(part, export), output, name)
        _write_settings(output, paths, writer)

    def _told(self, part: Part, export: Export) -> Iterator[AnnotatedDocument]:
        for annotated in part.documents:
            tell_uncarried(annotated, self.title, self.carries, export.lost)
            yield annotated


def entity_labels(scheme: LabelScheme, chosen: str) -> frozenset[str]:
    """The labels of doc.ents.

    chosen: names with commas between them. "" leaves it to the scheme: what a relation leads from
    is a statement or an event more often than an entity.
    """
    named = chosen_labels(chosen)
    if named is not None:
        return named
    sources = {name for one in scheme.relations for name in one.sources}
    return frozenset(scheme.names()) - sources or frozenset(scheme.names())


def _language(code: str) -> str:
    try:
        spacy_library().blank(code)
    except Exception as error:  # it raises what the language's own module raises
        raise ExportFailed(
            f"spaCy has no tokeniser for the language “{code}” here; write another code, or xx."
        ) from error
    return code


def _write_settings(output: Output, paths: Mapping[str, str], writer: DocWriter) -> None:
    train = paths.get("train") or next(iter(paths.values()), "train.spacy")
    dev = paths.get("dev", train)
    lengths = writer.lengths
    labels = ", ".join(sorted(writer.entities & set(lengths.labels)))
    notes = [
        f"The entities (doc.ents) are: {labels}."
        if labels
        else "There are no entities in these articles: there is nothing to learn."
    ]
    ner = ner_config(writer.language, train, dev)
    spancat = spancat_config(writer.language, train, dev, lengths)
    _write(output, NER_CONFIG, notes, ner, same=dev == train)
    _write(output, SPANCAT_CONFIG, _about_spans(lengths), spancat, same=dev == train)
    with output.open(LENGTHS) as stream:
        stream.write(lengths.to_json())


def _write(output: Output, name: str, notes: Iterable[str], config: str, *, same: bool) -> None:
    kind = name.removeprefix("config-").removesuffix(".cfg")
    lines = [f"In this folder: spacy train {name} --output model-{kind}", *notes]
    if same:
        lines.append(
            "There is no file for tuning, so paths.dev is that of training and the scores flatter"
        )
        lines.append("the model. Export once more, split, for scores to go by.")
    comment = "".join(f"# {' '.join(line.split())}\n" for line in lines)
    with output.open(name) as stream:
        stream.write(f"{comment}\n{config}".encode())


def _about_spans(lengths: SpanLengths) -> list[str]:
    if not lengths.labels:
        return ["There are no spans in these articles: there is nothing to learn."]
    table = [
        f"{label}: {row['spans']} span{'s' * (row['spans'] != 1)}, half of them up to {row['50%']}"
        f" tokens long, 95 of 100 up to {row['95%']}, the longest {row['longest']}."
        for label, row in lengths.table().items()
    ]
    if lengths.all_short:
        how = "All lengths that occur are proposed (ngram_range_suggester)."
    else:
        how = "Too long to propose every stretch: a span_finder learns where spans begin and end."
    return [*table, how]
