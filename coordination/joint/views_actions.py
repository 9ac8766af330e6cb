"""Pages of an action: what is planned, who decides what, what was claimed, and the one total."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from coordination.joint import claiming, counting, deciding, forms, panels, panels_actions, planning, selectors
from coordination.joint.confirming import ACTION
from coordination.joint.models import Claimed, JointAction, JointClaim, JointRole, JointSite
from coordination.joint.page import ActionView, AskOfAction, AskView, action_url, crumbs
from coordination.joint.policies import may_lead, may_plan, may_step
from coordination.questions import Question, StepForm
from operation.kernel.errors import Verdict

STEPS: dict[str, Callable[..., Any]] = {
    "ask": deciding.ask_decision,
    "go": deciding.decide_go,
    "no-go": deciding.decide_no_go,
    "carry-out": deciding.carry_out,
    "cancel": deciding.call_off,
    "agree": claiming.agree_totals,
    "object": claiming.object_totals,
}


class OneAction(ActionView):
    """One action: plan, sites, roles, decisions; then claims and the total."""

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        context = panels_actions.action_page(self.principal, self.action, self.own)
        shared = {"crumbs": crumbs(self.joint), "handling": panels.handling_of(self.joint)}
        return self.show("joint/action", context | shared)


class NewAction(AskView):
    """Plan an action, for those inside."""

    title = _("Plan an action")
    label = _("Plan it")
    done = _("Planned. Say where and who does what, then ask for go or no-go.")
    made: JointAction | None = None

    def verdict(self) -> Verdict:
        return may_plan(self.principal, self.joint, self.own)

    def form(self, data: Any = None) -> forms.ActionForm:
        return forms.ActionForm(selectors.joined(self.principal, self.joint), data, version=self.joint.version)

    def carry_out(self, form: Any) -> None:
        self.made = planning.plan_action(principal=self.principal, joint=self.joint, draft=form.draft)

    def onward(self) -> str:
        return action_url(self.made) if self.made else self.back()


class EditAction(AskOfAction):
    """Change what is planned."""

    title = _("Change the plan")
    hint = _("Who was asked for go or no-go is asked anew.")
    label = _("Save")
    done = _("Saved.")

    def verdict(self) -> Verdict:
        return may_plan(self.principal, self.joint, self.own)

    def form(self, data: Any = None) -> forms.ActionForm:
        members = selectors.joined(self.principal, self.joint)
        return forms.ActionForm(members, data, version=self.action.version, action=self.action)

    def carry_out(self, form: Any) -> None:
        version = form.cleaned_data["version"]
        planning.amend_action(principal=self.principal, action=self.action, version=version, draft=form.draft)


class AddSite(AskOfAction):
    """Where it is carried out."""

    title = _("Add a site")
    hint = _("Who was asked for go or no-go is asked anew.")
    label = _("Add")
    done = _("Added.")

    def verdict(self) -> Verdict:
        return may_plan(self.principal, self.joint, self.own)

    def form(self, data: Any = None) -> forms.SiteForm:
        return forms.SiteForm(data, version=self.action.version)

    def carry_out(self, form: Any) -> None:
        told = form.cleaned_data
        planning.add_site(
            principal=self.principal,
            action=self.action,
            version=told["version"],
            place=told["place"],
            reference=told["record"],
        )


class AddRole(AskOfAction):
    """Who does what."""

    title = _("Add a role")
    label = _("Add")
    done = _("Added.")

    def verdict(self) -> Verdict:
        return may_plan(self.principal, self.joint, self.own)

    def form(self, data: Any = None) -> forms.RoleForm:
        return forms.RoleForm(selectors.joined(self.principal, self.joint), data, version=self.action.version)

    def carry_out(self, form: Any) -> None:
        told = form.cleaned_data
        planning.give_role(
            principal=self.principal,
            action=self.action,
            version=told["version"],
            organisation=form.agency,
            draft={name: told[name] for name in ("role", "people", "words")},
        )


class TakeOff(AskOfAction):
    """Asks once more before a line is taken off."""

    question: Question
    model: Any = None
    key = ""
    row: Any = None

    def verdict(self) -> Verdict:
        return may_plan(self.principal, self.joint, self.own)

    def form(self, data: Any = None) -> StepForm:
        rows = self.model.objects.visible_to(self.principal)
        self.row = rows.filter(action=self.action, pk=self.kwargs[self.key]).first()
        if self.row is None:
            raise Http404
        return StepForm(self.question, self.action.version, data)


class TakeSiteOff(TakeOff):
    model, key = JointSite, "site_id"
    question = Question(
        title=_("Take this site off"),
        text=_("Who was asked for go or no-go is asked anew."),
        label=_("Take it off"),
        done=_("Taken off."),
        grave=True,
    )

    def carry_out(self, form: Any) -> None:
        version = form.cleaned_data["version"]
        planning.take_site_off(principal=self.principal, action=self.action, version=version, site=self.row)


class TakeRoleOff(TakeOff):
    model, key = JointRole, "role_id"
    question = Question(
        title=_("Take this role off"),
        text=_("The other roles stay."),
        label=_("Take it off"),
        done=_("Taken off."),
        grave=True,
    )

    def carry_out(self, form: Any) -> None:
        version = form.cleaned_data["version"]
        planning.take_role_off(principal=self.principal, action=self.action, version=version, role=self.row)


class ActionStep(AskOfAction):
    """A step: ask once more, then take it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if kwargs["name"] not in ACTION:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def name(self) -> str:
        return str(self.kwargs["name"])

    def verdict(self) -> Verdict:
        return may_step(self.principal, self.joint, self.own, self.name)

    @property
    def question(self) -> Question:
        return ACTION[self.name]

    def form(self, data: Any = None) -> StepForm:
        return StepForm(self.question, self.action.version, data)

    def carry_out(self, form: Any) -> None:
        said = {"words": form.said} if self.question.words_label else {}
        version = form.cleaned_data["version"]
        STEPS[self.name](principal=self.principal, action=self.action, version=version, **said)


