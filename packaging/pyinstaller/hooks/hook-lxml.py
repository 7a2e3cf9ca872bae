"""The parts of lxml that the program and its libraries import, which PyInstaller sees.

In place of the hook of pyinstaller-hooks-contrib, which takes everything. What compiled modules
import it does not see.
"""

from __future__ import annotations

hiddenimports = ["lxml._elementpath", "lxml.etree"]
