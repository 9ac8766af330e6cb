"""Joint investigations over the API, to read: the list, and one of them. The same selectors as the pages."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from coordination.joint import selectors
from coordination.joint.models import JointInvestigation
from coordination.joint.serializers import JointFactsSerializer, JointSerializer
from operation.access.drf import ViewSet
from operation.access.policies import may
from operation.audit import trail
from operation.kernel.errors import require


class JointSet(ViewSet[JointInvestigation]):
    """Joint investigations to which your agency is invited or belongs."""

    serializer_class = JointSerializer
    queryset = JointInvestigation.objects.none()

    @extend_schema(responses={200: JointFactsSerializer(many=True)})
    def list(self, _request: Request) -> Response:
        """Those that you may see, newest first."""
        require(may(self.principal, "joint.read"), verb="list joint investigations")
        shown: Sequence[JointInvestigation] = self.paginate_queryset(selectors.visible(self.principal)) or []
        trail.record("listed", trail.Target(JointInvestigation._meta.label), shown=[one.pk for one in shown])
        return self.get_paginated_response(JointFactsSerializer(shown, many=True).data)

    @extend_schema(responses={200: JointSerializer})
    def retrieve(self, _request: Request, pk: UUID) -> Response:
        """One, with its members; with actions, claims and totals where your agency has joined."""
        joint = selectors.read_joint(self.principal, pk)
        actions = selectors.actions_of(self.principal, joint)
        members = selectors.members_of(self.principal, joint)
        codes = {one.organisation_id: one.organisation.code for one in members}
        lines = selectors.lines_of_each(self.principal, actions)
        context = {
            "members": members,
            "words": {one.pk: selectors.words_of(self.principal, one) for one in members},
            "actions": actions,
            "results": {key: results_of(found, codes) for key, found in lines.items()},
        }
        return Response(JointSerializer(joint, context=context).data)


def results_of(lines: Sequence[selectors.Line], codes: Mapping[UUID, str]) -> list[dict[str, Any]]:
    """Claims and totals of an action, kind by kind."""
    return [
        {
            "what": line.what,
            "claims": {codes[key]: claim.number for key, claim in line.claims.items()},
            "sum": line.sum,
            "total": line.total.total if line.total else None,
            "difference": line.difference,
        }
        for line in lines
    ]


router = SimpleRouter(use_regex_path=False)
router.register("joint-investigations", JointSet, basename="api-joints")
urlpatterns = router.urls
