"""What the page of a report shows of its rounds: frozen sections, what was said of them, notes, whom each asked."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse

from operation.cases.names import language_of
from operation.templatetags.look import country_name
from reporting.consultation.models import CirculatedSection, Comment, Round
from reporting.consultation.selectors import Consultation
from reporting.drafting.chapters import chapter_named
from reporting.drafting.figures import thawed
from reporting.drafting.markup import read_text
from reporting.drafting.models import Report
from reporting.drafting.showing import ShownBlock, show


def sections(
    frozen: Sequence[CirculatedSection], report: Report, comments: Mapping[int, list[Comment]], countries: Sequence[str]
) -> list[dict[str, Any]]:
    """The round's sections with their figures as they were frozen, and what was said of each."""
    return [
        {
            "section": one,
            "blocks": blocks_of(one, report, countries),
            "comments": [_comment(said) for said in comments.get(one.position, [])],
            "comment_url": reverse("written-comment", args=[report.pk, one.position]),
        }
        for one in frozen
    ]


def blocks_of(section: CirculatedSection, report: Report, countries: Sequence[str]) -> tuple[ShownBlock, ...]:
    """Its text with the frozen figures and charts. What was frozen can be read: it was read when it was frozen."""
    blocks = read_text(section.text, countries=countries, advises=chapter_named(section.key).advises)
    return show(blocks, thawed(section.figures), report, place=section.position)


def _comment(said: Comment) -> dict[str, Any]:
    return {"comment": said, "lang": language_of(said.text), "round": said.round.number}


def notes(found: Consultation) -> list[dict[str, Any]]:
    """The notes of approval, as they are printed."""
    return [
        {
            "country": country_name(note.country_id),
            "agency": note.agency.short_name,
            "note": note.note,
            "lang": note.language,
        }
        for position in found.positions
        for note in position.notes
    ]


def rounds(found: Sequence[Round]) -> list[dict[str, Any]]:
    """Each round with whom it asked, newest first."""
    return [
        {
            "round": one,
            "asked": " · ".join(str(country_name(code)) for code in one.asked),
            "lang": language_of(one.words),
        }
        for one in reversed(found)
    ]
