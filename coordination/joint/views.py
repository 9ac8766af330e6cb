"""Pages of the group: the list, a proposal, one joint investigation and its steps, its people and its records."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination.joint import bringing, forms, grouping, panels, selectors
from coordination.joint.confirming import GROUP
from coordination.joint.models import JointInvestigation, JointRecord
from coordination.joint.page import AskView, Context, JointsView, JointView, crumbs, joint_url
from coordination.joint.policies import may_answer, may_bring, may_lead, may_leave, may_name, may_propose
from coordination.questions import Question, StepForm
from operation.access.scope import Cursor, Page
from operation.kernel.errors import Verdict, require
from operation.kernel.fields import attempt
from operation.kernel.lists import asked_place, onward, without
from operation.plan.selectors import operation_or_404

STEPS: dict[str, Callable[..., Any]] = {
    "join": grouping.join_group,
    "decline": grouping.decline_invitation,
    "leave": grouping.leave_group,
    "close": grouping.close_group,
}


class Joints(JointsView):
    """Those to which the own agency is invited or belongs."""

    def get(self, request: HttpRequest) -> HttpResponse:
        after, problems = asked_place(request.GET, Cursor.read)
        found = Page[JointInvestigation]([], None) if problems else selectors.list_joints(self.principal, after)
        context: Context = {
            "title": _("Joint investigations"),
            "rows": [panels.row(one) for one in found.records],
            "problems": problems,
            "clear_url": reverse("joints"),
            "actions": [{"label": _("Propose one"), "url": reverse("joint-new"), "icon": "plus", "main": True}]
            if may_propose(self.principal)
            else [],
            "first_url": f"?{without(request.GET)}" if after else "",
            "older_url": onward(request.GET, found.next),
            "handling": panels.handling_of_all(found.records),
        }
        return self.show("joint/list", context, 400 if problems else 200)


class NewJoint(JointsView):
    """Propose one: with whom, and what it aims at. `?with=vn-mps` ticks an agency."""

    def get(self, request: HttpRequest) -> HttpResponse:
        require(may_propose(self.principal), verb=request.path)
        return self._ask(self._form())

    def post(self, request: HttpRequest) -> HttpResponse:
        require(may_propose(self.principal), verb=request.path)
        form = self._form(request.POST)
        if form.is_valid():
            given = {"operation": operation_or_404(), "draft": form.draft, "invited": form.invited_agencies}
            made = attempt(form, grouping.propose_joint, principal=self.principal, **given)
            if made:
                messages.success(request, _("Proposed. Those whom you invited see it now."))
                return HttpResponseRedirect(joint_url(made.pk))
        return self._ask(form)

    def _form(self, data: Any = None) -> forms.ProposeForm:
        agencies = grouping.invitable(self.principal, operation_or_404())
        return forms.ProposeForm(agencies, data, asked=self.request.GET.getlist("with"))

    def _ask(self, form: forms.ProposeForm) -> HttpResponse:
        context: Context = {
            "title": _("Propose a joint investigation"),
            "label": _("Propose it"),
            "form": form,
            "crumbs": crumbs(),
            "cancel_url": reverse("joints"),
            "handling": panels.handling_of_all([]),
        }
        return self.show("coordination/form", context, 400 if form.errors else 200)


class OneJoint(JointView):
    """One group: who belongs to it, what was brought in, what is planned."""

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        context = panels.joint_page(self.principal, self.joint, self.own)
        return self.show("joint/joint", context | {"crumbs": crumbs(), "handling": panels.handling_of(self.joint)})


class JointStep(AskView):
    """Join, decline, leave or close: ask once more, then take the step."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if kwargs["name"] not in GROUP:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def name(self) -> str:
        return str(self.kwargs["name"])

    @property
    def question(self) -> Question:
        return GROUP[self.name]

    def verdict(self) -> Verdict:
        if self.name in ("join", "decline"):
            return may_answer(self.principal, self.joint, self.own)
        if self.name == "leave":
            return may_leave(self.principal, self.joint, self.own)
        return may_lead(self.principal, self.joint)

    def form(self, data: Any = None) -> StepForm:
        return StepForm(self.question, self.joint.version, data)

    def carry_out(self, form: Any) -> None:
        said = {"words": form.said} if self.question.words_label else {}
        version = form.cleaned_data["version"]
        STEPS[self.name](principal=self.principal, joint=self.joint, version=version, **said)

    def onward(self) -> str:
        """Who declines or leaves sees it no more."""
        return reverse("joints") if self.name in ("decline", "leave") else self.back()


class Invite(AskView):
    """Ask more agencies."""

    title = gettext_lazy("Invite more agencies")
    label = gettext_lazy("Invite")
    done = gettext_lazy("Invited.")

    def verdict(self) -> Verdict:
        return may_lead(self.principal, self.joint)

    def form(self, data: Any = None) -> forms.InviteForm:
        agencies = grouping.invitable(self.principal, self.joint.operation, self.joint)
        return forms.InviteForm(agencies, data, version=self.joint.version)

    def carry_out(self, form: Any) -> None:
        version = form.cleaned_data["version"]
        grouping.invite_agencies(
            principal=self.principal, joint=self.joint, version=version, invited=form.invited_agencies
        )


class Persons(AskView):
    """Who of the own agency reads it."""

    title = gettext_lazy("Name officers")
    hint = gettext_lazy("Supervisors and coordinators of your agency read it always. Others do where you name them.")
    label = gettext_lazy("Save")
    done = gettext_lazy("Saved.")

    def verdict(self) -> Verdict:
        return may_name(self.principal, self.joint, self.own)

    def form(self, data: Any = None) -> forms.PersonsForm:
        named = [one.user_id for one in selectors.named_by(self.principal, self.joint)]
        return forms.PersonsForm(grouping.colleagues(self.principal), named, data, version=self.joint.version)

    def carry_out(self, form: Any) -> None:
        version = form.cleaned_data["version"]
        grouping.name_persons(principal=self.principal, joint=self.joint, version=version, users=form.keys)


class Bring(AskView):
    """Bring an own record in."""

    title = gettext_lazy("Bring a record in")
    hint = gettext_lazy(
        "It is released to the agencies that have joined. Bring it in again for those who join later; recall it on its"
        " own page."
    )
    label = gettext_lazy("Release it to the group")
    done = gettext_lazy("Released to those who have joined.")

    def verdict(self) -> Verdict:
        return may_bring(self.principal, self.joint, self.own)

    def form(self, data: Any = None) -> forms.BringForm:
        return forms.BringForm(data)

    def carry_out(self, form: Any) -> None:
        bringing.bring_record(principal=self.principal, joint=self.joint, reference=form.cleaned_data["record"])


class TakeOut(AskView):
    """Take an own record out of the list."""

    question = Question(
        title=gettext_lazy("Take this record out"),
        text=gettext_lazy("It stays released to those who read it. Recall it on the page of the record."),
        label=gettext_lazy("Take it out"),
        done=gettext_lazy("Taken out."),
        grave=True,
    )

    def verdict(self) -> Verdict:
        return may_bring(self.principal, self.joint, self.own)

    def form(self, data: Any = None) -> StepForm:
        rows = JointRecord.objects.visible_to(self.principal).filter(joint=self.joint, pk=self.kwargs["brought_id"])
        self.row = rows.filter(organisation_id=self.principal.own_organisation).first()
        if self.row is None:
            raise Http404
        return StepForm(self.question, self.joint.version, data)

    row: JointRecord | None = None

    def carry_out(self, _form: Any) -> None:
        assert self.row is not None
        bringing.take_record_out(principal=self.principal, joint=self.joint, row=self.row)
