"""What can be asked of a project about its articles: their texts, and what is known of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.document import ArticleFilter, ListOrder
from annotator.domain.errors import UnknownName
from annotator.domain.ids import id_text
from annotator.store import documents, listing, unfinished
from annotator.store.asking import Asking

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Iterable, Sequence

    from annotator.domain.document import ArticleRow, Document, DocumentInfo
    from annotator.domain.ids import DocumentId


class Articles(Asking):
    """The part of a Project that reads articles themselves."""

    def known_texts(self, hashes: Iterable[str]) -> dict[str, DocumentId]:
        """Which texts are here already: text_sha256 to article, hidden ones included."""
        return self._ask(documents.known_texts, hashes)

    def document(self, document_id: DocumentId) -> Document:
        """An article with its text. Raises UnknownName."""
        found = self._ask(documents.read_document, document_id)
        if found is None:
            raise UnknownName("article", id_text(document_id), ())
        return found

    def info(self, document_id: DocumentId) -> DocumentInfo:
        """What may be edited of an article. Raises UnknownName."""
        found = self._ask(documents.read_info, document_id)
        if found is None:
            raise UnknownName("article", id_text(document_id), ())
        return found

    def rows(self, ids: Sequence[DocumentId]) -> list[ArticleRow]:
        """Lines of the article list, in the order asked for."""
        return self._ask(documents.read_rows, ids)

    def infos(self, ids: Sequence[DocumentId]) -> list[DocumentInfo]:
        """What may be edited of those articles that are there, in the order asked for."""
        return self._ask(documents.read_infos, ids)

    def article_ids(
        self,
        where: ArticleFilter = ArticleFilter(),  # noqa: B008 - a frozen value
        order: ListOrder = ListOrder(),  # noqa: B008 - a frozen value
        *,
        is_stopped: Callable[[], bool] = lambda: False,
    ) -> array[int]:
        """Ids of the articles that the filter lets through, in that order.

        Raises Cancelled soon after is_stopped() has become true.
        """
        return self._ask(listing.read_ids, where, order, is_stopped=is_stopped)

    def next_unfinished(self, after: DocumentId | None) -> DocumentId | None:
        """The next visible article that is not done, wrapping round; never `after` itself."""
        return self._ask(unfinished.next_unfinished, after)
