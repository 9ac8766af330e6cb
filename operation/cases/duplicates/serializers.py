"""Records that a new one may be, as the API tells them beside it."""

from rest_framework import serializers


class LikenessSerializer(serializers.Serializer):
    """A record of your agency, and why the new one may be the same."""

    id = serializers.UUIDField(source="record.pk")
    reference = serializers.CharField(source="record.reference")
    reasons = serializers.ListField(child=serializers.CharField())
