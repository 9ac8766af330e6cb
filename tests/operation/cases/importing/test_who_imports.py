"""Who imports what, and whose an import is: asked of the policies alone, with no second wall behind them."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace

import pytest

from operation.access.principal import Principal
from operation.cases.importing.models import ImportFile
from operation.cases.importing.policies import may_import
from operation.cases.registry import by_slug
from operation.kernel.errors import Denied
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.operation.cases.importing.files import as_csv, uploaded

As = Callable[[User], AbstractContextManager[None]]


@pytest.mark.parametrize(
    ("slug", "who"),
    [
        ("suspects", {"officer_th", "supervisor_th", "coordinator_kh"}),
        ("rescued-laborers", {"officer_th", "supervisor_th", "coordinator_kh", "protection_th"}),
    ],
)
def test_who_logs_a_type_imports_it(cast: SimpleNamespace, slug: str, who: set[str]) -> None:
    asked = {*who, "protection_th", "director", "desk_supervision", "dpo", "observer_unodc", "admin", "stranger"}
    record_type = by_slug(slug)
    assert record_type is not None
    answers = {name: may_import(principal_of(getattr(cast, name)), record_type) for name in asked}
    assert {name for name, answer in answers.items() if answer} == who
    assert all(isinstance(answer, Denied) and str(answer.reason) for answer in answers.values() if not answer)


def test_an_import_is_its_uploaders(cast: SimpleNamespace, as_: As) -> None:
    file = uploaded(cast.officer_th, "suspects", as_csv(["name_1"], ["มานี"]))
    with as_(cast.officer_th):
        assert ImportFile.objects.visible_to(principal_of(cast.officer_th)).get() == file
        for other in (cast.coordinator_th, cast.officer_kh, cast.director):
            assert not ImportFile.objects.visible_to(principal_of(other)).exists()
        assert not ImportFile.objects.visible_to(Principal.nobody()).exists()
