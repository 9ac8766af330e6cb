"""Whose an import is: asked of the first wall alone, in the context of the one whose it is."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace

from operation.access.principal import Principal
from operation.cases.importing.models import ImportFile
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.operation.cases.importing.files import as_csv, uploaded

As = Callable[[User], AbstractContextManager[None]]


def test_an_import_is_its_uploaders(cast: SimpleNamespace, as_: As) -> None:
    file = uploaded(cast.officer_th, "suspects", as_csv(["name_1"], ["มานี"]))
    with as_(cast.officer_th):
        assert ImportFile.objects.visible_to(principal_of(cast.officer_th)).get() == file
        for other in (cast.coordinator_th, cast.officer_kh, cast.director):
            assert not ImportFile.objects.visible_to(principal_of(other)).exists()
        assert not ImportFile.objects.visible_to(Principal.nobody()).exists()
