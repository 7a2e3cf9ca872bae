from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextDocument

from annotator.ui.editor.paragraphs import Blocks
from tests.strategies import texts

SENTENCE = "The minister said on Tuesday that talks would resume. "


def u16_length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(texts(), st.integers(4, 40))
def test_qt_makes_the_same_blocks_of_the_text(text: str, longest: int) -> None:
    blocks = Blocks(text, longest=longest)
    document = QTextDocument()
    document.setPlainText(blocks.for_qt())

    starts, block = [], document.begin()
    while block.isValid():
        starts.append(block.position())
        block = block.next()

    assert starts == blocks.starts_u16
    assert document.characterCount() - 1 == u16_length(text)


@given(texts(min_size=1), st.integers(4, 40))
def test_the_blocks_and_what_parts_them_are_the_text(text: str, longest: int) -> None:
    blocks = Blocks(text, longest=longest)
    for index, start in enumerate(blocks.starts):
        assert blocks.text_of(index) == text[start : blocks.end(index)]
        if index + 1 < len(blocks):
            separator = text[blocks.end(index) : blocks.starts[index + 1]]
            assert separator in ({" "} if blocks.continues(index + 1) else {"\n", "\u2029"})


@given(texts(), st.integers(4, 40))
def test_offsets_go_to_the_block_that_holds_them(text: str, longest: int) -> None:
    blocks = Blocks(text, longest=longest)
    for offset in range(len(text) + 1):
        index = blocks.at(offset)
        assert blocks.starts[index] <= offset <= blocks.end(index)


def test_a_long_paragraph_is_cut_after_sentences() -> None:
    text = SENTENCE * 400

    blocks = Blocks(text)

    assert len(blocks) > 3
    assert all(len(blocks.text_of(index)) <= 4_000 for index in range(len(blocks)))
    assert all(blocks.text_of(index).endswith("resume.") for index in range(len(blocks) - 1))
    gaps = [blocks.has_gap_after(index) for index in range(len(blocks))]
    assert gaps == [*[False] * (len(blocks) - 1), True]


def test_an_empty_line_is_the_gap_between_paragraphs() -> None:
    blocks = Blocks("one\n\ntwo\nthree")

    assert [blocks.has_gap_after(index) for index in range(4)] == [False, False, True, True]


def test_a_long_paragraph_without_sentences_is_cut_at_a_space() -> None:
    blocks = Blocks("word " * 2_000)

    assert len(blocks) > 1
    assert all(len(blocks.text_of(index)) <= 4_000 for index in range(len(blocks)))


def test_text_without_a_space_is_not_cut() -> None:
    text = "東京の当局者は否定した。" * 1_000

    assert len(Blocks(text)) == 1


def test_paragraphs_of_ordinary_length_are_left_whole() -> None:
    paragraph = (SENTENCE * 70).strip()

    assert Blocks(f"{paragraph}\n{paragraph}").starts == [0, len(paragraph) + 1]


def test_the_pieces_of_a_paragraph_run_as_its_beginning_does() -> None:
    text = "قال الرئيس. " + SENTENCE * 200 + "\n" + SENTENCE

    blocks = Blocks(text)

    *pieces, last = [blocks.reads_right_to_left(index) for index in range(len(blocks))]
    assert len(pieces) > 1
    assert all(pieces)
    assert not last


def test_a_byte_order_mark_keeps_its_place() -> None:
    document = QTextDocument()
    document.setPlainText(Blocks("\ufeffMusk").for_qt())

    assert document.toPlainText()[1:] == "Musk"


def test_a_position_inside_of_a_character_becomes_the_one_after_it() -> None:
    blocks = Blocks("a😀b")

    assert [blocks.to_code_points(position) for position in range(5)] == [0, 1, 2, 2, 3]
