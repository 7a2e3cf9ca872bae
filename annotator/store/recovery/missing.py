"""Telling what is known to have been there and was not found, or may not be right."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from annotator.store import codec
from annotator.store.recovery.account import quoted

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from annotator.store.recovery.account import Account
    from annotator.store.recovery.salvage import Salvaged

_NOUNS = {
    "annotation": "annotation",
    "relation": "relation",
    "suggestion": "suggestion",
    "entry": "entry",
    "document": "article",
    "phrase": "setting",
    "scheme": "setting",
    "annotator": "setting",
    "suggester": "setting",
}

_UNFOUND = """
SELECT id, told FROM evidence WHERE name = ?1
AND id NOT IN (SELECT id FROM final WHERE kind = ?2)
AND id NOT IN (SELECT id FROM doubt WHERE kind = ?2)
AND id NOT IN (SELECT id FROM gone WHERE kind = ?2)
"""


def tell_pages(salvaged: Salvaged, account: Account) -> None:
    """How much of the file could not be read at all."""
    if not salvaged.has_schema:
        account.remarks.append("The list of the file's tables is lost; rows were known by sight.")
    if salvaged.missing:
        pages = "page is" if salvaged.missing == 1 else "pages are"
        account.remarks.append(
            f"The file is cut: {salvaged.missing:,} of its {salvaged.pages:,} {pages} missing."
        )
    if salvaged.broken_pages:
        count = salvaged.broken_pages
        pages = "page" if count == 1 else "pages"
        account.remarks.append(
            f"{count:,} {pages} of the file's {salvaged.pages:,} could not be read."
        )
    if salvaged.lost_frames:
        count = salvaged.lost_frames
        pages = "page" if count == 1 else "pages"
        sentence = f"{count:,} {pages} of its log are damaged; what was saved last may be missing."
        account.lose("step", None, sentence)
    for table, count in sorted(salvaged.broken_rows.items()):
        rows = "row" if count == 1 else "rows"
        account.remarks.append(f"{count:,} {rows} of {table} could not be made out.")


def tell_doubts(scratch: Connection, account: Account) -> None:
    """Values that are in the new project and may not be right, or that could not be read."""
    rows = scratch.exec_driver_sql("SELECT kind, id, document_id, what FROM doubt").all()
    for kind, value_id, document_id, what in rows:
        article = value_id if kind == "document" else document_id
        name = _name(scratch, kind, value_id)
        account.lose(_NOUNS[kind], article, f"{name} {what}.")
    for table, what in (("annotator", "the name of an annotator"), ("setting", "a setting")):
        for (_,) in scratch.exec_driver_sql(
            f"SELECT 1 FROM {table} WHERE _sound = 0"
            + (" AND name <> 'label scheme'" if table == "setting" else "")
        ):
            account.lose("setting", None, f"{what} may be damaged.")


def tell_missing(scratch: Connection, target: Connection, account: Account) -> None:
    """Values that an index names and that were found nowhere."""
    for kind in ("annotation", "relation", "suggestion", "entry"):
        table = "registry_entry" if kind == "entry" else kind
        known = {one for (one,) in target.exec_driver_sql(f"SELECT id FROM {table}")}
        rows = scratch.exec_driver_sql(_UNFOUND, (table, kind)).all()
        unfound = [json.loads(told) for value_id, told in rows if value_id not in known]
        if kind in ("relation", "suggestion"):
            counts = Counter(told[0] for told in unfound if isinstance(told[0], int))
            one, many = f"a {kind} could not be read.", f"{{0}} {kind}s could not be read."
            account.lose_many(kind, counts, one, many)
            continue
        for told in unfound:
            _tell(kind, told, target, account)


def _tell(kind: str, told: list[object], target: Connection, account: Account) -> None:
    if kind == "entry":
        account.lose("entry", None, f"the entry “{told[0]}” could not be read.")
        return
    document_id = told[0] if isinstance(told[0], int) else None
    _, start, end, label = told
    words = f"{label} at {start} to {end}"
    text = target.exec_driver_sql(
        "SELECT text FROM body WHERE document_id = ?", (document_id,)
    ).scalar()
    if text is not None and isinstance(start, int) and isinstance(end, int):
        words = f"{words}, {quoted(str(text), start, end)}"
    account.lose("annotation", document_id, f"{words}: could not be read.")


def _name(scratch: Connection, kind: str, value_id: int) -> str:
    if kind == "document":
        return "what is known of it"
    if kind in ("annotator", "suggester"):
        return f"the name of {'an annotator' if kind == 'annotator' else 'a suggester'}"
    if kind == "scheme":
        return "the label scheme"
    row = scratch.exec_driver_sql(
        "SELECT value FROM final WHERE kind = ? AND id = ?", (kind, value_id)
    ).first()
    value = None if row is None else codec.loads(kind, row[0])
    words = getattr(value, "label", "")
    return f"the {kind} {words}".strip()
