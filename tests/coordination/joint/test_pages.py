"""The pages, as those inside, an invited one and everybody else meet them."""

import re
from html import unescape
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coordination.deconfliction.concluding import agree_outcome, propose_outcome
from coordination.joint import claiming
from coordination.joint.models import JointAction, JointInvestigation
from operation.kernel import clock
from operation.people.selectors import principal_of
from operation.plan.models import ActionDay
from tests.coordination.conftest import As, ClientOf
from tests.factories import joint as joints
from tests.factories.matches import match_between
from tests.factories.records import log


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def one(joint: Any, page: str = "joint", *more: Any) -> str:
    return reverse(page, args=[joint.pk, *more])


def of(action: Any, page: str = "joint-action", *more: Any) -> str:
    return reverse(page, args=[action.joint_id, action.pk, *more])


def test_a_group_from_the_proposal_to_one_total(cast: SimpleNamespace, as_: As, client_of: ClientOf) -> None:
    kh, vn = client_of(cast.coordinator_kh), client_of(cast.coordinator_vn)
    given = {"title": "Call centres", "aim": "Find them", "invited": ["vn-mps"], "tlp": "amber", "handling_code": "H1"}
    assert kh.post(reverse("joint-new"), given).status_code == 302
    with as_(cast.coordinator_kh):
        joint = JointInvestigation.objects.get()
    assert "Join or decline" in text(vn, reverse("desk"))
    assert "read by agencies that have joined" in text(vn, one(joint))
    assert vn.post(one(joint, "joint-step", "join"), {"version": 1}).status_code == 302
    day = clock.today().isoformat()
    plan = {"version": 1, "title": "Dawn", "planned_on": day, "begins_at": "05:30", "local_to": "VN", "plan": "Go in"}
    assert vn.post(one(joint, "joint-action-new"), plan).status_code == 302
    with as_(cast.coordinator_kh):
        action = JointAction.objects.get()
    kh.post(of(action, "joint-site"), {"version": 1, "place": "Old casino", "record": ""})
    kh.post(of(action, "joint-role"), {"version": 2, "organisation": "vn-mps", "role": "border", "people": "12"})
    kh.post(of(action, "joint-action-step", "ask"), {"version": 3})
    assert "Go or no-go?" in text(vn, reverse("desk"))
    for number, client in enumerate((kh, vn), start=4):
        client.post(of(action, "joint-action-step", "go"), {"version": number, "words": ""})
    page = text(vn, of(action))
    assert "Old casino" in page
    assert "Log here" in page
    kh.post(of(action, "joint-action-step", "carry-out"), {"version": 6})
    assert "State what your agency claims" in text(vn, reverse("desk"))
    kh.post(of(action, "joint-claims"), {"version": 7, "arrested": "838"})
    vn.post(of(action, "joint-claims"), {"version": 8, "arrested": "807", "arrested_words": "by our list"})
    assert "propose the totals" in text(kh, reverse("desk"))
    assert "propose the totals" not in text(vn, reverse("desk"))
    total = {"version": 9, "arrested": "838", "arrested_words": "the same persons"}
    assert kh.post(of(action, "joint-totals"), total).status_code == 302
    assert "Do you agree to the totals?" in text(vn, reverse("desk"))
    assert "totals" not in text(kh, reverse("desk"))
    vn.post(of(action, "joint-action-step", "agree"), {"version": 10})
    page = text(kh, of(action))
    for words in ("1,645", "838", "807", "the same persons", "by our list", "Reconciled"):
        assert words in page


def test_an_objection_waits_for_the_lead(cast: SimpleNamespace, client_of: ClientOf) -> None:
    action = joints.totalled(joints.opened(cast), cast.coordinator_kh, cast.coordinator_vn)
    joints.step(action, cast.coordinator_vn, claiming.object_totals, words="We counted twelve more")
    assert "propose the totals" in text(client_of(cast.coordinator_kh), reverse("desk"))
    assert "We counted twelve more" in text(client_of(cast.supervisor_kh), of(action))


