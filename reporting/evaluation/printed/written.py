"""What the six countries wrote together, chapter by chapter, and how each of them agreed to it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from reporting.evaluation.chapters import Advice, Consent, Text, Written
from reporting.evaluation.content import Evaluation
from reporting.evaluation.printed.annexes import grouped
from reporting.evaluation.printed.drawn import Picture, texts
from reporting.evaluation.printed.grid import Chapter, Head, Heading, Numbering, Row, Table, Td
from reporting.evaluation.wording import day


@dataclass(frozen=True, slots=True)
class WrittenSection:
    """One section with its text and, of recommendations, its table."""

    heading: Heading
    text: tuple[Text | Picture, ...]
    advice: Table | None


def evaluation(content: Evaluation, serial: str) -> Chapter:
    """The common sections."""
    sections = sections_of(content, Numbering(serial))
    return Chapter(
        Heading(f"s{serial}", serial, _("Evaluation by the six countries")),
        "reporting/pdf/_written.html",
        tuple(one.heading for one in sections),
        {"sections": sections},
    )


def sections_of(content: Evaluation, numbering: Numbering) -> tuple[WrittenSection, ...]:
    return tuple(_section(one, numbering, content.situation is not None) for one in content.written)


def _section(written: Written, numbering: Numbering, is_short: bool) -> WrittenSection:
    heading, text = numbering.section(written.title), texts(written.text, numbering, is_short=is_short)
    return WrittenSection(heading, text, _advised(written.advice, numbering) if written.advice else None)


def _advised(advice: tuple[Advice, ...], numbering: Numbering) -> Table:
    return Table(
        label=numbering.table(),
        title=_("Recommendations, with who does it and until when"),
        head=(Head(_("Recommendation")), Head(_("Owner")), Head(_("Until"))),
        rows=tuple(
            Row((Td(one.what.words, lang=one.what.language, header=True), Td(one.owner), Td(day(one.until))))
            for one in advice
        ),
    )


def consents(content: Evaluation, serial: str) -> Chapter:
    """Who approved, on which day, with which note."""
    numbering = Numbering(serial)
    table = Table(
        label=numbering.table(),
        title=_("Approval by the agencies of the six countries"),
        head=(Head(_("Country")), Head(_("Agency")), Head(_("Approved")), Head(_("Note"))),
        rows=tuple(Row(_consent(one)) for one in content.consents),
        note=_("SHA-256 of the text and figures of the round: %(digest)s") % {"digest": grouped(content.round_digest)},
    )
    return Chapter(
        Heading(f"s{serial}", serial, _("Mutual consultation")), "reporting/pdf/_consents.html", (), {"table": table}
    )


def _consent(one: Consent) -> tuple[Td, ...]:
    note = Td(one.note.words, lang=one.note.language) if one.note else Td(_without(one))
    return Td(one.country, header=True), Td(one.agency), Td(day(one.on)), note


def _without(one: Consent) -> str:
    return _("in the member edition") if one.noted else _("none")
