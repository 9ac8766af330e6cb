"""Whose an import is: asked of the first wall alone, in the context of the one whose it is."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone

from operation.access.context import as_system
from operation.access.principal import Principal
from operation.cases.importing.actions import take
from operation.cases.importing.models import IMPORTS, ImportFile
from operation.cases.importing.tasks import KEPT, sweep
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.operation.cases.importing.files import as_csv, checked, rows_of, uploaded

As = Callable[[User], AbstractContextManager[None]]


def test_an_import_is_its_uploaders(cast: SimpleNamespace, as_: As) -> None:
    file = uploaded(cast.officer_th, "suspects", as_csv(["name_1"], ["มานี"]))
    with as_(cast.officer_th):
        assert ImportFile.objects.visible_to(principal_of(cast.officer_th)).get() == file
        for other in (cast.coordinator_th, cast.officer_kh, cast.director):
            assert not ImportFile.objects.visible_to(principal_of(other)).exists()
        assert not ImportFile.objects.visible_to(Principal.nobody()).exists()


def test_what_nobody_decided_about_goes_after_a_week(cast: SimpleNamespace, as_: As) -> None:
    content = as_csv(["name_1"], ["มานี"])
    old, taken_one = checked(cast.officer_th, "suspects", content), checked(cast.officer_kh, "suspects", content)
    fresh_one = checked(cast.coordinator_th, "suspects", content)
    with as_(cast.officer_kh):
        take(principal=principal_of(cast.officer_kh), file=taken_one)
    for user, file in ((cast.officer_th, old), (cast.officer_kh, taken_one)):
        with as_(user):
            ImportFile.objects.filter(pk=file.pk).update(created_at=timezone.now() - KEPT - timedelta(hours=1))
    sweep()
    for user, left in ((cast.officer_th, 0), (cast.officer_kh, 1), (cast.coordinator_th, 1)):
        with as_(user):
            assert ImportFile.objects.count() == left
    assert len(rows_of(cast.coordinator_th, fresh_one)) == 1


def test_the_sweepers_name_reaches_nothing_that_was_decided(cast: SimpleNamespace, as_: As) -> None:
    file = checked(cast.officer_th, "suspects", as_csv(["name_1"], ["มานี"]))
    with as_system(IMPORTS):
        assert ImportFile.objects.count() == 1
    with as_(cast.officer_th):
        take(principal=principal_of(cast.officer_th), file=file)
    with as_system(IMPORTS):
        assert not ImportFile.objects.exists()
    with as_system("exports"):
        assert not ImportFile.objects.exists()
