"""What one would write in an afternoon: 50 rows of one agency, without walls, audit, masks or words for the reader.

Bare Django behind its usual middleware, a bare table with the columns of the real list; a bare REST view with the
framework's own cursor. Both ask as the owner of the tables.
"""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_countries.serializers import CountryFieldMixin
from rest_framework import serializers
from rest_framework.authentication import SessionAuthentication
from rest_framework.generics import ListAPIView
from rest_framework.pagination import CursorPagination

from operation.access.scope import PAGE_SIZE
from operation.cases.records.suspect import Suspect, SuspectName

COMPANY = ("names", "grants__group__organisation")
FILTERS = ("status", "verification")


def plain_scope(user: Any) -> Any:
    """What the user's agency logged, newest first: no grants, no handling, no wall."""
    return Suspect.objects.using("floor").filter(originator_id=user.organisation_id).order_by("-created_at", "-id")


def plain(request: Any) -> Any:
    asked = {name: request.GET[name] for name in FILTERS if name in request.GET}
    return plain_scope(request.user).filter(**asked).prefetch_related(*COMPANY)


@login_required
def suspects(request: HttpRequest) -> HttpResponse:
    rows = plain(request)[:PAGE_SIZE]
    return render(request, "floor/suspects.html", {"rows": rows})


class SuspectNameSerializer(serializers.ModelSerializer):
    class Meta:
        model = SuspectName
        exclude = ("record",)


class SuspectSerializer(CountryFieldMixin, serializers.ModelSerializer):
    names = SuspectNameSerializer(many=True)

    class Meta:
        model = Suspect
        fields = "__all__"


class NewestFirst(CursorPagination):
    page_size = PAGE_SIZE
    ordering = ("-created_at", "-id")


class Suspects(ListAPIView):
    authentication_classes = (SessionAuthentication,)
    serializer_class = SuspectSerializer
    pagination_class = NewestFirst

    def get_queryset(self) -> Any:
        return plain(self.request)
