"""Mail messages as articles: subject, sender, date, and the text in whichever form it came."""

from __future__ import annotations

from datetime import date
from email.message import EmailMessage

import pytest

from index.errors import EmptyArticle, UnreadableArticle
from index.readers import read_article

LEAD = "El gobierno reiteró su exigencia de resultados: «no habrá más plazos», añadió."
HTML = f"<html><head><style>p {{color: red}}</style></head><body><h2>Hoy</h2><p>{LEAD}</p></body></html>"


def mail(**headers):
    message = EmailMessage()
    message["Subject"] = headers.get("subject", "México retoma el diálogo")
    message["From"] = headers.get("sender", "Lucía Peña <lucia@example.org>")
    message["Date"] = headers.get("date", "Fri, 16 Jan 2026 23:10:00 -0600")
    return message


@pytest.fixture
def read(tmp_path):
    def write_and_read(content, name="nota.eml"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.as_bytes())
        return read_article(path, name)

    return write_and_read


def test_message_gives_its_text_and_what_its_headers_say(read):
    message = mail()
    message.set_content(f"{LEAD}\n\nSegundo párrafo.\n", charset="utf-8", cte="quoted-printable")
    article = read(message)
    assert article.body == f"{LEAD}\n\nSegundo párrafo.\n"
    assert article.title == "México retoma el diálogo"
    assert (article.author, article.published) == ("Lucía Peña", date(2026, 1, 16))


@pytest.mark.parametrize(("charset", "cte"), [("latin-1", "8bit"), ("utf-8", "base64"), ("utf-8", "8bit")])
def test_every_encoding_gives_the_same_text(read, charset, cte):
    message = mail()
    message.set_content(LEAD.replace("«", '"').replace("»", '"'), charset=charset, cte=cte)
    assert read(message).body.strip() == LEAD.replace("«", '"').replace("»", '"')


def test_plain_text_is_preferred_and_attachments_are_left_out(read):
    message = mail()
    message.set_content(LEAD)
    message.add_alternative(HTML, subtype="html")
    message.add_attachment("adjunto", filename="a.txt")
    article = read(message)
    assert article.body.strip() == LEAD


def test_message_in_html_alone_is_read(read):
    message = mail()
    message.set_content(HTML, subtype="html")
    assert read(message).body == f"## Hoy\n\n{LEAD}"


def test_headers_as_mail_programs_write_them(read):
    message = mail(subject="RE: RV: La cumbre", sender="avisos@example.org", date="2026-01-16")
    message.set_content(LEAD)
    article = read(message)
    assert (article.title, article.author) == ("La cumbre", "avisos@example.org")
    raw = b"From: =?iso-8859-1?Q?Luc=EDa_Pe=F1a?= <l@example.org>\r\nSubject: =?utf-8?B?wqFIb2xhIQ==?=\r\n"
    article = read(raw + b"\r\nEl texto.\r\nY m\xe1s.\r\n")
    assert (article.title, article.author, article.published) == ("¡Hola!", "Lucía Peña", None)
    assert article.body == "El texto.\nY más.\n"


def test_date_of_a_message_without_one_is_the_datelines_then_the_file_names(read):
    raw = b"From: a@example.org\nSubject: Hola\n\nMadrid, 3 de enero de 2025. El texto."
    assert read(raw, "2024-02-02.eml").published == date(2025, 1, 3)
    assert read(b"From: a@example.org\n\nEl texto.", "2024-02-02.eml").published == date(2024, 2, 2)


def test_what_is_no_message_or_has_no_words_is_refused(read):
    with pytest.raises(UnreadableArticle, match=r"^nota\.eml: not a mail message; .+"):
        read(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    with pytest.raises(EmptyArticle, match=r"^nota\.eml: .+; .+"):
        read(mail())
    with pytest.raises(UnreadableArticle, match=r"^nota\.eml: its content is not text; .+"):
        read(b"From: a@example.org\n\n\0\1\2 El texto.")


def test_text_in_an_unknown_encoding_is_recognised_by_its_bytes(read):
    headers = b"From: a@example.org\nContent-Type: text/plain; charset=no-such\n\n"
    assert read(headers + "Más años.".encode("latin-1")).body == "Más años."
