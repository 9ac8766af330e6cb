"""What two agencies log meets at once: both learn that there is a match, and nobody else anything."""

from types import SimpleNamespace


from coordination.deconfliction.models import MatchState

from tests.factories.matches import holds, matches_of, sides_of


def test_the_same_wallet_is_a_match_in_the_same_request(cast: SimpleNamespace) -> None:
    mine = holds(cast.officer_kh)
    assert matches_of(cast.coordinator_kh) == []
    holds(cast.officer_vn)
    [match] = matches_of(cast.coordinator_kh)
    assert match.kinds == ["wallet"]
    assert match.state == MatchState.FOUND
    assert {match.one.country_id, match.other.country_id} == {"KH", "VN"}
    assert [one.pk for one in matches_of(cast.coordinator_vn)] == [match.pk]
    assert [side.record_id for side in sides_of(cast.coordinator_kh)] == [mine.pk]
