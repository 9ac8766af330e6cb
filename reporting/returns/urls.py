"""Addresses of the national returns."""

from django.urls import path

from reporting.returns import views, views_several, views_sheet

urlpatterns = [
    path("returns/", views.returns, name="returns"),
    path("returns/open/", views.open_week, name="return-open"),
    path("returns/several/<slug:name>/", views_several.several, name="returns-step"),
    path("returns/<uuid:return_id>/sheet/", views_sheet.sheet_page, name="return-sheet"),
    path("returns/<uuid:return_id>/", views.national_return, name="return"),
    path("returns/<uuid:return_id>/<slug:name>/", views.return_step, name="return-step"),
]