@pytest.mark.parametrize("who", ["coordinator_th", "officer_kh", "director", "observer_unodc", "dpo", "admin"])
def test_for_others_there_is_no_such_page(who: str, cast: SimpleNamespace, client_of: ClientOf) -> None:
    action = joints.totalled(joints.opened(cast), cast.coordinator_kh, cast.coordinator_vn)
    client, other = client_of(getattr(cast, who)), "0192f000-0000-7000-8000-000000000000"
    for name in ("joint", "joint-invite", "joint-persons", "joint-record", "joint-action-new"):
        hidden = client.get(reverse(name, args=[action.joint_id]))
        missing = client.get(reverse(name, args=[other]))
        assert (hidden.status_code, missing.status_code) == (404, 404), name
    for name in ("joint-action", "joint-claims", "joint-totals", "joint-site"):
        assert client.get(of(action, name)).status_code == 404, name
    assert client.post(one(action.joint, "joint-step", "join"), {"version": 1}).status_code == 404


def test_lists_and_desks_of_others_are_empty(cast: SimpleNamespace, client_of: ClientOf) -> None:
    joint = joints.opened(cast)
    joints.asked(joint, cast.coordinator_kh)
    for who in (cast.coordinator_th, cast.director, cast.officer_vn):
        client = client_of(who)
        assert "No joint investigation" in text(client, reverse("joints"))
        assert joint.reference not in text(client, reverse("desk"))
    assert joint.reference in text(client_of(cast.coordinator_la), reverse("joints"))


def test_the_invited_one_meets_no_action(cast: SimpleNamespace, client_of: ClientOf) -> None:
    action = joints.asked(joints.opened(cast), cast.coordinator_kh)
    la = client_of(cast.coordinator_la)
    page = text(la, one(action.joint))
    assert joints.AIM in page
    assert action.title not in page
    assert la.get(of(action)).status_code == 404


def test_declined_the_way_leads_to_the_list(cast: SimpleNamespace, client_of: ClientOf) -> None:
    joint = joints.opened(cast)
    la = client_of(cast.coordinator_la)
    answer = la.post(one(joint, "joint-step", "decline"), {"version": joint.version, "words": "No capacity"})
    assert answer.headers["Location"] == reverse("joints")
    assert la.get(one(joint)).status_code == 404
    assert "No capacity" in text(client_of(cast.coordinator_kh), one(joint))


def test_who_may_not_is_told_so(cast: SimpleNamespace, client_of: ClientOf) -> None:
    joint = joints.opened(cast)
    assert client_of(cast.coordinator_vn).get(one(joint, "joint-invite")).status_code == 403
    assert client_of(cast.supervisor_kh).get(one(joint, "joint-step", "close")).status_code == 403
    assert client_of(cast.supervisor_kh).get(reverse("joint-new")).status_code == 403


def test_what_is_wrong_stands_at_its_field(cast: SimpleNamespace, client_of: ClientOf) -> None:
    joint = joints.opened(cast)
    kh = client_of(cast.coordinator_kh)
    answer = kh.post(one(joint, "joint-record"), {"record": "SG24-VN-SUS-NONESU"})
    assert answer.status_code == 400
    assert "SG24-VN-SUS-NONESU" in answer.content.decode()
    stale = kh.post(one(joint, "joint-step", "close"), {"version": 99})
    assert stale.status_code == 400
    assert "Somebody changed this" in stale.content.decode()


def test_log_here_opens_the_form_with_day_and_date(cast: SimpleNamespace, as_: As, client_of: ClientOf) -> None:
    action = joints.going(joints.opened(cast), cast.coordinator_kh, cast.coordinator_vn)
    joints.name(action.joint, cast.coordinator_vn, cast.officer_vn)
    officer = client_of(cast.officer_vn)
    link = f"{reverse('record-new', args=['suspects'])}?action_day={action.action_day_id}"
    page = text(officer, of(action))
    assert link in page
    assert "State your claims" not in page
    form = text(officer, link)
    assert f'value="{action.action_day_id}" selected' in form
    assert clock.today().isoformat() in form
    assert client_of(cast.officer_kh).get(link).status_code == 404
    assert client_of(cast.coordinator_th).get(link).status_code == 404
    assert officer.get(link[:-4]).status_code == 404


