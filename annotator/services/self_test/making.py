"""A project with articles, and suggestions for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.services import projects
from annotator.services.self_test import article
from annotator.services.self_test.steps import INSTALL_AGAIN, TELL, TESTER, Found, Wrong
from annotator.services.starting import samples
from annotator.suggest.pipeline import BUNDLED_MODEL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.domain.suggestion import Suggestion
    from annotator.services.self_test.article import Expected
    from annotator.services.self_test.steps import Trial


def import_articles(trial: Trial) -> Found:
    """The step: what comes with the program, and the test's own."""
    file = trial.folder / "article.txt"
    file.write_bytes(article.file_bytes())
    with projects.create_project(trial.project, TESTER, in_window=True) as services:
        report = services.importing.job([file, samples()]).work(trial.context)
        if report.problems or not report.imported:
            said = "; ".join(str(one) for one in report.problems) or "nothing was imported"
            raise Wrong(f"Articles that the program can read were not imported: {said}.", TELL)
        trial.document_id = report.imported[0]
        if services.project.document(trial.article).text != article.TEXT:
            raise Wrong("The article of the test is not stored as it was written.", TELL)
    return Found(
        f"{len(report.imported)} articles are in a new project; emoji, combining marks, right-to-"
        "left script and the line ends of Windows are stored as they should be.",
        {"articles": len(report.imported)},
    )


def suggest(trial: Trial) -> Found:
    """The step: the suggestion process reads the articles."""
    with projects.open_project(trial.project, TESTER, model=BUNDLED_MODEL) as services:
        report = services.suggesting.job().work(trial.context)
        text = services.project.document(trial.article).text
        suggestions = services.project.suggestions(trial.article)
    if report.failures:
        raise Wrong(
            f"{len(report.failures)} articles could not be read by the suggesters.",
            TELL,
            "\n".join(dict.fromkeys(report.failures.values())),
        )
    missing = [one for one in article.EXPECTED if not _is_among(one, suggestions, text)]
    if missing:
        said = ", ".join(f"{one.label} “{one.words}”" for one in missing)
        raise Wrong(f"In the article of the test this was not suggested: {said}.", INSTALL_AGAIN)
    count = report.suggestions.total()
    return Found(
        f"{count} suggestions in {report.articles} articles; among them the actor, the location,"
        " the quote with its speaker and the claim with its claimant that had to be there.",
        {"suggestions": count, "articles": report.articles, **dict(report.suggestions)},
    )


def _is_among(wanted: Expected, suggestions: Sequence[Suggestion], text: str) -> bool:
    return any(
        one.label == wanted.label
        and wanted.words in one.span.text_of(text)
        and (not wanted.source or (one.source and wanted.source in one.source.text_of(text)))
        for one in suggestions
    )
