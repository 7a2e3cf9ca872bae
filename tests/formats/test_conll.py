"""CoNLL: rows, and the file beside them that knows the text."""

from __future__ import annotations

from collections import Counter

import orjson
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotator.domain.document import AnnotatedDocument, Metadata
from annotator.domain.exchange import IncomingArticle, Problem
from annotator.domain.labels import Label, LabelScheme
from annotator.domain.losses import Fate, Kind
from annotator.formats.conll.format import Conll
from annotator.formats.conll.rows import LONGEST_LINE
from annotator.formats.input_file import InputFile
from annotator.formats.tokenising.spans import OVERLAPS
from annotator.formats.tokenising.tags import TAGGINGS
from tests.formats.examples import (
    ANA,
    annotated_documents,
    full_article,
    make_annotation,
    make_document,
)
from tests.formats.exporting import export_all, exported, losses, read_all, read_bytes
from tests.formats.torture import torture_article, unannotated_article
from tests.strategies import few

CONLL = Conll()
ROWS, BESIDE = "annotations.conll", "annotations.offsets.jsonl"


def article(text, *spans, id=1, **more):
    annotations = tuple(
        make_annotation(start, end, label, id=100 + number)
        for number, (start, end, label) in enumerate(spans)
    )
    return AnnotatedDocument(make_document(text, id=id, **more), annotations, annotators={ANA: "A"})


def lines(*articles, **options):
    return exported(CONLL, articles, **options)[ROWS].decode().split("\n")


def read(text, **options):
    return read_bytes(CONLL, text if isinstance(text, bytes) else text.encode(), **options)


def quotes(one):
    return [(span.quoted, span.label) for span in one.spans]


def after_losses(one, told):
    """The spans as they should be in the file, going by what was told of them."""
    left = Counter((each.span.start, each.span.end, each.label) for each in one.annotations)
    for loss in told:
        if loss.kind is Kind.SPAN and loss.fate is not Fate.CHANGED:
            left[(loss.span.start, loss.span.end, loss.label)] -= 1
            if loss.became is not None:
                left[(loss.became.start, loss.became.end, loss.label)] += 1
    assert all(count >= 0 for count in left.values())
    return +left


def test_the_four_columns_are_those_of_conll_2003():
    assert lines(article("“No,” she said.\nBen Ray left.", (16, 23, "ACTOR"))) == [
        "-DOCSTART- -X- O O",
        "",
        *(f"{word} -X- -X- O" for word in ("“", "No", ",", "”", "she", "said", ".")),
        "",
        "Ben -X- -X- B-ACTOR",
        "Ray -X- -X- I-ACTOR",
        "left -X- -X- O",
        ". -X- -X- O",
        "",
        "",
    ]


def test_two_columns_are_token_tab_tag_and_articles_are_parted_by_a_blank_line():
    articles = [article("Ben Ray left. He\u00a0came.", (0, 7, "ACTOR")), article("No.", id=2)]
    options = {"columns": "two", "blank-lines": "articles", "tags": "BILUO"}
    assert exported(CONLL, articles, **options)[ROWS].decode() == (
        "Ben\tB-ACTOR\nRay\tL-ACTOR\nleft\tO\n.\tO\nHe\tO\ncame\tO\n.\tO\n\nNo\tO\n.\tO\n\n"
    )


def test_no_blank_line_stands_within_a_span():
    quote = "“We stay. We fight. We win.”"
    found = lines(article(f"{quote} They left.", (0, len(quote), "QUOTE")))

    start = found.index("“ -X- -X- B-QUOTE")
    assert "" not in found[start : found.index("” -X- -X- I-QUOTE")]
    assert found[found.index("” -X- -X- I-QUOTE") + 1] == ""


