"""What every installation shares. Secrets and addresses come from the environment only."""

import os
from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from operation.config.env import ROOT, attachment_store, env, sign_in_origins, sign_in_service
from operation.config.logs import LOGGING as LOGGING

BASE_DIR = ROOT
# a workbook is written alike whether or not lxml stands beside (the benchmarks bring it)
os.environ.setdefault("OPENPYXL_LXML", "False")

INSTALLED_APPS = [
    "operation",
    "coordination",
    "reporting",
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "axes",
    "csp",
    "django_countries",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "guardian",
    "knox",
    "pgtrigger",
    "pghistory",
    "rest_framework",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "operation.people.middleware.PrincipalMiddleware",
    "operation.people.gate.GateMiddleware",
    "operation.people.repeating.middleware.RepeatMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "operation.config.urls"
WSGI_APPLICATION = "operation.config.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "operation.people.context_processors.page",
                "operation.plan.context_processors.operation",
            ],
        },
    }
]

DATABASE_ENGINE_OPTIONS = {"CONN_HEALTH_CHECKS": True, "CONN_MAX_AGE": 60}
APP_ROLE = "seagull_app"
AUDITOR_ROLE = "seagull_auditor"
# Accounts: the app's role adds rows to them and neither changes nor removes any.
APPEND_ONLY_TABLES = [
    "operation_auditanchor",
    "reporting_ledgerentry",
    "reporting_measureentry",
    "reporting_returnstep",
    "operation_syndicateevent",
    "operation_suspectevent",
    "operation_rescuedlaborerevent",
    "operation_seizedassetevent",
    "operation_vaultentry",
    "operation_consententry",
    "operation_tombstone",
    "operation_actionreport",
    "operation_actionchange",
    "coordination_inspectionstep",
    "coordination_recommendationstep",
    "coordination_escalation",
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

AUTH_USER_MODEL = "operation.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "operation.people.backends.AccountBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": name}
    for name in (
        "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "django.contrib.auth.password_validation.MinimumLengthValidator",
        "django.contrib.auth.password_validation.CommonPasswordValidator",
        "django.contrib.auth.password_validation.NumericPasswordValidator",
        "operation.people.passwords.OperationWordsValidator",
    )
]
ACCOUNT_ADAPTER = "operation.people.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
# axes counts every bad attempt, in the database: the same for all processes, and it outlives a restart
ACCOUNT_RATE_LIMITS = False
SOCIALACCOUNT_ADAPTER = "operation.people.adapters.ServiceAdapter"
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = ""
SOCIALACCOUNT_PROVIDERS = sign_in_service()
MFA_ADAPTER = "operation.people.adapters.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Seagull"
# a clock may be half a minute off, and a line slow; a code is good once all the same
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "operation.people.second_factor.CodeForm",
    "reauthenticate": "operation.people.second_factor.CodeAgainForm",
    "authenticate_webauthn": "operation.people.second_factor.PasskeyForm",
    "reauthenticate_webauthn": "operation.people.second_factor.PasskeyAgainForm",
    "activate_totp": "operation.people.second_factor.NewAppForm",
    "add_webauthn": "operation.people.second_factor.NewPasskeyForm",
    "edit_webauthn": "operation.people.second_factor.PasskeyNameForm",
}
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "sign-in"
AXES_FAILURE_LIMIT = 6
AXES_COOLOFF_TIME = 1
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "people/locked.html"
AXES_SENSITIVE_PARAMETERS: list[str] = []
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "operation.people.addresses.client_address"
PROXY_COUNT = 0
ANONYMOUS_USER_NAME = None
# guardian keeps our releases; whether one may read is asked of `visible_to`, not of an authentication backend.
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", "English"),
    ("km", "ភាសាខ្មែរ"),
    ("zh-hans", "简体中文"),
    ("lo", "ລາວ"),
    ("my", "မြန်မာဘာသာ"),
    ("th", "ภาษาไทย"),
    ("vi", "Tiếng Việt"),
]
COUNTRIES_OVERRIDE = {"LA": _("Lao PDR"), "VN": _("Viet Nam")}
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = True
FORMAT_MODULE_PATH = "operation.config.formats"
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "static/"
STATICFILES_DIRS = [ROOT / "static"]
STATIC_ROOT = ROOT / "var" / "static"

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "attachments": attachment_store(ROOT),
}
# what one file may have, what arrives of it at once, how long nobody may go on with it, and who looks for viruses
ATTACHMENT_LIMIT_BYTES = env.int("ATTACHMENT_LIMIT_MB", default=100) * 1024 * 1024
ATTACHMENT_PART_BYTES = 1024 * 1024
ATTACHMENT_UNFINISHED_HOURS = env.int("ATTACHMENT_UNFINISHED_HOURS", default=48)
CLAMD_ADDRESS = env.str("CLAMD_ADDRESS", default="")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, *sign_in_origins()],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "operation.access.authentication.SessionAuthentication",
        "operation.access.authentication.TokenAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "operation.access.openapi.ApiSchema",
    "EXCEPTION_HANDLER": "operation.access.drf.explain",
    "UNAUTHENTICATED_USER": None,
}
REST_KNOX = {"TOKEN_TTL": None, "AUTO_REFRESH": False}
SPECTACULAR_SETTINGS = {
    "TITLE": "Seagull",
    "DESCRIPTION": _("Records, returns and reports of the operation, as far as the reader may see them."),
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": [],
    "ENUM_ADD_EXPLICIT_BLANK_NULL_CHOICE": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
}

# with what editions are signed (PEM: the key, its certificate, those above it), and who says when (RFC 3161)
SIGNING_FILE = env.str("SIGNING_FILE", default="")
TIME_STAMP_URL = env.str("TIME_STAMP_URL", default="")

PGHISTORY_INSTALL_CONTEXT_FUNC_ON_MIGRATE = False
CELERY_VISIBILITY_TIMEOUT = 3600
JOB_LEASE_SECONDS = 30.0
OPERATION = "seagull"
# mails leave only where a server for them is named; PUBLIC_ADDRESS is how people reach us, with https://
MAIL_IS_SENT = False
PUBLIC_ADDRESS = ""
EMAIL_TIMEOUT = 15
EMAIL_FILE_PATH = str(ROOT / "var" / "mail")
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default="") or "seagull@localhost"
DEMO_TODAY = ""
MAP_OUTLINES = env("MAP_OUTLINES", default="")  # a GeoJSON file of the operator's own choice; none is brought along
REQUIRE_SECOND_FACTOR = False
