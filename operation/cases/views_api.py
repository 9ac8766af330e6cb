"""What each part of the API of a record starts from: who asks, of which type, of which record.

The API of the records themselves stands in api/, that of a feature beside its actions.
"""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from rest_framework import serializers, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from operation.access.principal import Principal
from operation.cases.api_fields import echo
from operation.cases.base import CaseRecord
from operation.cases.registry import RecordType
from operation.cases.selectors import read_record
from operation.kernel.errors import Refused
from operation.kernel.transitions import Transition
from operation.plan.models import Operation
from operation.plan.selectors import current_operation


class RecordActions(viewsets.GenericViewSet):
    """A part of the view set of a type. What its caller may not see does not exist: 404."""

    record_type: ClassVar[RecordType]

    @property
    def principal(self) -> Principal:
        found: Principal = self.request.principal  # type: ignore[attr-defined]
        return found

    @property
    def operation(self) -> Operation:
        """The one that runs. Raises Refused where none is loaded."""
        found = current_operation()
        if found is None:
            raise Refused(_("No operation is loaded yet. Ask your administrator."))
        return found

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "principal": self.principal}

    def read(self, pk: Any) -> CaseRecord:
        record: CaseRecord = read_record(self.principal, self.record_type, pk)
        return record

    def retrieve(self, request: Request, pk: str) -> Response:
        """One record."""
        return Response(self.get_serializer(self.read(pk)).data)

    def named_step(self, name: str, among: Sequence[Transition] | None = None) -> Transition:
        steps = self.record_type.states.transitions if among is None else among
        found = next((step for step in steps if step.name == name), None)
        if found is None:
            names = ", ".join(step.name for step in steps)
            message = _("«%(value)s» is not a step here. There are: %(names)s.")
            raise serializers.ValidationError({"step": [message % {"value": echo(name), "names": names}]})
        return found

    def first_step(self, name: str | None) -> Transition | None:
        states = self.record_type.states
        return self.named_step(name, states.from_state(states.initial)) if name else None
