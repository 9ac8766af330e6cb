"""Who may write to whom about a thing; who may change a message."""

from django.utils.translation import gettext_lazy as _

from coordination.messages.models import Message
from coordination.messages.talkable import Audience, Talkable
from operation.access.policies import may
from operation.access.principal import Principal
from operation.kernel.errors import Denied, Verdict

NO_LONGER = Denied(_("They do not read it any more: what you write would not reach them."))
NOT_YOUR_MESSAGE = Denied(_("Only who wrote a message withdraws it."))
NOT_YOUR_AGENCY = Denied(_("Only who wrote a message, or a colleague, adds its translation."))


def may_write(principal: Principal, talkable: Talkable, thing: object, audience: Audience) -> Verdict:
    """Inside the own organisation who reads the thing; outside it no officer alone, and only who reads it now."""
    verdict = may(principal, "message.send" if audience.leaves(principal.organisation_id) else "message.write")
    if not verdict:
        return verdict
    return True if audience in talkable.audiences(principal, thing) else NO_LONGER


def may_withdraw(principal: Principal, message: Message) -> Verdict:
    """Its writer, and only as long as the thread is his to read."""
    verdict = may(principal, "message.write")
    if not verdict:
        return verdict
    return True if message.writer_id == principal.user_id else NOT_YOUR_MESSAGE


def may_translate(principal: Principal, message: Message) -> Verdict:
    """The people of the organisation that wrote it."""
    verdict = may(principal, "message.write")
    if not verdict:
        return verdict
    return True if message.organisation_id == principal.organisation_id else NOT_YOUR_AGENCY