def test_the_file_beside_tells_where_each_row_stands():
    files = exported(CONLL, [torture_article(), unannotated_article()])
    rows = files[ROWS].decode().split("\n")
    beside = [orjson.loads(line) for line in files[BESIDE].splitlines()]

    for told, one in zip(beside, (torture_article(), unannotated_article()), strict=True):
        assert told["text"] == one.document.text
        assert told["sha256"] == one.document.text_sha256
        for line, start, end in told["rows"]:
            assert rows[line - 1].split(" ")[0] == told["text"][start:end]
    numbered = {line for told in beside for line, _, _ in told["rows"]}
    others = [row for number, row in enumerate(rows, start=1) if number not in numbered]
    assert {row for row in others if row} == {"-DOCSTART- -X- O O"}


@few(examples=40)
@given(
    one=annotated_documents(),
    tags=st.sampled_from(TAGGINGS),
    columns=st.sampled_from(["four", "two"]),
    blank=st.sampled_from(["sentences", "articles"]),
    overlaps=st.sampled_from(OVERLAPS.choices),
)
@example(one=torture_article(), tags="IOB1", columns="two", blank="sentences", overlaps="innermost")
@example(
    one=article("\ufeffBOM first", (0, 4, "ACTOR")),
    tags="IOB2",
    columns="two",
    blank="articles",
    overlaps="longest",
)
@example(
    one=article("# O -DOCSTART-\t-DOCSTART- -X- O O", (2, 14, "ACTOR"), (0, 1, "ACTOR")),
    tags="BILUO",
    columns="four",
    blank="articles",
    overlaps="longest",
)
def test_what_is_written_comes_back_up_to_what_was_told(one, tags, columns, blank, overlaps):
    options = {"tags": tags, "columns": columns, "blank-lines": blank, "overlaps": overlaps}
    other = article("Ben Ray left. He came.", (0, 7, "ACTOR"), id=2)
    made = export_all(CONLL, [one, other, one], **options)

    for row in made.files[ROWS].decode().split("\n"):
        assert len(row.split()) in ({0, 4} if columns == "four" else {0, 2})
    file = InputFile.of_bytes(
        made.files[ROWS],
        ROWS,
        neighbour=made.files.get,
        options={"blank-lines": blank},
    )
    first, second, third = CONLL.read(file)
    assert first.text == third.text == one.document.text
    assert first.metadata == one.document.info.metadata
    assert (first.status, first.tags, first.note) == (
        one.document.info.status,
        one.document.info.tags,
        one.document.info.note,
    )
    told = losses(CONLL, [one], **options)
    back = Counter((span.start, span.end, span.label) for span in first.spans)
    assert back == after_losses(one, told)
    assert second.text == other.document.text
    assert quotes(second) == [("Ben Ray", "ACTOR")]


def test_only_the_chosen_labels_are_written_and_the_others_told():
    told = losses(CONLL, [full_article()], labels=" ACTOR , LOCATION")
    rows = lines(full_article(), labels=" ACTOR , LOCATION")

    assert {row.split(" ")[-1] for row in rows} == {"", "O", "B-ACTOR", "I-ACTOR"}
    assert [one.label for one in told if one.kind is Kind.SPAN] == ["QUOTE", "CLAIM"]


def test_entities_and_quotes_that_overlap_go_whole_into_two_files():
    one = article("“Ben Ray left”, he said.", (0, 14, "QUOTE"), (1, 8, "ACTOR"))
    for label, text in (("QUOTE", "“Ben Ray left”"), ("ACTOR", "Ben Ray")):
        made = export_all(CONLL, [one], labels=label)
        assert [quotes(back) for back in read_all(CONLL, made)] == [[(text, label)]]


def test_names_with_white_space_are_written_with_a_line_and_told_and_come_back():
    names = ("A_B", "A B", "A\u00a0B")
    scheme = LabelScheme(tuple(Label(name, "#000000", "#ffffff") for name in reversed(names)))
    one = article("x y z", *((at, at + 1, name) for at, name in zip((0, 2, 4), names, strict=True)))
    made = export_all(CONLL, [one], scheme=scheme)

    tags = [row.split(" ")[-1] for row in made.files[ROWS].decode().split("\n")[2:5]]
    assert tags[0] == "B-A_B"
    assert len(set(tags)) == 3
    (changed,) = (loss for loss in made.losses if loss.fate is Fate.CHANGED)
    assert (changed.kind, changed.count) == (Kind.SPAN, 2)
    (back,) = read_all(CONLL, made)
    assert [span.label for span in back.spans] == list(names)


