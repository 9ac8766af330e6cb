"""The trail as the app's role sees it without any context."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.db import connection, transaction


@contextmanager
def _without_context() -> Iterator[None]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.holds', '', true)")
        yield
        cursor.execute("SELECT set_config('app.holds', 'trail.read', true)")


@pytest.fixture
def nothing_held() -> AbstractContextManager[None]:
    return _without_context()
