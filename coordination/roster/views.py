"""Pages of the roster: contact cards and duty, secondments, hand-over notes."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination.roster import actions, panels, selectors
from coordination.roster.forms import CardForm, ConfirmForm, EndForm, NoteForm, SecondForm, ShiftForm
from coordination.roster.models import DutyShift, Secondment
from coordination.roster.policies import may_amend_card, may_confirm, may_hand_over
from coordination.supervision.frame import FORM_METHODS, ask, operation_of, show
from operation.access.policies import may
from operation.audit import trail
from operation.kernel import clock
from operation.kernel.errors import Refused, require
from operation.kernel.fields import attempt, posted
from operation.people.models import Country


@never_cache
@require_safe
def roster(request: Any) -> HttpResponse:
    """Contact cards of the coordinators at LMLECC, who is on duty, and gaps in the duty."""
    principal = request.principal
    require(may(principal, "roster.read"), verb="read roster")
    operation, now = operation_of(principal), clock.now()
    shifts = selectors.shifts_ahead(principal, operation)
    duty = [shift for shift in shifts if shift.starts_at <= now]
    cards = [panels.card(principal, one, duty) for one in selectors.roster(principal, operation)]
    trail.record("listed", trail.Target(Secondment._meta.label))
    seconded = selectors.card_of(principal, operation)
    context = {
        "title": _("Contacts and duty"),
        "countries": panels.by_country(Country.objects.order_by("position"), cards),
        "duty": [panels.shift_row(principal, shift, now) for shift in duty],
        "shifts": [panels.shift_row(principal, shift, now) for shift in shifts],
        "gaps": panels.gap_words(selectors.gaps(shifts, now)),
        "notes": [panels.note_row(principal, note) for note in selectors.notes_of(principal)],
        "actions": _buttons(principal, bool(may_hand_over(principal, seconded))),
    }
    return show(request, "roster/roster", context, note=_note())


@never_cache
@require_http_methods(FORM_METHODS)
def second(request: Any) -> HttpResponse:
    """Enter a secondment."""
    require(may(request.principal, "roster.amend"), verb="second")
    operation, form = operation_of(request.principal), SecondForm(posted(request))
    if form.is_valid():
        given = {"operation": operation, **form.cleaned_data}
        if attempt(form, actions.second, principal=request.principal, **given):
            messages.success(request, _("Seconded. The person keeps the card."))
            return redirect("roster")
    text = _("A coordinator sent by a country to LMLECC. Everybody who takes part sees the card.")
    question = {"title": _("Second a coordinator"), "text": text, "label": _("Second")}
    return ask(request, form, question, reverse("roster"), note=_note())


@never_cache
@require_http_methods(FORM_METHODS)
def card(request: Any, secondment_id: UUID) -> HttpResponse:
    """Keep one's own card."""
    found = _card(request, secondment_id)
    require(may_amend_card(request.principal, found), verb="amend card")
    form = CardForm(found, posted(request))
    if form.is_valid():
        given = {"secondment": found, "card": form.card, "version": form.cleaned_data["version"]}
        if attempt(form, actions.amend_card, principal=request.principal, **given):
            messages.success(request, _("Your card is kept."))
            return redirect("roster")
    text = _("Members and LMLECC read it; partners do not.")
    question = {"title": _("My card"), "text": text, "label": _("Save")}
    return ask(request, form, question, reverse("roster"), note=_note())


@never_cache
@require_http_methods(FORM_METHODS)
def end(request: Any, secondment_id: UUID) -> HttpResponse:
    """Set the last day of a secondment."""
    found = _card(request, secondment_id)
    require(may(request.principal, "roster.amend"), verb="end secondment")
    form = EndForm(posted(request), initial={"version": found.version, "ends_on": found.ends_on}, label_suffix="")
    if form.is_valid():
        given = {"secondment": found, **form.cleaned_data}
        if attempt(form, actions.end_secondment, principal=request.principal, **given):
            messages.success(request, _("The last day is set."))
            return redirect("roster")
    question = {"title": _("Set the last day"), "text": str(found.user), "label": _("Save")}
    return ask(request, form, question, reverse("roster"), note=_note())


