"""The state tables, as the domain draws them (domain.md §4): from each state exactly these steps lead to these."""

import pytest

from operation.access.roles import PERMISSIONS
from operation.cases.registry import by_slug

TABLES = {
    "investigations": "opened: solved closed; solved: closed; closed:",
    "sites": "suspected: confirmed raided; confirmed: raided relocated; raided: closed relocated; closed:; relocated:",
    "syndicates": (
        "identified: under_investigation disrupted relocated; under_investigation: disrupted dismantled relocated;"
        "disrupted: dismantled relocated; relocated: disrupted; dismantled:"
    ),
    "firearms": (
        "recorded: requested untraceable; requested: acknowledged traced untraceable no_reply;"
        "acknowledged: traced untraceable no_reply; no_reply: acknowledged traced untraceable; traced:; untraceable:"
    ),
    "rescue-appeals": (
        "received: tracing located rescued closed; tracing: located rescued closed; located: rescued closed;"
        "rescued:; closed:"
    ),
    "stop-payments": "requested: intercepted too_late; intercepted: returned; returned:; too_late:",
    "border-activities": "under_way: ended; ended:",
    "prevention-activities": "under_way: ended; ended:",
    "fraud-reports": "provisional: final; final:",
    "intelligence-reports": (
        "draft: submitted; submitted: graded draft; graded: released; released:; disseminated: actioned; actioned:"
    ),
}


def drawn(slug: str) -> dict[str, set[str]]:
    found = by_slug(slug)
    assert found is not None
    table = found.states
    return {state: {step.target for step in table.from_state(state)} for state in found.state_labels}


@pytest.mark.parametrize("slug", TABLES)
def test_each_state_leads_where_the_domain_says(slug: str) -> None:
    told = dict(line.split(":") for line in TABLES[slug].split(";"))
    assert drawn(slug) == {state.strip(): set(targets.split()) for state, targets in told.items()}


def test_parts_and_ammunition_are_traced_as_firearms_are() -> None:
    assert drawn("ammunition-lots") == drawn("firearm-parts") == drawn("firearms")


def test_removal_alone_moves_a_suspect_out_of_the_country() -> None:
    """`removal_pending` and `transferred` are set by the actions of removals; from there a court goes on."""
    suspects = by_slug("suspects")
    assert suspects is not None
    moving = [step for step in suspects.states.transitions if step.permission == "record.move"]
    assert {(state, step.target) for step in moving for state in step.sources} == {
        *((state, "removal_pending") for state in ("arrested", "surrendered", "detained", "prosecuted", "convicted")),
        *(("removal_pending", state) for state in ("transferred", "detained", "prosecuted", "convicted")),
    }
    assert not PERMISSIONS["record.move"]


def test_what_people_do_with_a_suspect_who_is_removed() -> None:
    suspects = by_slug("suspects")
    assert suspects is not None
    own = [step for step in suspects.states.transitions if step.permission != "record.move"]
    table = {state: {step.target for step in own if state in step.sources} for state in suspects.state_labels}
    assert not {"removal_pending", "transferred"} & set().union(*table.values())
    assert table["transferred"] == {"prosecuted", "deceased"}
    assert table["removal_pending"] == {"deceased"}
    assert "wanted" in table["detained"]
    assert table["convicted"] == table["acquitted"] == set()
