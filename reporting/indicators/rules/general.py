"""The seven rules under which every indicator is counted (domain.md §6)."""

from django.utils.translation import gettext_lazy as _

from operation.kernel.errors import Text

GENERAL_RULES: tuple[Text, ...] = (
    _(
        "A result counts if it is a direct result of the operation or the operation contributed to it, and if it "
        "happened within the execution dates, in local time. Weeks are ISO weeks, clipped to those dates. What is "
        "known by month only counts in the month's first week, if the whole month lies within the execution."
    ),
    _(
        "Persons and events are counted apart: a person arrested twice is one person. A later transfer is not another "
        "arrest."
    ),
    _("The country where it happened holds the claim. The contribution of others is shown and never added."),
    _(
        "Where several countries claim one joint result, the sum of claims, what two of them claim, and the total "
        "without it are all shown. So are they where two countries confirmed that they hold the same person or thing: "
        "it counts once."
    ),
    _(
        "An asset counts once, at the highest measure reached, at the rate of the day of the measure. Seized is not "
        "confiscated."
    ),
    _("Parts sum to their total, or the difference has a row of its own."),
    _("Released figures are frozen. A later change is a restatement, listed with its reason in the next edition."),
)
