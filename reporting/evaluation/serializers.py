"""Editions as JSON: what is read of one, what one orders, and the reason of a step."""

from typing import Any, ClassVar

from django.conf import settings
from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from operation.access.principal import Principal
from reporting.evaluation.content import MARKINGS
from reporting.evaluation.content import Edition as Written
from reporting.evaluation.models import Audience, Edition, EditionSignature
from reporting.evaluation.succession import superseding


class JobSerializer(serializers.Serializer):
    """How far the building has come; for whoever asked for it."""

    state = serializers.CharField()
    step = serializers.CharField()
    percent = serializers.IntegerField()


class EditionSerializer(serializers.ModelSerializer[Edition]):
    """One edition. `report`, its period and `country` are those of a weekly, monthly or country report.

    `sha256` is that of the file as it was built, `signed_sha256` that of the file that readers get;
    `pdf` is where its file is, once it is built; `job` is null for all but who asked for it.
    """

    reference = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)
    tlp = serializers.SerializerMethodField()
    handling_code = serializers.SerializerMethodField()
    signed_sha256 = serializers.SerializerMethodField()
    superseded_by = serializers.SerializerMethodField()
    pdf = serializers.SerializerMethodField()
    job = serializers.SerializerMethodField()

    class Meta:
        model = Edition
        fields: ClassVar = [
            "id",
            "reference",
            "number",
            "kind",
            "title",
            "report",
            "country",
            "starts_on",
            "ends_on",
            "audience",
            "language",
            "cutoff",
            "state",
            "reason",
            "tlp",
            "handling_code",
            "pages",
            "sha256",
            "digest",
            "signed_sha256",
            "superseded_by",
            "created_at",
            "proposed_at",
            "released_at",
            "is_synthetic",
            "pdf",
            "job",
        ]
        read_only_fields = fields

    def get_tlp(self, edition: Edition) -> str:
        return MARKINGS[Written(edition.audience)].tlp.value

    def get_handling_code(self, edition: Edition) -> str:
        return MARKINGS[Written(edition.audience)].code.value

    def get_signed_sha256(self, edition: Edition) -> str | None:
        signature: EditionSignature | None = getattr(edition, "signature", None)
        return signature.sha256 if signature else None

    def get_superseded_by(self, edition: Edition) -> str | None:
        return superseding(edition)

    def get_pdf(self, edition: Edition) -> str | None:
        return reverse("api-report-pdf", args=[edition.pk]) if edition.has_file else None

    @extend_schema_field(JobSerializer(allow_null=True))
    def get_job(self, edition: Edition) -> dict[str, Any] | None:
        principal: Principal = self.context["principal"]
        job = edition.job
        if job is None or job.requested_by_id != principal.user_id:
            return None
        return {"state": job.state, "step": job.step, "percent": job.done * 100 // job.total if job.total else 0}


class OrderSerializer(serializers.Serializer):
    """What to build. Values are checked where the page and the command are checked too."""

    audience = serializers.CharField(help_text=", ".join(Audience.values))
    language = serializers.CharField(default="en", help_text=", ".join(code for code, _name in settings.LANGUAGES))
    cutoff = serializers.CharField(help_text="Figures known by the end of this day in Kunming: 2025-01-10.")


class ReasonSerializer(serializers.Serializer):
    reason = serializers.CharField(help_text="Why; it stays with the edition. No names.")