@never_cache
@require_http_methods(FORM_METHODS)
def shift(request: Any) -> HttpResponse:
    """Plan duty."""
    principal = request.principal
    require(may(principal, "roster.amend"), verb="plan duty")
    form = ShiftForm(selectors.roster(principal, operation_of(principal)), posted(request))
    if form.is_valid():
        given = form.cleaned_data
        if attempt(form, actions.plan_shift, principal=principal, **given):
            messages.success(request, _("Duty is planned."))
            return redirect("roster")
    text = _("Who is on duty stands on everybody's desk.")
    question = {"title": _("Plan duty"), "text": text, "label": _("Plan")}
    return ask(request, form, question, reverse("roster"), note=_note())


@require_POST
def cancel_shift(request: Any, shift_id: UUID) -> HttpResponse:
    """Take a shift off the plan."""
    require(may(request.principal, "roster.read"), verb="cancel duty")
    found = DutyShift.objects.visible_to(request.principal).filter(pk=shift_id).first()
    if found is None:
        raise Http404
    try:
        actions.cancel_shift(principal=request.principal, shift=found)
        messages.success(request, _("The duty is cancelled."))
    except Refused as wrong:
        messages.error(request, " ".join(wrong.messages))
    return redirect("roster")


@never_cache
@require_http_methods(FORM_METHODS)
def hand_over(request: Any) -> HttpResponse:
    """Write a hand-over note."""
    principal = request.principal
    require(may(principal, "roster.read"), verb="hand over")
    seconded = selectors.card_of(principal, operation_of(principal))
    require(may_hand_over(principal, seconded), verb="hand over")
    form = NoteForm(principal, panels.desk_lines(principal), posted(request))
    if form.is_valid():
        given = {"secondment": seconded, "points": [], **form.cleaned_data}
        made = attempt(form, actions.write_note, principal=principal, **given)
        if made:
            messages.success(request, _("Handed over. It waits on the desk of your successor."))
            return redirect("handover", made.pk)
    text = _("You and your successor read it, nobody else.")
    question = {"title": _("Hand over my desk"), "text": text, "label": _("Hand over")}
    return ask(request, form, question, reverse("roster"), note=text)


@never_cache
@require_http_methods(FORM_METHODS)
def handover(request: Any, note_id: UUID) -> HttpResponse:
    """One note: read by its two persons, confirmed by the successor."""
    principal = request.principal
    require(may(principal, "roster.read"), verb="read hand-over")
    found = selectors.read_note(principal, note_id)
    if found is None:
        raise Http404
    form = ConfirmForm(posted(request), initial={"version": found.version})
    if request.method == "POST":
        require(may_confirm(principal, found), verb="confirm hand-over")
        if form.is_valid():
            attempt(form, actions.confirm_note, principal=principal, note=found, **form.cleaned_data)
        if not form.errors:
            messages.success(request, _("Confirmed: the desk is yours."))
            return redirect("handover", found.pk)
    context = {
        "title": _("Hand-over note"),
        "handed": found,
        "row": panels.note_row(principal, found),
        "facts": panels.note_facts(found),
        "form": form,
        "may_confirm": bool(may_confirm(principal, found)),
    }
    note, status = _("You and your successor read it, nobody else."), 400 if form.errors else 200
    return show(request, "roster/handover", context, note=note, status=status)


def _card(request: Any, secondment_id: UUID) -> Secondment:
    """Raises Http404 for what does not exist and for what the reader may not know of, alike."""
    require(may(request.principal, "roster.read"), verb="read card")
    found = selectors.read_card(request.principal, secondment_id)
    if found is None:
        raise Http404
    return found


def _buttons(principal: Any, seconded: bool) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    if seconded:
        found.append({"label": _("Hand over my desk"), "url": reverse("hand-over"), "icon": "people"})
    if principal.holds("roster.amend"):
        found += [
            {"label": _("Plan duty"), "url": reverse("roster-shift"), "icon": "calendar"},
            {"label": _("Second a coordinator"), "url": reverse("roster-second"), "icon": "plus", "main": True},
        ]
    return found


def _note() -> str:
    return _("Names of officials: members and LMLECC read it")
