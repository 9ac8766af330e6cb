"""Talk about an action of the plan: all members and LMLECC, or inside the own organisation."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination.alerts.selectors import people_of
from coordination.messages.talkable import Audience, Talkable, register
from operation.access.handling import TLP, HandlingCode
from operation.access.principal import Principal
from operation.plan.models import OperationalAction

KIND, SLUG = "action", "actions"


def _seen(principal: Principal) -> Any:
    return OperationalAction.objects.visible_to(principal)


def _audiences(principal: Principal, _action: Any) -> list[Audience]:
    return [Audience(), Audience(principal.own_organisation)]


def _readers(_action: Any, organisations: Collection[UUID]) -> set[UUID]:
    return people_of(organisations, "plan.read")


def _url(_action: Any) -> str:
    return reverse("action-plan")


def talk_url(principal: Principal, action: OperationalAction) -> str:
    """From the action plan to what is said about an action; partners talk elsewhere."""
    takes_part = principal.reads_records and principal.holds("message.read")
    return reverse("talk", args=[SLUG, action.pk]) if takes_part else ""


def _handling(_action: Any) -> dict[str, Any]:
    code = HandlingCode.H1
    return {"tlp": TLP.AMBER, "code": code, "words": code.label, "note": _("Members and LMLECC read the plan")}


register(
    Talkable(
        kind=KIND,
        slug=SLUG,
        label=gettext_lazy("Action"),
        model=OperationalAction,
        seen=_seen,
        audiences=_audiences,
        readers=_readers,
        url=_url,
        handling=_handling,
    )
)
