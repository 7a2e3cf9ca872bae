"""In place of blis.py, 17 MB of which thinc takes one function, by NumPy instead.

The program multiplies matrices with NumPy (annotator/suggest/pipeline.py), but thinc wants this
module to be there. What thinc's compiled code multiplies with is blis.cy, which is not replaced.
"""

from __future__ import annotations

from typing import Any


def gemm(
    A: Any,  # noqa: ANN401, N803 - an array; the names are those of the function replaced
    B: Any,  # noqa: ANN401, N803
    out: Any = None,  # noqa: ANN401
    trans1: bool = False,
    trans2: bool = False,
    alpha: float = 1.0,
    beta: float = 1.0,
) -> Any:  # noqa: ANN401
    """alpha * A·B, to which beta * out is added where there is an `out`, which is changed.

    trans1, trans2: whether A and B are transposed first. Raises ValueError if shapes do not fit.
    """
    product = ((A.T if trans1 else A) @ (B.T if trans2 else B)) * alpha
    if out is None:
        return product
    out[...] = product + out * beta if beta else product
    return out
