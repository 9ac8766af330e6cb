"""Sign-in, the account, and the desk."""

from allauth.account.views import reauthenticate
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from operation.people import views
from operation.people import views_entrance as entrance

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("sign-in/", entrance.SignIn.as_view(), name="sign-in"),
    # the names by which django-allauth finds our pages
    path("sign-in/", entrance.SignIn.as_view(), name="account_login"),
    path("first-sign-in/", entrance.first_sign_in, name="first-sign-in"),
    path("sign-out/", entrance.SignOut.as_view(), name="sign-out"),
    path("language/", login_not_required(set_language), name="set_language"),
    path("desk/", views.desk, name="desk"),
    path("account/", views.account, name="account"),
    path("account/password/", views.password, name="password"),
    path("account/confirm/", reauthenticate, name="account_reauthenticate"),
    path(
        "account/second-factor/webauthn/keys/<int:pk>/remove/",
        entrance.RemovePasskey.as_view(),
        name="mfa_remove_webauthn",
    ),
    path("account/second-factor/", include("allauth.mfa.urls")),
    path("account/services/", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("account/sessions/", entrance.sessions, name="sessions"),
    path("account/sessions/end-others/", entrance.end_other_sessions, name="end-other-sessions"),
    path("account/sessions/<int:session>/end/", entrance.end_session, name="end-session"),
    path("account/tokens/<slug:token_key>/revoke/", views.revoke_token, name="revoke-token"),
]
