"""Which chapters a report has, by its kind, and what each of them is to say (domain.md §7; OECD-DAC, 2019)."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from operation.kernel.errors import Text


class Kind(models.TextChoices):
    WEEKLY = "weekly", _("weekly situation report")
    MONTHLY = "monthly", _("monthly situation report")
    MID_TERM = "mid_term", _("mid-term report")
    COUNTRY = "country", _("country report")
    FINAL = "final", _("final evaluation")


LONGEST_PERIOD = {Kind.WEEKLY: 7, Kind.MONTHLY: 31}
"""Days that a report of a kind covers at most."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section's chapter. `guide` tells its author what belongs there.

    `national`: every country writes one. `about_victims`: it never leaves for observers. `advises`: each of its points
    names an owner and a date.
    """

    key: str
    title: Text
    guide: Text
    national: bool = False
    about_victims: bool = False
    advises: bool = False


CONTEXT = Chapter(
    "context",
    _("Mandate and context"),
    _("What was agreed, by whom and why; what changed in the field since then."),
)
METHOD = Chapter(
    "method",
    _("Method, data quality and limits"),
    _("Where the figures come from, how complete they are, what is verified, and what cannot be said."),
)
SITUATION = Chapter("situation", _("Situation"), _("What happened in the period, in the order of its weight."))
RESULTS = Chapter("results", _("Results"), _("What was reached by the lines of effort, with its figures."))
OBSTACLES = Chapter("obstacles", _("Obstacles and requests"), _("What stands in the way, and who is asked for what."))
NEXT = Chapter("next", _("Next steps"), _("What is planned for the next period."))
COOPERATION = Chapter(
    "cooperation", _("Cooperation"), _("Joint actions, exchange, requests and removals with the other countries.")
)
RELEVANCE = Chapter("relevance", _("Relevance"), _("Did the operation do the right things, for whom, and still so?"))
COHERENCE = Chapter("coherence", _("Coherence"), _("How well did it fit with what others did at the same time?"))
EFFECTIVENESS = Chapter("effectiveness", _("Effectiveness"), _("Were the objectives reached, and what helped or not?"))
EFFICIENCY = Chapter("efficiency", _("Efficiency"), _("Were people, time and money used well?"))
IMPACT = Chapter("impact", _("Impact"), _("What difference does it make, intended or not?"))
SUSTAINABILITY = Chapter("sustainability", _("Sustainability"), _("Will what was reached last, and what does it need?"))
VICTIMS = Chapter(
    "victims",
    _("Rights and victim protection"),
    _("Screening, referral, non-punishment, consent. Nobody is described so that he could be known."),
    about_victims=True,
)
AFTER_ACTION = Chapter(
    "after_action",
    _("After-action review"),
    _("What was planned, what happened, why there was a difference, what is done next."),
)
PRACTICES = Chapter(
    "practices",
    _("Best practices and lessons"),
    _("What the countries validated or adopted; place it from the list and add what a reader needs."),
)
RECOMMENDATIONS = Chapter(
    "recommendations",
    _("Recommendations"),
    _("One point each. It ends with who does it and until when: (LMLECC, 2025-06-30)."),
    advises=True,
)
NATIONAL = Chapter(
    "national",
    _("National section"),
    _("What the country did, in its own words and its own language; nobody else changes it."),
    national=True,
)

DAC = (RELEVANCE, COHERENCE, EFFECTIVENESS, EFFICIENCY, IMPACT, SUSTAINABILITY)
CHAPTERS: dict[str, tuple[Chapter, ...]] = {
    Kind.WEEKLY: (SITUATION, RESULTS, OBSTACLES, NEXT, NATIONAL),
    Kind.MONTHLY: (SITUATION, RESULTS, VICTIMS, OBSTACLES, PRACTICES, NEXT, NATIONAL),
    Kind.MID_TERM: (
        *(CONTEXT, METHOD, RESULTS, RELEVANCE, EFFECTIVENESS),
        *(VICTIMS, PRACTICES, RECOMMENDATIONS, NATIONAL),
    ),
    Kind.COUNTRY: (CONTEXT, RESULTS, COOPERATION, VICTIMS, PRACTICES, RECOMMENDATIONS),
    Kind.FINAL: (CONTEXT, METHOD, *DAC, VICTIMS, AFTER_ACTION, PRACTICES, RECOMMENDATIONS, NATIONAL),
}
_known = {chapter.key: chapter for chapters in CHAPTERS.values() for chapter in chapters}
CHOICES = [(chapter.key, chapter.title) for chapter in _known.values()]


def chapter_named(key: str) -> Chapter:
    """Raises KeyError for a chapter that no report has."""
    return _known[key]
