"""Conversations and messages as JSON, and what may be written."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from coordination.messages.actions import MessageDraft
from coordination.messages.models import LONGEST
from operation.cases.api_fields import CodeField, refuse_unknown


class ThreadSerializer(serializers.Serializer):
    """One conversation about a thing. `organisations` are the codes of those that read it; empty: everybody."""

    id = serializers.UUIDField(source="thread.pk")
    organisations = serializers.ListField(child=serializers.CharField(), source="codes")
    count = serializers.IntegerField()
    unread = serializers.IntegerField()
    last_at = serializers.DateTimeField(source="thread.last_at")


class MessageSerializer(serializers.Serializer):
    """One message. A withdrawn one has no text any more."""

    id = serializers.UUIDField(source="pk")
    thread = serializers.UUIDField(source="thread_id")
    number = serializers.IntegerField()
    organisation = serializers.CharField(source="organisation.code")
    writer = serializers.CharField(source="writer.username")
    text = serializers.CharField()
    language = serializers.CharField()
    translation = serializers.CharField()
    translation_language = serializers.CharField()
    mentions = serializers.ListField(child=serializers.UUIDField())
    reply_to = serializers.UUIDField(source="reply_to_id", allow_null=True)
    attachment = serializers.UUIDField(allow_null=True)
    created_at = serializers.DateTimeField()
    withdrawn_at = serializers.DateTimeField(allow_null=True)


class NewMessageSerializer(serializers.Serializer):
    """A message about a thing: to whom, and what."""

    type = serializers.CharField(max_length=40, help_text=_("A type as in addresses, or «actions»."))
    thing = serializers.UUIDField(help_text=_("The key of the record or the action."))
    to = serializers.CharField(
        max_length=30,
        required=False,
        help_text=_("The code of the organisation that reads it; left out, your own; «all» for an action."),
    )
    text = serializers.CharField(max_length=LONGEST)
    language = CodeField(choices=settings.LANGUAGES)
    translation = serializers.CharField(max_length=LONGEST, required=False, allow_blank=True)
    translation_language = CodeField(choices=settings.LANGUAGES, required=False, allow_blank=True)
    mentions = serializers.ListField(child=serializers.UUIDField(), required=False, max_length=50)
    reply_to = serializers.UUIDField(required=False, allow_null=True)
    attachment = serializers.UUIDField(required=False, allow_null=True)

    def to_internal_value(self, data: Any) -> Any:
        refuse_unknown(data, set(self.fields))
        return super().to_internal_value(data)

    @property
    def draft(self) -> MessageDraft:
        given = self.validated_data
        return MessageDraft(
            text=given["text"],
            language=given["language"],
            translation=given.get("translation", ""),
            translation_language=given.get("translation_language", ""),
            mentions=given.get("mentions", ()),
            reply_to=given.get("reply_to"),
            attachment=given.get("attachment"),
        )
