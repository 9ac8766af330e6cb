"""Addresses of the administration."""

from django.urls import URLPattern, URLResolver, path

from operation.administration import views
from operation.administration.accounts import views as accounts
from operation.administration.appointments import views as appointments
from operation.administration.reference import site

urlpatterns: list[URLPattern | URLResolver] = [
    path("administration/roles/", views.roles, name="roles"),
    path("administration/appointments/", appointments.appointments, name="appointments"),
    path("administration/appointments/new/", appointments.new, name="appointment-new"),
    path("administration/appointments/<uuid:key>/", appointments.appointment, name="appointment"),
    path("administration/appointments/<uuid:key>/cover/", appointments.cover, name="appointment-cover"),
    path("administration/appointments/<uuid:key>/end/", appointments.end, name="appointment-end"),
    path("administration/accounts/", accounts.accounts, name="accounts"),
    path("administration/accounts/new/", accounts.new, name="account-new"),
    path("administration/accounts/<uuid:key>/", accounts.account, name="account-kept"),
    path("administration/accounts/<uuid:key>/code/", accounts.code, name="account-code"),
    path("administration/accounts/<uuid:key>/disable/", accounts.disable, name="account-disable"),
    path("administration/accounts/<uuid:key>/enable/", accounts.enable, name="account-enable"),
    path("administration/accounts/<uuid:key>/expiry/", accounts.expiry, name="account-expiry"),
    path("administration/vouch/", accounts.vouch, name="vouch"),
    path("administration/reference/", site.urls),
]
