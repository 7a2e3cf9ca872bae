"""Named entities just as spaCy's greedy recogniser finds them, at less than half its price.

spaCy goes from token to token and asks each of its 74 actions anew whether it may be taken. But as
long as no entity is open, what is done at a token depends on that token alone: so that is worked
out for all tokens at once, and only the tokens within entities are gone through.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from spacy.attrs import IS_SPACE, SENT_START
from spacy.tokens import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from spacy.tokens import Doc

    Flags = NDArray[np.bool_]
    Floats = NDArray[np.float32]

_FEATURES = 3
"""Of a state: the token, the first one of the entity that is open, the one before the token."""
_NEVER = np.float32(-np.inf)


class _Inside(NamedTuple):
    """What can be done within an entity of one label: go on, or end it with this token.

    weights, bias: two rows of the output layer, in its order. ends: which of them ends it.
    """

    weights: Floats
    bias: Floats
    ends: int


class GreedyRecogniser:
    """Does the work of the `ner` component of a pipeline; knows() must hold for that."""

    def __init__(self, component: Any) -> None:  # noqa: ANN401 - Cython has no types
        self._component = component
        self._vectors, self._lower, upper = component.model.layers
        weights: Floats = upper.get_param("W")
        bias: Floats = upper.get_param("b")
        actions = _actions(component)
        # always in the model's order: of two actions that score alike it takes the first
        free = [at for at, name in enumerate(actions) if name == "O" or name[:2] in ("B-", "U-")]
        self._free = [actions[at] for at in free]
        self._free_weights, self._free_bias = weights[free], bias[free]
        self._begins = np.flatnonzero([name.startswith("B-") for name in self._free])
        self._units = np.flatnonzero([name.startswith("U-") for name in self._free])
        # the unit without a label is for tokens that others have barred
        self._out, self._barred = self._free.index("O"), self._free.index("U-")
        self._inside: dict[str, _Inside] = {}
        for label in component.labels:
            end = actions.index(f"L-{label}")
            rows = sorted((actions.index(f"I-{label}"), end))
            self._inside[label] = _Inside(weights[rows], bias[rows], rows.index(end))

    def __call__(self, doc: Doc) -> Doc:
        """Sets doc.ents; where some are set, spaCy's own way is taken."""
        if not len(doc) or doc.has_annotation("ENT_IOB"):
            found: Doc = self._component(doc)
            return found
        # each token in each of the features' places; the first row is that of "no token"
        table: Floats = self._lower.predict(self._vectors.predict([doc]))
        last = np.append(doc.to_array(SENT_START)[1:] == 1, True)  # of a sentence, or of all
        best = self._best_when_free(table, last, doc.to_array(IS_SPACE).astype(bool))
        entities = self._walk(table, last, best)
        spans = [Span(doc, start, end, label=label) for start, end, label in entities]
        doc.set_ents(spans, default="outside")
        return doc

    def _best_when_free(self, table: Floats, last: Flags, space: Flags) -> NDArray[np.intp]:
        """For each token, what is done there while no entity is open: an index of _free."""
        none = table[0]
        hidden = self._hidden(table[1:, 0], none[1], none[2])
        scores = hidden @ self._free_weights.T + self._free_bias
        scores[:, self._barred] = _NEVER
        scores[np.ix_(last | space, self._begins)] = _NEVER
        scores[np.ix_(space, self._units)] = _NEVER
        best: NDArray[np.intp] = scores.argmax(axis=1)
        return best

    def _walk(
        self, table: Floats, last: Flags, best: NDArray[np.intp]
    ) -> Iterator[tuple[int, int, str]]:
        """First token, token after the last one, and label of each entity, in order."""
        after = 0
        for start in np.flatnonzero(best != self._out).tolist():
            if start < after:
                continue
            kind, _, label = self._free[best[start]].partition("-")
            after = start + 1
            if kind == "B":
                while not (last[after] or self._ends(table, start, after, label)):
                    after += 1
                after += 1
            yield start, after, label

    def _ends(self, table: Floats, start: int, token: int, label: str) -> bool:
        """Whether the entity that began at `start` ends with the token rather than goes on."""
        inside = self._inside[label]
        # row n + 1 is token n's
        hidden = self._hidden(table[token + 1, 0], table[start + 1, 1], table[token, 2])
        scores = inside.weights @ hidden + inside.bias
        return int(scores.argmax()) == inside.ends

    def _hidden(self, token: Floats, first: Floats, before: Floats) -> Floats:
        """The hidden layer of states with these features, summed up in spaCy's order."""
        pieces = token + first + before + self._lower.get_param("b")
        hidden: Floats = np.maximum(pieces[..., 0], pieces[..., 1])
        return hidden


def knows(component: Any) -> bool:  # noqa: ANN401 - Cython has no types
    """Whether a component is a recogniser of the only kind that GreedyRecogniser can stand for."""
    model: Any = getattr(component, "model", None)
    names = [layer.name for layer in getattr(model, "layers", ())]
    if names[1:] != ["precomputable_affine", "linear"] or component.cfg.get("beam_width") != 1:
        return False
    lower = model.layers[1]
    shape = [lower.get_dim(name) for name in ("nF", "nP")]
    trusted = not model.attrs.get("unseen_classes") and model.layers[0].ops.device_type == "cpu"
    actions = _actions(component)
    return trusted and shape == [_FEATURES, 2] and {"O", "U-"} <= set(actions)


def _actions(component: Any) -> list[str]:  # noqa: ANN401 - Cython has no types
    """The names of all actions by their number; component.move_names leaves one out."""
    moves = component.moves
    return [moves.get_class_name(number) for number in range(moves.n_moves)]
