"""Matches as they come to be: two agencies log the same number."""

from typing import Any
from uuid import UUID

from coordination.deconfliction.models import Match, MatchSide
from coordination.deconfliction.selectors import SeenMatch, read_match
from operation.access.context import acting_as
from operation.cases.drafts import IdentifierDraft
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.records import log

WALLET = IdentifierDraft("wallet", "TJRabPrwbZy45sbavfcjinPJC18kjpRTv8")
PHONE = IdentifierDraft("phone", "+84 912 345 678")
EMAIL = IdentifierDraft("email", "someone@example.org")


def holds(user: User, *identifiers: IdentifierDraft, slug: str = "suspects", **values: Any) -> Any:
    """A record with these identifiers, logged by a user in a context of his own."""
    with acting_as(principal_of(user), channel="test"):
        return log(slug, user, identifiers=identifiers or (WALLET,), **values)


def matches_of(user: User) -> list[Match]:
    """The matches whose facts a user may know, newest first."""
    principal = principal_of(user)
    with acting_as(principal, channel="test"):
        return list(Match.objects.visible_to(principal).newest_first())


def sides_of(user: User) -> list[MatchSide]:
    principal = principal_of(user)
    with acting_as(principal, channel="test"):
        return list(MatchSide.objects.visible_to(principal))


def seen_by(user: User, key: UUID) -> SeenMatch:
    """A match as its page shows it to a user. Raises Http404."""
    principal = principal_of(user)
    with acting_as(principal, channel="test"):
        return read_match(principal, key)


def match_between(one: User, other: User, *identifiers: IdentifierDraft, **values: Any) -> Match:
    """Both log the same; the match as the first of them sees it."""
    holds(one, *identifiers, **values)
    holds(other, *identifiers)
    return matches_of(one)[0]
