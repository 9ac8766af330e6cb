"""The pages of requests: written, found, read and stepped in a browser, without JavaScript."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coordination.requests.answers import standard_texts
from coordination.requests.models import Request
from coordination.requests.states import SAYINGS, STEPS
from operation.access.context import acting_as
from operation.access.scope import PAGE_SIZE
from operation.kernel import clock
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.records import log
from tests.factories.requests import TEXTS, at, drafted, sent, step

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
LIST = "/exchange/requests/"
MONDAY = at("2024-09-02 10:00")


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def url(request: Request) -> str:
    return f"{LIST}{request.pk}/"


def form_of(to: User, **given: Any) -> dict[str, Any]:
    return {
        "recipient": to.organisation_id, "kind": "information", "urgency": "normal", "subject": "Two accounts",
        "asked": "Who opened them?", "dual_criminality": "unknown", "language": "th", "tlp": "amber",
        "handling_code": "H1", "through_lmlecc": "on",
    } | given  # fmt: skip


def only_one(by: User) -> Request:
    with acting_as(principal_of(by), channel="test"):
        found: Request = Request.objects.get()
        return found


def test_the_exchange_opens_on_its_requests(cast: SimpleNamespace, client_of: ClientOf) -> None:
    client = client_of(cast.officer_th)
    assert client.get("/exchange/")["Location"] == LIST
    text = page(client, LIST)
    assert "No request yet" in text
    assert 'aria-current="page"' in text


def test_it_is_written_sent_and_answered(cast: SimpleNamespace, client_of: ClientOf) -> None:
    asking, asked = client_of(cast.coordinator_th), client_of(cast.coordinator_kh)
    answer = asking.post(f"{LIST}new/", form_of(cast.coordinator_kh, urgency="urgent_direct"))
    given = only_one(cast.coordinator_th)
    assert answer["Location"] == url(given)
    assert page(asked, url(given), 404)
    assert asking.post(f"{url(given)}send/", {"version": 1})["Location"] == url(given)
    text = page(asked, url(given))
    assert '<span class="prewrap" lang="th">Two accounts</span>' in text
    assert "7 h 59 min left" in text
    assert asked.post(f"{url(given)}acknowledge/", {"version": 2, "language": "en"}).status_code == 302
    words = {"version": 3, "language": "km", "words": "A man of 30."}
    assert asked.post(f"{url(given)}answer/", words)["Location"] == url(given)
    text = page(asking, url(given))
    assert "A man of 30." in text
    assert "in time" in text
    assert asking.post(f"{url(given)}close/", {"version": 4}).status_code == 302


def test_what_was_refused_stands_in_the_form(cast: SimpleNamespace, client_of: ClientOf) -> None:
    client = client_of(cast.officer_th)
    answer = client.post(f"{LIST}new/", form_of(cast.coordinator_kh, subject="", references="SG24-TH-SUS-NOBODY"))
    assert answer.status_code == 400
    assert "This field is required" in answer.content.decode()
    answer = client.post(f"{LIST}new/", form_of(cast.coordinator_kh, references="SG24-TH-SUS-NOBODY"))
    assert answer.status_code == 400
    text = answer.content.decode()
    assert "There is no record «SG24-TH-SUS-NOBODY» that you may read." in text
    assert "Who opened them?" in text


def test_an_agency_of_the_own_country_is_not_offered(cast: SimpleNamespace, client_of: ClientOf) -> None:
    client = client_of(cast.officer_la2)
    text = page(client, f"{LIST}new/")
    assert str(cast.coordinator_kh.organisation_id) in text
    assert str(cast.officer_la.organisation_id) not in text
    assert client.post(f"{LIST}new/", form_of(cast.officer_la)).status_code == 400


def test_a_draft_is_changed_and_thrown_away(cast: SimpleNamespace, client_of: ClientOf) -> None:
    given, client = drafted(cast.officer_th, cast.coordinator_kh), client_of(cast.officer_th)
    assert TEXTS["subject"] in page(client, f"{url(given)}edit/")
    assert "Your agency alone, until it is sent" in page(client, f"{LIST}new/")
    assert client.post(f"{url(given)}edit/", form_of(cast.coordinator_vn, version=1)).status_code == 302
    assert only_one(cast.officer_th).recipient == cast.coordinator_vn.organisation
    stale = client.post(f"{url(given)}edit/", form_of(cast.coordinator_vn, version=1))
    assert stale.status_code == 400
    assert "Somebody changed this request" in stale.content.decode()
    assert "gone for good" in page(client, f"{url(given)}discard/")
    assert client.post(f"{url(given)}discard/", {"version": 1}).status_code == 400
    assert client.post(f"{url(given)}discard/", {"version": 2})["Location"] == LIST
    assert page(client, url(given), 404)


def test_a_refused_request_is_asked_again_with_what_it_said(cast: SimpleNamespace, client_of: ClientOf) -> None:
    given, client = sent(cast.coordinator_th, cast.coordinator_kh), client_of(cast.officer_th)
    step(given, "refuse", cast.coordinator_kh, ground="source")
    again = f"{LIST}new/?repeats={given.pk}"
    assert again.replace("&", "&amp;") in page(client, url(given))
    text = page(client, again)
    assert TEXTS["asked"] in text
    assert f'name="repeats" value="{given.pk}"' in text
    for nonsense in ("nonsense", ""):
        assert TEXTS["asked"] not in page(client, f"{LIST}new/?repeats={nonsense}")


def test_a_step_asks_first_and_says_what_it_lacks(cast: SimpleNamespace, client_of: ClientOf) -> None:
    given, client = sent(cast.coordinator_th, cast.coordinator_kh), client_of(cast.coordinator_kh)
    assert "The clock ends with it." in page(client, f"{url(given)}refuse/")
    answer = client.post(f"{url(given)}refuse/", {"version": given.version, "language": "en"})
    assert answer.status_code == 400
    early = client.post(f"{url(given)}answer/", {"version": given.version, "language": "en", "words": "none"})
    assert early.status_code == 400
    assert "is not possible from there" in early.content.decode()
    stale = client.post(f"{url(given)}acknowledge/", {"version": 1, "language": "en"})
    assert "Somebody changed this request" in stale.content.decode()
    assert page(client, f"{url(given)}dance/", 404)
    assert client_of(cast.officer_kh).get(f"{url(given)}answer/").status_code == 403


def test_standard_texts_in_seven_languages_by_plain_links(cast: SimpleNamespace, client_of: ClientOf) -> None:
    given, client = sent(cast.coordinator_th, cast.coordinator_kh), client_of(cast.coordinator_kh)
    text = page(client, f"{url(given)}ask/")
    for code, _name in settings.LANGUAGES:
        assert f'href="?text={code}"' in text
    khmer = page(client, f"{url(given)}ask/?text=km")
    assert "សូមជម្រាបយើងអំពី" in khmer
    assert '<option value="km" selected>' in khmer
    assert "?text=" not in page(client_of(cast.coordinator_th), f"{url(given)}withdraw/")


def test_every_standard_text_is_there_in_every_language() -> None:
    found = standard_texts()
    offered = {one.step for one in found}
    assert offered == {"acknowledge", "ask", "delay", "refuse", "redirect", "answer"} <= set(SAYINGS)
    languages = {code for code, _name in settings.LANGUAGES}
    assert {(one.step, one.language) for one in found} == {(name, code) for name in offered for code in languages}
    assert len({one.text for one in found}) == len(found)


def test_only_what_one_may_do_is_offered(cast: SimpleNamespace, client_of: ClientOf) -> None:
    given = sent(cast.coordinator_th, cast.coordinator_kh, kind="evidence")
    step(given, "acknowledge", cast.coordinator_kh)
    offered = {
        who: {
            name.name
            for name in STEPS
            if f"{url(given)}{name.name}/" in page(client_of(getattr(cast, who)), url(given))
        }
        for who in ("coordinator_th", "officer_th", "coordinator_kh", "officer_kh", "director")
    }
    assert offered == {
        "coordinator_th": {"withdraw"},
        "officer_th": set(),
        "coordinator_kh": {"ask", "begin", "refuse", "redirect", "delay"},
        "officer_kh": set(),
        "director": set(),
    }


def test_lmlecc_reads_texts_only_where_it_was_written_through_it(cast: SimpleNamespace, client_of: ClientOf) -> None:
    by, to = cast.coordinator_th, cast.coordinator_kh
    through, apart = sent(by, to), sent(by, to, through_lmlecc=False, handling_code="H3", handling_text="never aloud")
    client = client_of(cast.desk_supervision)
    assert TEXTS["asked"] in page(client, url(through))
    text = page(client, url(apart))
    assert apart.reference in text
    assert TEXTS["asked"] not in text
    assert "not yours to read" in text
    assert "never aloud" not in text
    listed = page(client, LIST)
    assert listed.count(TEXTS["subject"]) == 1
    assert apart.reference in listed


def test_strict_texts_are_not_an_officers(cast: SimpleNamespace, client_of: ClientOf) -> None:
    given = sent(cast.coordinator_th, cast.coordinator_kh, tlp="amber_strict")
    assert TEXTS["asked"] in page(client_of(cast.supervisor_kh), url(given))
    for who in (cast.officer_kh, cast.officer_th):
        assert "not yours to read" in page(client_of(who), url(given))
        assert TEXTS["subject"] not in page(client_of(who), LIST)


def test_a_record_is_shown_where_it_was_released_alone(cast: SimpleNamespace, as_: As, client_of: ClientOf) -> None:
    with as_(cast.officer_th):
        record = log("suspects", cast.officer_th)
    given = drafted(cast.officer_th, cast.coordinator_kh, references=[record.reference.lower()])
    step(given, "send", cast.coordinator_th)
    assert f"/records/suspects/{record.pk}/" in page(client_of(cast.officer_th), url(given))
    text = page(client_of(cast.coordinator_kh), url(given))
    assert "A record that was not released to you" in text
    assert record.reference not in text
    assert str(record.pk) not in text


def test_persons_are_named_to_their_own_organisation_alone(cast: SimpleNamespace, client_of: ClientOf) -> None:
    given = sent(cast.coordinator_th, cast.coordinator_kh)
    own, other = (page(client_of(who), url(given)) for who in (cast.officer_th, cast.officer_kh))
    history = 'id="history-title"'
    assert "coordinator.th" in own[own.index(history) :]
    assert "coordinator.th" not in other[other.index(history) :]


def test_filters(cast: SimpleNamespace, client_of: ClientOf) -> None:
    th, kh, vn = cast.coordinator_th, cast.coordinator_kh, cast.coordinator_vn
    out, inward = sent(th, kh, MONDAY, urgency="urgent_direct"), sent(vn, th, kind="locate")
    draft, client = drafted(th, vn), client_of(th)
    for query, expected in (
        ("", {out, inward, draft}),
        ("?direction=in", {inward}),
        ("?direction=out", {out, draft}),
        ("?state=draft", {draft}),
        ("?kind=locate", {inward}),
        ("?country=KH", {out}),
        ("?country=VN", {inward, draft}),
        ("?late=yes", {out}),
        ("?late=no", {inward, draft}),
        ("?urgency=urgent_direct&direction=out", {out}),
    ):
        text = page(client, f"{LIST}{query}")
        assert {one for one in (out, inward, draft) if one.reference in text} == expected, query
    assert "No request fits these filters" in page(client, f"{LIST}?kind=surveillance")
    for wrong in ("?kind=nonsense", "?nonsense=1", "?cursor=nonsense"):
        assert "cannot be shown as asked" in page(client, f"{LIST}{wrong}", 400)


def test_pages_of_the_list_hang_together_and_cost_the_same(cast: SimpleNamespace, client_of: ClientOf) -> None:
    th, kh, client = cast.coordinator_th, cast.coordinator_kh, client_of(cast.coordinator_th)
    made = [sent(th, kh, MONDAY) for _number in range(3)]
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        page(client, LIST)
    made += [sent(th, kh) for _number in range(PAGE_SIZE)]
    with CaptureQueriesContext(connection) as many:
        first = page(client, LIST)
    assert len(many) == len(few)
    older = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = page(client, f"{LIST}{older}")
    shown = [{one.reference for one in made if one.reference in text} for text in (first, second)]
    assert [len(one) for one in shown] == [PAGE_SIZE, 3]
    assert not shown[0] & shown[1]


def test_the_clock_is_told_in_the_recipients_time(cast: SimpleNamespace, client_of: ClientOf) -> None:
    given = sent(cast.coordinator_th, cast.coordinator_mm, at("2024-09-02 10:00", "MM"), urgency="urgent")
    text = page(client_of(cast.coordinator_th), url(given))
    assert "(UTC+06:30)" in text
    assert "late" in text


@pytest.mark.parametrize("who", ["observer_unodc", "dpo", "admin", "stranger"])
def test_it_is_not_for_everybody(cast: SimpleNamespace, client_of: ClientOf, who: str) -> None:
    given, client = sent(cast.coordinator_th, cast.coordinator_kh), client_of(getattr(cast, who))
    for address in (LIST, f"{LIST}scoreboard/", f"{LIST}new/", "/exchange/danger/"):
        assert client.get(address).status_code == 403
    assert client.get(url(given)).status_code == 404


def test_a_third_country_knows_of_nothing(cast: SimpleNamespace, client_of: ClientOf) -> None:
    given, client = sent(cast.coordinator_th, cast.coordinator_kh), client_of(cast.coordinator_vn)
    assert client.get(url(given)).status_code == 404
    assert given.reference not in page(client, LIST)
    assert client.post(f"{url(given)}acknowledge/", {"version": 2}).status_code == 404


def test_a_form_is_marked_as_what_it_shows(cast: SimpleNamespace, client_of: ClientOf) -> None:
    given, client = (
        drafted(cast.coordinator_th, cast.coordinator_kh, tlp="amber_strict"),
        client_of(cast.coordinator_th),
    )
    assert 'data-tlp="amber+strict"' in page(client, f"{url(given)}edit/")
    step(given, "send", cast.coordinator_th)
    step(given, "refuse", cast.coordinator_kh, ground="source")
    assert 'data-tlp="amber+strict"' in page(client, f"{LIST}new/?repeats={given.pk}")
    assert 'data-tlp="amber+strict"' not in page(client, f"{LIST}new/")


def test_what_happened_stands_newest_first(cast: SimpleNamespace, client_of: ClientOf) -> None:
    with clock.at(MONDAY):
        given = sent(cast.coordinator_th, cast.coordinator_kh)
        step(given, "acknowledge", cast.coordinator_kh)
    text = page(client_of(cast.coordinator_th), url(given)).split('<ol class="hist">')[1]
    assert text.index("Acknowledge") < text.index("Send")


def test_a_withdrawn_request_has_no_clock(cast: SimpleNamespace, client_of: ClientOf) -> None:
    given = sent(cast.coordinator_th, cast.coordinator_kh, MONDAY)
    with clock.at(MONDAY):
        step(given, "withdraw", cast.coordinator_th)
    assert "late" not in page(client_of(cast.coordinator_kh), LIST).split("<tbody>")[1].split("</tbody>")[0]
