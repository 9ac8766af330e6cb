"""First sign-in and recovery without e-mail: who hands over a code, what it opens, and who is told."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from knox.models import AuthToken

from operation.audit.models import AuditEntry
from operation.kernel.errors import NotAllowed, Refused
from operation.people.actions import make_token
from operation.people.desk import desk_of
from operation.people.entry import enter, issue_entry_code, may_enter
from operation.people.models import EntryCode, EntryKind, User
from operation.people.selectors import principal_of
from tests.factories.people import PASSWORD

CHOSEN = "seven gulls over the river"
FIRST, RECOVERY = EntryKind.FIRST, EntryKind.RECOVERY


def used(user: User) -> User:
    """The account of somebody who has signed in before."""
    User.objects.filter(pk=user.pk).update(last_login=timezone.now())
    user.refresh_from_db()
    return user


def issue(by: User, to: User, kind: EntryKind) -> str:
    return issue_entry_code(principal=principal_of(by), user=to, kind=kind)


def open_with(client: Client, user: User | str, code: str, password: str = CHOSEN, again: str = CHOSEN) -> Any:
    name = user if isinstance(user, str) else user.username
    given = {"username": name, "code": code, "new_password1": password, "new_password2": again}
    return client.post(reverse("first-sign-in"), given)


def told(verb: str) -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(verb=verb).order_by("at"))


def test_an_administrator_s_code_opens_a_new_account_once(cast: SimpleNamespace, client: Client) -> None:
    code = issue(cast.admin, cast.officer_th, FIRST)
    answer = open_with(client, cast.officer_th, code)
    assert answer["Location"] == reverse("desk")
    assert client.get(reverse("desk")).status_code == 200
    assert User.objects.get(pk=cast.officer_th.pk).check_password(CHOSEN)
    assert told("used entry code")[0].details == {"kind": "first", "made_by": str(cast.admin.pk)}
    assert open_with(Client(), cast.officer_th, code).status_code == 400


def test_the_code_is_kept_nowhere_and_read_as_people_type(cast: SimpleNamespace, as_: Any) -> None:
    with as_(cast.admin):
        code = issue(cast.admin, cast.officer_th, FIRST)
    entry = EntryCode.objects.get()
    assert code not in f"{bytes(entry.digest)!r} {told('issued entry code')[0].details}"
    assert len(code.replace("-", "")) == 20
    assert may_enter(username="officer.th", code=f" {code.lower().replace('-', ' ')} ") == entry
    (issued,) = told("issued entry code")
    assert (issued.actor_id, issued.target_id, issued.details) == (cast.admin.pk, cast.officer_th.pk, {"kind": "first"})


@pytest.mark.parametrize(
    ("by", "to", "kind", "was_used", "reason"),
    [
        ("coordinator_th", "officer_th", FIRST, False, "Your role does not allow this"),
        ("director", "officer_th", FIRST, False, "Your role does not allow this"),
        ("admin", "officer_th", FIRST, True, "This account has been used"),
        ("admin", "director", RECOVERY, True, "Your role does not allow this"),
        ("officer_th", "supervisor_th", RECOVERY, True, "Your role does not allow this"),
        ("protection_th", "officer_th", RECOVERY, True, "Your role does not allow this"),
        ("coordinator_th", "coordinator_th", RECOVERY, True, "Nobody vouches for oneself"),
        ("coordinator_kh", "officer_th", RECOVERY, True, "Only a person of the same authority"),
        ("coordinator_la", "officer_la2", RECOVERY, True, "Only a person of the same authority"),
        ("director", "officer_th", RECOVERY, True, "Only a person of the same authority"),
        ("coordinator_th", "stranger", RECOVERY, True, "Only a person of the same authority"),
        ("coordinator_th", "officer_th", RECOVERY, False, "has not been used yet"),
    ],
)
def test_who_may_not_hand_one_over_is_told_why(
    cast: SimpleNamespace, by: str, to: str, kind: EntryKind, was_used: bool, reason: str
) -> None:
    user = used(getattr(cast, to)) if was_used else getattr(cast, to)
    with pytest.raises(NotAllowed, match=reason):
        issue(getattr(cast, by), user, kind)
    assert not EntryCode.objects.exists()


@pytest.mark.parametrize(
    ("by", "to"),
    [("coordinator_th", "officer_th"), ("supervisor_th", "coordinator_th"), ("director", "dpo"), ("director", "admin")],
)
def test_another_person_of_the_same_authority_vouches(cast: SimpleNamespace, by: str, to: str) -> None:
    user = used(getattr(cast, to))
    code = issue(getattr(cast, by), user, RECOVERY)
    assert enter(username=user.username, code=code, password=CHOSEN) == user


@pytest.mark.parametrize("change", [{"is_active": False}, {"expires_on": timezone.now().date() - timedelta(days=1)}])
def test_a_closed_account_gets_none_and_opens_with_none(cast: SimpleNamespace, change: dict[str, Any]) -> None:
    user = used(cast.officer_th)
    code = issue(cast.coordinator_th, user, RECOVERY)
    User.objects.filter(pk=user.pk).update(**change)
    user.refresh_from_db()
    with pytest.raises(NotAllowed, match="disabled or has expired"):
        issue(cast.coordinator_th, user, RECOVERY)
    client = Client()
    open_with(client, user, code)
    assert client.get(reverse("desk")).status_code == 302


def test_a_new_code_replaces_the_one_that_waited(cast: SimpleNamespace) -> None:
    first, second = (issue(cast.admin, cast.officer_th, FIRST) for _code in range(2))
    with pytest.raises(Refused):
        enter(username="officer.th", code=first, password=CHOSEN)
    assert enter(username="officer.th", code=second, password=CHOSEN)


def test_a_new_code_leaves_those_of_others_and_those_that_are_over(cast: SimpleNamespace) -> None:
    """When one ended is told as it was: by its use, by its time."""
    other = issue(cast.admin, cast.supervisor_th, FIRST)
    issue(cast.admin, cast.officer_th, FIRST)
    used_up = EntryCode.objects.filter(user=cast.officer_th)
    used_up.update(used_at=timezone.now())
    issue(cast.admin, cast.officer_th, FIRST)
    too_late = used_up.filter(used_at=None)
    too_late.update(expires_at=timezone.now() - timedelta(days=3))
    before = set(used_up.values_list("pk", "expires_at"))
    issue(cast.admin, cast.officer_th, FIRST)
    assert before < set(used_up.values_list("pk", "expires_at"))
    assert enter(username="supervisor.th", code=other, password=CHOSEN) == cast.supervisor_th


@pytest.mark.parametrize(("kind", "days"), [(FIRST, 7), (RECOVERY, 1)])
def test_it_lives_for_its_days(cast: SimpleNamespace, kind: EntryKind, days: int) -> None:
    if kind == FIRST:
        issue(cast.admin, cast.officer_th, kind)
    else:
        issue(cast.coordinator_th, used(cast.officer_th), kind)
    left = EntryCode.objects.get().expires_at - timezone.now()
    assert timedelta(days=days, minutes=-1) < left <= timedelta(days=days)


def test_an_expired_one_opens_nothing(cast: SimpleNamespace, client: Client) -> None:
    code = issue(cast.admin, cast.officer_th, FIRST)
    EntryCode.objects.update(expires_at=timezone.now())
    assert open_with(client, cast.officer_th, code).status_code == 400
    assert not User.objects.get(pk=cast.officer_th.pk).check_password(CHOSEN)


def test_whatever_is_wrong_the_answer_is_the_same(cast: SimpleNamespace) -> None:
    code = issue(cast.admin, cast.officer_th, FIRST)
    answers = [
        open_with(Client(), name, given).content.decode()
        for name, given in (("officer.th", "AAAA-BBBB"), ("officer.xx", code), ("supervisor.th", code))
    ]
    shown = [text[text.index("errsum") : text.index("</ul>", text.index("errsum"))] for text in answers]
    assert len(set(shown)) == 1
    assert "is wrong, or the code was used or has expired" in shown[0]


@pytest.mark.parametrize(
    ("password", "again", "reason"),
    [("12345678", "12345678", "too common"), (CHOSEN, "another", "two password fields"), ("gulls", "gulls", "short")],
)
def test_a_bad_password_is_refused_and_the_code_stays_good(
    cast: SimpleNamespace, client: Client, password: str, again: str, reason: str
) -> None:
    code = issue(cast.admin, cast.officer_th, FIRST)
    answer = open_with(client, cast.officer_th, code, password, again)
    assert answer.status_code == 400
    assert reason in answer.content.decode()
    assert open_with(client, cast.officer_th, code).status_code == 302


def test_guessing_locks_the_account_for_that_address(cast: SimpleNamespace, client: Client) -> None:
    code = issue(cast.admin, cast.officer_th, FIRST)
    answers = [open_with(client, cast.officer_th, "AAAA-BBBB").status_code for _guess in range(6)]
    assert answers == [400] * 5 + [429]
    assert open_with(client, cast.officer_th, code).status_code == 429
    assert open_with(Client(REMOTE_ADDR="192.0.2.7"), cast.officer_th, code).status_code == 302


def test_a_recovery_ends_second_factor_sessions_and_tokens(cast: SimpleNamespace) -> None:
    elsewhere = Client()
    elsewhere.post(reverse("sign-in"), {"username": "officer.th", "password": PASSWORD})
    user = User.objects.get(pk=cast.officer_th.pk)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "lost"})
    make_token(principal=principal_of(user), days=30)
    colleague = Client()
    colleague.post(reverse("sign-in"), {"username": "supervisor.th", "password": PASSWORD})
    Authenticator.objects.create(user=cast.supervisor_th, type=Authenticator.Type.TOTP, data={"secret": "kept"})
    make_token(principal=principal_of(cast.supervisor_th), days=30)
    code = issue(cast.coordinator_th, user, RECOVERY)
    here = Client()
    assert open_with(here, user, code)["Location"] == reverse("desk")
    assert here.get(reverse("desk")).status_code == 200
    assert elsewhere.get(reverse("desk")).status_code == 302
    assert [one.user for one in (*Authenticator.objects.all(), *AuthToken.objects.all())] == [cast.supervisor_th] * 2
    assert colleague.get(reverse("desk")).status_code == 200
    (entry,) = told("used entry code")
    assert entry.actor_id == entry.target_id == user.pk
    assert entry.details == {
        "kind": "recovery",
        "made_by": str(cast.coordinator_th.pk),
        "second_factors_removed": 1,
        "tokens_revoked": 1,
        "sessions_ended": 1,
    }


def test_a_code_that_was_used_keeps_its_date(cast: SimpleNamespace) -> None:
    user = used(cast.officer_th)
    enter(username="officer.th", code=issue(cast.coordinator_th, user, RECOVERY), password=CHOSEN)
    before = EntryCode.objects.get().expires_at
    issue(cast.coordinator_th, user, RECOVERY)
    assert EntryCode.objects.exclude(used_at=None).get().expires_at == before


def test_both_are_told_on_the_desk_for_two_weeks(cast: SimpleNamespace) -> None:
    user = used(cast.officer_th)
    enter(username="officer.th", code=issue(cast.coordinator_th, user, RECOVERY), password=CHOSEN)

    def lines(who: User) -> list[str]:
        groups = desk_of(principal_of(who)).groups
        return [str(item["title"]) for group in groups for item in group["items"] if item["kind"] == "Account"]

    assert lines(user) == ["Your account was recovered with a code from coordinator.th"]
    assert lines(cast.coordinator_th) == ["officer.th used the recovery code that you gave"]
    assert lines(cast.supervisor_th) == []
    EntryCode.objects.update(used_at=timezone.now() - timedelta(days=15))
    assert lines(user) == lines(cast.coordinator_th) == []


def test_the_page_opens_for_whoever_is_not_signed_in(db: None, client: Client) -> None:
    answer = client.get(reverse("first-sign-in"))
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
