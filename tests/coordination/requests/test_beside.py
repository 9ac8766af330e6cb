"""What requests give to the features beside them: who owes an answer, who is told of a clock, who talks about one."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace

from coordination.alerts.models import Alert
from coordination.messages.talkable import by_slug
from coordination.requests.owed import requests_owed
from coordination.requests.reminders import remind
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from tests.factories.requests import at, sent

As = Callable[[User], AbstractContextManager[None]]


def owed(user: User, as_: As) -> list[tuple[str, str]]:
    with as_(user):
        found = requests_owed(principal_of(user), Operation.objects.get(code="seagull"))
        return [(one.by, one.to) for one in found]


def test_who_was_asked_owes_an_answer_and_a_third_country_reads_nothing_of_it(cast: SimpleNamespace, as_: As) -> None:
    sent(cast.coordinator_th, cast.coordinator_kh)
    for user in (cast.coordinator_th, cast.coordinator_kh, cast.director):
        assert owed(user, as_) == [("KH", "TH")]
    assert owed(cast.coordinator_vn, as_) == []


def test_a_clock_that_runs_out_alerts_who_answers_and_lmlecc(cast: SimpleNamespace, as_: As) -> None:
    given = sent(cast.coordinator_th, cast.coordinator_kh, at("2024-09-02 10:00"), urgency="urgent_direct")
    remind()
    told: dict[str, set[str]] = {}
    for who in ("coordinator_kh", "desk_investigation", "director", "coordinator_th", "coordinator_vn"):
        with as_(getattr(cast, who)):
            kinds = Alert.objects.visible_to(principal_of(getattr(cast, who))).values_list("kind", "url")
            told[who] = {kind for kind, url in kinds if str(given.pk) in url}
    assert told["coordinator_kh"] == {"clock"}
    assert told["desk_investigation"] == told["director"] == {"escalation"}
    assert told["coordinator_th"] == told["coordinator_vn"] == set()


def test_both_sides_talk_about_a_request(cast: SimpleNamespace, as_: As) -> None:
    given = sent(cast.coordinator_th, cast.coordinator_kh)
    talk = by_slug("requests")
    for user in (cast.coordinator_th, cast.coordinator_kh):
        with as_(user):
            found = talk.audiences(principal_of(user), talk.read(principal_of(user), given.pk))
            assert {given.sender_id, given.recipient_id} in [set(one.organisations) for one in found]
