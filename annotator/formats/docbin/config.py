"""The configurations with which `spacy train` runs in the folder of an export."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.spacy_library import spacy_library

if TYPE_CHECKING:
    from annotator.formats.docbin.lengths import SpanLengths

# the architectures and sizes that spaCy itself proposes for a processor without vectors
_COMMON = """
[paths]
train = "{train}"
dev = "{dev}"
vectors = null

[nlp]
lang = "{language}"
pipeline = {pipeline}
batch_size = {batch_size}

[components]

[components.tok2vec]
factory = "tok2vec"

[components.tok2vec.model]
@architectures = "spacy.Tok2Vec.v2"

[components.tok2vec.model.embed]
@architectures = "spacy.MultiHashEmbed.v2"
width = ${{components.tok2vec.model.encode.width}}
attrs = ["NORM", "PREFIX", "SUFFIX", "SHAPE"]
rows = [5000, 1000, 2500, 2500]
include_static_vectors = false

[components.tok2vec.model.encode]
@architectures = "spacy.MaxoutWindowEncoder.v2"
width = 96
depth = 4
window_size = 1
maxout_pieces = 3

[corpora]

[corpora.train]
@readers = "spacy.Corpus.v1"
path = ${{paths.train}}

[corpora.dev]
@readers = "spacy.Corpus.v1"
path = ${{paths.dev}}

[training]
dev_corpus = "corpora.dev"
train_corpus = "corpora.train"
annotating_components = {annotating}

[training.batcher]
@batchers = "spacy.batch_by_words.v1"
discard_oversize = false
tolerance = 0.2

[training.batcher.size]
@schedules = "compounding.v1"
start = 100
stop = 1000
compound = 1.001

[training.optimizer]
@optimizers = "Adam.v1"
"""

_NER = """
[components.ner]
factory = "ner"

[components.ner.model]
@architectures = "spacy.TransitionBasedParser.v2"
state_type = "ner"
extra_state_tokens = false
hidden_width = 64
maxout_pieces = 2
use_upper = true

[components.ner.model.tok2vec]
@architectures = "spacy.Tok2VecListener.v1"
width = ${components.tok2vec.model.encode.width}
"""

_SPANCAT = """
[components.spancat]
factory = "spancat"
spans_key = "sc"

[components.spancat.model]
@architectures = "spacy.SpanCategorizer.v1"

[components.spancat.model.reducer]
@layers = "spacy.mean_max_reducer.v1"
hidden_size = 128

[components.spancat.model.scorer]
@layers = "spacy.LinearLogistic.v1"

[components.spancat.model.tok2vec]
@architectures = "spacy.Tok2VecListener.v1"
width = ${components.tok2vec.model.encode.width}
"""

_NGRAMS = """
[components.spancat.suggester]
@misc = "spacy.ngram_range_suggester.v1"
min_size = {shortest}
max_size = {longest}
"""

_FINDER = """
[components.spancat.suggester]
@misc = "spacy.preset_spans_suggester.v1"
spans_key = "sc"

[components.span_finder]
factory = "span_finder"
spans_key = "sc"
min_length = {shortest}
max_length = {longest}

[components.span_finder.model]
@architectures = "spacy.SpanFinder.v1"

[components.span_finder.model.scorer]
@layers = "spacy.LinearLogistic.v1"
nO = 2

[components.span_finder.model.tok2vec]
@architectures = "spacy.Tok2VecListener.v1"
width = ${{components.tok2vec.model.encode.width}}
"""


def ner_config(language: str, train: str, dev: str) -> str:
    """A complete configuration of an entity recogniser, which learns doc.ents.

    train, dev: files or folders, relative to where the training is started.
    """
    return _filled(
        _COMMON.format(
            train=train,
            dev=dev,
            language=language,
            pipeline='["tok2vec","ner"]',
            batch_size=1000,
            annotating="[]",
        )
        + _NER
    )


def spancat_config(language: str, train: str, dev: str, lengths: SpanLengths) -> str:
    """A complete configuration of a span categoriser, which learns doc.spans["sc"].

    Where all spans are short, it looks at every stretch of their lengths; otherwise a span finder
    learns where spans begin and end, and proposes what lies between.
    """
    short = lengths.all_short
    suggester = (_NGRAMS if short else _FINDER).format(
        shortest=lengths.shortest, longest=lengths.longest
    )
    common = _COMMON.format(
        train=train,
        dev=dev,
        language=language,
        pipeline='["tok2vec","spancat"]' if short else '["tok2vec","span_finder","spancat"]',
        # what is proposed for a batch is in memory at once
        batch_size=16 if short else 1,
        # the finder must see real vectors in training as well, or it proposes nothing to learn from
        annotating="[]" if short else '["tok2vec","span_finder"]',
    )
    return _filled(common + _SPANCAT + suggester)


def _filled(text: str) -> str:
    """The configuration with every setting that it leaves to spaCy written out."""
    spacy_library()
    from spacy.util import load_config_from_str, load_model_from_config

    config = load_config_from_str(text)
    filled: str = load_model_from_config(config, auto_fill=True).config.to_str()
    return filled + "\n"
