"""Loading brings the database to what the file says: whole, once, and only what differs."""

from datetime import date
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from pytest import CaptureFixture

from operation.audit.models import AuditEntry
from operation.people.models import Country, Organisation
from operation.plan.models import LineOfEffort, Meeting, Operation, Participation, Phase
from tests.operation.plan.test_read_file import SEAGULL, changed

NEXT = (
    ('code = "seagull"', 'code = "petrel"'),
    ('name = "Joint Operation SEAGULL"', 'name = "Joint Operation PETREL"'),
    ('prefix = "SG24"', 'prefix = "PT25"'),
    ("starts = 2024-08-07", "starts = 2025-08-07"),
    ("ends = 2024-12-31", "ends = 2025-12-31"),
)


def load(path: Path, capsys: CaptureFixture[str]) -> list[str]:
    call_command("load_operation", str(path))
    return capsys.readouterr().out.splitlines()


def test_a_second_time_nothing_changes(seagull: Operation, capsys: CaptureFixture[str]) -> None:
    told = AuditEntry.objects.count()
    assert load(SEAGULL, capsys) == ["nothing changed"]
    assert AuditEntry.objects.count() == told


def test_loading_into_an_empty_database_tells_what_it_added(nobody: None, capsys: CaptureFixture[str]) -> None:
    Operation.objects.filter(parent__isnull=False).delete()
    Operation.objects.all().delete()
    Organisation.objects.all().delete()
    Country.objects.all().delete()
    Group.objects.all().delete()
    told = load(SEAGULL, capsys)
    assert told[-1] == "Joint Operation SEAGULL: 43 changes"
    assert "added: organisation «Royal Thai Police»" in told
    assert Group.objects.filter(name="organisation:th-rtp").count() == 1
    entry = AuditEntry.objects.filter(verb="loaded").latest("at")
    assert entry.details == {"added": 43, "changed": 0}
    assert entry.channel == "command"
    assert entry.target_type == "operation.Operation"


def test_a_first_start_is_told_in_one_line(seagull: Operation, capsys: CaptureFixture[str]) -> None:
    Operation.objects.filter(pk=seagull.pk).update(mandate="")
    call_command("load_operation", str(SEAGULL), verbosity=0)
    assert capsys.readouterr().out == "Joint Operation SEAGULL: 1 change\n"


def test_only_what_differs_is_written_and_told(seagull: Operation, tmp_path: Path, capsys: CaptureFixture[str]) -> None:
    others = set(Phase.objects.exclude(title="Execution").values_list("pk", "starts_on", "source"))
    path = changed(tmp_path, ('title = "Execution"\nstarts = 2024-08-07', 'title = "Execution"\nstarts = 2024-08-08'))
    assert load(path, capsys) == ["changed: phase «Execution» (from)", "Joint Operation SEAGULL: 1 change"]
    assert Phase.objects.get(title="Execution").starts_on == date(2024, 8, 8)
    assert set(Phase.objects.exclude(title="Execution").values_list("pk", "starts_on", "source")) == others


def test_who_was_present_follows_the_file(seagull: Operation, tmp_path: Path, capsys: CaptureFixture[str]) -> None:
    path = changed(tmp_path, (', "unodc", "interpol"]', ', "interpol"]'))
    told = load(path, capsys)
    assert len(told) == 2
    assert told[0].endswith("(present)")
    assert not Meeting.objects.filter(present__code="unodc").exists()
    assert load(SEAGULL, capsys)[-1] == "Joint Operation SEAGULL: 1 change"
    assert Meeting.objects.filter(present__code="unodc").count() == 1


def test_what_happened_since_is_kept(seagull: Operation, capsys: CaptureFixture[str]) -> None:
    Phase.objects.filter(title="Execution").update(happened_on=date(2024, 12, 31))
    assert load(SEAGULL, capsys) == ["nothing changed"]
    assert Phase.objects.get(title="Execution").happened_on == date(2024, 12, 31)


def test_what_the_file_does_not_know_stays(seagull: Operation, capsys: CaptureFixture[str]) -> None:
    Phase.objects.create(
        operation=seagull, kind="milestone", title="Mid-term review", starts_on="2024-10-15", ends_on="2024-10-15"
    )
    load(SEAGULL, capsys)
    assert seagull.phases.count() == 7


def test_a_bad_file_changes_nothing(seagull: Operation, tmp_path: Path) -> None:
    path = changed(tmp_path, ('name = "Cambodia"', 'name = "Kampuchea"'), ("number = 7", "number = 6"))
    with pytest.raises(CommandError) as refused:
        call_command("load_operation", str(path))
    line = [number for number, text in enumerate(path.read_text().splitlines(), 1) if text == "number = 6"][1]
    assert str(refused.value) == (
        f"operation.toml: line {line}, lines[7].number: «6» is in the file twice\nNothing was loaded."
    )
    assert Country.objects.get(code="KH").name == "Cambodia"


def test_a_fault_in_the_middle_undoes_the_beginning(
    seagull: Operation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_args: object) -> None:
        raise RuntimeError("disk full")

    monkeypatch.setattr("operation.plan.loading._Loader._present", fails)
    with pytest.raises(RuntimeError):
        call_command("load_operation", str(changed(tmp_path, ('name = "Cambodia"', 'name = "Kampuchea"'))))
    assert Country.objects.get(code="KH").name == "Cambodia"


def test_the_next_operation_is_another_file(seagull: Operation, tmp_path: Path, capsys: CaptureFixture[str]) -> None:
    told = load(changed(tmp_path, *NEXT), capsys)
    petrel = Operation.objects.get(code="petrel")
    assert petrel.parent == seagull.parent
    assert petrel.lines.count() == 7
    assert petrel.participations.count() == 10
    assert Organisation.objects.count() == 10
    assert Group.objects.filter(name__startswith="organisation:").count() == 10
    assert LineOfEffort.objects.count() == 14
    assert not [line for line in told if "«Thailand»" in line]
    assert Participation.objects.filter(operation=seagull).count() == 10
    assert load(SEAGULL, capsys) == ["nothing changed"]


def test_a_parent_with_a_file_of_its_own_is_left_as_that_says(
    seagull: Operation, tmp_path: Path, capsys: CaptureFixture[str]
) -> None:
    Operation.objects.filter(code="safe-lancang-mekong").update(prefix="SLM", mandate="Its own words.")
    assert load(SEAGULL, capsys) == ["nothing changed"]


def test_loading_costs_the_same_whatever_it_loads(seagull: Operation, django_assert_max_num_queries: object) -> None:
    with django_assert_max_num_queries(40):  # type: ignore[operator]
        call_command("load_operation", str(SEAGULL))
