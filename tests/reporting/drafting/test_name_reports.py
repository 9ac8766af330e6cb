"""What a report and its sections are called, without a database."""

import pytest

from reporting.drafting.chapters import NATIONAL, chapter_named
from reporting.drafting.models import Report, titled


def test_a_country_report_bears_its_country() -> None:
    assert str(Report(kind="country", country_id="TH")) == "Country report: Thailand"
    assert str(Report(kind="final")) == "Final evaluation"


@pytest.mark.parametrize(
    ("key", "country", "title"),
    [
        ("national", "TH", "Thailand"),
        ("national", None, NATIONAL.title),
        ("context", None, chapter_named("context").title),
        ("context", "TH", chapter_named("context").title),
    ],
)
def test_a_national_section_is_headed_by_its_country_and_others_by_their_chapter(
    key: str, country: str | None, title: str
) -> None:
    assert titled(key, country) == title
