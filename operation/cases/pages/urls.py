"""Addresses of case records, the same for every type."""

from django.urls import include, path

from operation.cases.pages.bulk_decisions import RegradeMany, StepMany, VerifyMany
from operation.cases.pages.decisions import Step, Verify
from operation.cases.pages.editing import Edit, New
from operation.cases.pages.listing import List, Overview
from operation.cases.pages.nameless import Defaults, Facts
from operation.cases.pages.notices import Notices
from operation.cases.pages.readings import Readings
from operation.cases.pages.record import Page
from operation.cases.pages.searching import Search
from operation.cases.pages.sharing import Recall, Regrade, Release, ReleaseMany

RECORD = "records/<slug:slug>/<uuid:pk>/"

urlpatterns = [
    path("", include("operation.cases.attachments.urls")),
    path("", include("operation.cases.vault.urls")),
    path("", include("operation.cases.consent.urls")),
    path("", include("operation.cases.links.urls")),
    path("", include("operation.cases.reclassification.urls")),
    path("", include("operation.cases.identifier_checks.urls")),
    path("", include("operation.cases.duplicates.urls")),
    path("", include("operation.cases.merging.urls")),
    path("", include("operation.cases.retention.urls")),
    path("", include("operation.cases.importing.urls")),
    path("", include("operation.cases.deletion.urls")),
    path("", include("operation.cases.exporting.urls")),
    path("", include("operation.cases.undoing.urls")),
    path("", include("operation.cases.saved_views.urls")),
    path("", include("operation.cases.tags.urls")),
    path("", include("operation.cases.drafting.urls")),
    path("", include("operation.cases.custody.urls")),
    path("search/", Search.as_view(), name="search"),
    path("records/", Overview.as_view(), name="records"),
    path("records/notices/", Notices.as_view(), name="record-notices"),
    path("records/facts/defaults/", Defaults.as_view(), name="record-fact-defaults"),
    path("records/facts/", Facts.as_view(), name="record-facts"),
    path("records/<slug:slug>/", List.as_view(), name="record-list"),
    path("records/<slug:slug>/new/", New.as_view(), name="record-new"),
    path("records/<slug:slug>/share/", ReleaseMany.as_view(), name="record-share-many"),
    path("records/<slug:slug>/step/", StepMany.as_view(), name="record-step-many"),
    path("records/<slug:slug>/verify/", VerifyMany.as_view(), name="record-verify-many"),
    path("records/<slug:slug>/regrade/", RegradeMany.as_view(), name="record-regrade-many"),
    path(RECORD, Page.as_view(), name="record"),
    path(f"{RECORD}readings/", Readings.as_view(), name="record-readings"),
    path(f"{RECORD}edit/", Edit.as_view(), name="record-edit"),
    path(f"{RECORD}verify/", Verify.as_view(), name="record-verify"),
    path(f"{RECORD}share/", Release.as_view(), name="record-share"),
    path(f"{RECORD}regrade/", Regrade.as_view(), name="record-regrade"),
    path(f"{RECORD}recall/", Recall.as_view(), name="record-recall"),
    path(f"{RECORD}step/<slug:name>/", Step.as_view(), name="record-step"),
]
