"""The file of an edition read back: the same numbers in text, tables and attachments, and what an archive needs."""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache
from typing import Any

import pikepdf
import pytest
import tinyhtml5

from operation.press.linebreaks import ZERO_WIDTH_SPACE
from reporting.evaluation.attached_lines import Line, lines_of
from reporting.evaluation.chapters import Drawn, Written
from reporting.evaluation.content import Edition, Evaluation
from reporting.evaluation.figures import Cell, Gap, Unit
from reporting.evaluation.render import Rendered, render_html, render_pdf
from reporting.evaluation.wording import week_span
from tests.reporting.evaluation import sample, sample_situation
from tests.reporting.evaluation.printed_pdf import Printed
from tests.reporting.evaluation.reading import beside_the_figures

STACKED = re.compile(r"[\u0e00-\u1fff]")
"""Letters of scripts whose text a PDF gives back only roughly; their digits are Latin ones."""
MARKS: dict[str, Any] = {"reference": "SG24-EVA-7", "check_at": "https://seagull.example.org/verify/"}


def for_members() -> Evaluation:
    return sample.member(**MARKS)


def for_observers() -> Evaluation:
    return sample.small(edition=Edition.OBSERVER, **sample.NAMELESS, **MARKS)


@pytest.fixture(scope="module")
def member() -> Rendered:
    return render_pdf(for_members())


@pytest.fixture(scope="module")
def observer() -> Rendered:
    return render_pdf(for_observers())


@pytest.fixture(scope="module")
def weekly() -> Rendered:
    return render_pdf(a_week())


@pytest.fixture(scope="module")
def monthly() -> Rendered:
    return render_pdf(a_month())


@pytest.fixture(scope="module")
def country() -> Rendered:
    return render_pdf(a_country())


def a_week() -> Evaluation:
    return sample_situation.situation(**MARKS)


def a_country() -> Evaluation:
    return sample_situation.situation("country", "TH", weeks=18, **MARKS)


def a_month() -> Evaluation:
    """With targets, and charts in its text: money by week, which columns round, and arrests by country."""
    money, arrests = (one for code in ("A01", "P02") for one in sample.member().results if one.indicator.code == code)
    drawn = (
        Drawn("A01", "Money withheld, by week", Unit.USD, money.weeks, weeks=sample.WEEKS),
        Drawn("P02", "Persons arrested, by country", Unit.COUNT, arrests.countries, countries=NAMES),
    )
    return sample_situation.situation("monthly", weeks=4, written=(Written("Situation", drawn),), **MARKS)


NAMES = tuple((country.code, country.name) for country in sample.COUNTRIES)
CONTENTS = {
    "member": for_members,
    "observer": for_observers,
    "weekly": a_week,
    "monthly": a_month,
    "country": a_country,
}


@pytest.fixture(params=CONTENTS)
def each(request: pytest.FixtureRequest) -> tuple[Rendered, Evaluation]:
    """Both editions of the evaluation and three short reports, each with its content."""
    return request.getfixturevalue(request.param), CONTENTS[request.param]()


@pytest.fixture(params=["member", "observer"])
def full(request: pytest.FixtureRequest) -> tuple[Rendered, Evaluation]:
    """Both editions of the evaluation, each with its content."""
    return request.getfixturevalue(request.param), CONTENTS[request.param]()


@pytest.fixture(params=["weekly", "monthly", "country"])
def short(request: pytest.FixtureRequest) -> tuple[Rendered, Evaluation]:
    """Three short reports, each with its content."""
    return request.getfixturevalue(request.param), CONTENTS[request.param]()


@cache
def opened(rendered: Rendered) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(rendered.pdf))


def attached(rendered: Rendered, name: str) -> str:
    return opened(rendered).attachments[name].get_file().read_bytes().decode("utf-8-sig")


def set_rows(content: Evaluation) -> list[list[str]]:
    """The rows of all tables as they were set, heads apart: what stood in each cell that is not empty."""
    tree = tinyhtml5.parse(render_html(content), namespace_html_elements=False)
    bodies = [part for kind in ("tbody", "tfoot") for part in tree.iter(kind)]
    rows = [row for part in bodies for row in part.iter("tr") if row.find("td") is not None]
    return [[text for cell in row if (text := words(cell))] for row in rows]


def words(element: Any) -> str:
    text = " ".join("".join(element.itertext()).replace(ZERO_WIDTH_SPACE, "").split())
    return text.replace(" ", "")


def read_rows(rendered: Rendered) -> list[list[str]]:
    return [[text.replace(" ", "") for text in row if text] for row in Printed(rendered.pdf).rows()]


def digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def test_every_table_is_read_back_as_it_was_set(each: tuple[Rendered, Evaluation]) -> None:
    """Numbers of tables and of the charts that stand in their cells; words of scripts that do not stack too."""
    rendered, content = each
    plain = [row for row in set_rows(content) if not STACKED.search("".join(row))]
    read = Counter(map(tuple, read_rows(rendered)))
    missing = Counter(map(tuple, plain)) - read
    assert not missing
    assert len(plain) > 20


def test_what_is_attached_is_what_is_printed(each: tuple[Rendered, Evaluation]) -> None:
    """Not one number more: each that a file of data holds stands somewhere in a table."""
    rendered, _content = each
    printed = {digits(text) for row in read_rows(rendered) for text in row}
    values = [row["value"] for row in csv.DictReader(io.StringIO(attached(rendered, "figures.csv")))]
    assert len([value for value in values if value]) > 10
    assert {digits(value) for value in values if value} <= printed


def test_what_is_printed_is_what_is_attached(each: tuple[Rendered, Evaluation]) -> None:
    """Not one number less: targets, corrections and charts of texts among them. Shares are no figures, nor is how many
    returns arrived or how many members a syndicate is known to have."""
    rendered, content = each
    rows = csv.DictReader(io.StringIO(attached(rendered, "figures.csv")))
    values = {digits(row["value"]) for row in rows if row["value"]}
    tree = tinyhtml5.parse(render_html(content), namespace_html_elements=False)
    cells = [words(cell) for cell in tree.iter("td") if "num" in cell.get("class", "").split()]
    printed = {digits(text) for text in cells if digits(text) and "%" not in text}
    assert len(printed - beside_the_figures(content)) > 10
    assert printed <= values | beside_the_figures(content)


def test_columns_of_a_short_report_have_their_exact_numbers_below(monthly: Rendered) -> None:
    rows = read_rows(monthly)
    lines = [line for line in lines_of(a_month()) if line.of == "chart" and line.week]
    assert len(lines) == len(sample.WEEKS)
    assert any(len(line.value) > 5 for line in lines), "some are rounded in the columns"
    for week, line in zip(sample.WEEKS, lines, strict=True):
        name, days = (text.replace(" ", "") for text in week_span(week))
        assert [name, days, line.value] in [[*row[:2], digits("".join(row[2:3]))] for row in rows]


def test_the_sentences_are_those_of_the_tables(member: Rendered) -> None:
    content, text = for_members(), Printed(member.pdf).text()
    for result in content.results:
        if not isinstance(result.total.total, Gap):
            assert f"{result.indicator.label}" in text
            assert f": {result.total.total:,.0f}, of which {result.total.verified:,.0f} verified." in text


def test_csv_and_json_hold_the_same_figures(each: tuple[Rendered, Evaluation]) -> None:
    rendered, content = each
    told = json.loads(attached(rendered, "figures.json"))
    rows = list(csv.DictReader(io.StringIO(attached(rendered, "figures.csv"))))
    assert told["figures"] == rows
    assert len(rows) == len(list(lines_of(content)))
    assert (told["edition"]["reference"], told["edition"]["content_sha256"]) == ("SG24-EVA-7", content.digest())
    assert told["edition"]["synthetic"] is True
    assert [one["rule"] for one in told["indicators"]] == [one.indicator.rule for one in content.results]


def test_the_attached_figures_are_those_of_the_content(full: tuple[Rendered, Evaluation]) -> None:
    rendered, content = full
    rows = {key(row): row for row in csv.DictReader(io.StringIO(attached(rendered, "figures.csv")))}
    for result in content.results:
        code, unit = result.indicator.code, result.indicator.unit
        expected = {("operation", "", "", "claims"): result.claims, ("operation", "", "", "total"): result.total.total}
        for country, figure in zip(content.countries, result.countries, strict=True):
            expected["country", country.code, "", "total"] = figure.total
            expected["country", country.code, "", "reported"] = figure.reported
        for week, figure in zip(content.weeks, result.weeks, strict=True):
            expected["week", "", f"{week.year}-W{week.number:02}", "total"] = figure.total
        for place, cell in expected.items():
            assert told(rows[code, *place]) == said(cell, unit), (code, place)


def key(row: dict[str, str]) -> tuple[str, ...]:
    return row["indicator"], row["of"], row["country"], row["week"], row["measure"]


def told(row: dict[str, str]) -> str:
    return row["gap"] or row["value"]


def said(cell: Cell, unit: Unit) -> str:
    if isinstance(cell, Gap):
        return cell.value
    places = Decimal("0.1") if unit in {Unit.PERCENT, Unit.DAYS} else Decimal(1)
    return f"{Decimal(cell).quantize(places, ROUND_HALF_EVEN):f}"


