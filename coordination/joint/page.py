"""What the pages of joint investigations share: who asks, of which group or action, and how a form is taken."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from coordination import frame
from coordination.joint import panels, selectors
from coordination.joint.models import JointAction, JointInvestigation, JointMember
from coordination.questions import Question
from operation.access.policies import may
from operation.access.principal import Principal
from operation.kernel.errors import Text, Verdict, require
from operation.kernel.fields import attempt

Context = dict[str, Any]


@method_decorator(never_cache, name="dispatch")
class JointsView(View):
    """A page for who may read joint investigations at all; anybody else is told so."""

    @property
    def principal(self) -> Principal:
        found: Principal = self.request.principal  # type: ignore[attr-defined]
        return found

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        require(may(self.principal, "joint.read"), verb=request.path)
        return super().dispatch(request, *args, **kwargs)

    def show(self, template: str, context: Context, status: int = 200) -> HttpResponse:
        shared = {"pages": frame.pages(self.principal, self.request.path)}
        return render(self.request, f"{template}.html", shared | context, status=status)


class JointView(JointsView):
    """A page of one group. Whatever may not be read does not exist, whoever asks."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.joint = selectors.read_joint(self.principal, kwargs["joint_id"])
        self.own = selectors.own_member(self.principal, self.joint)
        return super().dispatch(request, *args, **kwargs)

    joint: JointInvestigation
    own: JointMember | None


class ActionView(JointView):
    """A page of one action, for those inside its group."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.action = selectors.read_action(self.principal, kwargs["joint_id"], kwargs["action_id"])
        return super().dispatch(request, *args, **kwargs)

    action: JointAction


class AskView(JointView):
    """A form about a group or an action: who may is asked first, the action decides, and the way leads back."""

    title: Text = ""
    hint: Text = ""
    label: Text = ""
    done: Text = ""

    def verdict(self) -> Verdict:
        raise NotImplementedError

    def form(self, data: Any = None) -> Any:
        raise NotImplementedError

    def carry_out(self, form: Any) -> None:
        raise NotImplementedError

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        require(self.verdict(), verb=request.path)
        return self._ask(self.form())

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        require(self.verdict(), verb=request.path)
        form = self.form(request.POST)
        if form.is_valid():
            attempt(form, lambda: self.carry_out(form))
        if form.errors:
            return self._ask(form)
        messages.success(request, str(self.said()))
        return HttpResponseRedirect(self.onward())

    @property
    def question(self) -> Question | None:
        """What it asks once more, where it has no form of its own."""
        return None

    def said(self) -> Text:
        return self.question.done if self.question else self.done

    def back(self) -> str:
        return joint_url(self.joint.pk)

    def onward(self) -> str:
        """Where it goes on once it is done."""
        return self.back()

    def crumbs(self) -> list[Context]:
        return crumbs(self.joint)

    def _ask(self, form: Any) -> HttpResponse:
        context: Context = {
            "form": form,
            "crumbs": self.crumbs(),
            "cancel_url": self.back(),
            "handling": panels.handling_of(self.joint),
        }
        words = {"title": self.title, "hint": self.hint, "label": self.label, "question": self.question}
        template = "coordination/step" if self.question else "coordination/form"
        return self.show(template, context | words, 400 if form.errors else 200)


class AskOfAction(ActionView, AskView):
    """The same about an action."""

    def back(self) -> str:
        return action_url(self.action)

    def crumbs(self) -> list[Context]:
        return crumbs(self.joint, self.action)


def joint_url(key: UUID) -> str:
    return reverse("joint", args=[key])


def action_url(action: JointAction) -> str:
    return reverse("joint-action", args=[action.joint_id, action.pk])


def crumbs(joint: JointInvestigation | None = None, action: JointAction | None = None) -> list[Context]:
    found: list[Context] = [
        {"label": _("Exchange"), "url": reverse("exchange")},
        {"label": _("Joint investigations"), "url": reverse("joints")},
    ]
    if joint is not None:
        found.append({"label": joint.reference, "url": joint_url(joint.pk)})
    if action is not None:
        found.append({"label": action.title, "url": action_url(action)})
    return found