class Claims(AskOfAction):
    """What the own agency claims; at first what its records of the action day say."""

    title = _("State your claims")
    hint = _(
        "What your own records of this action day say stands here at first. Write 0 where you claim nothing: an empty"
        " field is «no data». Other agencies read it; it stays as you state it."
    )
    label = _("State them")
    done = _("Your claims are stated.")

    def verdict(self) -> Verdict:
        return may_plan(self.principal, self.joint, self.own)

    def form(self, data: Any = None) -> forms.NumbersForm:
        rows = JointClaim.objects.visible_to(self.principal).filter(action=self.action)
        stated = rows.filter(organisation_id=self.principal.own_organisation)
        known = {Claimed(one.what): (one.number, one.words) for one in stated}
        if not known and self.action.action_day_id:
            counts = counting.counted(self.principal, self.action.action_day_id)
            known = {what: (number, "") for what, number in counts.items()}
        return forms.NumbersForm(known, data, version=self.action.version)

    def carry_out(self, form: Any) -> None:
        version = form.cleaned_data["version"]
        claiming.state_claims(principal=self.principal, action=self.action, version=version, claims=form.numbers)


class Totals(AskOfAction):
    """One total for each kind; at first the sum of the claims, or the total that was proposed."""

    title = _("Propose the totals")
    hint = _(
        "Each person and each thing once. Where a total is not the sum of the claims, explain the difference: all"
        " agencies read it, and agree or object."
    )
    label = _("Propose them")
    done = _("Proposed. The other agencies agree or object.")

    def verdict(self) -> Verdict:
        return may_lead(self.principal, self.joint)

    def form(self, data: Any = None) -> forms.NumbersForm:
        lines = selectors.lines_of(self.principal, self.action)
        known = {one.what: (one.total.total, one.total.words) if one.total else (one.sum, "") for one in lines}
        return forms.NumbersForm(known, data, version=self.action.version)

    def carry_out(self, form: Any) -> None:
        version = form.cleaned_data["version"]
        claiming.propose_totals(principal=self.principal, action=self.action, version=version, totals=form.numbers)
