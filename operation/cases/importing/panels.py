"""What the pages of an import show: the verdicts as a filter, and each row with what is wrong or new in it."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from operation.access.handling import HandlingCode
from operation.cases.columns import REFERENCE, STATUS, VERSION, Column
from operation.cases.importing.entries import as_written
from operation.cases.importing.models import ImportFile, ImportRow, ImportState, Verdict
from operation.cases.masking import IDENTIFIERS, NAMES
from operation.cases.names import language_of
from operation.cases.registry import RecordType

Context = dict[str, Any]
TONES = {Verdict.WRONG: "late", Verdict.TWIN: "due", Verdict.NEW: "ok", Verdict.CHANGED: "work", Verdict.SAME: "idle"}
STATE_TONES = {
    ImportState.CHECKING: "work",
    ImportState.CHECKED: "due",
    ImportState.REFUSED: "late",
    ImportState.TAKEN: "ok",
    ImportState.UNDONE: "idle",
}
SAID_AT_MOST = 6
VERDICT = "verdict"


def tabs(file: ImportFile, chosen: str) -> list[Context]:
    """All rows, and the verdicts that there are, each with its number."""
    kinds = [("", _("all"), sum(file.counts.values()))]
    kinds += [(verdict.value, str(verdict.label), file.count(verdict)) for verdict in Verdict if file.count(verdict)]
    return [
        {
            "label": capfirst(label),
            "count": count,
            "url": f"?{VERDICT}={value}" if value else "?",
            "on": value == chosen,
        }
        for value, label, count in kinds
    ]


def row(record_type: RecordType, columns: Sequence[Column], one: ImportRow) -> Context:
    """One row for the table."""
    verdict = Verdict(one.verdict)
    headings = {column.name: column.label for column in columns}
    return {
        "number": one.number,
        "verdict": capfirst(verdict.label),
        "tone": TONES[verdict],
        "said": _said(columns, one),
        "problems": [
            {"label": _heading(headings, name), "value": value, "reason": reason}
            for name, value, reason in one.problems
        ],
        "changes": [
            {"label": _heading(headings, name), "before": before, "after": after} for name, before, after in one.changes
        ],
        "reference": one.reference,
        "url": reverse("record", args=[record_type.slug, one.record_id]) if one.record_id else "",
    }


def _heading(headings: Any, name: str) -> str:
    if name in headings:
        return str(headings[name]())
    return {NAMES: _("Names"), IDENTIFIERS: _("Identifiers")}.get(name, "")


def _said(columns: Sequence[Column], one: ImportRow) -> list[Context]:
    """The first of what stands there, to know the row again."""
    told = [
        as_written(cell)
        for column, cell in zip(columns, one.cells, strict=True)
        if cell is not None and column.name not in (REFERENCE, STATUS, VERSION)
    ]
    return [{"text": text, "lang": language_of(text)} for text in told[:SAID_AT_MOST]]


def handling(file: ImportFile) -> Context:
    """The strip of a page that shows rows: the strictest of them."""
    words = HandlingCode(file.handling_code).label
    return {"tlp": file.tlp, "code": file.handling_code, "words": words, "note": _("The strictest of the file")}


def summary(file: ImportFile) -> str:
    """What an import is going to do, in one sentence."""
    new, changed = file.count(Verdict.NEW, Verdict.TWIN), file.count(Verdict.CHANGED)
    same = file.count(Verdict.SAME)
    told = [_("%(count)s to log") % {"count": new}] if new else []
    told += [_("%(count)s to change") % {"count": changed}] if changed else []
    told += [_("%(count)s as they are") % {"count": same}] if same else []
    return " · ".join(told)
