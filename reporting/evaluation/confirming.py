"""The words of the page that asks once more before a step of an edition is taken."""

from django.utils.translation import gettext_lazy as _

from reporting.consultation.confirming import Confirming
from reporting.evaluation.models import Audience, Edition

REBUILD = Confirming(
    _("Build again"),
    _("The edition keeps its number, its audience and its cut-off. It is collected anew from what is known now."),
    _("Build again"),
    _("It is being built."),
)
PROPOSE = Confirming(
    _("Propose the release"),
    _("A second person, of the supervision or the communication desk, then confirms or declines it."),
    _("Propose release"),
    _("The release is proposed. A second person decides on it."),
)
DECLINE = Confirming(
    _("Decline the release"),
    _("The edition stays as it is and is not released. The director may propose it once more."),
    _("Decline release"),
    _("The release is declined."),
    needs_reason=True,
)
WITHDRAW = Confirming(
    _("Withdraw the edition"),
    _("It is gone from its readers' pages at their next request. What they have saved, they keep."),
    _("Withdraw"),
    _("The edition is withdrawn."),
    grave=True,
    needs_reason=True,
)
TO_MEMBERS = _("From then on everybody of the six countries and LMLECC may read it. A released edition is frozen.")
TO_OBSERVERS = _(
    "From then on the observers, the six countries and LMLECC may read it. A released edition is frozen. "
    "You have read it and it holds no name."
)


def confirming(edition: Edition, name: str) -> Confirming:
    """What to ask before the step `name`. Raises KeyError for a step that editions do not have."""
    readers = TO_OBSERVERS if edition.audience == Audience.OBSERVER else TO_MEMBERS
    confirm = Confirming(_("Confirm the release"), readers, _("Confirm release"), _("The edition is released."))
    return {"rebuild": REBUILD, "propose": PROPOSE, "confirm": confirm, "decline": DECLINE, "withdraw": WITHDRAW}[name]
