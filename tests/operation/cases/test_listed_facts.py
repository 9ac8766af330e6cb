"""What LMLECC may see one by one: no small group of victims, nor what would tell how small it is (domain.md §10)."""

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st

from operation.cases.facts import CaseFact, Group, small_groups
from operation.kernel import clock
from operation.kernel.models import new_id
from operation.kernel.suppression import SMALLEST, is_small
from operation.people.models import User
from operation.people.selectors import principal_of

As = Callable[[User], AbstractContextManager[None]]
STATES = ("encountered", "screening", "presumed_victim", "identified", "assisted")
COUNT = st.one_of(st.integers(1, 14), st.integers(15, 5000))
COUNTS = st.dictionaries(st.tuples(st.sampled_from(["KH", "LA", "TH", "VN"]), st.sampled_from(STATES)), COUNT)


def keep(by: User, record_type: str = "RES", **counts: int) -> None:
    """So many facts of an agency in each status, as the actions write them."""
    principal = principal_of(by)
    assert principal.organisation_id
    assert principal.country
    facts = [
        CaseFact(
            record_id=new_id(),
            record_type=record_type,
            originator_id=principal.organisation_id,
            country_id=principal.country,
            status=status,
            verification="unverified",
            recorded_at=clock.now(),
        )
        for status, count in counts.items()
        for _one in range(count)
    ]
    CaseFact.objects.bulk_create(facts)


def listed(to: User, record_type: str = "RES") -> Counter[Group]:
    seen = CaseFact.objects.listed_to(principal_of(to)).filter(record_type=record_type)
    return Counter(seen.values_list("country_id", "status"))


@settings(max_examples=300, deadline=None)
@given(COUNTS)
def test_whoever_knows_the_totals_by_country_computes_no_small_group(counts: dict[Group, int]) -> None:
    """The rest of a country could be shared out otherwise among the groups that are not listed, each of them by one."""
    hidden = set(small_groups(counts))
    for country in {country for country, _status in counts}:
        groups = [group for group in counts if group[0] == country]
        total, rest = sum(counts[group] for group in groups), [counts[group] for group in groups if group in hidden]
        assert {group for group in groups if is_small(counts[group])} <= hidden
        if total < SMALLEST:
            assert len(rest) == len(groups)
        elif rest:
            assert len(rest) > 1
            assert sum(rest) > len(rest)


@settings(max_examples=100, deadline=None)
@given(COUNTS)
def test_a_country_without_small_groups_is_listed_whole(counts: dict[Group, int]) -> None:
    with_small = {country for (country, _status), count in counts.items() if is_small(count)}
    assert {country for country, _status in small_groups(counts)} == with_small


def test_lmlecc_is_listed_large_groups_alone(cast: SimpleNamespace, as_: As) -> None:
    """Thailand's 50 would tell its 5 to whoever knows that it has 55."""
    with as_(cast.officer_th):
        keep(cast.officer_th, screening=5, identified=50)
    with as_(cast.officer_kh):
        keep(cast.officer_kh, screening=15, identified=10)
    with as_(cast.officer_vn):
        keep(cast.officer_vn, screening=9)
    with as_(cast.director):
        assert listed(cast.director) == {("KH", "screening"): 15, ("KH", "identified"): 10}


def test_appeals_for_the_missing_are_small_groups_of_their_own(cast: SimpleNamespace, as_: As) -> None:
    """The rescued of the same country do not make them larger."""
    with as_(cast.officer_th):
        keep(cast.officer_th, screening=50)
        keep(cast.officer_th, "APP", received=9)
    with as_(cast.officer_kh):
        keep(cast.officer_kh, "APP", received=10)
    with as_(cast.director):
        assert listed(cast.director, "APP") == {("KH", "received"): 10}
        assert listed(cast.director) == {("TH", "screening"): 50}


def test_other_types_are_listed_however_few_they_are(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        keep(cast.officer_th, "SUS", arrested=1)
    with as_(cast.desk_information):
        assert listed(cast.desk_information, "SUS") == {("TH", "arrested"): 1}


def test_two_agencies_of_a_country_are_one_group(cast: SimpleNamespace, as_: As) -> None:
    for who in (cast.officer_la, cast.officer_la2):
        with as_(who):
            keep(who, screening=6)
    with as_(cast.director):
        assert listed(cast.director) == {("LA", "screening"): 12}


def test_the_own_agency_is_listed_its_own_and_nobody_elses(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        keep(cast.officer_th, screening=5)
    with as_(cast.officer_kh):
        keep(cast.officer_kh, screening=50)
    for who, seen in (
        ("officer_th", {("TH", "screening"): 5}),
        ("observer_unodc", {}),
        ("dpo", {}),
        ("officer_vn", {}),
    ):
        with as_(getattr(cast, who)):
            assert listed(getattr(cast, who)) == seen
