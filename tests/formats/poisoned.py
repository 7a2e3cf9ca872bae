"""Files of many kinds that ask for others: on the network, and on the machine that reads them."""

from __future__ import annotations

import io
import json
import zipfile

from tests.formats import hostile, pdf_files
from tests.formats.one_of_each import samples
from tests.formats.test_epub import CONTAINER, chapter, packed
from tests.formats.test_warc import archive, response
from tests.formats.test_web_archive import archive as web_archive
from tests.formats.test_word_document import document_of, p, r
from tests.formats.web_pages import ONE, THREE, TWO


def references(address: str) -> str:
    """Markup that asks for everything a page may ask for."""
    return (
        f'<base href="{address}/"><link rel="stylesheet" href="{address}/a.css"><link'
        f' rel="preload" as="script" href="{address}/a.js"><script src="{address}/b.js"></script>'
        f'<style>@import url("{address}/c.css"); body {{ background: url({address}/b.png) }}'
        f'</style><img src="{address}/a.png" srcset="{address}/b.png 2x"><iframe'
        f' src="{address}/f.html"></iframe><object data="{address}/o"></object><embed'
        f' src="{address}/e"><video src="{address}/v" poster="{address}/p.png"></video>'
        f'<meta http-equiv="refresh" content="0; url={address}/next">'
    )


def doctype(address: str, root: str) -> str:
    """A declaration whose parts all lie elsewhere."""
    return (
        f'<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="{address}/a.xsl"?>'
        f'<!DOCTYPE {root} PUBLIC "-//X//DTD X//EN" "{address}/x.dtd">'
    )


def included(address: str, file: str) -> str:
    """Elements that stand for other files."""
    return (
        f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{address}/i.xml"/>'
        f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{file}" parse="text"/>'
    )


def page(address: str, file: str) -> str:
    return (
        f"<!DOCTYPE html><html><head><title>Ferry</title>{references(address)}</head><body>"
        f"<article><p>{ONE}</p><p>{TWO}</p>{references(address)}{included(address, file)}"
        f"<p>{THREE}</p></article></body></html>"
    )


def feed(address: str, file: str, declared: str) -> str:
    return (
        f'{declared}<rss version="2.0" xml:base="{address}/"><channel><title>Post'
        f"</title><link>{address}/</link><image><url>{address}/i.png</url></image><item><title>"
        f'Ferry</title><link>a.html</link><enclosure url="{address}/a.mp3" type="audio/mpeg"/>'
        f"<description><![CDATA[<p>{ONE}</p>{references(address)}]]></description>"
        f"{included(address, file)}</item></channel></rss>"
    )


def xmi(address: str, file: str) -> str:
    sofa = f'<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" sofaString="{ONE}"/>'
    return (
        f'{doctype(address, "xmi:XMI")}<xmi:XMI xmlns:xmi="http://www.omg.org/XMI"'
        f' xmlns:cas="http:///uima/cas.ecore" xmi:version="2.0" xsi:schemaLocation="a {address}/a'
        f'.xsd" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{included(address, file)}'
        f'{sofa}<cas:View sofa="1" members=""/></xmi:XMI>'
    )


def word(address: str) -> bytes:
    """A document with a picture, a template and a part of its text elsewhere."""
    data = document_of(p(r(ONE)), p('<w:altChunk r:id="x" xmlns:r="urn:r"/>' + r(TWO)))
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    outside = "".join(
        f'<Relationship Id="{kind}" Type="{kinds}/{kind}" TargetMode="External"'
        f' Target="{address}/{kind}"/>'
        for kind in ("image", "attachedTemplate", "aFChunk", "styles", "footnotes", "oleObject")
    )
    space = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    relations = f"<Relationships {space}>{outside}</Relationships>".encode()
    files = unzipped(data) | {"word/_rels/document.xml.rels": relations}
    return hostile.zip_of(files)


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def odt(address: str, file: str) -> str:
    return (
        f"{doctype(address, 'office:document')}<office:document"
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
        ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
        ' xmlns:xlink="http://www.w3.org/1999/xlink"><office:body><office:text>'
        f'<text:section><text:section-source xlink:href="{address}/s.odt"/>'
        f'<text:p>{ONE}<draw:frame><draw:image xlink:href="{address}/i.png"/></draw:frame></text:p>'
        f"</text:section>{included(address, file)}</office:text></office:body></office:document>"
    )


def rtf(address: str) -> bytes:
    return (
        r"{\rtf1\ansi{\*\template " + address + r"/t.dot}{\field{\*\fldinst INCLUDEPICTURE "
        rf'"{address}/i.png" \\d}}{{\fldrslt }}}}{{\field{{\*\fldinst INCLUDETEXT "{address}/t"}}'
        rf"{{\fldrslt }}}}{ONE}\par}}"
    ).encode()


