"""REFI-QDA files against the schema that those programs agreed on, and what it does not say.

The schema (tests/data/refi) checks order, names and types. It does not look whether what is named
exists, nor into the texts; the second half does.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from annotator.domain.exchange import IncomingArticle
from annotator.formats.refi.format import RefiQda
from tests.formats.examples import bare_article, full_article
from tests.formats.exporting import export_all, read_bytes
from tests.formats.torture import torture_article, unannotated_article

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parents[1] / "data" / "refi" / "Project.xsd"))
SPACE = "{urn:QDA-XML:project:1.0}"
GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
ARTICLES = [torture_article(1), full_article(2), unannotated_article(3), bare_article(4)]


def archive_of(articles) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(export_all(RefiQda(), articles).files["annotations.qdpx"]))


def project_of(articles):
    return etree.fromstring(archive_of(articles).read("project.qde"))


@pytest.mark.parametrize("articles", [[], ARTICLES[2:3], ARTICLES[:1], ARTICLES])
def test_a_project_is_valid_by_the_schema(articles):
    project = project_of(articles)
    assert SCHEMA.validate(project), SCHEMA.error_log


def test_the_schema_here_does_refuse():
    """Else the test above could not fail."""
    project = project_of(ARTICLES)
    project.insert(0, project.find(f"{SPACE}Sources"))
    assert not SCHEMA.validate(project)


def test_every_guid_is_one_of_a_kind_and_every_guid_that_is_named_is_there():
    project = project_of(ARTICLES)
    guids = [one.get("guid") for one in project.iter() if one.get("guid")]
    assert all(GUID.fullmatch(one) for one in guids)
    assert len(guids) == len(set(guids))
    naming = ("targetGUID", "originGUID", "creatingUser", "modifyingUser", "creatingUserGUID")
    named = {one.get(name) for one in project.iter() for name in naming if one.get(name)}
    assert named
    assert named <= set(guids)


def test_every_source_has_its_file_and_no_file_is_without_a_source():
    archive = archive_of(ARTICLES)
    project = etree.fromstring(archive.read("project.qde"))
    paths = [one.get("plainTextPath") for one in project.iter(f"{SPACE}TextSource")]
    files = {f"Sources/{path.removeprefix('internal://')}" for path in paths}
    assert len(files) == len(ARTICLES)
    assert set(archive.namelist()) == files | {"project.qde"}


def test_positions_count_code_points_of_the_files_and_the_end_is_exclusive():
    archive = archive_of([torture_article()])
    source = etree.fromstring(archive.read("project.qde")).find(f".//{SPACE}TextSource")
    path = source.get("plainTextPath").removeprefix("internal://")
    text = archive.read(f"Sources/{path}").decode()
    found = [
        text[int(one.get("startPosition")) : int(one.get("endPosition"))]
        for one in source.iter(f"{SPACE}PlainTextSelection")
    ]
    article = torture_article()
    assert found == [one.span.text_of(article.document.text) for one in article.annotations]


def test_a_reader_of_zip_archives_that_trusts_no_header_finds_nothing_wrong():
    assert archive_of(ARTICLES).testzip() is None


def test_no_two_sources_codes_or_variables_have_one_name():
    """QualCoder takes no two sources, and no two codes, of one name."""
    project = project_of([full_article(1), full_article(2), torture_article(3)])
    for kind in ("TextSource", "Code", "Variable"):
        names = [one.get("name") for one in project.iter(f"{SPACE}{kind}")]
        assert names
        assert len(names) == len(set(names))


def test_what_another_program_would_write_is_read_if_the_schema_takes_it():
    """A project by hand with all that those programs write and we do not, checked before."""
    guids = [f"{number:08d}-0000-4000-8000-000000000000" for number in range(12)]
    source = f"""<Project xmlns="{SPACE[1:-1]}" name="Interviews" origin="Another 24.1">
    <Users><User guid="{{{guids[0].upper()}}}" name="Mia" id="MI"/></Users>
    <CodeBook><Codes><Code guid="{guids[1]}" name="People" isCodable="false">
      <Code guid="{guids[2]}" name="Mayor" isCodable="true" color="#ff0000"/></Code></Codes>
    </CodeBook>
    <Sources><TextSource guid="{guids[3]}" name="Council.docx" creatingUser="{guids[0]}">
      <PlainTextContent>The mayor spoke.</PlainTextContent>
      <PlainTextSelection guid="{guids[4]}" startPosition="4" endPosition="9" name="mayor">
        <Coding guid="{guids[5]}" creatingUser="{guids[0]}">
          <CodeRef targetGUID="{guids[2]}"/></Coding>
      </PlainTextSelection></TextSource>
      <PDFSource guid="{guids[6]}" name="Minutes.pdf" path="internal://x.pdf"/></Sources>
    <Sets><Set guid="{guids[7]}" name="All"/></Sets></Project>"""
    assert SCHEMA.validate(etree.fromstring(source)), SCHEMA.error_log
    article, *problems = read_bytes(RefiQda(), source.encode(), "a.qde")
    assert isinstance(article, IncomingArticle)
    (span,) = article.spans
    assert (span.start, span.end, span.label, span.annotator) == (4, 9, "Mayor", "Mia")
    assert [one.sentence for one in problems] == [
        "It is a PDF; only text can be imported.",
        "The project's sets (1) have no place here; they were left out.",
    ]
