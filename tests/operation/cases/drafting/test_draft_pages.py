"""The form keeps itself: by a script or a button; offered on the desk and at the form, over once it is saved."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from operation.cases.drafting.models import FormDraft
from operation.people.models import User
from tests.operation.cases.test_form import NEW, changed, edit, sent, told

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
KEEP = "/records/suspects/draft/"
JSON = {"Accept": "application/json"}


@pytest.fixture
def thai(cast: SimpleNamespace, client_of: ClientOf) -> Client:
    return client_of(cast.coordinator_th)


@pytest.fixture
def drafts(cast: SimpleNamespace, as_: As) -> Callable[[], list[FormDraft]]:
    def find() -> list[FormDraft]:
        with as_(cast.coordinator_th):
            return list(FormDraft.objects.all())

    return find


def kept(client: Client, address: str = KEEP, **typed: Any) -> dict[str, str]:
    answer = client.post(address, sent("อนันต์") | typed, headers=JSON)
    assert answer.status_code == 200
    found: dict[str, str] = answer.json()
    return found


def test_a_script_keeps_one_draft_and_shows_when(thai: Client, drafts: Callable[[], list[FormDraft]]) -> None:
    first = kept(thai, place_name="pier")
    assert re.fullmatch(r"Draft saved \d\d:\d\d", first["words"])
    assert kept(thai, draft=first["draft"], place_name="market")["draft"] == first["draft"]
    [draft] = drafts()
    assert draft.content["place_name"] == ["market"]
    assert "csrfmiddlewaretoken" not in draft.content


def test_half_a_form_comes_back_as_it_was_typed(thai: Client) -> None:
    typed = {"names-1-romanisation": "A-nan", "event_date_0": "2567", "born_on_0": "someday", "sex": "female"}
    draft = kept(thai, **typed, offences=["0701", "0204"], treated_as_child="on")["draft"]
    page = told(thai.get(f"{NEW}?draft={draft}"))
    for value in ("อนันต์", "A-nan", "2567", "someday"):
        assert f'value="{value}"' in page
    for ticked in ("0701", "0204", "female"):
        assert re.search(rf'value="{ticked}"[^>]* checked', page)
    assert re.search(r'name="treated_as_child"[^>]* checked', page)
    assert 'class="errsum"' not in page, "a draft is not judged"
    assert f'name="draft" value="{draft}"' in page


def test_without_a_script_a_button_does_it(thai: Client) -> None:
    assert f'formaction="{KEEP}"' in told(thai.get(NEW))
    answer = thai.post(KEEP, sent("อนันต์", place_name="pier"), follow=True)
    page = told(answer)
    assert "Nobody else sees it." in page
    assert 'value="pier"' in page


def test_it_is_offered_and_can_be_discarded(thai: Client, drafts: Callable[[], list[FormDraft]]) -> None:
    draft = kept(thai)["draft"]
    for page in (told(thai.get("/desk/")), told(thai.get(NEW))):
        assert f"{NEW}?draft={draft}" in page
        assert "อนันต์" not in page, "nothing of what was typed is told elsewhere"
    answer = thai.post(f"/records/drafts/{draft}/discard/", follow=True)
    assert "The draft is gone." in told(answer)
    assert drafts() == []


def test_it_is_over_once_it_is_logged(thai: Client, drafts: Callable[[], list[FormDraft]]) -> None:
    draft = kept(thai)["draft"]
    refused = thai.post(NEW, sent("", draft=draft))
    assert f'name="draft" value="{draft}"' in told(refused), "what is refused goes on with its draft"
    assert len(drafts()) == 1
    assert thai.post(NEW, sent("อนันต์", draft=draft)).status_code == 302
    assert drafts() == []


def test_an_edit_has_its_own(thai: Client, suspect: Any, drafts: Callable[[], list[FormDraft]]) -> None:
    address = f"/records/suspects/{suspect.pk}/draft/"
    answer = thai.post(address, changed(suspect, place_name="pier"), headers=JSON)
    draft = answer.json()["draft"]
    offered = told(thai.get(edit(suspect)))
    assert 'value="แม่สาย"' in offered
    assert f"{edit(suspect)}?draft={draft}" in offered
    page = told(thai.get(f"{edit(suspect)}?draft={draft}"))
    assert 'value="pier"' in page
    assert 'name="version" value="1"' in page
    assert suspect.reference in told(thai.get("/desk/"))
    assert thai.post(edit(suspect), changed(suspect, place_name="pier", draft=draft)).status_code == 302
    assert drafts() == []


def test_an_old_address_of_a_draft_shows_the_empty_form(thai: Client, suspect: Any) -> None:
    for key in ("018f0000-0000-7000-8000-000000000000", "x", ""):
        assert thai.get(f"{NEW}?draft={key}").status_code == 200
        assert thai.get(f"{edit(suspect)}?draft={key}").status_code == 200


@pytest.mark.parametrize(
    "broken", [{"syndicate": "x"}, {"names-TOTAL_FORMS": "many"}, {"names-TOTAL_FORMS": "-1"}, {"version": "x"}]
)
def test_what_no_browser_sends_breaks_nothing(thai: Client, suspect: Any, broken: dict[str, str]) -> None:
    draft = kept(thai, **broken)["draft"]
    assert thai.get(f"{NEW}?draft={draft}").status_code == 200
    draft = kept(thai, f"/records/suspects/{suspect.pk}/draft/", **broken)["draft"]
    assert thai.get(f"{edit(suspect)}?draft={draft}").status_code == 200


def test_a_stranger_keeps_nothing(client_of: ClientOf, cast: SimpleNamespace, suspect: Any) -> None:
    client = client_of(cast.coordinator_kh)
    assert client.post(f"/records/suspects/{suspect.pk}/draft/", sent("ก"), headers=JSON).status_code == 404
    assert client_of(cast.director).post(KEEP, sent("ก"), headers=JSON).status_code == 403