def test_a_short_report_carries_its_period_and_all_so_far(short: tuple[Rendered, Evaluation]) -> None:
    """What is printed of each figure, and nothing of what has no row."""
    rendered, content = short
    assert content.situation
    of_country = bool(content.situation.country)
    rows = {key(row): row for row in csv.DictReader(io.StringIO(attached(rendered, "figures.csv")))}
    expected: dict[tuple[str, ...], tuple[Cell, Unit]] = dict(targets_of(content))
    for part, whole in zip(content.situation.results, content.results, strict=True):
        code, unit = whole.indicator.code, whole.indicator.unit
        if whole.total.total is Gap.NO_DATA:
            continue
        for result, of in ((part, "period"), (whole, "operation")):
            sums = {"claims": result.claims, "claimed_twice": result.claimed_twice, "total": result.total.total}
            if not of_country:
                expected |= {(code, of, "", "", name): (cell, unit) for name, cell in sums.items()}
        for country, in_period, so_far in zip(content.countries, part.countries, whole.countries, strict=True):
            expected[code, "country_period", country.code, "", "total"] = in_period.total, unit
            expected[code, "country", country.code, "", "total"] = so_far.total, unit
            if of_country:
                expected[code, "country", country.code, "", "recorded"] = so_far.recorded, unit
                expected[code, "country", country.code, "", "reported"] = so_far.reported, unit
    found = {place: told(row) for place, row in rows.items() if place[1] not in ("action_day", "chart")}
    assert found == {place: said(*cell) for place, cell in expected.items()}


def targets_of(content: Evaluation) -> Iterator[tuple[tuple[str, ...], tuple[Cell, Unit]]]:
    """Of a country each that it has; of a month those of the lead figures; of a week none."""
    place = {"weekly": None, "monthly": ("operation", ""), "country": ("country", "TH")}[content.kind]
    for line in content.lines if place else ():
        for result in line.known if content.kind == "country" else line.known[:1]:
            if result.target is not None and place:
                yield (result.indicator.code, *place, "", "target"), (result.target, result.indicator.unit)


def test_a_weekly_report_is_short(weekly: Rendered) -> None:
    assert 2 <= weekly.pages <= 6
    assert weekly.complaints == ()


def test_every_page_of_it_says_what_it_is(weekly: Rendered) -> None:
    for page in Printed(weekly.pdf).document:
        text = page.get_textpage().get_text_range()
        for said_there in ("TLP:AMBER", "Weekly situation report", "Synthetic demonstration data", "known as of"):
            assert said_there in text


def test_the_same_short_report_gives_the_same_bytes(weekly: Rendered) -> None:
    assert render_pdf(a_week()).pdf == weekly.pdf


def test_parts_sum(member: Rendered) -> None:
    """Countries to the claims, claims less duplicates to the result, weeks to their country, sources to the claims."""
    lines = [Line(**row) for row in csv.DictReader(io.StringIO(attached(member, "figures.csv")))]
    known = {
        (one.indicator, one.of, one.country, one.week, one.measure): Decimal(one.value) for one in lines if one.value
    }
    codes = sorted({one.indicator for one in lines if (one.indicator, "operation", "", "", "claims") in known})
    assert len(codes) > 5
    for code in codes:
        whole = {measure: known[code, "operation", "", "", measure] for measure in WHOLE}
        assert whole["claims"] - whole["claimed_twice"] == whole["total"]
        assert whole["recorded"] + whole["reported"] == whole["claims"]
        of_countries = [known.get((code, "country", country, "", "total"), Decimal(0)) for country in CODES]
        assert sum(of_countries) == whole["claims"]
        for country, total in zip(CODES, of_countries, strict=True):
            assert total == sum(
                value for (c, of, n, _week, _m), value in known.items() if (c, of, n) == (code, "country_week", country)
            )


def test_money_by_currency_sums_in_usd_and_measures_are_those_of_the_tables(member: Rendered) -> None:
    lines = [Line(**row) for row in csv.DictReader(io.StringIO(attached(member, "figures.csv")))]
    money = [one for one in lines if one.of == "currency"]
    for country in ("", "LA", "TH"):
        usd = [Decimal(one.value) for one in money if (one.country, one.unit) == (country, "usd")]
        total = next(
            Decimal(one.value)
            for one in lines
            if (one.indicator, one.of, one.country, one.measure)
            == ("A01", "country" if country else "operation", country, "total")
        )
        assert sum(usd) == total
    assert {one.unit for one in money} == {"THB", "LAK", "BTC", "usd"}
    assert ("BTC", "2.70000001") in {(one.unit, one.value) for one in money if one.measure == "total"}
    content = for_members()
    told = [(one.indicator, one.country, one.value or one.gap) for one in lines if one.of == "measure"]
    codes = [country.code for country in content.countries]
    assert told == [
        (one.indicator.code, code, said(cell, column.unit).removesuffix(".0"))
        for one in content.measures
        for code, cells in zip([*codes, ""], (*one.countries, one.total), strict=True)
        for column, cell in zip(one.columns, cells, strict=True)
    ]
    rules = json.loads(attached(member, "figures.json"))["measures"]
    assert [one["rule"] for one in rules] == [one.indicator.rule for one in content.measures]


