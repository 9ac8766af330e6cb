"""A list turned page by page tells of each row once, rows of the same moment too."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

from operation.access.scope import PAGE_SIZE, newest_first
from operation.people.models import EntryCode, EntryKind

BEGIN = datetime(2024, 8, 7, 8, tzinfo=UTC)
AT_ONCE = 3
"""So many rows have each moment: the end of a page falls between rows of one."""


def made(cast: SimpleNamespace, count: int) -> list[EntryCode]:
    """Rows whose keys do not tell the order of their moments."""
    return EntryCode.objects.bulk_create(
        EntryCode(
            user=cast.officer_th,
            made_by=cast.coordinator_th,
            kind=EntryKind.FIRST,
            digest=number.to_bytes(32, "big"),
            expires_at=BEGIN,
            created_at=BEGIN - timedelta(minutes=number // AT_ONCE),
        )
        for number in range(count)
    )


def test_each_row_stands_on_one_page(cast: SimpleNamespace) -> None:
    expected = sorted(made(cast, 2 * PAGE_SIZE + 7), key=lambda code: (code.created_at, code.pk), reverse=True)
    seen, after, pages = [], None, 0
    while after or not pages:
        page = newest_first(EntryCode.objects.all(), after)
        seen += page.records
        after, pages = page.next, pages + 1
        assert pages <= 3
    assert [code.pk for code in seen] == [code.pk for code in expected]
    assert pages == 3


def test_a_page_that_is_just_full_has_none_after_it(cast: SimpleNamespace) -> None:
    made(cast, PAGE_SIZE)
    page = newest_first(EntryCode.objects.all(), None)
    assert len(page.records) == PAGE_SIZE
    assert page.next is None
