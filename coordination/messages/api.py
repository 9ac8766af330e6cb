"""Messages over the API: the conversations of a thing, one of them, a new message, and that one has read."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import exceptions
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from coordination.messages.actions import mark_seen, write_message
from coordination.messages.models import Message
from coordination.messages.selectors import EVERYBODY, Talk, choice_of, find_thread, read_messages, talks_of
from coordination.messages.serializers import MessageSerializer, NewMessageSerializer, ThreadSerializer
from coordination.messages.talkable import Audience, Talkable, by_slug
from coordination.messages.wording import known_organisations
from operation.access.drf import ViewSet
from operation.access.policies import may
from operation.audit import trail
from operation.cases.api_fields import echo
from operation.kernel.errors import require

ABOUT = [
    OpenApiParameter("type", str, required=True, description="A type as in addresses, or «actions»."),
    OpenApiParameter("thing", UUID, required=True, description="The key of the record or the action."),
]


class Messages(ViewSet[Message]):
    """Conversations on a record or an action, as far as you read it now."""

    serializer_class = MessageSerializer
    pagination_class = None
    filter_backends = ()
    queryset = Message.objects.none()

    @extend_schema(parameters=ABOUT, responses={200: ThreadSerializer(many=True)})
    def list(self, request: Request) -> Response:
        """The conversations about one thing, in which something was said."""
        require(may(self.principal, "message.read"), verb="list messages")
        talkable, thing = self._asked(request.query_params.get("type", ""), _key(request))
        talks = [one for one in talks_of(self.principal, talkable, thing) if one.thread]
        trail.record("listed", trail.Target.of(thing), talks=len(talks))
        codes = {key: one.code for key, one in known_organisations().items()}
        told = [_told(one, codes) for one in talks]
        return Response(ThreadSerializer(told, many=True).data)

    @extend_schema(request=NewMessageSerializer, responses={201: MessageSerializer})
    def create(self, request: Request) -> Response:
        """Write a message. Who is mentioned is told."""
        require(may(self.principal, "message.write"), verb="write message")
        wanted = NewMessageSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        given = wanted.validated_data
        talkable, thing = self._asked(given["type"], given["thing"])
        audience = self._audience(talkable, thing, given.get("to", ""))
        written = write_message(
            principal=self.principal, talkable=talkable, thing=thing, audience=audience, draft=wanted.draft
        )
        return Response(MessageSerializer(written).data, status=201)

    @extend_schema(operation_id="messages_read", responses={200: MessageSerializer(many=True)})
    def retrieve(self, request: Request, pk: UUID) -> Response:
        """The newest messages of a conversation, the oldest first."""
        return Response(MessageSerializer(read_messages(find_thread(self.principal, pk)), many=True).data)

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def seen(self, request: Request, pk: UUID) -> Response:
        """You have read the conversation up to its last message."""
        mark_seen(principal=self.principal, thread=find_thread(self.principal, pk).thread)
        return Response(status=204)

    def _asked(self, slug: str, key: UUID) -> tuple[Talkable, Any]:
        talkable = by_slug(slug)
        return talkable, talkable.read(self.principal, key)

    def _audience(self, talkable: Talkable, thing: Any, code: str) -> Audience:
        """Raises ValidationError for an organisation with which one does not talk about the thing."""
        own = self.principal.own_organisation
        talks = {choice_of(self.principal, one): one.audience for one in talks_of(self.principal, talkable, thing)}
        keys = {one.code: str(key) for key, one in known_organisations().items()}
        wanted = EVERYBODY if code == EVERYBODY else keys.get(code) if code else str(own)
        if wanted not in talks:
            words = _("«%(value)s» does not read this. Write to one that does.") % {"value": echo(code)}
            raise exceptions.ValidationError({"to": [words]})
        return talks[wanted]


def _told(talk: Talk, codes: dict[UUID, str]) -> dict[str, Any]:
    return {
        "thread": talk.thread,
        "codes": [codes[one] for one in talk.audience.organisations],
        "count": talk.count,
        "unread": talk.unread,
    }


def _key(request: Request) -> UUID:
    text = request.query_params.get("thing", "")
    try:
        return UUID(text)
    except ValueError as wrong:
        raise exceptions.ValidationError({"thing": [_("«%(value)s» is not a key.") % {"value": echo(text)}]}) from wrong


router = SimpleRouter(use_regex_path=False)
router.register("messages", Messages, basename="api-messages")
urlpatterns = router.urls
