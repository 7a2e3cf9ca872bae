"""What a PDF says of itself, which is seldom much, and often not true."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from annotator.domain.document import Metadata
from annotator.domain.errors import UnreadableInput
from annotator.formats.common.metadata_fields import extras, field_text, iso_time
from annotator.formats.common.safe_xml import local_name, parse_xml
from annotator.formats.office.document_titles import written_title
from annotator.formats.office.paragraphs import visible

if TYPE_CHECKING:
    from collections.abc import Mapping

_PACKETS = ((b"<x:xmpmeta", b"</x:xmpmeta>"), (b"<rdf:RDF", b"</rdf:RDF>"))
_DATE = re.compile(r"(?:D:)?(\d{4})(\d\d)?(\d\d)?(?:(\d\d)(\d\d)(\d\d)?)?(Z|[+-]\d\d'?\d\d)?'?")


def metadata_of(pdf: Any, data: bytes, *, heading: str, url: str) -> Metadata:  # noqa: ANN401
    """heading: the title of last resort. url: the address, if the pages say it."""
    info = {name: field_text(visible(value)) for name, value in pdf.get_metadata_dict().items()}
    packet = _packet(data)
    address = next((packet[key] for key in ("url", "identifier", "source") if key in packet), "")
    return Metadata(
        title=written_title(info.get("Title", ""))
        or written_title(packet.get("title", ""))
        or field_text(heading),
        outlet=packet.get("publicationName") or packet.get("publisher", ""),
        byline=info.get("Author") or packet.get("creator", ""),
        published=_published(info, packet),
        url=url or (address if address.startswith(("http://", "https://")) else ""),
        language=_language(pdf) or packet.get("language", ""),
        extra=extras((name.lower(), info.get(name, "")) for name in ("Keywords", "Subject")),
    )


def _published(info: Mapping[str, str], packet: Mapping[str, str]) -> str:
    for name in ("publicationDate", "coverDate", "date"):
        if name in packet:
            return iso_time(packet[name])
    return _time(info.get("CreationDate", "")) or iso_time(packet.get("CreateDate", ""))


def _time(text: str) -> str:
    """A PDF's time as ISO 8601, as precise as it is; "" if it is none."""
    found = _DATE.fullmatch(text)
    if found is None:
        return ""
    year, month, day, hour, minute, second, zone = found.groups()
    date = "-".join(filter(None, (year, month, day)))
    if hour is None or day is None:
        return date
    zone = "+00:00" if zone == "Z" else (zone or "").replace("'", "")
    zone = f"{zone[:3]}:{zone[3:]}" if len(zone) == 5 else zone
    return iso_time(f"{date}T{hour}:{minute}:{second or '00'}{zone}")


def _packet(data: bytes) -> dict[str, str]:
    """The fields of the last XMP packet, by their names; of lists all entries."""
    for begin, end in _PACKETS:
        stop = data.rfind(end)
        start = data.rfind(begin, 0, max(stop, 0))
        if start >= 0:
            break
    else:
        return {}
    try:
        root = parse_xml(data[start : stop + len(end)], "XMP")
    except UnreadableInput:
        return {}
    fields: dict[str, str] = {}
    for description in root.iter("{*}Description"):
        for name, value in description.attrib.items():
            fields.setdefault(str(name).rpartition("}")[2], field_text(visible(str(value))))
        for each in description:
            text = ", ".join(filter(None, (part.strip() for part in each.itertext())))
            fields.setdefault(local_name(each), field_text(visible(text)))
    return {name: value for name, value in fields.items() if value}


def _language(pdf: Any) -> str:  # noqa: ANN401
    import ctypes

    from pypdfium2 import raw

    size = raw.FPDFCatalog_GetLanguage(pdf.raw, None, 0)
    if not 2 < size <= 200:
        return ""
    buffer = (ctypes.c_ushort * (size // 2))()
    raw.FPDFCatalog_GetLanguage(pdf.raw, buffer, size)
    return field_text(visible(bytes(buffer)[:-2].decode("utf-16-le", "replace")))
