"""PDFs: the text in them, its lines made paragraphs again. Pictures of text are not read."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

from annotator.domain.errors import UnreadableInput
from annotator.domain.exchange import IncomingArticle, Problem
from annotator.formats.office.paragraphs import joined
from annotator.formats.press.apart import paragraph_starts
from annotator.formats.press.splitting import press_articles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.formats.input_file import InputFile

MOST_PAGES = 5000
MOST_CHARACTERS = 5_000_000

_MARK = b"%PDF-"
_PASSWORD_ERROR = 4
_MOST_UNREADABLE = 0.3
_SHOWN_PAGES = 10


class Pdf:
    """Reads .pdf files. Headers, footers and page numbers that repeat are left out.

    One that a press database exported gives an article for each document in it.

    Runs best in a process of its own: the library is C++ and takes files from anywhere.
    """

    name = "pdf"
    title = "PDF"
    extensions: tuple[str, ...] = (".pdf",)

    def read(self, file: InputFile) -> Iterator[IncomingArticle | Problem]:
        """The article or articles, and which pages hold no text; or why there is no article."""
        try:
            # some programs put a line of their own before it
            if _MARK not in file.head[:1024]:
                raise UnreadableInput("It is no PDF, whatever its name says; get it anew.")
            with closing(_opened(file.data)) as pdf:
                yield from _read(pdf, file)
        except UnreadableInput as error:
            yield Problem(file.origin, str(error))


def _opened(data: bytes) -> Any:  # noqa: ANN401 - the library has no types
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == _PASSWORD_ERROR:
            raise UnreadableInput(
                "It is protected with a password; save it without one."
            ) from error
        raise UnreadableInput("It is damaged; get it anew.") from error


def _read(pdf: Any, file: InputFile) -> Iterator[IncomingArticle | Problem]:  # noqa: ANN401
    from annotator.formats.pdf.lines import read_pages
    from annotator.formats.pdf.margins import without_margins
    from annotator.formats.pdf.paragraphs import heading_of, paragraphs_of
    from annotator.formats.pdf.properties import metadata_of

    if len(pdf) > MOST_PAGES:
        raise UnreadableInput(f"It has {len(pdf):,} pages, and at most {MOST_PAGES:,} can be read.")
    pages = read_pages(pdf, MOST_CHARACTERS)
    body = without_margins([page.lines for page in pages])
    paragraphs = paragraphs_of(body.lines, paragraph_starts([line.text for line in body.lines]))
    text = joined(paragraph.text for paragraph in paragraphs)
    if not text:
        raise UnreadableInput(
            "It holds pictures of pages, and no text; put it through text recognition (OCR) first."
        )
    if _is_unreadable(text):
        raise UnreadableInput(
            "Its fonts do not say which letters they show; put it through text recognition (OCR)"
            " first."
        )
    metadata = metadata_of(pdf, file.data, heading=heading_of(paragraphs), url=body.url)
    yield from press_articles(text, file.origin) or [IncomingArticle(text, file.origin, metadata)]
    silent = [str(n) for n, page in enumerate(pages, 1) if page.is_silent]
    if silent:
        shown = ", ".join(silent[:_SHOWN_PAGES]) + (" …" if len(silent) > _SHOWN_PAGES else "")
        yield Problem(
            file.origin,
            f"There is no text on {'page' if len(silent) == 1 else 'pages'} {shown}; if"
            " pictures of text are, put it through text recognition (OCR) first.",
        )


def _is_unreadable(text: str) -> bool:
    odd = sum("\ue000" <= character <= "\uf8ff" or character == "\ufffd" for character in text)
    return odd > _MOST_UNREADABLE * len(text)
