"""The papers of a removal as PDF: the manifest and the hand-over record, for the two sides alone.

What is fixed stands in the languages of both countries and in English, from data/labels.toml; what people wrote stands
as they wrote it. It is two pages, set while the reader waits, in a process of its own with limits (trust.md 15).
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from coordination.removals.labels import Words, labels
from coordination.removals.models import ItemKind, Removal, RemovalPerson, RemovalState
from coordination.removals.selectors import Content, content_of
from operation.access.principal import Principal
from operation.audit import trail
from operation.kernel import clock
from operation.kernel.errors import Refused
from operation.press import fonts
from operation.press.linebreaks import breakable_html, tight_html
from operation.press.presswork import Limits, Pressed, RenderFailed, press

LIMITS = Limits(memory_mb=1536, cpu_seconds=40, wall_seconds=60)
PAPERS = ("manifest", "record")
STYLE = "css/paper.css"


@dataclass(frozen=True)
class Line:
    """One person in the papers; ticks are the keys of labels."""

    number: int
    person: RemovalPerson
    sent: str
    arrived: str


@dataclass(frozen=True)
class Fact:
    label: Words
    value: str
    words: Words | None = None


def print_paper(principal: Principal, removal: Removal, paper: str) -> HttpResponse:
    """The file; taking it is in the trail as an export. Raises Refused before there is anything to print."""
    content = content_of(principal, removal)
    _require_printable(removal, paper, content)
    html = document(removal, content, paper)
    pressed = _pressed(html, f"{paper}:{removal.pk}:{removal.version}")
    trail.record("exported", removal, format="pdf", paper=paper, persons=[one.pk for one in content.persons])
    answer = HttpResponse(pressed.pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{paper}-{removal.reference}.pdf"'
    return answer


def _require_printable(removal: Removal, paper: str, content: Content) -> None:
    if content.terms is None or content.terms.planned_at is None:
        raise Refused(_("It is printed once the hand-over is scheduled."))
    if paper == "record" and removal.heads_sent is None:
        raise Refused(_("The hand-over record is printed once they are handed over."))


def _pressed(html: str, of: str) -> Pressed:
    try:
        fonts.require_for(html)
        return press(html, assets={"seagull:paper.css": _style()}, identifier=_identifier(of), limits=LIMITS)
    except RenderFailed as failed:
        raise Refused(str(failed)) from failed


def _identifier(of: str) -> str:
    return hashlib.sha256(of.encode()).hexdigest()[:32]


def _style() -> str:
    found = finders.find(STYLE)
    if not found:
        raise RenderFailed(_("The style sheet of the PDF is missing: %(name)s") % {"name": STYLE})
    return Path(found).read_text(encoding="utf-8")


def languages_of(removal: Removal) -> tuple[str, ...]:
    """The language of the country that hands over, of the one that receives, English; each once."""
    sides = (removal.recipient.country, removal.sender.country)
    return tuple(dict.fromkeys([*(side.language for side in sides if side), "en"]))


def document(removal: Removal, content: Content, paper: str) -> str:
    """The whole paper as HTML, with its line breaks, ready for the press."""
    told = labels(languages_of(removal))
    persons = [one for one in content.persons if one.is_listed]
    context: dict[str, Any] = {
        "told": told,
        "paper": told[paper],
        "is_record": paper == "record",
        "removal": removal,
        "marking": f"TLP:{removal.tlp.upper().replace('_', '+')}",
        "handling": removal.handling_text or str(removal.get_handling_code_display()),
        "facts": _facts(removal, content, told, paper),
        "lines": [_line(number, person, told) for number, person in enumerate(persons, 1)],
        "escorts": _items(content, ItemKind.ESCORT),
        "documents": _items(content, ItemKind.DOCUMENT),
        "properties": _items(content, ItemKind.PROPERTY),
        "printed": clock.now().astimezone(ZoneInfo("UTC")),
    }
    with translation.override("en"):
        return breakable_html(tight_html(render_to_string("coordination/removals/pdf/paper.html", context)))


def _items(content: Content, kind: ItemKind) -> Sequence[Any]:
    return [item for item in content.items if item.kind == kind]


def _line(number: int, person: RemovalPerson, told: dict[str, Words]) -> Line:
    return Line(number, person, _tick(person.sent), _tick(person.arrived))


def _tick(ticked: bool | None) -> str:
    return "not_yet" if ticked is None else "yes" if ticked else "no"


def _facts(removal: Removal, content: Content, told: dict[str, Words], paper: str) -> list[Fact]:
    terms = content.terms
    assert terms is not None and terms.planned_at is not None
    facts = [
        Fact(told["handing"], _agency(removal.recipient)),
        Fact(told["receiving"], _agency(removal.sender)),
        Fact(told["reference"], removal.reference),
        Fact(told["pathway"], "", told[removal.pathway]),
        Fact(told["legal_basis"], terms.legal_basis),
        Fact(told["crossing"], terms.crossing),
        Fact(told["planned"], moment(terms.planned_at, terms.planned_zone)),
        Fact(told["heads"], str(removal.heads)),
    ]
    if paper == "record":
        facts += _counted(removal, content, told)
    return facts


def _counted(removal: Removal, content: Content, told: dict[str, Words]) -> list[Fact]:
    sent = next((step.on for step in content.steps if step.state == RemovalState.HANDED_OVER), None)
    return [
        Fact(told["handed_on"], _day(sent)),
        Fact(told["received_on"], _day(removal.received_on)),
        Fact(told["heads_sent"], str(removal.heads_sent)),
        Fact(told["heads_received"], "" if removal.heads_received is None else str(removal.heads_received)),
    ]


def _agency(organisation: Any) -> str:
    with translation.override("en"):
        return f"{organisation} ({organisation.country_id})"


def _day(day: date | None) -> str:
    """ISO 8601, which all six countries read alike."""
    return day.isoformat() if day else ""


def moment(at: datetime, zone: str) -> str:
    """2024-10-15 14:30 (UTC+7)."""
    local = at.astimezone(ZoneInfo(zone))
    offset = local.strftime("%z")
    minutes = f":{offset[3:]}" if offset[3:] != "00" else ""
    return f"{local:%Y-%m-%d %H:%M} (UTC{offset[0]}{int(offset[1:3])}{minutes})"
