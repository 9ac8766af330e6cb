"""Promises of the search in a list: a page costs twice a bare one, for a name that many bear and a rare one."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from benchmarks.lists import PAGE, PAGES
from benchmarks.measure import Promise
from benchmarks.readers import PAGE_ROW, Readers, shows
from operation.access.grants import grant_model
from operation.cases.records.suspect import Suspect, SuspectName
from operation.people.models import User

TWO_LETTERS = "示例"


def promises(readers: Readers) -> Iterator[Promise]:
    """Searches of those with the fewest and the most releases."""
    bare = readers.floor(f"/floor{PAGES}", PAGE_ROW)
    counts = sorted(readers.by_grants)
    for grants in (counts[0], counts[-1]):
        user = readers.by_grants[grants]
        client = readers.real(user)
        rare, common = names_for(user)
        for words, text in (("rare name", rare), ("common name", common), ("two letters", TWO_LETTERS)):
            address = f"{PAGES}?{urlencode({'q': text})}"
            yield Promise(f"search, {words}, {grants:,} grants", shows(client, address, PAGE_ROW), bare, PAGE)


def names_for(user: User) -> tuple[str, str]:
    """A name that one record alone has, and one that several have, both of records that the user may read."""
    released = grant_model(Suspect).objects.using("floor").filter(group_id=user.organisation.group_id, expires_at=None)  # type: ignore[union-attr]
    own = Suspect.objects.using("floor").filter(originator_id=user.organisation_id)
    keys: Any = released.values("content_object_id") if released.exists() else own.values("pk")
    names = SuspectName.objects.using("floor").filter(record_id__in=keys)
    rare = names.filter(kind="alias", text__regex=r"\d").order_by("record_id").first()
    common = names.filter(is_primary=True).order_by("record_id").first()
    assert rare is not None
    assert common is not None
    return rare.text, common.text