def test_each_part_has_its_own_two_files():
    parts = {"train": [article("Ben left.")], "test": [article("She came.", id=2)]}
    made = export_all(CONLL, [], parts=parts)

    assert sorted(made.files) == [
        "test.conll",
        "test.offsets.jsonl",
        "train.conll",
        "train.offsets.jsonl",
    ]
    assert [one.text for one in read_all(CONLL, made)] == ["Ben left.", "She came."]


# reading other people's files


def test_without_the_file_beside_words_are_joined_by_spaces_and_sentences_by_line_ends():
    data = exported(CONLL, [article("Ben Ray's gone.\n\nHe  left.", (0, 7, "ACTOR"))])[ROWS]
    (back,) = read(data)

    assert back.text == "Ben Ray 's gone .\nHe left ."
    assert quotes(back) == [("Ben Ray", "ACTOR")]
    assert back.text[back.spans[0].start : back.spans[0].end] == "Ben Ray"
    assert back.metadata == Metadata(title="Ben Ray 's gone .")


@pytest.mark.parametrize(
    "text",
    [
        "-DOCSTART- -X- -X- O\n\nBen NNP I-NP I-PER\nRay NNP I-NP I-PER\nleft VBD I-VP O\n",
        "-DOCSTART-\tO\n\nBen\tB-PER\nRay\tI-PER\nleft\tO\n\n",
        "Ben B-PER\r\nRay I-PER\r\nleft O\r\n",
        "Ben B-PER\rRay I-PER\rleft O\r",
        "\ufeff# newdoc id = 1\nBen NNP B-PER\nRay NNP E-PER\nleft VBD O\n",
        "# a comment\nBen   NNP   B_PER\nRay NNP L_PER\n# and another\nleft VBD O",
        "1\tBen\tB-PER\n2\tRay\tI-PER\n3\tleft\tO\n\n",
        "Ben B-PER extra\nRay I-PER extra\nleft O extra\n",
        "\n\n\nBen O B-PER\nRay B-X I-PER\nleft O O\n \t\n",
    ],
)
def test_the_columns_and_tags_that_people_have_are_found_out(text):
    (back,) = read(text)

    assert back.text == "Ben Ray left"
    assert quotes(back) == [("Ben Ray", "PER")]


def test_files_in_older_encodings_are_read():
    text = "Zoë B-PER\nRömer I-PER\nging O\nnach O\nKöln B-LOC\n"
    for encoding in ("cp1252", "utf-16"):
        (back,) = read(text.encode(encoding))
        assert quotes(back) == [("Zoë Römer", "PER"), ("Köln", "LOC")]


def test_articles_are_parted_as_the_file_says():
    marked = "-DOCSTART- O\n\nBen B-PER\n\nleft O\n\n-DOCSTART- O\n\nShe O\n\nstayed O\n"
    assert [one.text for one in read(marked)] == ["Ben\nleft", "She\nstayed"]
    assert [one.origin for one in read(marked)] == ["file.x, line 3", "file.x, line 9"]

    options = {"blank-lines": "articles"}
    assert [one.text for one in read(marked, **options)] == ["Ben\nleft", "She\nstayed"]
    plain = "Ben B-PER\nleft O\n\n\nShe O\nstayed O\n"
    assert [one.text for one in read(plain)] == ["Ben left\nShe stayed"]
    assert [one.text for one in read(plain, **options)] == ["Ben left", "She stayed"]


def test_tokens_may_hold_spaces_where_tabs_part_the_columns():
    (back,) = read("1 000\u00a0km\tB-X\nfrom\tO\nNew York\tB-LOC\n")

    assert back.text == "1 000\u00a0km from New York"
    assert quotes(back) == [("1 000\u00a0km", "X"), ("New York", "LOC")]


