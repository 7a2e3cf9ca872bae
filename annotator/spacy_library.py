"""The only way to spaCy's library, which suggests, and reads and writes formats of its own."""

from __future__ import annotations

import sys
import types
from typing import Any


def spacy_library() -> Any:  # noqa: ANN401 - a module
    """spaCy without its command line: call it before anything else imports any of spaCy.

    That would cost 0.6 s and bring twenty packages, one of which asks for a socket.
    """
    if "spacy" not in sys.modules and "spacy.cli" not in sys.modules:
        stand_ins = _command_line_stand_ins()
        sys.modules.update(stand_ins)
        try:
            import spacy
        finally:
            for name in stand_ins:  # whoever asks for the real one later gets it
                sys.modules.pop(name, None)
        for name in ("cli", "info"):
            vars(spacy).pop(name, None)
    import spacy

    return spacy


def _command_line_stand_ins() -> dict[str, types.ModuleType]:
    package = types.ModuleType("spacy.cli")
    package.__path__ = []
    info = types.ModuleType("spacy.cli.info")
    vars(info)["info"] = vars(package)["info"] = lambda *_, **__: {}
    return {"spacy.cli": package, "spacy.cli.info": info}
