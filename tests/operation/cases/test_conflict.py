"""Two people on one record: both versions field by field, a choice for what collides, and nothing else is asked."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from operation.cases.actions import amend_records
from operation.cases.drafts import IdentifierDraft, NameDraft, RecordDraft
from operation.kernel.dates import Calendar, parse
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.operation.cases.test_form import changed, edit, logged, told

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
Theirs = Callable[..., None]


@pytest.fixture
def thai(cast: SimpleNamespace, client_of: ClientOf) -> Client:
    return client_of(cast.coordinator_th)


@pytest.fixture
def theirs(cast: SimpleNamespace, as_: As, suspect: Any) -> Theirs:
    """`theirs(NameDraft(…), place_name=…)`: somebody else was quicker."""

    def act(*names: NameDraft, **values: Any) -> None:
        with as_(cast.supervisor_th):
            by, drafts = principal_of(cast.supervisor_th), [RecordDraft(values, names)]
            amend_records(principal=by, records=[suspect], drafts=drafts, versions=[1])

    return act


def seen(client: Client, record: Any) -> dict[str, str]:
    """The marks of the rows in the form, as a browser sends them back."""
    page = told(client.get(edit(record)))
    return dict(re.findall(r'name="(names_seen|identifiers_seen)" value="(\w+)"', page))


def test_what_both_changed_is_shown_side_by_side(
    cast: SimpleNamespace, thai: Client, suspect: Any, theirs: Theirs
) -> None:
    mine = changed(suspect, place_name="เชียงราย", tier="associate", **seen(thai, suspect))
    theirs(place_name="แม่สอด", sex="female")
    answer = thai.post(edit(suspect), mine)
    assert answer.status_code == 409
    page = told(answer)
    table = page[page.index('id="conflict-title"') : page.index("</table>")]
    assert table.index("แม่สอด") < table.index("เชียงราย")
    assert "Tier" not in table, "what only I changed does not collide"
    assert "Sex" not in table, "nor what only the other one changed"
    assert "Tier: Main → Associate" in re.sub(r"<[^>]+>", "", page)
    assert re.search(r'value="female"[^>]* checked', page), "what I did not touch is taken from the present version"
    assert 'name="version" value="2"' in page
    record = logged(cast.coordinator_th)
    assert (record.place_name, record.tier, record.version) == ("แม่สอด", "main", 2)


@pytest.mark.parametrize(("choice", "place"), [("present", "แม่สอด"), ("entered", "เชียงราย")])
def test_one_chooses_and_saves(
    cast: SimpleNamespace, thai: Client, suspect: Any, theirs: Theirs, choice: str, place: str
) -> None:
    mine = changed(suspect, place_name="เชียงราย", tier="associate", **seen(thai, suspect))
    theirs(place_name="แม่สอด", sex="female")
    thai.post(edit(suspect), mine)
    again = mine | {"version": 2, "sex": "female", "take-place_name": choice}
    assert thai.post(edit(suspect), again).status_code == 302
    record = logged(cast.coordinator_th)
    assert (record.place_name, record.sex, record.tier, record.version) == (place, "female", "associate", 3)


def test_names_that_i_did_not_touch_are_theirs(
    cast: SimpleNamespace, thai: Client, suspect: Any, theirs: Theirs
) -> None:
    mine = changed(suspect, place_name="เชียงราย", **seen(thai, suspect))
    theirs(NameDraft("สมชาย"))
    page = told(thai.post(edit(suspect), mine))
    assert "Choose for each" not in page
    assert 'value="สมชาย"' in page
    mark = re.search(r'name="names_seen" value="(\w+)"', page)
    assert mark
    again = mine | {"version": 2, "names-0-text": "สมชาย", "names-0-romanisation": "", "names_seen": mark[1]}
    assert thai.post(edit(suspect), again).status_code == 302
    assert [name.text for name in logged(cast.coordinator_th).names.all()] == ["สมชาย"]


@pytest.mark.parametrize(("choice", "name"), [("present", "สมชาย"), ("entered", "阿南")])
def test_names_that_both_changed_are_chosen(
    cast: SimpleNamespace, thai: Client, suspect: Any, theirs: Theirs, choice: str, name: str
) -> None:
    mine = changed(suspect, **seen(thai, suspect) | {"names-0-text": "阿南"})
    theirs(NameDraft("สมชาย"))
    page = told(thai.post(edit(suspect), mine))
    assert 'name="take-names"' in page
    assert page.index("สมชาย") < page.index("阿南 (Sample)")
    assert thai.post(edit(suspect), mine | {"version": 2, "take-names": choice}).status_code == 302
    assert [one.text for one in logged(cast.coordinator_th).names.all()] == [name]


def test_identifiers_too(cast: SimpleNamespace, as_: As, thai: Client, suspect: Any) -> None:
    row = {"identifiers-TOTAL_FORMS": 1, "identifiers-INITIAL_FORMS": 0, "identifiers-0-kind": "phone"}
    mine = changed(suspect, **seen(thai, suspect), **row | {"identifiers-0-text": "081 234 5678"})
    with as_(cast.supervisor_th):
        by, theirs = principal_of(cast.supervisor_th), (IdentifierDraft("phone", "089 999 9999"),)
        amend_records(principal=by, records=[suspect], drafts=[RecordDraft({}, (), theirs)], versions=[1])
    page = told(thai.post(edit(suspect), mine))
    assert page.index('name="take-identifiers"') < page.index("089 999 9999") < page.index("081 234 5678")
    assert thai.post(edit(suspect), mine | {"version": 2, "take-identifiers": "present"}).status_code == 302
    with as_(cast.officer_th):
        assert [one.text for one in suspect.identifiers.all()] == ["089 999 9999"]


def test_where_the_version_that_was_seen_is_gone_everything_is_asked(
    thai: Client, suspect: Any, theirs: Theirs
) -> None:
    theirs(place_name="แม่สอด")
    page = told(thai.post(edit(suspect), changed(suspect, version=99, tier="associate")))
    assert 'name="take-tier"' in page
    assert 'name="take-place_name"' in page


def test_a_third_one_is_shown_again(cast: SimpleNamespace, as_: As, thai: Client, suspect: Any, theirs: Theirs) -> None:
    mine = changed(suspect, place_name="เชียงราย", **seen(thai, suspect))
    theirs(place_name="แม่สอด")
    with as_(cast.officer_th):
        suspect.version = 2
        by, drafts = principal_of(cast.officer_th), [RecordDraft({"place_name": "ระนอง"})]
        amend_records(principal=by, records=[suspect], drafts=drafts, versions=[2])
    answer = thai.post(edit(suspect), mine | {"version": 2})
    assert answer.status_code == 409
    assert "ระนอง" in told(answer)


def test_two_dates_of_birth_collide_as_they_were_written(
    cast: SimpleNamespace, thai: Client, suspect: Any, theirs: Theirs
) -> None:
    mine = changed(suspect, born_on_0="2510-03", born_on_1="buddhist", **seen(thai, suspect))
    theirs(born_on=parse("1968"))
    answer = thai.post(edit(suspect), mine)
    assert answer.status_code == 409
    page = told(answer)
    table = page[page.index('id="conflict-title"') : page.index("</table>")]
    assert table.index("1968") < table.index("March 1967") < table.index("as written: 2510-03 (Buddhist Era)")
    again = mine | {"version": 2, "take-born_on": "entered"}
    assert thai.post(edit(suspect), again).status_code == 302
    assert logged(cast.coordinator_th).born_on == parse("2510-03", Calendar.BUDDHIST)