def test_broken_tags_are_read_and_told_once():
    *articles, problem = read(
        "-DOCSTART- O\n\nBen B-A\nRay O\nleft I-A\n\nfor I-B\n\n-DOCSTART- O\n\ngood I-A\n"
    )

    assert [quotes(one) for one in articles] == [
        [("Ben", "A"), ("left", "A"), ("for", "B")],
        [("good", "A")],
    ]
    assert isinstance(problem, Problem)
    assert problem.sentence.startswith("3 spans begin with an inner tag")
    assert "line 5" in problem.sentence


def test_rows_with_fewer_columns_than_the_others_have_their_tag_at_the_end():
    (one,) = read("Ben NNP B-A\nRay I-A\nleft VBD O\n")

    assert quotes(one) == [("Ben Ray", "A")]


def test_rows_without_a_tag_are_read_and_told_once():
    one, problem = read("Ben B-A\nRay I-A\nleft\n\tB-A\nfor O\ngood ?\n")

    assert one.text == "Ben Ray left for good"
    assert quotes(one) == [("Ben Ray", "A")]
    assert "3 rows" in problem.sentence
    assert "line 3" in problem.sentence


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n\n", "blank"),
        (b"Some words, but nothing else.\n" * 5, "no rows"),
        (b"{\"text\": \"x\"}\n", "no rows"),
        (b"Ben\n", "no rows"),
        (b"-DOCSTART- -X- O O\n\n", "no rows"),
        (b"%PDF-1.7\n", "PDF"),
        (b"Ben B-A\nR\0ay I-A\n", "zero bytes"),
        (b"Ben B-A\n" + b"x" * (LONGEST_LINE + 5) + b" O\n", "bytes"),
        (b"Ben B-A\n" * 200_000 + b"\xff\xfe O\n", "UTF-8"),
        ("\u3000\tO\n\u2003\tB-A\n".encode(), "no rows"),
    ],
)  # fmt: skip
def test_what_are_no_rows_is_one_problem_in_a_sentence(data, words):
    first = read(data)[0]

    assert isinstance(first, Problem)
    assert words in first.sentence
    assert first.sentence.endswith(".")


@given(
    data=st.lists(
        st.sampled_from(
            [b"-DOCSTART- O\n", b"\n", b"Ben B-A\n", b"\tI-A\n", b"x\n", b"# y\n", b"1 x O\n",
             b"\xff", b"\r", b"\0", "é\u2028 L-A\n".encode(), b" U-A \t\n"]
        ),
        max_size=12,
    ).map(b"".join),
    beside=st.none() | st.sampled_from(
        [b"", b"{}\n[]", b'{"text": "Ben", "rows": [[3, 0, 3]], "labels": {"A": 5}}',
         b'{"text": "Ben", "rows": [[3, 0, 9]]}', b'{"text": "x", "rows": [[]]}']
    ),
)  # fmt: skip
def test_any_rows_give_articles_and_problems(data, beside):
    file = InputFile.of_bytes(data, "a.conll", neighbour=lambda _: beside)
    found = list(CONLL.read(file))

    assert found
    for one in found:
        assert one.origin.startswith("a.conll")
        if isinstance(one, IncomingArticle):
            assert one.text.strip()
            assert all(one.text[span.start : span.end] == span.quoted for span in one.spans)


# the two files together


def joined(rows, beside, **options):
    files = {"mine.offsets.jsonl": beside}
    data = rows.encode() if isinstance(rows, str) else rows
    return list(
        CONLL.read(InputFile.of_bytes(data, "mine.conll", neighbour=files.get, options=options))
    )


def test_tags_that_a_model_wrote_come_back_to_the_exact_text():
    files = exported(CONLL, [article("Ben  Ray's\u00a0gone."), article("No.\n\nYes!", id=2)])
    rows = (
        files[ROWS]
        .decode()
        .replace("Ben -X- -X- O", "Ben -X- -X- I-PER")
        .replace("Ray -X- -X- O", "Ray -X- -X- I-PER")
    )
    first, second = joined(rows, files[BESIDE])

    assert (first.text, second.text) == ("Ben  Ray's\u00a0gone.", "No.\n\nYes!")
    assert quotes(first) == [("Ben  Ray", "PER")]


