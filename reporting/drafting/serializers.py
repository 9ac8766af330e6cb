"""Reports that are written together as JSON."""

from typing import ClassVar

from rest_framework import serializers

from reporting.drafting.models import Report


class WrittenReportSerializer(serializers.ModelSerializer[Report]):
    """One report over a period, with what is known by the end of `cutoff` (Kunming).

    `country` is that of a country report. `round` says how often it was circulated. Its editions are among the reports.
    """

    reference = serializers.CharField(read_only=True)
    country = serializers.CharField(source="country_id", allow_null=True)

    class Meta:
        model = Report
        fields: ClassVar = [
            *("id", "reference", "kind", "country", "starts_on", "ends_on", "cutoff"),
            *("state", "round", "created_at", "released_at", "is_synthetic"),
        ]
