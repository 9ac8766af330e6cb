"""Files over the API: list, announce, send part by part, download, remove. The same actions as the pages.

An upload is resumed: POST announces a file; PATCH sends its bytes from `Upload-Offset` on; HEAD tells in the header of
the same name how many have arrived. The last part settles the file.
"""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponseBase
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.parsers import BaseParser, JSONParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from operation.access.principal import Principal
from operation.cases.api_fields import CodeField, refuse_unknown
from operation.cases.attachments import selectors
from operation.cases.attachments.actions import remove_attachment
from operation.cases.attachments.arriving import FileDraft, append_part, begin_upload
from operation.cases.attachments.models import OWN_CODES, Attachment, FileKind
from operation.cases.attachments.views import as_download
from operation.cases.attachments.wording import uploader
from operation.cases.base import CaseRecord
from operation.cases.names import AS_THE_RECORD, NAME_MARKS
from operation.cases.registry import by_slug
from operation.cases.selectors import reach_record
from operation.kernel.errors import Refused

OFFSET, LENGTH = "Upload-Offset", "Upload-Length"
PART = "application/offset+octet-stream"
FIRST_OFFSET = OpenApiParameter(OFFSET, int, OpenApiParameter.HEADER, required=True)


class PartParser(BaseParser):
    """The bytes of one part, as they are; one byte more than a part may have, so that a longer one is noticed."""

    media_type = PART

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        return stream.read(settings.ATTACHMENT_PART_BYTES + 1)


class AttachmentSerializer(serializers.ModelSerializer):
    """One file. `received` of `size` bytes have arrived; with `clean` it can be downloaded."""

    uploaded_by = serializers.SerializerMethodField()

    class Meta:
        model = Attachment
        fields = (
            *("id", "name", "title", "kind", "tlp", "handling_code", "size", "received", "sha256", "content_type"),
            *("state", "reason", "scanned_at", "uploaded_by", "created_at"),
        )
        read_only_fields = fields

    def get_uploaded_by(self, attachment: Attachment) -> str:
        """The person within the own organisation, the organisation to others."""
        return uploader(self.context["principal"], attachment)


class UploadSerializer(serializers.Serializer):
    """A file that is to be sent. Give its SHA-256 to have it compared at the end."""

    name = serializers.CharField(max_length=1000)
    size = serializers.IntegerField()
    title = serializers.CharField(max_length=160, allow_blank=True, default="")
    kind = CodeField(choices=FileKind.choices, default=FileKind.DOCUMENT)
    tlp = CodeField(choices=NAME_MARKS, allow_blank=True, default=AS_THE_RECORD)
    handling_code = CodeField(choices=OWN_CODES, allow_blank=True, default="")
    sha256 = serializers.CharField(max_length=64, allow_blank=True, default="")


class AttachmentRemovalSerializer(serializers.Serializer):
    """Why a file is removed."""

    words = serializers.CharField(max_length=200)


class FilesOfRecord(APIView):
    """What all addresses of files start from: a record that the caller reads, or none at all."""

    metadata_class = None

    @property
    def principal(self) -> Principal:
        found: Principal = self.request.principal  # type: ignore[attr-defined]
        return found

    def record(self) -> CaseRecord:
        record_type = by_slug(self.kwargs["slug"])
        if record_type is None:
            raise Http404
        record: CaseRecord = reach_record(self.principal, record_type, self.kwargs["pk"])
        return record

    def reached(self) -> tuple[CaseRecord, Attachment]:
        record = self.record()
        return record, selectors.find_attachment(self.principal, record, self.kwargs["file"])

    def told(self, attachment: Attachment, status: int = 200) -> Response:
        headers = {OFFSET: str(attachment.received), LENGTH: str(attachment.size)}
        data = AttachmentSerializer(attachment, context={"principal": self.principal}).data
        return Response(data, status=status, headers=headers)


class Attachments(FilesOfRecord):
    """The files of a record."""

    @extend_schema(responses=AttachmentSerializer(many=True))
    def get(self, request: Request, slug: str, pk: UUID) -> Response:
        """The files of a record, newest first."""
        found = selectors.list_attachments(self.principal, self.record())
        return Response(AttachmentSerializer(found, many=True, context={"principal": self.principal}).data)

    @extend_schema(request=UploadSerializer, responses={201: AttachmentSerializer})
    def post(self, request: Request, slug: str, pk: UUID) -> Response:
        """Announce a file. The same once more answers the upload that you have not finished."""
        record, wanted = self.record(), UploadSerializer(data=request.data)
        refuse_unknown(request.data, set(wanted.fields))
        wanted.is_valid(raise_exception=True)
        draft = FileDraft(**wanted.validated_data)
        attachment = begin_upload(principal=self.principal, record=record, draft=draft)
        return self.told(attachment, 201)


class OneAttachment(FilesOfRecord):
    """One file of a record."""

    parser_classes = (PartParser, JSONParser)

    @extend_schema(responses=AttachmentSerializer)
    def get(self, request: Request, slug: str, pk: UUID, file: UUID) -> Response:
        """What is known of the file; the headers tell how much of it has arrived."""
        _record, attachment = self.reached()
        return self.told(attachment)

    @extend_schema(request={PART: OpenApiTypes.BINARY}, responses=AttachmentSerializer, parameters=[FIRST_OFFSET])
    def patch(self, request: Request, slug: str, pk: UUID, file: UUID) -> Response:
        """Send the bytes from `Upload-Offset` on, at most 1 MiB at once; another offset than the next answers 409."""
        record, attachment = self.reached()
        offset, content = request.headers.get(OFFSET, ""), request.data
        if not (offset.isascii() and offset.isdigit()) or not isinstance(content, bytes):
            message = _("Send bytes as %(type)s, and in the header %(header)s the offset of the first.")
            raise Refused({"file": message % {"type": PART, "header": OFFSET}})
        current = append_part(
            principal=self.principal, record=record, attachment=attachment, offset=int(offset), content=content
        )
        return self.told(current)


class Content(FilesOfRecord):
    """The bytes of a file."""

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    def get(self, request: Request, slug: str, pk: UUID, file: UUID) -> HttpResponseBase:
        """Download the file as it came."""
        return as_download(*self.reached())


class Removal(FilesOfRecord):
    """The end of a file."""

    @extend_schema(request=AttachmentRemovalSerializer, responses={204: None})
    def post(self, request: Request, slug: str, pk: UUID, file: UUID) -> Response:
        """Remove the file, with a reason."""
        record, attachment = self.reached()
        wanted = AttachmentRemovalSerializer(data=request.data)
        refuse_unknown(request.data, set(wanted.fields))
        wanted.is_valid(raise_exception=True)
        remove_attachment(
            principal=self.principal, record=record, attachment=attachment, words=wanted.validated_data["words"]
        )
        return Response(status=204)
