"""From the content of an evaluation to its PDF: templates here, layout in a process of its own (trust.md 15)."""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from operation.press import fonts
from operation.press.linebreaks import breakable_html, tight_html
from operation.press.presswork import DEFAULT_LIMITS, Limits, OnStep, RenderFailed, press, silently
from reporting.evaluation.attachments import attachments
from reporting.evaluation.charts import step_css
from reporting.evaluation.content import Evaluation
from reporting.evaluation.kinds import EditionKind, title_of
from reporting.evaluation.printed import (
    annexes,
    course,
    lines,
    national,
    opening,
    quality,
    situation,
    together,
    trends,
    written,
)
from reporting.evaluation.printed.grid import Chapter
from reporting.evaluation.wording import NO_BREAK_SPACE, day, edition, handling, moment, own_name, when

__all__ = ["Limits", "RenderFailed", "Rendered", "render_html", "render_pdf"]

IDENTIFIER_DIGITS = (
    32  # of the digest of the content: the file's own identifier, kept by most programs that save it anew
)

Build: TypeAlias = Callable[[Evaluation, str], Chapter]
CHAPTERS: tuple[Build, ...] = (
    opening.glance,
    opening.mandate,
    quality.quality,
    lines.by_line,
    trends.by_country,
    trends.by_week,
    together.together,
    national.nationals,
    course.timeline,
    course.action_days,
)
WRITTEN: tuple[Build, ...] = (written.evaluation, written.consents)
ANNEXES: tuple[Build, ...] = (annexes.rules, annexes.glossary, annexes.this_file)
"""Of an edition of the evaluation."""
HELD_AND_AGREED: tuple[Build, ...] = (situation.returns, course.action_days, written.consents, annexes.this_file)
SITUATIONS: dict[str, tuple[Build, ...]] = {
    EditionKind.WEEKLY: (situation.text, situation.nationals, situation.figures, *HELD_AND_AGREED),
    EditionKind.MONTHLY: (situation.text, situation.nationals, situation.against_targets, *HELD_AND_AGREED),
    EditionKind.COUNTRY: (situation.text, situation.own_figures, *HELD_AND_AGREED),
}
"""Of the others, by what they are printed as."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A PDF and what it cost. `complaints` is what the layout engine did not like; none is expected."""

    pdf: bytes
    pages: int
    seconds: float
    peak_memory_mb: float
    sha256: str
    complaints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One of the facts on the cover."""

    term: str
    value: str
    below: str = ""


def render_pdf(
    content: Evaluation,
    *,
    limits: Limits = DEFAULT_LIMITS,
    on_step: OnStep = silently,
    on_pulse: Callable[[], None] = silently,
) -> Rendered:
    """Print an evaluation as tagged PDF that carries its figures as data.

    `on_step` hears typeset, layout, write; `on_pulse` about once a second.

    The same content gives the same bytes. Raises MissingFont where a script of the content has no font here, and
    RenderFailed with its reason when a limit is reached; nothing else is affected and no file is left behind.
    """
    started = time.monotonic()
    on_step("typeset")
    html = render_html(content)
    with translation.override(content.language):
        carried = attachments(content)
        fonts.require_for(html)
        pressed = press(
            html,
            assets={"seagull:pdf.css": style_sheet(), "seagull:steps.css": step_css()},
            identifier=content.digest()[:IDENTIFIER_DIGITS],
            attachments=carried,
            attached_on=content.built,
            limits=limits,
            on_step=on_step,
            on_pulse=on_pulse,
        )
    return Rendered(
        pdf=pressed.pdf,
        pages=pressed.pages,
        seconds=time.monotonic() - started,
        peak_memory_mb=pressed.peak_memory_mb,
        sha256=hashlib.sha256(pressed.pdf).hexdigest(),
        complaints=pressed.complaints,
    )


def render_html(content: Evaluation) -> str:
    """The whole document in its language, with its line breaks, ready for the press."""
    with translation.override(content.language):
        template = "situation.html" if content.situation else "evaluation.html"
        html = render_to_string(f"reporting/pdf/{template}", _context(content))
    return breakable_html(tight_html(html))


def style_sheet() -> str:
    """The one style sheet that a PDF may use."""
    found = finders.find("css/pdf.css")
    if not found:
        raise RenderFailed(_("The style sheet of the PDF is missing: css/pdf.css"))
    return Path(found).read_text(encoding="utf-8")


def _context(content: Evaluation) -> dict[str, object]:
    told = content.situation
    title = title_of(content.kind, content.operation.title, told.country if told else "")
    return {
        "content": content,
        "language": translation.to_locale(content.language).replace("_", "-"),
        "title": title,
        "cover_title": title.replace(content.operation.title, content.operation.title.replace(" ", NO_BREAK_SPACE)),
        "edition": edition(content.edition, content.number),
        "handling": handling(content.marking),
        "marking_line": f"{content.marking.tlp.label} {content.marking.code.value}",
        "execution": when(content.operation.execution),
        "cutoff": moment(content.cutoff),
        "dated": day(content.release.on if content.release else content.built),
        "page_of": pgettext("page 3 of 40", "of"),
        "period": when(told.period) if told else "",
        "short_period": when(told.period, short=True) if told else "",
        "about": opening.about(content),
        "facts": cover_facts(content),
        "chapters": chapters(content),
    }


def chapters(content: Evaluation) -> tuple[Chapter, ...]:
    """Chapters with numbers, annexes with letters."""
    if content.situation:
        return tuple(build(content, str(serial)) for serial, build in enumerate(SITUATIONS[content.kind], 1))
    told = [*CHAPTERS, *(WRITTEN if content.round_digest else ())]
    numbered = [build(content, str(serial)) for serial, build in enumerate(told, 1)]
    lettered = [build(content, letter) for letter, build in zip("ABCDEF", ANNEXES, strict=False)]
    return (*numbered, *lettered)


def cover_facts(content: Evaluation) -> tuple[Fact, ...]:
    """Edition, cut-off, release; who took part, who wrote it, how to check it."""
    release = content.release
    released = (
        Fact(
            _("Released"),
            day(release.on),
            _("by %(first)s and %(second)s") % {"first": release.by[0], "second": release.by[1]},
        )
        if release
        else Fact(_("Collected"), day(content.built), _("Seagull shows whether it is released"))
    )
    return (
        Fact(
            _("Edition"),
            edition(content.edition, content.number),
            " · ".join(word for word in (content.reference, own_name()) if word),
        ),
        Fact(_("Figures known as of"), day(content.cutoff.date()), moment(content.cutoff).partition(", ")[2]),
        released,
        _countries(content),
        _written_by(content),
        Fact(_("Digest of the content"), annexes.grouped(content.digest()[:16]), _("first 16 digits of SHA-256")),
    )


def _countries(content: Evaluation) -> Fact:
    if content.situation and content.situation.country:
        (country,) = content.countries
        return Fact(_("Country"), country.name, " · ".join(country.agencies))
    codes = " · ".join(country.code for country in content.countries)
    return Fact(_("Countries"), codes, _("in this order throughout"))


def _written_by(content: Evaluation) -> Fact:
    if content.situation:
        return Fact(_("Report"), content.situation.reference, _("written and agreed in mutual consultation"))
    return Fact(_("Written by"), content.operation.secretariat_code, _("from the returns of the countries"))
