"""Requests in the menu of the exchange and on the desks; appeals for people in danger are told at once."""

from django.utils.translation import gettext_lazy as _

from coordination.frame import Page, register
from coordination.messages import talkable
from coordination.requests import reference
from coordination.requests.calls import follow_appeals
from coordination.requests.desk import calls_to_take, requests_to_answer, requests_to_go_on_with, requests_to_watch
from coordination.requests.models import Request
from coordination.requests.owed import requests_owed
from coordination.supervision import owed
from operation.cases.events import RecordsChanged, RecordsDeleted, RecordsOpened, RecordsRestored
from operation.cases.records.rescue_appeal import RESCUE_APPEAL
from operation.kernel.events import subscribe
from operation.people import desk

__all__ = ["reference"]

register(Page(10, _("Requests"), "requests", "request.read"))
register(Page(15, _("Danger to life"), "danger-calls", "request.read"))
talkable.register(talkable.between("request", "requests", Request, "request", _("Request")))
owed.register(owed.Source(15, _("Requests"), requests_owed))
desk.register(desk.DeskSource(_("Call for help"), calls_to_take))
desk.register(desk.DeskSource(_("Request to answer"), requests_to_answer))
desk.register(desk.DeskSource(_("Own request"), requests_to_go_on_with))
desk.register(desk.DeskSource(_("Request to watch"), requests_to_watch))


@subscribe(RecordsOpened)
def heed_opened(event: RecordsOpened) -> None:
    _heed(event)


@subscribe(RecordsChanged)
def heed_changed(event: RecordsChanged) -> None:
    _heed(event)


@subscribe(RecordsDeleted)
def heed_deleted(event: RecordsDeleted) -> None:
    _heed(event)


@subscribe(RecordsRestored)
def heed_restored(event: RecordsRestored) -> None:
    _heed(event)


def _heed(event: RecordsOpened | RecordsChanged | RecordsDeleted | RecordsRestored) -> None:
    if event.record_type is RESCUE_APPEAL:
        follow_appeals(list(event.records))  # type: ignore[arg-type]
