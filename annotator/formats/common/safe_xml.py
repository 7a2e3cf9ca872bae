"""XML out of other people's files: no entities, no other files, no network, bounded depth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.errors import UnreadableInput

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

LARGEST_XML = 60_000_000
"""Bytes. A tree takes some ten times that in memory."""

SAFELY = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
"""How lxml is to read: its parsers' options."""


def parse_xml(data: bytes, what: str) -> Element:
    """The root element. Comments and processing instructions are left out.

    what: the part as messages name it: "content.xml".
    Raises UnreadableInput for what is no XML, declares entities, or is larger than LARGEST_XML.
    """
    from lxml import etree

    if len(data) > LARGEST_XML:
        raise UnreadableInput(
            f"Its part “{what}” has more than {LARGEST_XML // 1_000_000} MB; split it."
        )
    try:
        root = etree.fromstring(data, etree.XMLParser(**SAFELY))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableInput(
            f"Its part “{what}” is damaged; open it in the program it comes from and save it anew."
        ) from error
    if root is None:
        raise UnreadableInput(f"Its part “{what}” is empty; save it anew.")
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise UnreadableInput(
            f"Its part “{what}” declares entities, as no honest file does; it was left alone."
        )
    return root


def local_name(element: Element) -> str:
    """The element's name without its namespace; "" for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str) -> str:
    """An attribute by its name in whatever namespace; "" if it is not there."""
    for key, value in element.attrib.items():
        if key == name or str(key).endswith(f"}}{name}"):
            return str(value)
    return ""
