"""The index of checks: what is doubted about a return, one entry each. They warn and never block (decision 0053).

Codes that are not in the index of indicators are passed over.
"""

from collections import defaultdict

from django.utils.translation import gettext_lazy as _

from reporting.returns.checks.answering import contradicted, unanswered, unexplained
from reporting.returns.checks.base import Check, Doubt, WeekFigures
from reporting.returns.checks.comparing import at_most, needs
from reporting.returns.checks.jumping import falls, jumps

CHECKS: tuple[Check, ...] = (
    Check("unanswered", unanswered),
    Check("unexplained", unexplained),
    Check("contradicted", contradicted),
    Check("jump", jumps),
    Check("fall", falls),
    at_most("dismantled", "S02D", "S02", why=_("A dismantled syndicate counts as disrupted as well.")),
    at_most(
        "solved", "P01S", "P01", why=_("It is right where cases were solved that were opened before the execution.")
    ),
    at_most("events", "P02", "P06", why=_("Who is arrested is arrested at least once."), from_start=False),
    at_most("main", "P03", "P02", why=_("Main suspects captured are among the persons arrested.")),
    at_most("charged", "P04", "P02", why=_("It is right where persons were charged who were arrested elsewhere.")),
    at_most("convicted", "P04C", "P04", why=_("Nobody is convicted who was not charged.")),
    at_most(
        "screened", "V02", "V01", why=_("It is right where persons were screened who were released in another country.")
    ),
    at_most("presumed", "V03", "V02", "P05", why=_("A victim is presumed after a screening or a reclassification.")),
    at_most("identified", "V03F", "V03", why=_("Whoever is formally identified was presumed to be a victim before.")),
    at_most("penalised", "V05", "V03F", why=_("It counts identified victims alone.")),
    at_most(
        "confiscated",
        "A02",
        "A01",
        why=_("What is confiscated was frozen or seized before. Its records leave A01 for A02."),
        unrecorded=True,
    ),
    at_most("intercepted", "A05", "A05R", why=_("Only what was asked to be stopped is intercepted.")),
    at_most("traceable", "G03T", "G01", why=_("They are a part of the firearms recovered.")),
    at_most("traced", "G03", "G03T", why=_("Only what can be traced is traced.")),
    at_most("refused", "B02R", "B02", why=_("Who is refused entry was checked."), from_start=False),
    needs("hours", "B01H", "B01", _("Hours belong to checkpoints and patrols.")),
    needs("reach", "C01R", "C01", _("Reach belongs to campaigns that began in the week.")),
)


def doubts_of(week: WeekFigures) -> dict[str, list[Doubt]]:
    """What is doubted about a week, by line, in the order of the index."""
    found: dict[str, list[Doubt]] = defaultdict(list)
    for check in CHECKS:
        for doubt in check.doubts(week):
            found[doubt.code].append(doubt)
    return dict(found)


__all__ = ["CHECKS", "Check", "Doubt", "WeekFigures", "at_most", "doubts_of", "needs"]
