"""What an edition is printed as, by the kind of its report: the evaluation, or a situation or country report."""

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from operation.templatetags.look import country_name
from reporting.drafting.chapters import Kind


class EditionKind(models.TextChoices):
    EVALUATION = "evaluation", gettext_lazy("evaluation")
    WEEKLY = "weekly", gettext_lazy("weekly situation report")
    MONTHLY = "monthly", gettext_lazy("monthly situation report")
    COUNTRY = "country", gettext_lazy("country report")


PRINTED_AS: dict[str, EditionKind] = {
    Kind.WEEKLY: EditionKind.WEEKLY,
    Kind.MONTHLY: EditionKind.MONTHLY,
    Kind.MID_TERM: EditionKind.EVALUATION,
    Kind.COUNTRY: EditionKind.COUNTRY,
    Kind.FINAL: EditionKind.EVALUATION,
}
FOR_OBSERVERS = (EditionKind.EVALUATION,)
"""Two editions a week apart would tell the week between them, small cells and all (docs/decisions/0056)."""


def title_of(kind: str, operation: str, country: str | None = None) -> str:
    """What an edition is called, without its period."""
    if kind == EditionKind.EVALUATION:
        return _("Evaluation of %(operation)s") % {"operation": operation}
    words = capfirst(str(EditionKind(kind).label))
    if not country:
        return words
    return _("%(kind)s: %(country)s") % {"kind": words, "country": country_name(country)}