def test_claims_begin_with_what_the_records_say(cast: SimpleNamespace, as_: As, client_of: ClientOf) -> None:
    kh = cast.coordinator_kh
    action = joints.going(joints.opened(cast), kh, cast.coordinator_vn)
    with as_(kh):
        log("firearms", kh, action_day=ActionDay.objects.get(), event_date=clock.today().isoformat())
    assert 'name="firearms" value="1"' in text(client_of(kh), of(action, "joint-claims"))


def test_a_match_that_is_worked_on_jointly_leads_here(cast: SimpleNamespace, as_: As, client_of: ClientOf) -> None:
    th, kh = cast.coordinator_th, cast.coordinator_kh
    match = match_between(th, kh)
    client = client_of(th)
    assert "Open a joint investigation" not in text(client, reverse("match", args=[match.pk]))
    with as_(th):
        propose_outcome(principal=principal_of(th), match=match, outcome="joint", words="", version=match.version)

    with as_(kh):
        agree_outcome(principal=principal_of(kh), match=match, version=match.version + 1)
    address = f"{reverse('joint-new')}?with={kh.organisation.code}"
    assert address in text(client, reverse("match", args=[match.pk]))
    assert re.search(rf'<input[^>]*value="{kh.organisation.code}"[^>]*checked', text(client, address))


def test_the_list_costs_the_same_however_long_it_is(cast: SimpleNamespace, client_of: ClientOf) -> None:
    client = client_of(cast.coordinator_vn)

    def cost(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    joint = joints.opened(cast)
    joints.planned(joint, cast.coordinator_kh)
    few = cost(reverse("joints")), cost(one(joint)), cost(reverse("desk"))
    for number in range(4):
        joints.opened(cast, title=f"Group {number}")
        joints.planned(joint, cast.coordinator_kh, title=f"Action {number}")
    assert (cost(reverse("joints")), cost(one(joint)), cost(reverse("desk"))) == few


def test_the_list_goes_on_page_by_page(
    cast: SimpleNamespace, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("operation.access.scope.PAGE_SIZE", 1)
    first, second = joints.opened(cast), joints.opened(cast)
    client = client_of(cast.coordinator_vn)
    page = text(client, reverse("joints"))
    assert second.reference in page
    assert first.reference not in page
    found = re.search(r'rel="next" href="([^"]+)"', page)
    assert found
    older = text(client, f"{reverse('joints')}{unescape(found[1])}")
    assert first.reference in older
    assert second.reference not in older
    assert "cannot be shown" in text(client, f"{reverse('joints')}?cursor=x", 400)


def test_the_api_tells_the_same(cast: SimpleNamespace, client_of: ClientOf) -> None:
    action = joints.totalled(joints.opened(cast), cast.coordinator_kh, cast.coordinator_vn)
    address = f"/api/v1/joint-investigations/{action.joint_id}/"
    told = client_of(cast.coordinator_vn).get(address).json()
    assert [one["state"] for one in told["members"]] == ["joined", "invited", "joined"]
    (shown,) = told["actions"]
    arrested = shown["results"][0]
    assert (arrested["what"], arrested["sum"], arrested["total"], arrested["difference"]) == (
        "arrested",
        "1645.00",
        "838.00",
        "807.00",
    )
    assert arrested["claims"] == {"kh-moi": "838.00", "vn-mps": "807.00"}
    invited = client_of(cast.coordinator_la).get(address).json()
    assert invited["actions"] == []
    assert client_of(cast.coordinator_th).get(address).status_code == 404
    listed = client_of(cast.coordinator_th).get("/api/v1/joint-investigations/").json()
    assert listed["results"] == []
