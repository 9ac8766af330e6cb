"""The figures of an edition as data, carried inside its file: CSV for a spreadsheet, JSON for a program.

Made of the same frozen content as the pages, rounded as they print it: nothing is told here that is not printed there.
"""

import csv
import json
from collections.abc import Iterable
from dataclasses import asdict
from io import StringIO
from typing import Any

from django.utils.translation import gettext as _

from operation.kernel.sheets import safe
from operation.press.presswork import Attached
from reporting.evaluation.attached_lines import COLUMNS, Line, lines_of
from reporting.evaluation.content import Evaluation
from reporting.evaluation.situation import Situation
from reporting.evaluation.weeks import CountryReturns, Week

NAME = "figures"


def attachments(content: Evaluation) -> tuple[Attached, ...]:
    """Both files, the same figures in each."""
    lines = tuple(lines_of(content))
    return (
        Attached(f"{NAME}.csv", _("The figures of this edition, one a line"), as_csv(lines)),
        Attached(f"{NAME}.json", _("The figures of this edition with their counting rules"), as_json(content, lines)),
    )


def as_csv(lines: Iterable[Line]) -> str:
    """With the mark by which spreadsheets know UTF-8, and no cell that one takes for a formula."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([_cell(one, name) for name in COLUMNS] for one in lines)
    return "\ufeff" + text.getvalue()


def as_json(content: Evaluation, lines: Iterable[Line]) -> str:
    told: dict[str, Any] = {
        "edition": _edition(content),
        **({"of_report": _of_report(content.situation)} if content.situation else {}),
        "indicators": [asdict(result.indicator) for result in content.results],
        "measures": [asdict(measure.indicator) for measure in content.measures],
        "countries": [country.code for country in content.countries],
        "weeks": [{"week": week.code, "first": week.first, "last": week.last} for week in content.weeks],
        "figures": [asdict(one) for one in lines],
        "returns": [_returned(row, content.weeks) for row in content.quality.returns],
    }
    return json.dumps(told, ensure_ascii=False, indent=1, default=str) + "\n"


def _of_report(told: Situation) -> dict[str, Any]:
    """Which report it is an edition of, over which days."""
    return {
        "reference": told.reference,
        "first": told.period.first,
        "last": told.period.end,
        "country": told.country or None,
    }


def _cell(line: Line, name: str) -> str:
    text = str(getattr(line, name))
    return text if name == "value" else safe(text)


def _edition(content: Evaluation) -> dict[str, Any]:
    """Which edition the figures are of, and how its readers may use them."""
    return {
        "reference": content.reference,
        "report": content.kind,
        "edition": content.edition.value,
        "number": content.number,
        "language": content.language,
        "operation": content.operation.title,
        "figures_known_as_of": content.cutoff.isoformat(),
        "collected": content.built,
        "tlp": content.marking.tlp.value,
        "handling_code": content.marking.code.value,
        "synthetic": content.demonstration,
        "content_sha256": content.digest(),
        "rules_version": content.rules_version,
    }


def _returned(row: CountryReturns, weeks: tuple[Week, ...]) -> dict[str, Any]:
    return {
        "country": row.country,
        "weeks": [
            {"week": week.code, "state": one.state.value, "late": one.late, "corrected": one.corrected}
            for week, one in zip(weeks, row.weeks, strict=True)
        ],
    }
