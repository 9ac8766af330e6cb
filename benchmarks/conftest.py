"""Benchmarks run on the suite's ground: `make bench`. They print ratios measured in one run; they assert no times."""

from tests.conftest import cast, committed, django_db_setup, seagull, worker_name

__all__ = ["cast", "committed", "django_db_setup", "seagull", "worker_name"]
