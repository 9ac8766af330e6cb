"""Indicators X02 and X03 from the nameless facts."""

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from coordination.exchange.selectors import ReportFigures, report_figures
from operation.kernel import clock
from operation.people.selectors import principal_of
from tests.coordination.exchange.conftest import SLUG, As, Share
from tests.factories.records import log, ready, step


def test_what_is_counted(cast: SimpleNamespace, as_: As, report: Any, share: Share) -> None:
    """Thailand: a draft, one submitted, one graded, one shared, one acted upon; Cambodia: one graded."""
    with as_(cast.coordinator_th):
        rows = [log(SLUG, cast.coordinator_th) for _one in range(4)]
        step(rows[0], "submit", cast.coordinator_th, clock.today())
        ready(rows[1], cast.coordinator_th)
    share(rows[2], "kh-moi")
    sent = share(rows[3], "kh-moi")
    with as_(cast.coordinator_th):
        step(sent, "act", cast.coordinator_th, clock.today())
    with as_(cast.coordinator_kh):
        ready(log(SLUG, cast.coordinator_kh), cast.coordinator_kh)
    thai = ReportFigures(submitted=4, graded=3, shared=2, actioned=1)
    khmer = ReportFigures(submitted=1, graded=1, shared=0, actioned=0)
    with as_(cast.director):
        director = principal_of(cast.director)
        assert report_figures(director, "TH") == thai
        assert report_figures(director, "KH") == khmer
        assert report_figures(director) == ReportFigures(submitted=5, graded=4, shared=2, actioned=1)
    with as_(cast.officer_kh):
        assert report_figures(principal_of(cast.officer_kh)) == khmer
    with as_(cast.observer_unodc):
        assert report_figures(principal_of(cast.observer_unodc)) == ReportFigures(0, 0, 0, 0)
    assert (thai.graded_share, thai.actioned_share) == (Decimal("75.0"), Decimal("50.0"))
    assert (khmer.graded_share, khmer.actioned_share) == (Decimal("100.0"), None)
