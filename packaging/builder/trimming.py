"""What the frozen program leaves out: found by running it over files of every format."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

MODULES_LEFT_OUT = (
    # what is for the network: the program never asks for it, and OpenSSL would have to be kept safe
    "PySide6.QtDBus",
    "PySide6.QtNetwork",
    "_hashlib",
    "_ssl",
    "ssl",
    # of the standard library
    "_curses",
    "curses",
    "lib2to3",
    "pydoc_data",
    "readline",
    "test",
    "tkinter",
    "xmlrpc.server",
    # spaCy's command line and what only that needs
    "cloudpathlib",
    "requests",
    "smart_open",
    "spacy.cli",
    "weasel",
    # in whose place stands one that is small: stand_ins.py
    "blis.py",
    # what the program asks rapidfuzz for is in fuzz_cpp; the others are in Python besides
    "rapidfuzz.distance.metrics_cpp",
    "rapidfuzz.distance.metrics_cpp_avx2",
    "rapidfuzz.fuzz_cpp_avx2",
    "rapidfuzz.process_cpp_impl",
    # how htmldate searches all of a page for dates, which the program turns off
    "dateparser",
    "pytz",
    "tzlocal",
    # tests, tools and other databases inside libraries
    "lxml.html._difflib",
    "lxml.html.diff",
    "lxml.isoschematron",
    "lxml.objectify",
    "numpy.distutils",
    "numpy.f2py",
    "spacy.tests",
    "sqlalchemy.dialects.mssql",
    "sqlalchemy.dialects.mysql",
    "sqlalchemy.dialects.oracle",
    "sqlalchemy.dialects.postgresql",
    "sqlalchemy.testing",
    "thinc.tests",
    "tld.tests",
    "trafilatura.cli",
    # what libraries use if it happens to be there
    "IPython",
    "PIL",
    "chardet",
    "cupy",
    "hatchling",
    "lxml.html.soupparser",
    "mxnet",
    "pandas",
    "pip",
    "pkg_resources",
    "pytest",
    "setuptools",
    "tensorflow",
    "torch",
)
"""Modules, each with all below it."""

_DATA = re.compile(
    r"""
    PySide6/Qt/plugins/(egldeviceintegrations|generic|networkinformation|tls)/
  | PySide6/Qt/plugins/platforms/libq(eglfs|linuxfb|vkkhrdisplay|vnc|minimalegl|minimal)\.so
  | PySide6/Qt/plugins/platformthemes/libqgtk3\.so
  | PySide6/Qt/plugins/imageformats/libq(icns|tga|tiff|wbmp|webp)\.so
  | PySide6/Qt/plugins/wayland-graphics-integration-client/lib(
        dmabuf-server|drm-egl-server|shm-emulation-server|vulkan-server)
  | PySide6/Qt/plugins/wayland-shell-integration/lib(fullscreen-shell|ivi-shell|qt-shell|wl-shell)
  | PySide6/Qt/(translations|qml)/
  | (^|/)libQt6(Egl|Network)
  | (^|/)(tests?|include|includes|\.agents)/
  | (^|/)py\.typed$
  | \.(pyx|pxd|pxi|pyi|h|hpp|hh|cpp|c|cc|a|md|rst|tmpl|in)$
  # read on behalf of whom the program never asks: languages of the world, certificates of the web
  | ^babel/locale-data/
  | ^certifi/cacert\.pem$
  | ^lxml/isoschematron/
  | ^numpy/(_core/(include|lib)|f2py|doc|random/_examples)/
  | ^spacy/cli/
  | ^tqdm/completion\.sh$
  | ^urllib3/contrib/emscripten/
    """,
    re.VERBOSE,
)

_OUR_OWN = "annotator/_resources/"
"""Nothing in there is for nothing, whatever its name ends in."""

_OF_THE_SYSTEM = re.compile(
    r"""lib(
    c|m|dl|rt|pthread|resolv|util|nsl|anl|stdc\+\+|gcc_s
  | X11|X11-xcb|Xau|Xdmcp|Xext|Xrender|Xi|Xfixes|Xcursor|Xrandr|Xinerama|Xcomposite|Xdamage
  | xcb.*|xkbcommon.*|EGL|GL|GLX|GLdispatch|OpenGL|GLESv2|drm|gbm|wayland-.*|vulkan
  | gtk-3|gdk-3|gdk_pixbuf-2\.0|glib-2\.0|gio-2\.0|gobject-2\.0|gmodule-2\.0|gthread-2\.0
  | pango.*|cairo.*|atk.*|atspi|epoxy|harfbuzz|fribidi|thai|datrie|graphite2|pixman-1
  | fontconfig|freetype|expat|png16|brotli.*|bsd|md|mount|blkid|selinux|pcre2.*
  | dbus-1|systemd|gcrypt|gpg-error|cap|lz4|jpeg|tiff.*|webp.*|jbig|deflate|Lerc
  | gssapi_krb5|krb5|krb5support|k5crypto|com_err|keyutils
    )\.so""",
    re.VERBOSE,
)
"""Libraries that the target system must bring: they belong to its drivers and its desktop."""


def is_left_out(module: str) -> bool:
    """Whether a module, by its dotted name, is not taken."""
    return any(module == one or module.startswith(f"{one}.") for one in MODULES_LEFT_OUT)


def is_kept(path: str) -> bool:
    """Whether a file of the bundle is taken. path: relative to the folder of libraries."""
    posix = path.replace("\\", "/")
    if posix.startswith(_OUR_OWN):
        return True
    if _DATA.search(posix):
        return False
    name = PurePosixPath(posix)
    return len(name.parts) > 1 or not _OF_THE_SYSTEM.match(name.name)