def book(address: str, file: str) -> bytes:
    package = (
        f'{doctype(address, "package")}<package xmlns="http://www.idpf.org/2007/opf"><manifest>'
        f'<item id="1" href="1.xhtml" media-type="application/xhtml+xml"/><item id="2"'
        f' href="{address}/2.xhtml" media-type="application/xhtml+xml"/></manifest><spine>'
        '<itemref idref="1"/><itemref idref="2"/></spine></package>'
    )
    body = f"<p>{ONE}</p>{references(address).replace('><', '/><')}{included(address, file)}"
    first = chapter(body).replace("http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd", f"{address}/d")
    return packed(
        {"META-INF/container.xml": CONTAINER, "OPS/book.opf": package, "OPS/1.xhtml": first}
    )


def mail(address: str) -> bytes:
    return (
        "Subject: Ferry\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=B\r\n\r\n"
        f"--B\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>{ONE}</p>{references(address)}"
        "\r\n--B\r\nContent-Type: message/external-body; access-type=URL;"
        f' URL="{address}/x"\r\n\r\nContent-Type: text/plain\r\n\r\n--B--\r\n'
    ).encode()


def pdf(address: str) -> bytes:
    """With actions that open an address, when it is opened and on a click."""
    data = pdf_files.pdf_of(pdf_files.lines(ONE[:80], ONE[80:]))
    action = f"/OpenAction << /S /URI /URI ({address}/open) >> /AA << /O << /S /SubmitForm /F"
    action += f" ({address}/form) >> >>"
    return data.replace(b"/Type /Catalog", f"/Type /Catalog {action}".encode())


def workbook(address: str) -> bytes:
    files = unzipped(samples()["spreadsheet"].files["a.xlsx"])
    sheet = next(name for name in files if name.startswith("xl/worksheets/sheet"))
    entity = f'<!DOCTYPE worksheet SYSTEM "{address}/w.dtd">'.encode()
    start = files[sheet].index(b"<worksheet")
    files[sheet] = files[sheet][:start] + entity + files[sheet][start:]
    return hostile.zip_of(files)


def _web_annotation(address: str) -> dict[str, object]:
    return {
        "@context": ["http://www.w3.org/ns/anno.jsonld", f"{address}/c.jsonld"],
        "id": f"{address}/1",
        "type": "Annotation",
        "body": {"type": "TextualBody", "value": "ACTOR"},
        "target": {
            "source": f"{address}/page.html",
            "selector": {"type": "TextPositionSelector", "start": 0, "end": 3},
        },
    }


def _task(text: str) -> dict[str, object]:
    value = {"start": 0, "end": 3, "labels": ["ACTOR"]}
    result = {"type": "labels", "from_name": "label", "to_name": "text", "value": value}
    return {"data": {"text": text}, "annotations": [{"result": [result]}]}


def poisoned(address: str, file: str) -> dict[str, bytes]:
    """Files that ask for others, by name."""
    texts = {
        "a.html": page(address, file),
        "a.rss": feed(address, file, ""),
        "b.rss": feed(address, file, doctype(address, "rss")),
        "a.fodt": odt(address, file),
        "a.md": f"# Ferry\n\n![i]({address}/i.png) {ONE}\n\n{references(address)}\n",
        "x/a.xmi": xmi(address, file),
        "x/TypeSystem.xml": f"{doctype(address, 'typeSystemDescription')}<typeSystemDescription"
        f' xmlns="http://uima.apache.org/resourceSpecifier"><imports><import'
        f' location="{address}/t.xml"/></imports>{included(address, file)}'
        "</typeSystemDescription>",
        "a.qde": f"{doctype(address, 'Project')}<Project xmlns="
        f'"urn:QDA-XML:project:1.0" name="P">{included(address, file)}<Sources><TextSource'
        f' guid="6b1d8b1a-0000-4000-8000-000000000001" name="Ferry" plainTextPath="{address}/t"'
        f' richTextPath="{file}"><PlainTextContent>{ONE}</PlainTextContent></TextSource></Sources>'
        "</Project>",
        "a.jsonld": json.dumps(_web_annotation(address)),
        "ls/a.json": json.dumps([_task(f"{address}/t.txt")]),
    }
    return {name: text.encode() for name, text in texts.items()} | {
        "a.docx": word(address),
        "a.rtf": rtf(address),
        "a.epub": book(address, file),
        "a.eml": mail(address),
        "a.pdf": pdf(address),
        "a.mhtml": web_archive(page(address, file)),
        "a.warc.gz": archive(response(page(address, file).encode(), f"{address}/p")),
        "b.xlsx": workbook(address),
    }
