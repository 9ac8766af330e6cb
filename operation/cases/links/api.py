"""Links over the API, below the record from which they are read: the same selectors and actions as the pages."""

from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from operation.cases.links.actions import LinkDraft, amend_link, link_records, withdraw_links
from operation.cases.links.models import End, Link
from operation.cases.links.selectors import links_of, read_link, seen
from operation.cases.links.serializers import LinkAmendmentSerializer, LinkSerializer, LinkWithdrawalSerializer
from operation.cases.views_api import RecordActions

KEY = "(?P<link>[0-9a-f-]{36})"
ONE = [OpenApiParameter("link", UUID, OpenApiParameter.PATH)]


class LinkActions(RecordActions):
    """The part of a record's view set that is about its links."""

    @extend_schema(responses=LinkSerializer(many=True))
    @action(detail=True, methods=["get"], pagination_class=None)
    def links(self, request: Request, pk: str) -> Response:
        """Links of the record, newest first, as far as you may see both ends."""
        found = links_of(self.principal, self.read(pk))
        return Response(LinkSerializer(found, many=True).data)

    @extend_schema(request=LinkSerializer, responses={201: LinkSerializer(many=True)})
    @links.mapping.post
    def link(self, request: Request, pk: str) -> Response:
        """Link the record with another one. A link that you have made already is not made again: the list is empty."""
        here = End.of(self.read(pk))
        wanted = LinkSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        given = wanted.validated_data
        subject, object_ = (given["other"], here) if given["back"] else (here, given["other"])
        draft = LinkDraft(given["kind"], subject, object_, wanted.details())
        made = link_records(principal=self.principal, drafts=[draft])
        rows = Link.objects.filter(pk__in=[one.pk for one in made]).select_related("originator")
        return Response(LinkSerializer(seen(self.principal, rows), many=True).data, status=201)

    @extend_schema(request=LinkAmendmentSerializer, responses=LinkSerializer, parameters=ONE)
    @action(detail=True, methods=["patch"], url_path=f"links/{KEY}", url_name="link")
    def amend_link(self, request: Request, pk: str, link: str) -> Response:
        """Change what is known of a link, or end it (`until`). A later version than you read answers 409."""
        record = self.read(pk)
        found = read_link(self.principal, record, UUID(link))
        wanted = LinkAmendmentSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        details, version = wanted.details(found.link), wanted.validated_data["version"]
        amend_link(principal=self.principal, link=found.link, details=details, version=version)
        return Response(LinkSerializer(read_link(self.principal, record, UUID(link))).data)

    @extend_schema(request=LinkWithdrawalSerializer, responses={204: None}, parameters=ONE)
    @action(detail=True, methods=["post"], url_path=f"links/{KEY}/withdraw", url_name="link-withdraw")
    def withdraw_link(self, request: Request, pk: str, link: str) -> Response:
        """Take a link back that should not have been made."""
        found = read_link(self.principal, self.read(pk), UUID(link))
        wanted = LinkWithdrawalSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        withdraw_links(principal=self.principal, links=[found.link], why=wanted.validated_data["why"])
        return Response(status=204)
