"""What tells a Linux desktop of the program and of its project files."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from builder.templates import filled, indented
from builder.versions import is_early, native_version

if TYPE_CHECKING:
    from builder.product import Product

WINDOW_CLASS = "annotator"
"""What a window says under X11 that it belongs to: the name that the Qt application has."""


def desktop_entry(product: Product) -> str:
    """The entry of the menu, which opens project files too."""
    return filled(
        "program.desktop",
        name=product.name,
        title=product.title,
        id=product.id,
        generic_name=product.generic_name,
        summary=product.summary,
        window_class=WINDOW_CLASS,
        mime_type=product.project_file.mime_type,
        categories=_listed(product.categories),
        keywords=_listed(product.keywords),
    )


def mime_icon(product: Product) -> str:
    """The name of the picture of a project file, as desktops look for it."""
    return product.project_file.mime_type.replace("/", "-")


def mime_type(product: Product) -> str:
    """How project files are known: by their name, and by what is in them."""
    file = product.project_file
    return filled(
        "mime.xml",
        mime_type=file.mime_type,
        comment=escape(file.comment),
        mime_icon=mime_icon(product),
        application_id=f"0x{file.application_id:08x}",
        suffix=file.suffix,
    )


def metainfo(product: Product) -> str:
    """What a software centre shows (AppStream)."""
    return filled(
        "metainfo.xml",
        name=product.name,
        title=escape(product.title),
        id=product.id,
        licence=product.licence,
        summary=escape(product.summary),
        publisher=escape(product.publisher),
        developer_id=product.id.rpartition(".")[0],
        paragraphs=indented((f"<p>{escape(one)}</p>" for one in product.description), 4),
        categories=indented((f"<category>{one}</category>" for one in product.categories), 4),
        keywords=indented((f"<keyword>{escape(one)}</keyword>" for one in product.keywords), 4),
        mime_type=product.project_file.mime_type,
        version=native_version(product.version),
        date=f"{datetime.fromtimestamp(product.epoch, UTC):%Y-%m-%d}",
        release="development" if is_early(product.version) else "stable",
    )


def _listed(words: tuple[str, ...]) -> str:
    return "".join(f"{word};" for word in words)
