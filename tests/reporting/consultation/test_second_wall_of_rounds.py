"""The database itself: what was frozen or said is never changed, and a country writes for itself alone."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace

import pytest
from django.db import Error, models, transaction

from operation.people.models import User
from reporting.consultation.models import Approval, CirculatedSection, Comment, Round
from reporting.drafting.models import Report, Section, SectionVersion
from tests.factories import written

As = Callable[[User], AbstractContextManager[None]]


def test_what_is_frozen_written_or_said_is_changed_by_nobody(cast: SimpleNamespace, as_: As) -> None:
    report = written.circulated(cast)
    written.commented(cast.coordinator_kh, report)
    written.approved(cast.coordinator_vn, report, "noted", "a note")
    values: dict[type[models.Model], dict[str, str]] = {
        Round: {"sha256": "0"},
        CirculatedSection: {"text": "another"},
        Approval: {"note": "another"},
        Comment: {"text": "another"},
        SectionVersion: {"text": "another"},
    }
    for who in (cast.director, cast.desk_communication, cast.coordinator_th):
        with as_(who):
            for model, value in values.items():
                assert model._default_manager.exists()
                assert model._default_manager.update(**value) == 0, (who, model)
                assert model._default_manager.all().delete()[0] == 0


def test_a_country_writes_neither_on_the_report_nor_on_the_sections_of_others(cast: SimpleNamespace, as_: As) -> None:
    report = written.circulated(cast)
    with as_(cast.coordinator_kh):
        assert Report.objects.filter(pk=report.pk).update(state="released") == 0
        assert Section.objects.filter(report=report).exclude(country="KH").update(version=9) == 0
        with pytest.raises(Error), transaction.atomic():
            Section.objects.filter(report=report, country="KH").update(about_victims=True)


def test_an_approval_is_given_for_the_own_agency_while_it_is_asked(cast: SimpleNamespace, as_: As) -> None:
    report = written.circulated(cast)
    with as_(cast.director):
        round_ = Round.objects.get(report=report)
    for agency, country in ((cast.officer_th, "TH"), (cast.officer_kh, "TH")):
        with as_(cast.coordinator_kh), pytest.raises(Error), transaction.atomic():
            _approve(round_, cast.coordinator_kh, agency, country)
    with as_(cast.supervisor_kh), pytest.raises(Error), transaction.atomic():
        _approve(round_, cast.supervisor_kh, cast.officer_kh, "KH")
    written.saved(cast.director, report, "relevance", "Another")
    written.round_of(cast, report)
    with as_(cast.coordinator_kh), pytest.raises(Error), transaction.atomic():
        _approve(round_, cast.coordinator_kh, cast.officer_kh, "KH")


def _approve(round_: Round, by: User, of: User, country: str) -> None:
    key = of.organisation_id
    assert key
    Approval.objects.create(round=round_, country_id=country, agency_id=key, answer="approved", given_by=by)
