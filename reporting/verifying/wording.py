"""What is answered, in words: for somebody who knows nothing of us but the file."""

from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from operation.access.roles import Role
from operation.kernel.errors import Text
from reporting.drafting.panels import grouped, moment, period_words
from reporting.evaluation.models import Edition, EditionSignature, EditionState
from reporting.evaluation.succession import superseding
from reporting.verifying.selectors import Answer, Finding

TITLES: dict[Finding, Text] = {
    Finding.RELEASED: gettext_lazy("This is an edition that LMLECC released"),
    Finding.CHANGED: gettext_lazy("This file was changed after it was signed"),
    Finding.UNSIGNED: gettext_lazy("This file is not signed"),
    Finding.NAMED: gettext_lazy("LMLECC released an edition with this mark"),
    Finding.UNKNOWN: gettext_lazy("This is not an edition that LMLECC released"),
}
TEXTS: dict[Finding, Text] = {
    Finding.RELEASED: gettext_lazy("It is as it was released, byte by byte. Its signature is valid."),
    Finding.CHANGED: gettext_lazy(
        "It bears the mark of the edition below, but it is not what was released. Do not rely on it: "
        "ask whoever gave it to you for the file as it was released."
    ),
    Finding.UNSIGNED: gettext_lazy(
        "Its pages are those of the edition below, but the signature that a release adds is missing. "
        "Ask whoever gave it to you for the signed file."
    ),
    Finding.NAMED: gettext_lazy("Whether your file is that edition only the file itself can tell: show it above."),
    Finding.UNKNOWN: gettext_lazy(
        "No released edition has these bytes or this mark. It may come from somebody else, or it was changed beyond "
        "recognition. Of what was not released nothing is told here."
    ),
}
TONES = {
    Finding.RELEASED: "ok",
    Finding.CHANGED: "late",
    Finding.UNSIGNED: "due",
    Finding.NAMED: "idle",
    Finding.UNKNOWN: "late",
}
ICONS = {"ok": "ok", "late": "late", "due": "info", "idle": "info"}


def told(answer: Answer) -> dict[str, Any]:
    """The answer as the page shows it."""
    tone = TONES[answer.finding]
    edition = answer.edition
    return {
        "title": TITLES[answer.finding],
        "text": TEXTS[answer.finding],
        "tone": tone,
        "icon": ICONS[tone],
        "standing": standing(edition) if edition else "",
        "facts": facts(edition, answer) if edition else [],
        "sha256": grouped(answer.sha256),
        "demonstration": bool(answer.signature and answer.signature.is_demonstration),
    }


def standing(edition: Edition) -> str:
    """What has become of a released edition; empty while it is the one to read."""
    if edition.state == EditionState.WITHDRAWN:
        return _("This edition was withdrawn. Do not use its figures any more.")
    newer = superseding(edition)
    if newer is None:
        return ""
    return _("A newer edition has superseded it: %(newer)s. Figures that changed are listed there.") % {"newer": newer}


def facts(edition: Edition, answer: Answer) -> list[dict[str, Any]]:
    """Which edition it is, when and by whom it was released: by function, never a name. What it is of is told to who
    holds it, and so is each digest by which one could ask for that."""
    signature, held = answer.signature, not answer.by_number
    return [
        {"label": _("Reference"), "value": edition.reference},
        *(_of_report(edition) if held else []),
        {"label": _("Edition"), "value": f"{edition.number} · {edition.get_audience_display()}"},
        {"label": _("Language"), "value": dict(settings.LANGUAGES).get(edition.language), "lang": edition.language},
        {"label": _("Data cut-off"), "value": date_format(edition.cutoff, "DATE_FORMAT"), "note": _("Kunming")},
        {"label": _("Released"), "value": moment(edition.released_at), "note": released_by(signature)},
        *(_digest(_("Digest of the content"), edition.digest) if held else []),
        *(_of_signature(signature) if signature else []),
        *(_digest(_("SHA-256 of the signed file"), signature.sha256) if signature and held else []),
    ]


def _of_report(edition: Edition) -> list[dict[str, Any]]:
    note = f"{edition.report} · {period_words(edition)}" if edition.has_period else ""
    return [{"label": _("Report"), "value": edition.title, "note": note}]


def _digest(label: str, digest: str) -> list[dict[str, Any]]:
    return [{"label": label, "value": grouped(digest)}] if digest else []


def released_by(signature: EditionSignature | None) -> str:
    if signature is None:
        return _("by two persons of LMLECC")
    second = Role(signature.second).label
    return _("by %(first)s and %(second)s") % {"first": Role.DIRECTOR.label, "second": second}


def _of_signature(signature: EditionSignature) -> list[dict[str, Any]]:
    stamped = _("time-stamped %(at)s") % {"at": moment(signature.stamped_at)} if signature.stamped_at else ""
    return [
        {"label": _("Signed by"), "value": signature.signer},
        {"label": _("Signed"), "value": moment(signature.signed_at), "note": stamped},
        {"label": _("Fingerprint of the certificate (SHA-256)"), "value": grouped(signature.certificate_sha256)},
    ]
