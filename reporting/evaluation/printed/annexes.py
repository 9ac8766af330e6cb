"""What stands at the end: counting rules, glossary, and how to check the file."""

from django.utils.translation import gettext as _

from reporting.evaluation.content import Evaluation
from reporting.evaluation.figures import Indicator
from reporting.evaluation.kinds import EditionKind
from reporting.evaluation.printed.grid import (
    Chapter,
    Head,
    Heading,
    Numbering,
    Row,
    Table,
    Td,
    label,
    right,
    words,
)
from reporting.evaluation.wording import day, edition, moment, number, titled

DIGITS = 4  # a digest is read aloud in groups of so many


def rules(content: Evaluation, serial: str) -> Chapter:
    numbering = Numbering(serial)
    titles = (_("General rules"), _("Rules by indicator"), _("Rules of the work between countries"))
    sections = tuple(numbering.section(title) for title in titles[: 3 if content.measures else 2])
    parts = {
        "rules": content.rules,
        "version": content.rules_version,
        "table": _rule_table(
            numbering,
            _("Indicators, their lines of effort and counting rules"),
            tuple(result.indicator for result in content.results),
        ),
        "measures": _rule_table(
            numbering,
            _("Measures, their lines of effort and rules"),
            tuple(measure.indicator for measure in content.measures),
        )
        if content.measures
        else None,
    }
    return Chapter(Heading(f"s{serial}", serial, _("Counting rules")), "reporting/pdf/_rules.html", sections, parts)


def _rule_table(numbering: Numbering, title: str, indicators: tuple[Indicator, ...]) -> Table:
    return Table(
        label=numbering.table(),
        title=title,
        head=(Head(_("Indicator")), Head(_("Line")), Head(_("Counting rule")), right(_("Edition"))),
        rows=tuple(_rule_row(indicator) for indicator in indicators),
        kind="rules",
    )


def _rule_row(indicator: Indicator) -> Row:
    return Row(
        (
            label(titled(indicator), indicator.code),
            words(str(indicator.line)),
            words(indicator.rule),
            words(indicator.rule_version, "num"),
        )
    )


def glossary(content: Evaluation, serial: str) -> Chapter:
    numbering = Numbering(serial)
    table = Table(
        label=numbering.table(),
        title=_("Words and codes of this report"),
        head=(Head(_("Term")), Head(_("Meaning"))),
        rows=tuple(Row((Td(entry.term, header=True), words(entry.meaning))) for entry in content.glossary),
        kind="glossary",
    )
    return Chapter(
        Heading(f"s{serial}", serial, _("Glossary and codes")), "reporting/pdf/_glossary.html", (), {"table": table}
    )


def this_file(content: Evaluation, serial: str) -> Chapter:
    """What lets a reader check that a file says what was collected."""
    numbering = Numbering(serial)
    said = {"report": EditionKind(content.kind).label, "number": content.version}
    facts = [
        (_("Report"), _("%(report)s, version %(number)s") % said),
        (_("Edition"), edition(content.edition, content.number)),
        *(((_("Reference"), content.reference),) if content.reference else ()),
        (_("Figures known as of"), moment(content.cutoff)),
        (_("Collected"), day(content.built)),
        (_("Digest of the content (SHA-256)"), grouped(content.digest())),
    ]
    if content.seal:
        sealed = _("Anchor %(number)s: %(count)s entries, %(when)s") % {
            "number": content.seal.number,
            "count": number(content.seal.entries),
            "when": moment(content.seal.at),
        }
        facts += [(_("Audit trail"), sealed), (_("Digest of the anchor (SHA-256)"), grouped(content.seal.digest))]
    table = Table(
        label=numbering.table(),
        title=_("Marks of this file"),
        head=(Head(_("Mark")), Head(_("Value"))),
        rows=tuple(Row((label(term), words(value, "mark"))) for term, value in facts),
        kind="marks",
    )
    parts = {"table": table, "check_at": content.check_at}
    return Chapter(Heading(f"s{serial}", serial, _("How to check this file")), "reporting/pdf/_file.html", (), parts)


def grouped(digest: str) -> str:
    """A digest in groups of four digits."""
    return " ".join(digest[start : start + DIGITS] for start in range(0, len(digest), DIGITS))
