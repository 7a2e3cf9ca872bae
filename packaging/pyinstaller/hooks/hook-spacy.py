"""spaCy as the program uses it: without the command line, the tests and data that nobody asks for.

In place of the hook of pyinstaller-hooks-contrib, which takes everything.
"""

from __future__ import annotations

from builder.trimming import is_left_out
from PyInstaller.utils.hooks import collect_submodules

hiddenimports = collect_submodules("spacy", filter=lambda name: not is_left_out(name))
excludedimports = ["spacy.cli", "spacy.tests"]
