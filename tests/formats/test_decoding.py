from __future__ import annotations

import codecs

import pytest

from annotator.domain.errors import UnreadableInput
from annotator.formats.common.decoding import decode

FRENCH = (
    "Le maire de Besançon a déclaré : « Nous avons été prévenus trop tard », a-t-il affirmé à"
    " l'issue du conseil. La préfète, présente, a aussitôt démenti."
)
ENGLISH = "The mayor said: “We won’t leave.” It cost £30 – a lot – according to Zoë Müller."
RUSSIAN = (
    "Мэр заявил, что решение было принято в среду после долгого обсуждения. «Мы не уйдём», -"
    " сказал он журналистам. Жители недовольны и требуют объяснений."
).replace("«", '"').replace("»", '"').replace("ё", "е")  # fmt: skip
SPANISH = "El alcalde señaló que la decisión se tomó después de una reunión. ¿Mañana? Quizás."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (FRENCH, "utf-8"),
        (FRENCH, "utf-8-sig"),
        (FRENCH, "utf-16"),
        (FRENCH, "utf-32"),
        (RUSSIAN, "utf-16-le"),
        (RUSSIAN, "utf-16-be"),
        (FRENCH, "latin-1"),
        (SPANISH, "latin-1"),
        ("Zoë said no.", "latin-1"),
        (ENGLISH, "windows-1252"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "windows-1251"),
        ("市长表示，该决定是在周三经过长时间讨论后作出的。居民们很生气，要求解释。", "gb18030"),
        (
            "市長は、この決定は長い議論の末に水曜日に下されたと述べた。住民は怒っている。",
            "shift_jis",
        ),
    ],
)
def test_the_encoding_of_a_text_is_found(text, encoding):
    assert decode(text.encode(encoding)) == text


def test_big_endian_marks_are_read():
    assert decode(codecs.BOM_UTF16_BE + FRENCH.encode("utf-16-be")) == FRENCH


def test_line_ends_stay_as_they_are():
    assert decode(b"one\r\ntwo\rthree\n") == "one\r\ntwo\rthree\n"


def test_a_declared_encoding_goes_before_a_guess():
    short = "Šest žen".encode("iso8859-2")
    assert decode(short, declared="iso-8859-2") == "Šest žen"
    assert decode("日本".encode("iso-2022-jp"), declared="ISO-2022-JP") == "日本"


def test_valid_utf8_goes_before_a_wrong_declaration():
    assert decode("déjà".encode(), declared="windows-1252") == "déjà"


@pytest.mark.parametrize("declared", ["hex", "unicode_escape", "no-such", "utf-7", ""])
def test_an_odd_declaration_is_passed_over(declared):
    assert decode(b"plain \\u0041 +AGE- text", declared=declared) == "plain \\u0041 +AGE- text"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (codecs.BOM_UTF8, "white space"),
        (codecs.BOM_UTF16_LE, "white space"),
        (b" \r\n\t\n", "white space"),
        ("\u00a0\u2028".encode(), "white space"),
        (b"%PDF-1.7\nsome words", "extension .pdf"),
        (b"PK\x03\x04\x14\0words", r"\.docx, \.odt, \.epub, \.zip"),
        (b"{\\rtf1 words}", "extension .rtf"),
        (b"\x89PNG\r\n\x1a\n\0\0", "image"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "image"),
        (b"\x7fELF\x02\x01\x01\0", "program"),
        (b"words \0 and more words", "zero bytes"),
        ("words \0 words".encode("utf-16"), "zero bytes"),
        (bytes(range(256)) * 20, "zero bytes"),
        (bytes(range(1, 256)) * 20, "UTF-8"),
        (codecs.BOM_UTF16_LE + b"odd", "UTF-16"),
        (codecs.BOM_UTF8 + b"caf\xe9 and more", "UTF-8"),
    ],
)
def test_what_is_no_text_is_refused_with_its_reason(data, reason):
    with pytest.raises(UnreadableInput, match=reason):
        decode(data)


def test_damage_in_good_utf8_is_refused_by_line_instead_of_garbling_the_rest():
    damaged = FRENCH.encode() + b"\nle pr\xe9fet\n" + FRENCH.encode()
    with pytest.raises(UnreadableInput, match=r"1 damaged character, the first on line 2"):
        decode(damaged)