CODES = tuple(country.code for country in sample.COUNTRIES)
WHOLE = ("claims", "claimed_twice", "total", "recorded", "reported")


def elements(pdf: pikepdf.Pdf) -> Iterator[Any]:
    waiting: list[Any] = [pdf.Root.StructTreeRoot.K]
    while waiting:
        element = waiting.pop()
        if isinstance(element, pikepdf.Array):
            waiting.extend(element)
        elif isinstance(element, pikepdf.Dictionary):
            yield element
            if "/K" in element:
                waiting.append(element.K)


def test_it_is_tagged_for_readers(each: tuple[Rendered, Evaluation]) -> None:
    """PDF/UA-1 as far as a program can see it."""
    root = opened(each[0]).Root
    assert root.MarkInfo.Marked
    assert str(root.Lang) == "en"
    assert root.ViewerPreferences.DisplayDocTitle
    kinds = {str(one.S) for one in elements(opened(each[0])) if "/S" in one}
    assert {"/H1", "/H2", "/Table", "/TH", "/TD"} <= kinds
    assert ("/Link" in kinds) == (each[1].situation is None), "a short report has no contents to lead from"
    assert all(str(page.Tabs) == "/S" for page in opened(each[0]).pages)


def test_it_is_a_file_for_the_archive(each: tuple[Rendered, Evaluation]) -> None:
    """PDF/A-3a as far as a program can see it: marks, colours, fonts inside, nothing from outside, no script."""
    pdf = opened(each[0])
    metadata = pdf.Root.Metadata.read_bytes()
    for mark in (b'pdfaid:part="3"', b'pdfaid:conformance="A"', b'pdfuaid:part="1"', b"pdfaExtension:schemas"):
        assert mark in metadata
    assert [str(intent.S) for intent in pdf.Root.OutputIntents] == ["/GTS_PDFA1"]
    assert pdf.Root.OutputIntents[0].DestOutputProfile.read_bytes()
    assert "/Encrypt" not in pdf.trailer
    assert len(pdf.trailer.ID) == 2
    assert all(fonts_embedded(pdf))
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary):
            assert not {"/JavaScript", "/JS", "/Launch"} & {str(thing.get("/S", "")), *thing.keys()}
    for page in pdf.pages:
        assert all(int(note.F) & 4 for note in page.get("/Annots", []))


def fonts_embedded(pdf: pikepdf.Pdf) -> Iterator[bool]:
    for page in pdf.pages:
        for font in page.Resources.Font.values():
            inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
            yield bool({"/FontFile", "/FontFile2", "/FontFile3"} & set(inner.FontDescriptor.keys()))
            yield "/ToUnicode" in font


def test_qpdf_finds_no_fault(each: tuple[Rendered, Evaluation]) -> None:
    assert pikepdf.open(io.BytesIO(each[0].pdf)).check_pdf_syntax() == []


def test_attachments_say_what_they_are(each: tuple[Rendered, Evaluation]) -> None:
    pdf = opened(each[0])
    assert [(str(one.UF), str(one.AFRelationship)) for one in pdf.Root.AF] == [
        ("figures.csv", "/Data"),
        ("figures.json", "/Data"),
    ]
    kinds = {name: pdf.attachments[name].get_file().mime_type for name in pdf.attachments}
    assert kinds == {"figures.csv": "text/csv", "figures.json": "application/json"}
    dates = [pdf.attachments[name].get_file().mod_date for name in pdf.attachments]
    assert [moment.date() for moment in dates if moment] == [each[1].built] * 2


def test_the_observers_file_holds_no_name_anywhere(observer: Rendered) -> None:
    """Text, metadata, attachments, every stream unpacked: no name and no reference of a record."""
    pdf = pikepdf.open(io.BytesIO(observer.pdf))
    unpacked = io.BytesIO()
    pdf.save(unpacked, stream_decode_level=pikepdf.StreamDecodeLevel.specialized, compress_streams=False)
    everything = unpacked.getvalue().decode("utf-8", "replace") + Printed(observer.pdf).text()
    for name in (*sample.PEOPLE.values(), *sample.GROUPS.values()):
        assert name.words not in everything
        assert name.romanised not in everything
    assert not re.search(r"SG24-[A-Z]{2}-(SUS|SYN)-", everything)


def test_the_members_file_holds_them(member: Rendered) -> None:
    """The search above would find one."""
    assert "SG24-KH-SUS-" in Printed(member.pdf).text()
