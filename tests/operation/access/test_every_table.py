"""Every table of the database is behind the second wall, or is named here with the reason why it stands open."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from coordination.joint.planning import add_site, give_role
from coordination.requests.reminders import remind
from coordination.supervision.escalation import escalate
from operation.access.context import acting_as, as_system
from operation.access.principal import Principal
from operation.cases.drafts import IdentifierDraft
from operation.cases.registry import all_types
from operation.cases.sharing import recall_records, release_records
from operation.kernel import clock
from operation.people.models import User
from operation.people.selectors import principal_of
from reporting.consultation.reminders import remind as remind_consulted
from reporting.dashboards.actions import keep_view
from tests.factories import joint as joints
from tests.factories import knowledge, removals, written
from tests.factories.editions import proposed, released
from tests.factories.matches import match_between
from tests.factories.messages import say
from tests.factories.records import log, ready
from tests.factories.requests import at, sent
from tests.factories.returns import queried, verified
from tests.factories.supervision import action_of, advise, reported_visit, seconded, told
from tests.factories.supervision import operation as seagull_operation
from tests.factories.targets import target_set

As = Callable[[User], AbstractContextManager[None]]

BEFORE_ANYBODY = "read to find out who asks; holds hashes and keys that tell nothing of a case"
WHO_TAKES_PART = "who takes part is known to everybody who takes part"
PLAN = "the operation's plan; what is marked for partners is chosen by its selectors"
MACHINERY = "machinery of the framework; no row tells of a case"
REFERENCE = "reference data: on which days offices are closed, how much time there is for an answer"
UNUSED_SERVICE = "empty: a sign-in service is configured by the environment, and its tokens are not kept"
UNUSED = "empty: our releases have tables of their own, one for each type"
OPEN = {
    "operation_user": BEFORE_ANYBODY,
    "operation_appointment": BEFORE_ANYBODY,
    "operation_user_groups": MACHINERY,
    "operation_user_user_permissions": MACHINERY,
    "django_session": BEFORE_ANYBODY,
    "knox_authtoken": BEFORE_ANYBODY,
    "operation_tokenscope": BEFORE_ANYBODY,
    "operation_entrycode": BEFORE_ANYBODY,
    "account_emailaddress": BEFORE_ANYBODY,
    "account_emailconfirmation": BEFORE_ANYBODY,
    "mfa_authenticator": BEFORE_ANYBODY,
    "usersessions_usersession": BEFORE_ANYBODY,
    "socialaccount_socialaccount": BEFORE_ANYBODY,
    "socialaccount_socialapp": UNUSED_SERVICE,
    "socialaccount_socialtoken": UNUSED_SERVICE,
    "axes_accessattempt": BEFORE_ANYBODY,
    "axes_accessattemptexpiration": BEFORE_ANYBODY,
    "axes_accesslog": BEFORE_ANYBODY,
    "axes_accessfailurelog": BEFORE_ANYBODY,
    "operation_country": WHO_TAKES_PART,
    "operation_organisation": WHO_TAKES_PART,
    "operation_participation": WHO_TAKES_PART,
    "auth_group": WHO_TAKES_PART,
    "auth_group_permissions": MACHINERY,
    "auth_permission": MACHINERY,
    "django_content_type": MACHINERY,
    "django_migrations": MACHINERY,
    "django_admin_log": "who changed which reference data; the trail has it too",
    "operation_workerheartbeat": MACHINERY,
    "pghistory_context": UNUSED,
    "guardian_groupobjectpermission": UNUSED,
    "guardian_userobjectpermission": UNUSED,
    "operation_operation": PLAN,
    "operation_phase": PLAN,
    "operation_lineofeffort": PLAN,
    "operation_objective": PLAN,
    "operation_operationalaction": PLAN,
    "operation_operationalaction_co_leaders": PLAN,
    "operation_operationalaction_participants": PLAN,
    "operation_meeting": PLAN,
    "operation_meeting_present": PLAN,
    "operation_audithead": "hashes alone",
    "coordination_holiday": REFERENCE,
    "coordination_benchmark": REFERENCE,
    "operation_auditanchor": "hashes and signatures, offered to every country",
}
OPEN_IN_PART = {"operation_actionday", "operation_actionday_countries"}
"""Open days are plan, closed ones are walled: tests/coordination/joint/test_closed_day.py."""
UNFILLED = {
    *("coordination_alertchoice", "coordination_delegation", "coordination_dutyshift", "coordination_feedback"),
    *("coordination_handovernote", "coordination_heardname", "coordination_jointrecord", "coordination_mail"),
    *("coordination_mailsetting", "coordination_matchdisclosure", "coordination_matchstep"),
    *("coordination_offerreceipt", "coordination_probe", "coordination_probehit", "coordination_receipt"),
}
"""Tables of this kind whose own tests fill them."""

PEOPLE_WITHOUT_RECORDS = ("stranger", "admin")


def rows(sql: str, *params: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def tables(*, walled: bool) -> set[str]:
    found = rows(
        "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
        " AND relrowsecurity = %s",
        walled,
    )
    return {name for (name,) in found}


def counts(names: set[str]) -> dict[str, int]:
    return {name: int(rows(f"SELECT count(*) FROM {name}")[0][0]) for name in sorted(names)}


@pytest.fixture
def filled(cast: SimpleNamespace, as_: As) -> set[str]:
    """A row in every walled table that can be filled here: records, releases, messages, returns, an edition, a job."""
    principal = principal_of(cast.coordinator_th)
    with as_(cast.coordinator_th):
        for known in all_types():
            record = ready(log(known.slug, cast.coordinator_th), cast.coordinator_th)
            to = [cast.officer_kh.organisation, cast.officer_vn.organisation]
            release_records(principal=principal, records=[record], to=to, purpose="joint inquiry")
            recall_records(principal=principal, records=[record], from_=to[1:], reason="wrong person")
            say(record, cast.coordinator_th, to[0], mentions=[cast.officer_th.pk])
    with as_(cast.officer_th):
        log("rescue-appeals", cast.officer_th, danger_to_life=True, place_country="KH")
    sent(
        cast.coordinator_th,
        cast.coordinator_kh,
        at("2024-09-02 10:00"),
        urgency="urgent_direct",
        references=[record.reference],
    )
    remind()
    verified(cast.supervisor_th, cast.desk_supervision, "2024-09-10", {"P02": 96})
    queried(cast.supervisor_th, cast.desk_supervision, "2024-09-17", P02="Which raid?")
    proposed(cast)
    target_set(cast.director, "P02", 40, "TH")
    with as_(cast.coordinator_th):
        keep_view(principal=principal, page="results-line", query="line=2", name="ours")
    released(cast, "observer")
    _supervise(cast)
    _work_together(cast)
    _write_together(cast)
    rows("SELECT set_config('app.holds', '', true)")  # what the suite's connections hold to look into the trail
    return tables(walled=True) - OPEN_IN_PART


def _supervise(cast: SimpleNamespace) -> None:
    """A visit that was answered, an action that was told and is late, somebody at LMLECC."""
    day = date(2024, 10, 7)
    _visit, advice = reported_visit(cast, day)
    advise(cast.coordinator_th, advice, "accept")
    told(cast.coordinator_th, action_of(cast, day), day)
    escalate(seagull_operation())
    seconded(cast, cast.coordinator_th, day)


def _work_together(cast: SimpleNamespace) -> None:
    """A removal that was received, a match, minutes and knowledge that were answered, an offer, a joint action."""
    kh, vn = cast.coordinator_kh, cast.coordinator_vn
    removals.received(cast, missing=1)
    match_between(kh, vn, IdentifierDraft("phone", "+85512345678"))
    knowledge.adopted(cast)
    knowledge.approved(cast)
    knowledge.under_way(cast)
    joint = joints.opened(cast)
    joints.name(joint, kh, cast.officer_kh)
    action = joints.planned(joint, kh)
    action = joints.step(action, kh, give_role, organisation=kh.organisation, draft={"role": "entry"})
    joints.step(joints.planned(joint, kh), kh, add_site, place="Old casino")
    joints.totalled(joint, kh, vn)


def _write_together(cast: SimpleNamespace) -> None:
    """A report with the countries: commented on, approved with a note, overdue for the others; one typed on."""
    report = written.circulated(cast)
    written.commented(cast.coordinator_kh, report)
    written.approved(cast.coordinator_vn, report, "noted", "a note")
    written.kept(cast.supervisor_th, report, "national", "not saved", "TH")
    with clock.at(clock.now() + timedelta(days=60)):
        remind_consulted()


def test_a_table_is_walled_or_its_openness_is_argued(db: None) -> None:
    assert tables(walled=False) == set(OPEN)


def test_every_model_of_ours_is_judged(db: None) -> None:
    ours = {
        model._meta.db_table
        for app in ("operation", "coordination", "reporting")
        for model in apps.get_app_config(app).get_models()
    }
    assert ours <= tables(walled=True) | set(OPEN)


def test_without_a_context_every_walled_table_is_empty(filled: set[str]) -> None:
    assert counts(filled) == dict.fromkeys(sorted(filled), 0)


@pytest.mark.parametrize("who", PEOPLE_WITHOUT_RECORDS)
def test_for_who_has_no_part_in_cases_every_walled_table_is_empty(
    cast: SimpleNamespace, as_: As, filled: set[str], who: str
) -> None:
    with as_(getattr(cast, who)):
        assert counts(filled) == dict.fromkeys(sorted(filled), 0)


def test_nobody_finds_nothing(filled: set[str]) -> None:
    with acting_as(Principal.nobody(), channel="test"):
        assert counts(filled) == dict.fromkeys(sorted(filled), 0)


def test_the_walls_are_not_simply_shut(cast: SimpleNamespace, as_: As, filled: set[str]) -> None:
    """Each filled table opens for somebody: an empty answer above is the wall's, not the table's."""
    opened: set[str] = set()
    for who in vars(cast).values():
        with as_(who):
            opened |= {name for name, count in counts(filled).items() if count}
    assert {name for name in filled if name.startswith("reporting_")} <= opened
    assert {name for name in filled if name.startswith("coordination_")} - opened == UNFILLED
    assert {"operation_actionreport", "operation_actionchange"} <= opened
    assert {"operation_job", "operation_sharingnotice", "operation_suspectevent", "operation_suspectname"} <= opened


def test_the_engine_sees_jobs_and_nothing_else(cast: SimpleNamespace, filled: set[str]) -> None:
    with as_system("jobs"):
        assert {name for name, count in counts(filled).items() if count} == {"operation_job"}
    with as_system("anything else"):
        assert counts(filled) == dict.fromkeys(sorted(filled), 0)


def test_a_systems_view_ends_with_its_work(filled: set[str]) -> None:
    with as_system("jobs"):
        assert counts({"operation_job"}) == {"operation_job": 2}
    assert counts({"operation_job"}) == {"operation_job": 0}


def test_no_policy_lets_the_apps_role_past(db: None, settings: Any) -> None:
    """The role owns nothing and bypasses nothing; no walled table is without a policy for reading."""
    assert rows("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user") == [(False, False)]
    owned = rows(
        "SELECT relname FROM pg_class WHERE relowner = (SELECT oid FROM pg_roles WHERE rolname = current_user)"
    )
    assert owned == []
    reading = {name for (name,) in rows("SELECT tablename FROM pg_policies WHERE cmd IN ('SELECT', 'ALL')")}
    assert tables(walled=True) == reading
