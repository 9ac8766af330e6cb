"""The evaluation of the whole demonstration as it is with the countries, in every language, both editions: printed, and
read back."""

import csv
import io
import re
from types import SimpleNamespace

import pikepdf
import pytest
from django.conf import settings

from operation.access.context import acting_as
from operation.press.signing import check, sign
from reporting.consultation.models import Round
from reporting.drafting.chapters import Kind
from reporting.evaluation.collect import collect
from reporting.evaluation.models import Audience
from reporting.evaluation.orders import Order
from reporting.evaluation.render import render_pdf
from tests.reporting.evaluation.attack import attacks_on
from tests.reporting.evaluation.printed_pdf import Printed
from tests.reporting.evaluation.reading import beside_the_figures as others

NUMBER = re.compile(r"\d[\d.,]*")
"""A number in a sentence: the target of a figure that leads no line of effort stands in one alone."""

LONGER = re.compile(r"\d[\d.,]*\d")
"""The number of a line of effort or of a rule has one digit."""

LETTER = re.compile(r"[^\W\d_]")
"""In the first cell of a row: below the columns of a chart stand short numbers alone, in its table the exact ones."""

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.mark.long
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("audience", [Audience.MEMBER, Audience.OBSERVER])
def test_says_the_same_in_tables_and_attachments(whole: SimpleNamespace, audience: Audience, language: str) -> None:
    director = whole.who("director")
    with acting_as(director, channel="test"):
        circulated = Round.objects.visible_to(director).get(report__kind=Kind.FINAL)
        order = Order(audience, language, circulated.report.cutoff)
        content = collect(director, whole.operation, order, number=1, round_=circulated)
    assert content.written
    rendered = render_pdf(content)
    assert rendered.complaints == ()
    pdf = pikepdf.open(io.BytesIO(rendered.pdf))
    assert pdf.check_pdf_syntax() == []
    assert str(pdf.Root.Lang).lower() == language
    assert check(rendered.pdf + sign(rendered.pdf, reason="Released", place="Kunming").added)
    text = pdf.attachments["figures.csv"].get_file().read_bytes().decode("utf-8-sig")
    printed = Printed(rendered.pdf)
    rows = list(printed.rows())
    cells = {digits(cell) for row in rows for cell in row}
    cells |= {digits(number) for number in NUMBER.findall(printed.text())}
    values = {row["value"] for row in csv.DictReader(io.StringIO(text))} - {""}
    assert len(values) > 20
    attached = {digits(value) for value in values}
    assert attached <= cells
    figures = {digits(cell) for row in rows if LETTER.search(row[0]) for cell in row[1:] if LONGER.fullmatch(cell)}
    assert figures <= attached | others(content)
    if audience == Audience.OBSERVER:
        for attack in attacks_on(text).values():
            assert (attack.solved(), attack.narrowed()) == ({}, {})


def digits(text: str) -> str:
    return re.sub(r"\D", "", text)
