"""Every clause of what decides on a record, without a database: its steps, and what of it is withheld."""

from types import SimpleNamespace
from typing import Any
from uuid import UUID

from operation.access import policies
from operation.cases.masking import NAMES, waits_for_confirmation, why_masked, withheld_from
from operation.cases.stepping import first_steps, may_take, not_from_here, steps_for, steps_from
from operation.kernel.transitions import StateTable, Transition
from tests.access.test_policies import COORDINATOR, OFFICER, OTHER, OWN, reason

AMENDED = Transition("amend", "Amend", ("open",), "open", "record.amend")
VERIFIED = Transition("verify", "Verify", ("open",), "verified", "record.verify")
CLOSED = Transition("close", "Close", ("open",), "closed", "record.amend")
LATER = Transition("later", "Later", ("verified",), "open", "record.amend")
LIFE = StateTable("open", (AMENDED, VERIFIED, CLOSED, LATER), ("open", "verified"), frozenset({"closed"}))
TYPE: Any = SimpleNamespace(states=LIFE, permission=lambda verb: f"record.{verb}")


def logged(originator: UUID = OWN, status: str = "open") -> Any:
    return SimpleNamespace(originator_id=originator, status=status)


def test_a_step_asks_for_its_own_permission_that_of_steps_and_the_agency() -> None:
    assert may_take(OFFICER, TYPE, logged(), AMENDED) is True
    assert may_take(OFFICER, TYPE, logged(OTHER), AMENDED) is policies.NOT_ORIGINATOR
    assert "supervisor" in reason(may_take(OFFICER, TYPE, logged(), VERIFIED))
    assert may_take(COORDINATOR, TYPE, logged(), VERIFIED) is True
    laborers: Any = SimpleNamespace(states=LIFE, permission=lambda verb: f"vault.{verb}")
    assert "nobody" in reason(may_take(OFFICER, laborers, logged(), AMENDED))


def test_the_steps_that_are_offered_are_those_that_may_be_taken_from_here() -> None:
    assert steps_for(OFFICER, TYPE, logged()) == [AMENDED, CLOSED]
    assert steps_for(COORDINATOR, TYPE, logged()) == [AMENDED, VERIFIED, CLOSED]
    assert steps_for(OFFICER, TYPE, logged(status="verified")) == [LATER]
    assert steps_for(OFFICER, TYPE, logged(OTHER)) == []


def test_a_new_record_begins_with_no_step_that_closes_it() -> None:
    assert first_steps(TYPE, OFFICER) == [AMENDED]
    assert first_steps(TYPE, COORDINATOR) == [AMENDED, VERIFIED]


def test_the_steps_for_many_lead_on_from_any_of_their_states() -> None:
    assert steps_from(OFFICER, TYPE, ["open"]) == [AMENDED, CLOSED]
    assert steps_from(COORDINATOR, TYPE, ["open", "verified"]) == [AMENDED, VERIFIED, CLOSED, LATER]
    laborers: Any = SimpleNamespace(states=LIFE, permission=lambda verb: f"vault.{verb}")
    assert steps_from(OFFICER, laborers, ["open"]) == []


def test_a_step_that_does_not_begin_here_says_where_the_record_stands() -> None:
    named: Any = SimpleNamespace(state_label=str.title)
    assert not_from_here(named, logged(), AMENDED) == ""
    assert str(not_from_here(named, logged(), LATER)) == "now «Open», from where «Later» is not possible"


def handled(originator: UUID = OTHER, code: str = "H3", **more: Any) -> Any:
    return SimpleNamespace(originator_id=originator, handling_code=code, treated_as_child=False, **more)


MASKED: Any = SimpleNamespace(
    child_field="treated_as_child", personal=("born_on",), content_fields=("sex",), settled_fields=("arrested_on",)
)


def test_h3_is_withheld_until_its_words_are_confirmed_and_from_others_alone() -> None:
    everything = {NAMES, "identifiers", "sex", "arrested_on"}
    assert withheld_from(OFFICER, MASKED, handled()) == everything
    assert withheld_from(OFFICER, MASKED, handled(is_open=False)) == everything
    for shown in (handled(is_open=True), handled(OWN), handled(code="H2"), handled(OWN, is_open=False)):
        assert not waits_for_confirmation(shown, OFFICER)
        assert withheld_from(OFFICER, MASKED, shown) == frozenset()


def test_what_is_masked_says_why_and_what_is_not_says_nothing() -> None:
    child = handled(code="H1")
    child.treated_as_child = True
    assert withheld_from(OFFICER, MASKED, child) == {NAMES, "identifiers", "born_on"}
    assert "a child" in str(why_masked(OFFICER, MASKED, child))
    assert "confirm its handling" in str(why_masked(OFFICER, MASKED, handled()))
    assert why_masked(OFFICER, MASKED, handled(OWN)) == ""
