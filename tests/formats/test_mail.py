from __future__ import annotations

import base64
from email.message import EmailMessage

import pytest

from annotator.domain.document import Metadata
from annotator.domain.exchange import IncomingArticle, Problem
from annotator.formats.input_file import InputFile
from annotator.formats.mail.format import Mail

WORDS = "The council said on Tuesday that it would reopen the old harbour road next week."
PAGE = (
    f"<html lang=en><body><h1>Road</h1><p>{WORDS} {WORDS}</p>"
    f"<p>“Yes,” said Zoë. {WORDS}</p></body></html>"
)


def read_all(data: bytes):
    return list(Mail().read(InputFile.of_bytes(data, "a.eml")))


def read(data: bytes):
    (item,) = read_all(data)
    return item


def mail(text: str | None = WORDS, html: str | None = None, **headers) -> EmailMessage:
    message = EmailMessage()
    if text is not None:
        message.set_content(text)
        if html is not None:
            message.add_alternative(html, subtype="html")
    elif html is not None:
        message.set_content(html, subtype="html")
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    return message


def raw(body: str, *headers: str) -> bytes:
    return "\r\n".join((*headers, "", body)).encode()


def test_a_mail_gives_its_text_and_headers():
    message = mail(
        f"{WORDS}\n\n“Yes,” said Zoë 😀.\n",
        Subject="Road reopens — “soon”",
        From="Ana Ruiz <ana@post.example>",
        Date="Wed, 04 Mar 2026 10:00:00 +0100",
        Content_Language="en-GB",
        Archived_At="<https://lists.example/1>",
    )
    article = read(message.as_bytes())
    assert article.text == f"{WORDS}\n“Yes,” said Zoë 😀."
    assert article.metadata == Metadata(
        title="Road reopens — “soon”",
        byline="Ana Ruiz",
        published="2026-03-04T10:00:00+01:00",
        url="https://lists.example/1",
        language="en-GB",
    )


def test_who_writes_to_many_is_an_outlet():
    message = mail(From="The Post <news@post.example>", List_Unsubscribe="<https://post.example/u>")
    metadata = read(message.as_bytes()).metadata
    assert (metadata.outlet, metadata.byline) == ("The Post", "")
    assert read(mail(From="ana@post.example").as_bytes()).metadata.byline == "ana@post.example"


def test_the_web_part_is_read_where_the_plain_one_is_missing_or_says_nothing():
    text = "\n".join((f"{WORDS} {WORDS}", f"“Yes,” said Zoë. {WORDS}"))
    assert read(mail(None, PAGE).as_bytes()).text.endswith(text)
    stub = read(mail("View this mail in a browser.", PAGE).as_bytes())
    assert stub.text.endswith(text)
    assert stub.metadata.language == "en"
    full = read(mail(f"{WORDS}\n\n{WORDS}\n\n{WORDS}", PAGE).as_bytes())
    assert full.text == "\n".join([WORDS] * 3)


def test_all_text_of_a_newsletter_is_kept_where_most_of_it_is_no_article():
    rows = "".join(f"<tr><td><p>Item {n}. {WORDS}</p></td></tr>" for n in range(9))
    hidden = '<div style="display:none">Preview of what comes</div>'
    article = read(mail(None, f"{hidden}<table>{rows}</table>").as_bytes())
    assert article.text.split("\n") == [f"Item {n}. {WORDS}" for n in range(9)]


def test_line_ends_that_only_fill_lines_are_undone():
    wrapped = (
        "The council said on Tuesday that it would reopen the old harbour\n"
        "road next week, two weeks before anybody had dared to hope for\n"
        "that.\nIt costs nothing.\n\n- one\n- two\n> quoted by them that said it, at a length that "
        "fills\n> lines\n"
    )
    assert read(raw(wrapped, "Subject: x")).text.split("\n") == [
        "The council said on Tuesday that it would reopen the old harbour road next week, two weeks"
        " before anybody had dared to hope for that.",
        "It costs nothing.",
        "- one",
        "- two",
        "> quoted by them that said it, at a length that fills",
        "> lines",
    ]


