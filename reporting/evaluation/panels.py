"""What the page of an edition shows, as the parts in templates/components take it."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from operation.access.principal import Principal
from operation.kernel.errors import Text
from reporting.drafting.panels import grouped, moment, period_words, two_persons
from reporting.evaluation.content import MARKINGS
from reporting.evaluation.content import Edition as Written
from reporting.evaluation.models import (
    Audience,
    Edition,
    EditionSignature,
    EditionState,
    ReleaseStep,
)
from reporting.evaluation.policies import SECOND_PERSON, may_step
from reporting.evaluation.states import STATES
from reporting.evaluation.succession import superseding

TONES = {
    EditionState.BUILDING: "work",
    EditionState.FAILED: "late",
    EditionState.BUILT: "idle",
    EditionState.PROPOSED: "due",
    EditionState.RELEASED: "ok",
    EditionState.WITHDRAWN: "late",
}
ICONS = {"propose": "release", "confirm": "release", "decline": "undo", "withdraw": "undo", "rebuild": "refresh"}
READERS: dict[str, Text] = {
    Audience.MEMBER: gettext_lazy("The six countries and LMLECC"),
    Audience.OBSERVER: gettext_lazy("The six countries, LMLECC and the observers: no names, cells under 10 withheld"),
}
TAKEN: dict[str, Text] = {
    "rebuild": gettext_lazy("Asked for again"),
    "propose": gettext_lazy("Release proposed"),
    "confirm": gettext_lazy("Release confirmed"),
    "decline": gettext_lazy("Release declined"),
    "withdraw": gettext_lazy("Withdrawn"),
}


def handling(edition: Edition) -> dict[str, Any]:
    """The marking of the edition, for the strip at the head and foot of its page."""
    marking = MARKINGS[Written(edition.audience)]
    return {
        "tlp": marking.tlp,
        "code": marking.code,
        "words": marking.code.label,
        "note": edition.get_audience_display(),
    }


def row(edition: Edition, principal: Principal) -> dict[str, Any]:
    """One line of the list."""
    marking = MARKINGS[Written(edition.audience)]
    return {
        "edition": edition,
        "title": edition.title if edition.has_period else "",
        "period": period_words(edition) if edition.has_period else "",
        "url": reverse("report", args=[edition.pk]),
        "language": language_name(edition.language),
        "tone": TONES[EditionState(edition.state)],
        "tlp": marking.tlp,
        "code": marking.code,
        "released": _released_words(edition, principal),
        "superseded": superseded(edition),
    }


def superseded(edition: Edition) -> str:
    """The edition that its readers should read instead; empty where there is none."""
    newer = superseding(edition)
    return _("superseded by %(newer)s") % {"newer": newer} if newer else ""


def facts(edition: Edition) -> list[dict[str, Any]]:
    """What is known of the edition and its file."""
    marking = MARKINGS[Written(edition.audience)]
    known: list[dict[str, Any]] = [
        *_report_facts(edition),
        {"label": _("Edition"), "value": str(edition.number), "note": edition.get_audience_display()},
        {"label": _("For"), "value": READERS[edition.audience]},
        {"label": _("Language"), "value": language_name(edition.language), "lang": edition.language},
        {
            "label": _("Data cut-off"),
            "value": _("figures known by the end of %(day)s") % {"day": date_format(edition.cutoff, "DATE_FORMAT")},
            "note": _("Kunming"),
        },
        {"label": _("Marking"), "value": f"{marking.tlp.label}, {marking.code}", "note": marking.code.label},
    ]
    if edition.has_file:
        known += [
            {"label": _("Pages"), "value": str(edition.pages)},
            {"label": _("Built in"), "value": _("%(seconds)s seconds") % {"seconds": edition.seconds}},
            {"label": _("Digest of the content"), "value": grouped(edition.digest)},
            {"label": _("SHA-256 of the file before signing"), "value": grouped(edition.sha256)},
        ]
    if edition.follows:
        known.append({"label": _("Restatements since"), "value": edition.follows})
    return known


def _report_facts(edition: Edition) -> list[dict[str, Any]]:
    """Of a weekly, monthly or country report: which one, over which days."""
    if not edition.has_period:
        return []
    return [{"label": _("Report"), "value": edition.report, "note": period_words(edition)}]


def signature_facts(signature: EditionSignature | None) -> list[dict[str, Any]]:
    """By whom the file is signed, and with what."""
    if signature is None:
        return []
    stamped = _("time-stamped %(at)s") % {"at": moment(signature.stamped_at)} if signature.stamped_at else ""
    return [
        {"label": _("Signed by"), "value": signature.signer},
        {"label": _("Signed"), "value": moment(signature.signed_at), "note": stamped},
        {"label": _("SHA-256 of the signed file"), "value": grouped(signature.sha256)},
    ]


def life(edition: Edition) -> list[dict[str, Any]]:
    """The line of its states: what is past, where it stands, what is ahead."""
    state = EditionState(edition.state)
    line = [
        (_("Asked for"), moment(edition.created_at)),
        (_("Built"), _pages(edition) if edition.has_file else ""),
        (_("Release proposed"), moment(edition.proposed_at)),
        (_("Released by a second person"), moment(edition.released_at)),
    ]
    if state == EditionState.WITHDRAWN:
        line.append((_("Withdrawn"), ""))
    reached = len(line) - 1 if state == EditionState.WITHDRAWN else _reached(state)
    return [
        {"label": label, "note": note, "state": "past" if at < reached else "now" if at == reached else "ahead"}
        for at, (label, note) in enumerate(line)
    ]


def _pages(edition: Edition) -> str:
    return ngettext("%(count)s page", "%(count)s pages", edition.pages) % {"count": edition.pages}


def _reached(state: EditionState) -> int:
    return 0 if state == EditionState.FAILED else STATES.line.index(state)


def persons(edition: Edition, principal: Principal) -> list[dict[str, Any]]:
    """The two persons of its release. Partners learn the functions, not the people."""
    first, second = (edition.proposed_by, edition.proposed_at), (edition.released_by, edition.released_at)
    return two_persons(first, second, named=not principal.is_partner)


def _released_words(edition: Edition, principal: Principal) -> str:
    if edition.released_at is None:
        return ""
    day = date_format(timezone.localtime(edition.released_at), "DATE_FORMAT")
    if principal.is_partner:
        return _("%(day)s, by two persons of LMLECC") % {"day": day}
    return _("%(day)s, by %(first)s and %(second)s") % {
        "day": day,
        "first": edition.proposed_by,
        "second": edition.released_by,
    }


def history(steps: list[ReleaseStep]) -> list[dict[str, Any]]:
    """What was done with it, newest first."""
    return [
        {"at": step.created_at, "text": TAKEN.get(step.name, step.name), "who": str(step.by), "note": step.reason}
        for step in reversed(steps)
    ]


def actions(edition: Edition, principal: Principal) -> list[dict[str, Any]]:
    """What the principal may do with it; whoever may not because he proposed it is told so."""
    found: list[dict[str, Any]] = []
    for step in STATES.from_state(edition.state):
        verdict = may_step(principal, edition, step.name)
        if not verdict and verdict != SECOND_PERSON:
            continue
        found.append(
            {
                "label": step.label,
                "url": reverse("report-step", args=[edition.pk, step.name]),
                "icon": ICONS[step.name],
                "main": step.name in ("confirm", "propose", "rebuild"),
                "grave": step.name == "withdraw",
                "disabled": "" if verdict else str(SECOND_PERSON.reason),
            }
        )
    return found


def language_name(code: str) -> str:
    return dict(settings.LANGUAGES).get(code, code)
