"""What the database holds of SEAGULL is what the source says, and no more."""

from datetime import date

import pytest
from django.conf import settings

from operation.people.models import Country, Organisation
from operation.plan.models import ActionDay, LineOfEffort, Meeting, Objective, Operation, OperationalAction, Phase


def test_it_is_part_of_safe_lancang_mekong(seagull: Operation) -> None:
    assert seagull.parent is not None
    assert "Safe Lancang-Mekong" in seagull.parent.name
    assert (seagull.starts_on, seagull.ends_on) == (date(2024, 8, 7), date(2024, 12, 31))
    assert "telecom fraud" in seagull.mandate
    assert "firearms smuggling" in seagull.mandate


def test_six_countries_in_their_order(seagull: Operation) -> None:
    countries = Country.objects.values_list("code", "time_zone", "language")
    assert list(countries) == [
        ("KH", "Asia/Phnom_Penh", "km"),
        ("CN", "Asia/Shanghai", "zh-hans"),
        ("LA", "Asia/Vientiane", "lo"),
        ("MM", "Asia/Yangon", "my"),
        ("TH", "Asia/Bangkok", "th"),
        ("VN", "Asia/Ho_Chi_Minh", "vi"),
    ]


def test_every_language_of_a_country_is_one_of_the_pages(seagull: Operation) -> None:
    assert {country.language for country in Country.objects.all()} <= dict(settings.LANGUAGES).keys()


def test_seven_agencies_each_country_with_one_lead(seagull: Operation) -> None:
    agencies = Organisation.objects.filter(kind="agency")
    assert agencies.count() == 7
    assert list(agencies.filter(is_lead=True).values_list("country", flat=True)) == ["KH", "CN", "LA", "MM", "TH", "VN"]
    assert list(agencies.filter(country="LA").values_list("code", "is_lead")) == [("la-mps", True), ("la-mnd", False)]


def test_the_secretariat_and_two_partners(seagull: Operation) -> None:
    others = Organisation.objects.exclude(kind="agency").values_list("kind", "name")
    assert list(others) == [("secretariat", "LMLECC"), ("partner", "UNODC"), ("partner", "INTERPOL")]
    assert all(one.undertaking and one.source for one in seagull.participations.all())


def test_seven_lines_of_effort_each_led_by_a_figure(seagull: Operation) -> None:
    lines = list(seagull.lines.values_list("number", "lead_indicator"))
    assert lines == [(1, "S01"), (2, "P02"), (3, "V01"), (4, "A01"), (5, "G01"), (6, "C02"), (7, "L01")]


def test_no_indicator_stands_on_two_lines(seagull: Operation) -> None:
    codes = [code for line in LineOfEffort.objects.all() for code in line.indicators]
    assert len(codes) == len(set(codes))


def test_the_source_sets_no_target_and_names_no_action(seagull: Operation) -> None:
    assert not Objective.objects.exists()
    assert not OperationalAction.objects.exists()
    assert not ActionDay.objects.exists()


@pytest.mark.parametrize(
    ("title", "span", "month_only", "happened", "partners"),
    [
        ("Preparatory meeting held", ("2024-04-01", "2024-04-30"), True, "2024-04-01", False),
        ("Best practices shared and operation kicked off", ("2024-08-06", "2024-08-07"), False, "2024-08-07", True),
        ("Operation launched in six countries", ("2024-08-07", "2024-08-07"), False, "2024-08-07", True),
        ("Execution", ("2024-08-07", "2024-12-31"), False, None, True),
        ("Operation coordinators of the six countries at LMLECC", ("2024-08-07", "2024-12-31"), False, None, False),
        ("Results evaluation", ("2025-01-01", "2025-01-31"), True, None, True),
    ],
)
def test_phases_and_milestones(
    seagull: Operation, title: str, span: tuple[str, str], month_only: bool, happened: str | None, partners: bool
) -> None:
    phase = Phase.objects.get(title=title)
    assert (str(phase.starts_on), str(phase.ends_on)) == span
    assert phase.month_only is month_only
    assert (str(phase.happened_on) if phase.happened_on else None) == happened
    assert phase.for_partners is partners


def test_the_kick_off_with_its_decisions(seagull: Operation) -> None:
    kick_off = Meeting.objects.get(place="Kunming")
    assert (kick_off.starts_on, kick_off.ends_on) == (date(2024, 8, 6), date(2024, 8, 7))
    assert kick_off.attendance == "Over 50 representatives"
    assert kick_off.present.count() == 10
    assert len(kick_off.decisions) == 8


def test_of_the_preparatory_meeting_only_the_month_is_known(seagull: Operation) -> None:
    preparatory = Meeting.objects.exclude(place="Kunming").get()
    assert preparatory.month_only
    assert preparatory.starts_on == date(2024, 4, 1)
    assert preparatory.place == ""
    assert preparatory.decisions == []
    assert [one.code for one in preparatory.present.all()] == ["lmlecc"]
