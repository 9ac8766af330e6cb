"""One's notifications: what is new, the ways, the address."""

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from coordination.alerts.actions import WRONG_CODES, alert
from coordination.alerts.kinds import DANGER_TO_LIFE, MENTION, all_kinds
from coordination.alerts.models import AlertChoice, MailSetting
from operation.people.models import User
from tests.coordination.alerts.conftest import mails, told
from tests.coordination.conftest import As, ClientOf

PAGE = "/account/notifications/"
DEFAULTS = {kind.code: str(kind.default) for kind in all_kinds()} | {"rhythm": "daily"}


def test_the_account_leads_there(client_of: ClientOf, cast: SimpleNamespace) -> None:
    assert PAGE in client_of(cast.officer_th).get("/account/").content.decode()
    for who in (cast.observer_unodc, cast.dpo):
        assert PAGE not in client_of(who).get("/account/").content.decode()
        assert client_of(who).get(PAGE).status_code == 403


def test_ways_are_chosen(client_of: ClientOf, as_: As, reader: User) -> None:
    client = client_of(reader)
    assert client.post(PAGE, DEFAULTS | {"mention": "digest", "rhythm": "weekly"}).status_code == 302
    with as_(reader):
        assert AlertChoice.objects.get(kind="mention").channel == "digest"
        assert MailSetting.objects.get().rhythm == "weekly"
    assert client.post(PAGE, DEFAULTS | {"mention": "desk"}).status_code == 302
    with as_(reader):
        assert AlertChoice.objects.get(kind="mention").channel == "desk"


@pytest.mark.parametrize("kind", ["danger_to_life", "clock"])
def test_what_is_urgent_waits_for_no_digest(client_of: ClientOf, as_: As, reader: User, kind: str) -> None:
    assert client_of(reader).post(PAGE, DEFAULTS | {kind: "digest"}).status_code == 400
    with as_(reader):
        assert not AlertChoice.objects.exists()


def test_what_is_new_is_noted_by_opening_it(client_of: ClientOf, reader: User) -> None:
    alert(MENTION, [reader.pk], url="/desk/")
    alert(DANGER_TO_LIFE, [reader.pk], url="/records/")
    client = client_of(reader)
    page = client.get(PAGE).content.decode()
    assert "Danger to life" in page and "/records/suspects" not in page
    opened = told(reader)[0]
    assert client.get(f"{PAGE}{opened.pk}/").headers["Location"] == "/desk/"
    assert [bool(one.seen_at) for one in told(reader)] == [True, False]
    page = client.get(PAGE).content.decode()
    assert [str(one.pk) in page for one in told(reader)] == [False, True]
    client.post(f"{PAGE}note/")
    assert all(one.seen_at for one in told(reader))


def test_an_alert_of_somebody_else_does_not_exist(client_of: ClientOf, cast: SimpleNamespace, reader: User) -> None:
    alert(MENTION, [reader.pk], url="/desk/")
    assert client_of(cast.supervisor_mm).get(f"{PAGE}{told(reader)[0].pk}/").status_code == 404


def code_sent() -> str:
    found = re.search(r"\b\d{6}\b", mails()[-1].body)
    assert found is not None
    return found.group()


def test_an_address_counts_once_it_was_confirmed(client_of: ClientOf, as_: As, reader: User) -> None:
    client = client_of(reader)
    assert client.post(f"{PAGE}address/", {"address": "new@example.org"}).status_code == 302
    assert [one.address for one in mails()] == ["new@example.org"]
    with as_(reader):
        assert MailSetting.objects.get().address == ""
    assert client.post(f"{PAGE}confirm/", {"code": code_sent()}).status_code == 302
    with as_(reader):
        assert (MailSetting.objects.get().address, MailSetting.objects.get().code) == ("new@example.org", "")
    assert "new@example.org" in client.get(PAGE).content.decode()
    assert client.post(f"{PAGE}address/", {"address": ""}).status_code == 302
    with as_(reader):
        assert MailSetting.objects.get().address == ""


def test_a_code_is_worth_nothing_after_a_few_wrong_ones(client_of: ClientOf, as_: As, reader: User) -> None:
    client = client_of(reader)
    client.post(f"{PAGE}address/", {"address": "new@example.org"})
    right = code_sent()
    wrong = f"{(int(right) + 1) % 1_000_000:06}"
    for _time in range(WRONG_CODES):
        assert client.post(f"{PAGE}confirm/", {"code": wrong}).status_code == 400
    assert client.post(f"{PAGE}confirm/", {"code": right}).status_code == 400
    with as_(reader):
        assert MailSetting.objects.get().address == ""


def test_a_code_lives_until_its_hour() -> None:
    now = timezone.now()
    for code, minutes, lives in (("x", 1, True), ("x", 0, False), ("x", -1, False), ("", 1, False)):
        assert MailSetting(code=code, code_until=now + timedelta(minutes=minutes)).awaits_code(now) is lives
    assert MailSetting(code="x").awaits_code(now) is False


def test_the_code_of_one_person_confirms_nothing_of_another(
    client_of: ClientOf, cast: SimpleNamespace, reader: User
) -> None:
    client_of(reader).post(f"{PAGE}address/", {"address": "new@example.org"})
    right = code_sent()
    other = client_of(cast.supervisor_mm)
    assert other.post(f"{PAGE}confirm/", {"code": right}).status_code == 400


def test_no_second_code_within_a_minute(client_of: ClientOf, reader: User) -> None:
    client = client_of(reader)
    client.post(f"{PAGE}address/", {"address": "new@example.org"})
    assert client.post(f"{PAGE}address/", {"address": "other@example.org"}).status_code == 400
    assert len(mails()) == 1
