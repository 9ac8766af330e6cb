"""A newer edition supersedes the older one to the same readers in the same language, and lists what changed since."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from operation.access.context import acting_as
from operation.audit.models import AuditEntry
from operation.kernel import clock
from operation.kernel.errors import Conflict
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from reporting.evaluation import actions
from reporting.evaluation.collect import collect
from reporting.evaluation.content import Evaluation
from reporting.evaluation.models import Edition
from reporting.evaluation.selectors import editions
from tests.factories.editions import asked_for, built, order, proposed, released, results
from tests.factories.returns import verified

ClientOf = Callable[..., Client]


def successors(cast: SimpleNamespace) -> dict[int, int | None]:
    found = editions(principal_of(cast.director)).filter(state="released")
    return {edition.number: edition.successor for edition in found}


def withdraw(cast: SimpleNamespace, edition: Edition) -> None:
    director = principal_of(cast.director)
    with acting_as(director, channel="test"):
        actions.withdraw_release(principal=director, edition=edition, reason="a figure is wrong")


def collected(
    cast: SimpleNamespace, operation: Operation, language: str = "en", audience: str = "member"
) -> Evaluation:
    director = principal_of(cast.director)
    with acting_as(director, channel="test"):
        return collect(director, operation, order(audience, language, clock.today()), number=99)


def now_released(cast: SimpleNamespace, operation: Operation, language: str = "en") -> Edition:
    """What is known now, printed and released."""
    content = collected(cast, operation, language)
    edition = proposed(cast, language=language)
    desk = principal_of(cast.desk_supervision)
    with acting_as(desk, channel="test"):
        Edition.objects.filter(pk=edition.pk).update(printed=content.printed())
        return actions.confirm_release(principal=desk, edition=edition)


def listed(content: Evaluation) -> list[tuple[str, str, object, object]]:
    return [(one.edition, one.country, one.before, one.after) for one in content.restatements if one.indicator == "P02"]


def test_the_newest_is_the_one_to_read(cast: SimpleNamespace) -> None:
    for language in ("en", "en", "th", "en"):
        released(cast, language=language)
    released(cast, "observer")
    assert successors(cast) == {1: 4, 2: 4, 3: None, 4: None, 5: None}


def test_what_was_withdrawn_supersedes_nothing(cast: SimpleNamespace) -> None:
    released(cast)
    newer = released(cast)
    assert successors(cast) == {1: 2, 2: None}
    withdraw(cast, newer)
    assert successors(cast) == {1: None}


def test_pages_and_api_say_so_to_every_reader(cast: SimpleNamespace, client_of: ClientOf) -> None:
    older, newer = released(cast, "observer"), released(cast, "observer")
    for user in (cast.observer_unodc, cast.officer_th, cast.director):
        client = client_of(user)
        text = client.get(reverse("report", args=[older.pk])).content.decode()
        assert "A newer edition is released" in text
        assert f"Superseded by {newer.reference}" in text
        assert client.get(reverse("reports")).content.decode().count("Superseded by") == 1
        assert "Superseded" not in client.get(reverse("report", args=[newer.pk])).content.decode()
        told = client.get(reverse("api-report-detail", args=[older.pk])).json()
        assert told["superseded_by"] == newer.reference


def test_each_edition_lists_what_changed_since_the_one_before(cast: SimpleNamespace, seagull: Operation) -> None:
    """Over several editions: 60, then 67, then 60 again; and nothing where nothing changed."""
    results(cast)
    now_released(cast, seagull)
    verified(cast.supervisor_vn, cast.desk_supervision, "2024-10-02", {"P02": 7})
    second = collected(cast, seagull)
    assert listed(second) == [("member edition 1", "VN", 60, 67)]
    assert second.follows == "SG24-EVA-1"
    now_released(cast, seagull)
    assert listed(collected(cast, seagull)) == []
    verified(cast.supervisor_vn, cast.desk_supervision, "2024-10-09", {"P02": 3})
    third = collected(cast, seagull)
    assert listed(third) == [("member edition 2", "VN", 67, 70)]
    assert third.follows == "SG24-EVA-2"


def test_readers_of_a_language_learn_what_changed_since_their_own_edition(
    cast: SimpleNamespace, seagull: Operation
) -> None:
    """An English edition that already lists a change does not hide it from those who read Thai."""
    results(cast)
    now_released(cast, seagull, "en")
    now_released(cast, seagull, "th")
    verified(cast.supervisor_vn, cast.desk_supervision, "2024-10-02", {"P02": 7})
    now_released(cast, seagull, "en")
    thai, vietnamese = collected(cast, seagull, "th"), collected(cast, seagull, "vi")
    assert ([row[1:] for row in listed(thai)], thai.follows) == ([("VN", 60, 67)], "SG24-EVA-2")
    assert (listed(vietnamese), vietnamese.follows) == ([], "SG24-EVA-3")


def test_a_withdrawn_edition_was_read_all_the_same(cast: SimpleNamespace, seagull: Operation) -> None:
    results(cast)
    withdraw(cast, now_released(cast, seagull))
    verified(cast.supervisor_vn, cast.desk_supervision, "2024-10-02", {"P02": 7})
    assert [row[1:] for row in listed(collected(cast, seagull))] == [("VN", 60, 67)]


def test_an_edition_that_another_overtook_is_not_released(cast: SimpleNamespace) -> None:
    """It lists nothing of what changed in the one that its readers have in hand meanwhile."""
    first, second = proposed(cast), built(cast.director)
    desk, director = principal_of(cast.desk_supervision), principal_of(cast.director)
    with acting_as(desk, channel="test"):
        first = actions.confirm_release(principal=desk, edition=first)
    with pytest.raises(Conflict, match=f"{first.reference} was released since"), acting_as(director, channel="test"):
        actions.propose_release(principal=director, edition=second)
    assert not AuditEntry.objects.filter(verb="report_propose", target_id=second.pk).exists()


def test_the_same_in_another_language_is_not_overtaken(cast: SimpleNamespace) -> None:
    """Editions in seven languages are built at once and released one after the other."""
    waiting = [built(cast.director, language=language) for language in ("en", "th", "vi")]
    director, desk = principal_of(cast.director), principal_of(cast.desk_supervision)
    for edition in waiting:
        with acting_as(director, channel="test"):
            actions.propose_release(principal=director, edition=edition)
        with acting_as(desk, channel="test"):
            assert actions.confirm_release(principal=desk, edition=edition).state == "released"


def test_the_list_costs_the_same_with_successors(
    cast: SimpleNamespace, client_of: ClientOf, django_assert_max_num_queries: Callable
) -> None:
    client = client_of(cast.director)
    for _turn in range(3):
        released(cast)
    asked_for(cast.director)
    with django_assert_max_num_queries(22):
        client.get(reverse("reports"))
