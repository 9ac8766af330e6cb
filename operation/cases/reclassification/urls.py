"""Address of the reclassification."""

from django.urls import path

from operation.cases.reclassification.views import Reclassify

urlpatterns = [path("records/suspects/<uuid:pk>/reclassify/", Reclassify.as_view(), name="reclassify")]
