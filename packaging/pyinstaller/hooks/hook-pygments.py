"""pygments without the languages and styles that PyInstaller's own hook takes.

The terminal's library imports it to colour source code, of which the program prints none.
"""

from __future__ import annotations

hiddenimports = ["pygments.styles.default"]
