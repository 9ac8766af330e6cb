"""What a round freezes: the texts as they are saved, their figures and charts at the cut-off, and a hash over it all.

Sections that say the same as in the round before are the same: only what changed is asked again, of those it concerns.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence

from reporting.consultation.models import CirculatedSection
from reporting.drafting.chapters import chapter_named
from reporting.drafting.figures import Reading, frozen
from reporting.drafting.markup import read_text
from reporting.drafting.models import Report, Section, SectionVersion


def freeze(section: Section, version: SectionVersion, reading: Reading, countries: Sequence[str]) -> CirculatedSection:
    """The section as its round will keep it; whose round it is, the caller says."""
    blocks = read_text(version.text, countries=countries, advises=section.chapter.advises)
    made = CirculatedSection(
        position=section.position,
        key=section.key,
        country_id=section.country_id,
        organisation_id=section.organisation_id,
        written_by_id=version.written_by_id,
        written_at=version.created_at,
        text=version.text,
        language=version.language,
        figures=frozen(reading.quoted(blocks)),
        about_victims=section.about_victims,
        for_observers=section.for_observers,
    )
    made.digest = _digest(
        [
            *(made.position, made.key, made.country_id or "", made.text, made.language, made.figures),
            *(made.about_victims, made.for_observers),
        ]
    )
    return made


def seal(report: Report, number: int, sections: Iterable[CirculatedSection]) -> str:
    """SHA-256 over what a round says: the same digest says the same, section by section."""
    about = [report.reference, number, report.kind, report.starts_on, report.ends_on, report.cutoff]
    return _digest([*about, *(one.digest for one in sections)])


def _digest(said: Sequence[object]) -> str:
    plain = json.dumps(said, default=str, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()


def compare(now: Iterable[CirculatedSection], before: Iterable[CirculatedSection]) -> set[str | None]:
    """Marks what changed since the round before, and tells whose sections did: a country's code, None for all."""
    known = {(one.key, one.country_id): one for one in before}
    concerned: set[str | None] = set()
    for section in now:
        earlier = known.pop((section.key, section.country_id), None)
        section.changed = earlier is None or earlier.digest != section.digest
        if section.changed:
            concerned.add(_whose(section))
    return concerned | {_whose(gone) for gone in known.values()}


def _whose(section: CirculatedSection) -> str | None:
    return section.country_id if chapter_named(section.key).national else None


def asked(concerned: set[str | None], countries: Sequence[str]) -> list[str]:
    """The countries to ask (again), in their order: all where a common section changed, else those whose own did."""
    return [code for code in countries if None in concerned or code in concerned]
