"""What guards something, and by which tests it is held."""

from collections.abc import Mapping

MATCHES = "tests/coordination/deconfliction"
RIGHTS = ("tests/access/test_rights.py",)
POLICIES = ("tests/access/test_policies.py",)
ON_PEOPLE = ("tests/access/test_policies_on_people.py",)
ON_RECORDS = ("tests/access/test_policies_on_records.py",)
DOOR = ("tests/access/test_first_wall.py",)
BESIDE = "tests/access/test_first_wall_elsewhere.py"
AT_WORK = "tests/access/test_first_wall_at_work.py"
BESIDE_TOO = "tests/access/test_first_wall_of_knowledge.py"
WRITTEN, ON_WRITTEN = "tests/access/test_first_wall_written.py", "tests/access/test_policies_on_written.py"
TOGETHER = ("tests/access/test_policies_on_joint_work.py",)
OF_REPORTS, OF_FIGURES = "tests/access/test_first_wall_of_reports.py", "tests/access/test_first_wall_of_figures.py"
LEARNED = ("tests/access/test_policies_on_knowledge.py",)
MARKED_NAMES = f"{BESIDE}::test_names_with_a_mark_of_their_own"
SPELLING = "tests/operation/cases/spelling/test_spelling.py"
OF_FILES = "tests/operation/cases/attachments"
FILES = (
    f"{OF_FILES}/test_marks.py",
    f"{BESIDE}::test_files",
    f"{BESIDE}::test_files_with_a_mark_are_not_for_another_officer_of_the_agency",
    f"{BESIDE}::test_files_are_found_by_the_table_of_their_record_too",
    f"{OF_FILES}/test_attach.py",
    f"{OF_FILES}/test_read.py",
)
NEWEST_FIRST = "tests/operation/access/test_newest_first.py"
OLDEST_FIRST = "tests/operation/cases/test_saved_views.py::test_the_oldest_come_first_page_by_page"
WITHOUT_ROLE = f"{DOOR[0]}::test_an_account_of_the_agency_without_an_appointment_reads_nothing"
SUPERVISION = "tests/coordination/supervision"
ROSTER = "tests/coordination/roster"
ALERTS = "tests/coordination/alerts/test_page.py"
EXPORTS = "tests/operation/cases/exporting"
EXCHANGE = "tests/access/test_first_wall_exchange.py"
TESTS: Mapping[str, tuple[str, ...]] = {
    "coordination/exchange/models.py": ("tests/access/test_first_wall_of_answers.py",),
    "coordination/exchange/policies.py": (
        "tests/coordination/exchange/test_answers.py",
        "tests/coordination/exchange/test_sanitise.py",
    ),
    "coordination/removals/policies.py": TOGETHER,
    "coordination/joint/models.py": ("tests/access/test_first_wall_joint.py", *TOGETHER),
    "coordination/joint/policies.py": TOGETHER,
    "coordination/between.py": (EXCHANGE, "tests/coordination/test_marks_of_two_sides.py"),
    "coordination/requests/models.py": (EXCHANGE,),
    "coordination/requests/policies.py": (
        "tests/coordination/requests/test_policies.py",
        "tests/coordination/requests/test_steps.py",
    ),
    "coordination/deconfliction/models.py": ("tests/access/test_first_wall_of_matches.py",),
    "coordination/deconfliction/policies.py": (f"{MATCHES}/test_disclose.py", f"{MATCHES}/test_probe.py"),
    "operation/access/roles.py": RIGHTS,
    "operation/access/principal.py": (*RIGHTS, "tests/access/test_principal.py"),
    "operation/access/policies.py": POLICIES,
    "operation/access/handling.py": ("tests/operation/access/test_handling.py",),
    "operation/access/scope.py": (NEWEST_FIRST, OLDEST_FIRST, *DOOR),
    "operation/access/grants.py": ("tests/operation/access/test_grants.py", *DOOR),
    "operation/administration/accounts/policies.py": ON_PEOPLE,
    "operation/administration/appointments/policies.py": ON_PEOPLE,
    "coordination/alerts/models.py": (
        f"{AT_WORK}::test_alerts",
        f"{ALERTS}::test_a_code_lives_until_its_hour",
        f"{ALERTS}::test_what_is_new_is_noted_by_opening_it",
    ),
    "coordination/messages/models.py": (
        f"{AT_WORK}::test_messages",
        f"{AT_WORK}::test_threads_of_two_sides",
        f"{AT_WORK}::test_threads_on_a_record_are_for_its_readers",
        f"{AT_WORK}::test_conversation_is_for_members_and_lmlecc_by_a_right_of_its_own",
    ),
    "coordination/messages/policies.py": ("tests/coordination/messages/test_policies.py",),
    "operation/cases/custody/policies.py": ("tests/operation/cases/custody/test_chain.py",),
    "operation/cases/deletion/policies.py": ("tests/operation/cases/deletion/test_delete.py",),
    "operation/cases/exporting/models.py": (f"{EXPORTS}/test_kept_files.py",),
    "operation/cases/exporting/policies.py": (f"{EXPORTS}/test_what_leaves.py",),
    "operation/cases/attachments/models.py": FILES,
    "operation/cases/attachments/policies.py": FILES,
    "operation/cases/attachments/selectors.py": FILES,
    "operation/cases/drafting/models.py": ("tests/operation/cases/drafting/test_keep.py",),
    "operation/cases/facts.py": (
        f"{DOOR[0]}::test_facts",
        WITHOUT_ROLE,
        f"{BESIDE}::test_small_groups_of_victims_are_not_listed_to_lmlecc",
        "tests/operation/cases/test_fact_defaults.py",
        "tests/operation/cases/test_facts.py",
        "tests/operation/cases/test_listed_facts.py",
        "tests/reporting/dashboards/test_behind_figures.py",
    ),
    "operation/cases/importing/models.py": ("tests/operation/cases/importing/test_who_imports.py",),
    "operation/cases/links/policies.py": ("tests/operation/cases/links/test_link_policies.py",),
    "operation/cases/links/selectors.py": (
        f"{BESIDE}::test_links",
        "tests/operation/cases/links/test_who_sees.py",
        "tests/operation/cases/links/test_read_links.py",
    ),
    "operation/cases/masking.py": ON_RECORDS + POLICIES + DOOR,
    "operation/cases/names.py": (
        f"{SPELLING}::test_beside_a_burmese_name_its_romanisation_loses_it_too",
        f"{SPELLING}::test_beside_any_other_name_its_romanisation_keeps_its_words",
        f"{SPELLING}::test_zawgyi_is_converted_and_what_was_typed_is_kept",
        f"{SPELLING}::test_unicode_is_left_as_it_is",
        MARKED_NAMES,
        "tests/operation/cases/test_names.py",
    ),
    "operation/cases/notices.py": (f"{BESIDE}::test_notices_of_sharing", "tests/operation/cases/test_notices.py"),
    "operation/cases/persons.py": (
        "tests/operation/cases/test_checks.py",
        "tests/operation/cases/test_reclassify.py",
        "tests/operation/cases/records/test_rules.py",
    ),
    "operation/cases/stepping.py": ON_RECORDS,
    "operation/cases/undoing/policies.py": (
        "tests/operation/cases/undoing/test_undo.py",
        "tests/operation/cases/undoing/test_who_undoes.py",
    ),
    "operation/cases/vault/actions.py": ("tests/operation/cases/vault/test_write_and_open.py",),
    "operation/cases/vault/selectors.py": ("tests/operation/cases/vault/test_write_and_open.py",),
    "operation/jobs/models.py": (
        "tests/operation/jobs/test_submit.py::test_it_is_over_once_it_is_done_has_failed_or_was_cancelled",
        f"{BESIDE}::test_jobs",
    ),
    "operation/oversight/policies.py": ON_PEOPLE,
    "operation/oversight/selectors.py": (
        f"{BESIDE}::test_the_trail",
        "tests/operation/oversight/test_own_trail.py",
        "tests/operation/oversight/test_readings.py::test_behind_a_place_stand_the_older_ones",
        "tests/operation/oversight/test_trail_page.py",
    ),
    "operation/people/entry.py": ("tests/operation/people/test_entry.py",),
    "operation/people/models.py": ("tests/operation/people/test_standing.py", f"{BESIDE}::test_appointments"),
    "operation/people/policies.py": ON_PEOPLE,
    "operation/people/repeating/models.py": ("tests/operation/people/repeating/test_same_request_again.py",),
    "operation/people/tokens.py": ("tests/operation/people/test_tokens.py",),
    "coordination/roster/models.py": (
        f"{AT_WORK}::test_roster",
        f"{AT_WORK}::test_a_hand_over_note_is_for_the_successor_too",
        f"{ROSTER}/test_duty.py",
        f"{ROSTER}/test_second.py",
    ),
    "coordination/roster/policies.py": (f"{ROSTER}/test_policies.py",),
    "coordination/supervision/models.py": (
        f"{AT_WORK}::test_supervision",
        f"{AT_WORK}::test_what_happened_to_a_recommendation_is_told_with_the_report",
        f"{AT_WORK}::test_who_was_told_of_what_is_late_is_for_the_country_and_lmlecc",
        f"{SUPERVISION}/test_policies.py::test_a_recommendation_is_over_once_it_is_rejected_or_verified",
    ),
    "coordination/supervision/policies.py": (f"{SUPERVISION}/test_policies.py",),
    "operation/plan/models.py": (
        "tests/operation/plan/progress/test_policies.py::test_an_action_is_open_until_it_is_done_or_dropped",
        f"{BESIDE}::test_plan",
        "tests/access/test_first_wall_joint.py::test_the_closed_action_day",
    ),
    "operation/plan/policies.py": POLICIES,
    "operation/plan/progress/policies.py": ("tests/operation/plan/progress/test_policies.py",),
    "reporting/evaluation/collect_names.py": ("tests/reporting/evaluation/test_collect_names.py",),
    "reporting/evaluation/models.py": (
        "tests/reporting/evaluation/test_name_editions.py",
        OF_REPORTS,
        f"{BESIDE}::test_editions",
    ),
    "reporting/evaluation/policies.py": POLICIES,
    "reporting/exports/currencies.py": ("tests/reporting/exports/test_whom_currencies_are_told.py",),
    "reporting/indicators/models.py": (f"{BESIDE}::test_figures", OF_FIGURES),
    "coordination/knowledge/models.py": (
        f"{BESIDE_TOO}::test_knowledge",
        f"{BESIDE_TOO}::test_what_is_marked_for_partners_is_theirs_once_it_is_adopted",
        f"{BESIDE_TOO}::test_answers_on_knowledge",
    ),
    "coordination/knowledge/policies.py": LEARNED,
    "coordination/meetings/models.py": (f"{BESIDE_TOO}::test_what_is_written_on_meetings",),
    "coordination/meetings/policies.py": LEARNED,
    "coordination/offers/models.py": (f"{BESIDE_TOO}::test_offers", f"{BESIDE_TOO}::test_receipts"),
    "coordination/offers/policies.py": LEARNED,
    "reporting/consultation/models.py": (WRITTEN, OF_REPORTS),
    "reporting/consultation/policies.py": (ON_WRITTEN,),
    "reporting/dashboards/models.py": (f"{OF_FIGURES}::test_kept_pages_of_results",),
    "reporting/drafting/models.py": ("tests/reporting/drafting/test_name_reports.py", OF_REPORTS, WRITTEN),
    "reporting/drafting/policies.py": (ON_WRITTEN,),
    "reporting/measures/models.py": (OF_FIGURES,),
    "reporting/measures/selectors.py": ("tests/reporting/measures/test_who_reads.py",),
    "reporting/verifying/selectors.py": (OF_FIGURES, "tests/reporting/verifying/test_check_edition.py"),
    "reporting/returns/models.py": (
        "tests/reporting/returns/test_answered_lines.py",
        OF_FIGURES,
        f"{BESIDE}::test_returns",
        WITHOUT_ROLE,
    ),
    "reporting/returns/policies.py": POLICIES,
}
"""Each module that guards something, and the tests that must notice. Row-level security must not be what saves it."""