def test_flowed_text_is_joined_as_its_standard_says():
    body = "The council \r\nsaid so.\r\n Indented.\r\n> a \r\n> b\r\n-- \r\nAna"
    flowed = raw(body, "Content-Type: text/plain; charset=utf-8; format=flowed")
    assert read(flowed).text == "The council said so.\nIndented.\n> a\n> b\n--\nAna"
    joined = raw("re \r\nopen", "Content-Type: text/plain; format=flowed; delsp=yes")
    assert read(joined).text == "reopen"


@pytest.mark.parametrize(
    ("data", "text", "title"),
    [
        (
            b"Subject: =?utf-8?Q?Caf=C3=A9_?= =?utf-8?B?w6l0w6k=?=\nContent-Type: text/plain;"
            b" charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\nd=E9j=E0 =\nvu",
            "déjà vu",
            "Café été",
        ),
        (
            b"Subject: =?koi8-r?B?7fzS?=\nContent-Type: text/plain; charset=koi8-r\n"
            b"Content-Transfer-Encoding: base64\n\n"
            + base64.b64encode("Мэр сказал".encode("koi8-r")),
            "Мэр сказал",
            "МЭр",
        ),
        ("Subject: Zoë\n\nZoë said.".encode(), "Zoë said.", "Zoë"),
        ("Subject: Zoë\n\nZoë said.".encode("latin-1"), "Zoë said.", "Zoë"),
        (b"Subject: =?no-such?B?eA==?=\nContent-Type: text/plain; charset=no-such\n\nx y", "x y",
         "=?no-such?B?eA==?="),
    ],
)  # fmt: skip
def test_encodings_of_headers_and_text(data, text, title):
    article = read(data)
    assert (article.text, article.metadata.title) == (text, title)


def test_attachments_are_told_and_pictures_are_not():
    message = mail()
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="minutes.pdf")
    message.add_attachment("words", filename="notes.txt")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    article, first, second = read_all(message.as_bytes())
    assert article.text == WORDS
    assert "“minutes.pdf”" in first.sentence
    assert "“notes.txt”" in second.sentence


def test_attached_mails_are_articles_too_up_to_a_depth():
    message = mail(f"Innermost. {WORDS}", Subject="6")
    for number in range(5, 0, -1):
        outer = mail(f"Level {number}. {WORDS}", Subject=str(number))
        outer.add_attachment(message)
        message = outer
    *articles, problem = read_all(message.as_bytes())
    assert [one.metadata.title for one in articles] == ["1", "2", "3", "4"]
    assert articles[1].origin == "a.eml, attached mail"
    assert isinstance(problem, Problem)
    assert "too deep" in problem.sentence


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no headers"),
        (b"\n\nno headers here", "no headers"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "save it from there as .eml"),
        (b"Subject: x\n\n", "holds no text"),
        (b"Subject: x\n\nwords \0 and words", "zero bytes"),
        (b"Subject: x\nContent-Type: application/pkcs7-mime\n\nAAAA", "encrypted"),
        (
            b"Content-Type: multipart/encrypted; boundary=b\n\n--b\n\nx\n--b--",
            "encrypted",
        ),
    ],
)
def test_what_cannot_be_read_is_a_problem(data, reason):
    problem = read(data)
    assert isinstance(problem, Problem)
    assert reason in problem.sentence


def test_parts_within_parts_without_end_are_refused():
    nested = "".join(
        f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(300)
    )
    (problem,) = read_all(f"Subject: x\n{nested}\nwords".encode())
    assert isinstance(problem, Problem)


@pytest.mark.parametrize(
    "headers",
    [
        b"From: <\nDate: never\nSubject: =?utf-8?b?!!?=\n",
        b"From: =?utf-8?q?=FF=FE?= <x\nContent-Type: ;;;\n",
        b"Date: Wed, 99 Mar 99999999999 99:99\nContent-Type: text/plain; charset*=x''y\n",
        b'Content-Type: text/plain; charset="\nContent-Transfer-Encoding: base64\nSubject: x\n',
        b"Content-Type: multipart/mixed\nContent-Disposition: ;filename*0*=a''%ff\nSubject: x\n",
        b"Subject: " + b"=?utf-8?q?x?= " * 20_000 + b"\n",
    ],
)
def test_odd_headers_do_no_harm(headers):
    items = read_all(headers + b"\nSome words here.")
    assert items
    assert all(isinstance(item, IncomingArticle | Problem) for item in items)