def test_articles_in_another_order_or_left_out_still_find_their_text():
    texts = ["Ben  left.", "She\tcame.", "Ben left."]  # the last has the words of the first
    files = exported(CONLL, [article(text, id=number) for number, text in enumerate(texts)])
    _, *parts = files[ROWS].decode().split("-DOCSTART- -X- O O\n\n")
    mark = "-DOCSTART- -X- O O\n\n"

    swapped = joined(mark + mark.join([parts[1], parts[0]]), files[BESIDE])
    assert [one.text for one in swapped] == ["She\tcame.", "Ben  left."]


def test_rows_that_do_not_fit_the_file_beside_are_told_and_put_together():
    files = exported(CONLL, [article("Ben  left."), article("She  came.", id=2)])
    rows = files[ROWS].decode().replace("Ben", "Tom")
    problem, first, second = joined(rows, files[BESIDE])

    assert problem.origin == "mine.conll, line 3"
    assert "mine.offsets.jsonl" in problem.sentence
    assert (first.text, second.text) == ("Tom left .", "She  came.")


def test_a_damaged_file_beside_is_told():
    files = exported(CONLL, [article("Ben  left.")])
    damaged, unfit, one = joined(files[ROWS], files[BESIDE][:-20])

    assert "damaged" in damaged.sentence
    assert "single spaces" in unfit.sentence
    assert one.text == "Ben left ."


# recognising


@pytest.mark.parametrize(
    ("name", "data", "is_ours"),
    [
        ("a.conll", b"anything", True),
        ("a.txt", b"-DOCSTART- -X- O O\n\nBen NN O B-A\nleft VB O O\n. . O O\n", True),
        ("a.txt", b"\xef\xbb\xbfBen\tB-A\nleft\tO\n.\tO\n", True),
        ("a.tsv", b"Ben B-A\nleft O\n. O\n", True),
        ("a.txt", b"Ben O\nleft O\n. O\n", False),  # not one span, nothing that marks it
        ("a.txt", b"Ben B-A\nleft O\nand that was it\n", False),
        ("a.txt", b"They flew a B-52\n", False),
        ("a.txt", b"Blood group O\n\nIs common.\n", False),
        ("a.tsv", b"title\ttext\nx\tO\ny\tO\nz\tB-1\n", False),
        ("a.txt", b"", False),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0", False),
        ("a.txt", b"Ben B-A\nl\0ft O\n. O\n", False),
    ],
)
def test_files_with_a_shared_name_are_ours_only_if_every_row_has_a_tag(name, data, is_ours):
    assert CONLL.recognises(InputFile.of_bytes(data, name)) is is_ours


def test_several_columns_of_tags_are_spans_within_spans():
    rows = (
        b"#\tnews [2010]\n1\tBank\tB-ORG\tO\n2\tof\tI-ORG\tO\n3\tOslo\tI-ORG\tB-LOC\n\n"
        b"#\tnews [2011]\n1\tOslo\tB-LOC\tO\n"
    )
    file = InputFile.of_bytes(rows, "train.tsv")
    assert CONLL.recognises(file)
    (article,) = CONLL.read(file)
    found = {(article.text[one.start : one.end], one.label) for one in article.spans}
    assert article.text == "Bank of Oslo\nOslo"
    assert found == {("Bank of Oslo", "ORG"), ("Oslo", "LOC")}
    assert len(article.spans) == 3


def test_a_column_of_other_tags_is_not_read():
    rows = b"Oslo NNP B-NP B-LOC\nsaid VBD B-VP O\nBerg NNP B-NP B-PER\n"
    (article,) = read_bytes(CONLL, rows)
    assert [one.label for one in article.spans] == ["LOC", "PER"]
