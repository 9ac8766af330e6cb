"""What waits for a coordinator about matches, and what the information desk watches. No content stands there."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordination.deconfliction.models import DISCLOSE, READ, FoundBy, Match, MatchSide, MatchState, ProbeHit, Step
from coordination.deconfliction.selectors import unnamed_sides
from coordination.deconfliction.wording import kind_word, kind_words
from operation.access.handling import TLP
from operation.access.principal import Principal
from operation.access.roles import Role
from operation.people.desk import Waiting

NAMED = 5
"""So many stand on a desk one by one; the others as a number."""
OPEN = (MatchState.FOUND, MatchState.IN_DIALOGUE)


def matches_waiting(principal: Principal) -> Iterator[Waiting]:
    """For a coordinator: matches to look at, proposals to answer, and those that he alone may reveal."""
    if not principal.is_member or not principal.holds(DISCLOSE):
        return
    own = principal.own_organisation
    open_ones = Match.objects.visible_to(principal).filter(state__in=OPEN)
    to_answer = ~Q(proposed="") & ~Q(proposed_by_id=own)
    seen = MatchSide.objects.visible_to(principal).exclude(noted_at=None).values("match_id")
    said = Match.objects.filter(steps__organisation_id=own).exclude(steps__name=Step.REOPENED).values("pk")
    new = ~Q(pk__in=seen) & ~Q(pk__in=said)
    found = sorted(open_ones.filter(to_answer | new).newest_first(), key=lambda match: _urgency(principal, match))
    for match in found[:NAMED]:
        yield _waiting(principal, match)
    yield from _more(len(found) - NAMED, _("To look at"))
    for side in unnamed_sides(principal):
        if side.noted_at is None and side.revealed_at is None:
            what = _("A match of which only you are told: both records are guarded")
            yield _line(what, _("Decide whether to reveal it"), reverse("match", args=[side.match_id]), _("Look"))


def matches_to_watch(principal: Principal) -> Iterator[Waiting]:
    """For LMLECC's information desk: the newest matches in which nobody has said anything. One query."""
    if not principal.is_secretariat or Role.DESK_INFORMATION not in principal.roles:
        return
    found = list(Match.objects.visible_to(principal).filter(state=MatchState.FOUND).newest_first())
    for match in found[:NAMED]:
        what = _("%(one)s and %(other)s: %(kinds)s")
        names = {"one": match.one.country, "other": match.other.country, "kinds": kind_words(match.kinds)}
        yield _line(what % names, _("Neither has said anything yet"), _address(match), _("Look"))
    yield from _more(len(found) - NAMED, _("Neither has said anything yet"))


def probes_waiting(principal: Principal) -> Iterator[Waiting]:
    """For a coordinator: which countries asked for a number that his agency bears. One query."""
    if not principal.is_member or not principal.holds(DISCLOSE) or not principal.holds(READ):
        return
    met = ProbeHit.objects.visible_to(principal).filter(noted_at=None).select_related("asker__country")
    for country, kind in sorted({(str(hit.asker.country), hit.kind) for hit in met}):
        what = _("%(country)s asked for a number that you hold: %(kind)s")
        words = what % {"country": country, "kind": kind_word(kind)}
        yield _line(words, _("It was told what your marking allows"), reverse("match-probes"), _("Look"))


def _urgency(principal: Principal, match: Match) -> int:
    """Proposals of the other side first, then what the coordinator alone may reveal, numbers, names."""
    if match.proposed and match.proposed_by_id != principal.organisation_id:
        return 0
    if not match.is_known:
        return 1
    return 2 if match.found_by == FoundBy.IDENTIFIER else 3


def _more(count: int, detail: str) -> Iterator[Waiting]:
    if count > 0:
        words = ngettext("%(count)s more match", "%(count)s more matches", count) % {"count": count}
        yield _line(words, detail, reverse("matches"), _("Open"))


def _waiting(principal: Principal, match: Match) -> Waiting:
    names = {"country": match.beyond(principal).country, "kinds": kind_words(match.kinds)}
    what = _("A match with %(country)s: %(kinds)s") % names
    if match.proposed and match.proposed_by_id != principal.organisation_id:
        detail = _("It proposes: %(outcome)s") % {"outcome": match.get_proposed_display()}
        return _line(what, detail, _address(match), _("Answer"))
    detail = _("Only you are told: decide whether to reveal it") if not match.is_known else _("Both sides are told")
    return _line(what, detail, _address(match), _("Look"))


def _line(what: str, detail: str, url: str, verb: str) -> Waiting:
    return Waiting(what, detail, url, verb, tlp=TLP.AMBER)


def _address(match: Match) -> str:
    return reverse("match", args=[match.pk])
