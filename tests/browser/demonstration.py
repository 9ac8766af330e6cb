"""A demonstration for the browser: the five months of the shipped one with a part of its records.

Run as `python -m tests.browser.demonstration` on the database that the environment names.
"""

from datetime import date

import django

SEED = 7


def main() -> None:
    django.setup()
    from django.conf import settings

    from operation.plan.models import Operation
    from reporting.demo.loading import load
    from reporting.demo.writing import Size

    operation, today = Operation.objects.get(code="seagull"), date.fromisoformat(settings.DEMO_TODAY)
    size = Size(syndicates=25, suspects=200, laborers=70, assets=100, others=0.2)
    load(operation, seed=SEED, size=size, today=today, say=lambda _line: None)


if __name__ == "__main__":
    main()
