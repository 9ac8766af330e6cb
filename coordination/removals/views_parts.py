"""Pages of the parts of a removal: its persons with their checklist, the manifest, incidents, asking again."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination.removals import asking, checking, handing, naming, panels
from coordination.removals.forms import (
    AmendForm,
    ChecksForm,
    ExplainForm,
    IncidentForm,
    ItemForm,
    RecordForm,
    VersionForm,
    WhyForm,
)
from coordination.removals.listing import candidates
from coordination.removals.models import Removal, RemovalIncident, RemovalPerson
from coordination.removals.page import ConfirmView, Context, address
from coordination.removals.policies import may_explain, may_list, may_prepare, may_step
from operation.kernel.errors import Verdict, require


class ListPerson(ConfirmView):
    """Name a person: choose a suspect that one sees, of either side."""

    title = gettext_lazy("Name a person")
    text = gettext_lazy("What is needed to hand somebody over is copied from the record as it stands now.")
    done = gettext_lazy("On the list.")

    def verdict(self) -> Verdict:
        return may_list(self.principal, self.removal)

    def form(self, data: Any = None) -> RecordForm:
        return RecordForm(self.removal, self.principal, candidates(self.principal, self.removal, self.sought), data)

    @property
    def sought(self) -> str:
        return self.request.GET.get("q", "").strip()

    def words(self) -> Context:
        return super().words() | {"finds": True, "sought": self.sought}

    def carry_out(self, form: Any) -> None:
        told = form.cleaned_data
        naming.list_person(
            principal=self.principal, removal=self.removal, version=told["version"], record=told["record"]
        )


class PersonView(ConfirmView):
    """A page about one person of the removal; only who reads the content gets here."""

    person: RemovalPerson

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.request = request
        found = RemovalPerson.objects.visible_to(self.principal).filter(
            removal_id=kwargs["removal_id"], pk=kwargs["person_id"]
        )
        person = found.first()
        if person is None:
            raise Http404
        self.person = person
        return super().dispatch(request, *args, **kwargs)

    def verdict(self) -> Verdict:
        return may_prepare(self.principal, self.removal)


class OnePerson(PersonView):
    """The checklist of one person: the asked side answers it, the others read it on the page of the removal."""

    done = gettext_lazy("Answered.")

    def form(self, data: Any = None) -> ChecksForm:
        return ChecksForm(self.removal, list(self.person.checks.all()), data)

    def words(self) -> Context:
        return {
            "title": _("Checklist of %(name)s") % {"name": self.person.name or _("a person")},
            "text": _("Each question needs an answer in words before the hand-over is scheduled. «No» stops it."),
            "label": _("Save the answers"),
            "person": self.person,
            "links": _links(self.removal, self.person),
        }

    def carry_out(self, form: Any) -> None:
        checking.answer_checks(
            principal=self.principal,
            removal=self.removal,
            version=form.cleaned_data["version"],
            person=self.person.pk,
            answers=form.answers,
        )

    def refuse(self, form: Any, refused: ValidationError) -> None:
        if not hasattr(refused, "error_dict"):
            form.add_error(None, refused)
            return
        for kind, errors in refused.error_dict.items():
            form.refuse(kind, errors)


def _links(removal: Removal, person: RemovalPerson) -> list[Context]:
    if person.end:
        return []
    return [
        {"label": _("Choose your suspect"), "url": panels.person_url(removal, person, "match"), "icon": "link"},
        {"label": _("Take off the list"), "url": panels.person_url(removal, person, "off"), "icon": "x", "grave": True},
    ]


class MatchPerson(PersonView):
    """Which suspect of the asked side it is: his record follows the removal."""

    title = gettext_lazy("Which of your suspects is it?")
    text = gettext_lazy("The status of that record follows the removal: it waits, and is transferred on arrival.")
    label = gettext_lazy("Choose")
    done = gettext_lazy("Matched.")

    def form(self, data: Any = None) -> RecordForm:
        own = [
            one
            for one in candidates(self.principal, self.removal, self.request.GET.get("q", "").strip())
            if one.originator_id == self.principal.organisation_id
        ]
        return RecordForm(self.removal, self.principal, own, data)

    def words(self) -> Context:
        sought = self.request.GET.get("q", "")
        return super().words() | {"person": self.person, "finds": True, "sought": sought}

    def carry_out(self, form: Any) -> None:
        told = form.cleaned_data
        naming.match_person(
            principal=self.principal,
            removal=self.removal,
            version=told["version"],
            person=self.person.pk,
            record=told["record"],
        )


class TakeOff(PersonView):
    """Somebody is not removed after all."""

    title = gettext_lazy("Take off the list")
    text = gettext_lazy(
        "The row stays with your reason, so that nobody is lost. His record goes back to where it stood."
    )
    done = gettext_lazy("Taken off the list.")
    grave = True

    def verdict(self) -> Verdict:
        return may_list(self.principal, self.removal)

    def form(self, data: Any = None) -> WhyForm:
        return WhyForm(self.removal, data)

    def words(self) -> Context:
        return super().words() | {"person": self.person}

    def carry_out(self, form: Any) -> None:
        told = form.cleaned_data
        naming.take_off(
            principal=self.principal,
            removal=self.removal,
            version=told["version"],
            person=self.person.pk,
            why=told["why"],
        )


class AddItem(ConfirmView):
    """A line of the manifest."""

    title = gettext_lazy("Add to the manifest")
    done = gettext_lazy("Added.")

    def verdict(self) -> Verdict:
        return may_prepare(self.principal, self.removal)

    def form(self, data: Any = None) -> ItemForm:
        return ItemForm(self.removal, data)

    def carry_out(self, form: Any) -> None:
        version = form.cleaned_data["version"]
        checking.add_item(principal=self.principal, removal=self.removal, version=version, draft=form.draft)


class RemoveItem(ConfirmView):
    """Take a line off the manifest."""

    title = gettext_lazy("Take off the manifest")
    done = gettext_lazy("Taken off.")
    grave = True

    def verdict(self) -> Verdict:
        return may_prepare(self.principal, self.removal)

    def form(self, data: Any = None) -> VersionForm:
        return VersionForm(self.removal, data)

    def words(self) -> Context:
        item = self.removal.items.filter(pk=self.kwargs["item_id"]).first()
        if item is None:
            raise Http404
        return super().words() | {"text": item.what}

    def carry_out(self, form: Any) -> None:
        checking.remove_item(
            principal=self.principal,
            removal=self.removal,
            version=form.cleaned_data["version"],
            item=self.kwargs["item_id"],
        )


class NoteIncident(ConfirmView):
    """What went another way on the road."""

    title = gettext_lazy("Note an incident")
    text = gettext_lazy("Both countries read it, and both explain it before the removal is closed.")
    done = gettext_lazy("Noted.")

    def verdict(self) -> Verdict:
        return may_explain(self.principal, self.removal)

    def form(self, data: Any = None) -> IncidentForm:
        return IncidentForm(self.removal, data)

    def carry_out(self, form: Any) -> None:
        told = form.cleaned_data
        handing.note_incident(
            principal=self.principal,
            removal=self.removal,
            version=told["version"],
            on=told["on"],
            what=told["words"],
        )


class ExplainIncident(ConfirmView):
    """One side explains; when both have, the incident is resolved."""

    title = gettext_lazy("Explain the incident")
    text = gettext_lazy("When both countries have explained it and say the same of each person, it is resolved.")
    done = gettext_lazy("Explained.")

    def verdict(self) -> Verdict:
        return may_explain(self.principal, self.removal)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """What is not there for the reader is not there, before it is asked whether he may."""
        self.request = request
        seen = RemovalIncident.objects.visible_to(self.principal)
        found: RemovalIncident | None = seen.filter(removal_id=kwargs["removal_id"], pk=kwargs["incident_id"]).first()
        if found is None:
            raise Http404
        self.incident = found
        return super().dispatch(request, *args, **kwargs)

    incident: RemovalIncident

    def form(self, data: Any = None) -> ExplainForm:
        incident = self.incident
        persons = [one for one in self.removal.persons.filter(end="") if one.differs] if incident.of_heads else []
        return ExplainForm(self.removal, persons, incident.outcomes, data)

    def words(self) -> Context:
        incident = self.incident
        said = ((_("The asking side"), incident.asking_words), (_("The asked side"), incident.asked_words))
        facts = [{"label": capfirst(label), "value": words} for label, words in said if words]
        return super().words() | {"text": panels.incident_words(incident), "facts": facts}

    def carry_out(self, form: Any) -> None:
        handing.explain_incident(
            principal=self.principal,
            removal=self.removal,
            version=form.cleaned_data["version"],
            incident=self.kwargs["incident_id"],
            words=form.cleaned_data["words"],
            ends=form.ends,
        )


class Amend(ConfirmView):
    """Change what a draft says."""

    title = gettext_lazy("Change the draft")
    done = gettext_lazy("Changed.")

    def verdict(self) -> Verdict:
        return may_step(self.principal, self.removal, "send")

    def form(self, data: Any = None) -> AmendForm:
        return AmendForm(self.removal, data)

    def carry_out(self, form: Any) -> None:
        asking.amend_request(principal=self.principal, removal=self.removal, **form.cleaned_data)


class AskAgain(ConfirmView):
    """A refused request is asked once more."""

    title = gettext_lazy("Ask again")
    text = gettext_lazy(
        "A new draft with the same words and persons. Say in it what answers the ground of the refusal."
    )
    done = gettext_lazy("A draft: change what you need to, then send it.")
    made: UUID

    def verdict(self) -> Verdict:
        return may_step(self.principal, self.removal, "send")

    def form(self, data: Any = None) -> VersionForm:
        return VersionForm(self.removal, data)

    def carry_out(self, form: Any) -> None:
        require(self.verdict(), verb=f"ask again {self.removal.reference}")
        self.made = asking.ask_again(principal=self.principal, removal=self.removal).pk

    def back(self) -> str:
        return address(getattr(self, "made", self.removal.pk))
