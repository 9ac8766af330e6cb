"""Reads about people: the Principal of a user, and who takes part."""

from datetime import date

from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from knox.models import AuthToken

from operation.access.principal import Principal
from operation.access.roles import HELD_IN, Role
from operation.kernel.errors import Text
from operation.people.models import Appointment, Area, Organisation, OrganisationKind, TokenScope, User

# the first that fits: later ones name the earlier ones as what they resemble
BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def principal_of(user: User) -> Principal:
    """The frozen picture of a user: organisation, and the roles of the appointments that hold now (real time)."""
    organisation = user.organisation
    if not user.is_active or organisation is None or _expired(user, timezone.now().date()):
        return Principal(user.pk, str(user))
    return Principal(
        user_id=user.pk,
        name=str(user),
        organisation_id=organisation.pk,
        kind=organisation.kind,
        country=organisation.country_id,
        group_id=organisation.group_id,
        roles=_roles(user, organisation.kind),
    )


def ended_reason(user: User) -> Text | None:
    """Why this account is closed for now: disabled, expired, or appointments that have all ended. None: it is open."""
    if not user.is_active:
        return _("This account is disabled. Ask your administrator.")
    if _expired(user, timezone.now().date()):
        return _("This account has expired. Ask your administrator.")
    appointments = Appointment.objects.filter(user=user)
    if appointments.exists() and not appointments.not_past().exists():
        return _("Your appointment has ended. Ask your administrator.")
    return None


def _expired(user: User, today: date) -> bool:
    return user.expires_on is not None and user.expires_on < today


def _roles(user: User, kind: str) -> frozenset[Role]:
    """What the appointments give that somebody of this kind of organisation can hold at all."""
    possible = HELD_IN.get(kind, frozenset())
    held = Appointment.objects.holding().filter(user=user).values_list("role", flat=True)
    return frozenset(Role(role) for role in held if role in possible)


def agencies() -> list[Organisation]:
    """Agencies of the member countries, in the one order of countries."""
    return list(
        Organisation.objects.filter(kind=OrganisationKind.AGENCY)
        .select_related("country")
        .order_by("country__position", "position")
    )


def recipients(principal: Principal) -> list[Organisation]:
    """Organisations to which the principal may release a record: every agency but the own one, and the secretariat."""
    others = Organisation.objects.filter(kind__in=[OrganisationKind.AGENCY, OrganisationKind.SECRETARIAT])
    return list(others.exclude(pk=principal.own_organisation).select_related("country"))


def account_facts(user: User, principal: Principal) -> list[dict[str, object]]:
    """Who one is here: for the account page."""
    appointments = user.appointments.select_related("operation", "covers__user").order_by("starts_on", "role")
    facts: list[dict[str, object]] = [
        {"label": _("Name"), "value": str(user), "lang": _language(user)},
        {"label": _("User name"), "value": user.username},
        {"label": _("Organisation"), "value": str(user.organisation) if user.organisation else None},
    ]
    if principal.country:
        facts.append({"label": _("Country"), "country": principal.country})
    table_url = reverse("roles") if principal.holds("roles.read") else ""
    facts += [_appointment_fact(appointment) | {"url": table_url} for appointment in appointments]
    if not appointments:
        facts.append({"label": _("Role"), "value": None})
    return facts


def _appointment_fact(appointment: Appointment) -> dict[str, object]:
    role = appointment.get_role_display()
    if appointment.covers:
        role = _("%(role)s, acting for %(name)s") % {"role": role, "name": appointment.covers.user}
    return {"label": str(appointment.operation), "value": role, "note": span_words(appointment)}


def span_words(appointment: Appointment) -> str:
    """From which day to which, and whether it was ended before."""
    since = date_format(appointment.starts_on)
    span = f"{since} – {date_format(appointment.ends_on)}" if appointment.ends_on else _("since %s") % since
    if appointment.ended_at:
        return _("%(span)s, ended on %(day)s") % {"span": span, "day": date_format(appointment.ended_at)}
    return span


def _language(user: User) -> str:
    """In which language a name is most likely written: that of the person's country."""
    country = user.organisation.country if user.organisation else None
    return country.language if country else ""


def living_tokens(user: User) -> list[dict[str, object]]:
    """Tokens of a user that still work, for the account page; known by their first letters."""
    found = AuthToken.objects.select_related("scope").filter(user=user, expiry__gt=timezone.now(), scope__isnull=False)
    return [
        {
            "label": f"{token.token_key[:8]}…",
            "created": token.created,
            "expires": token.expiry,
            "scope": _scope_words(token.scope),
            "revoke_url": reverse("revoke-token", args=[token.token_key]),
        }
        for token in found.order_by("created")
    ]


def _scope_words(scope: TokenScope) -> str:
    what = _("Read and write") if scope.writes else _("Read")
    return f"{what}: {', '.join(str(Area(area).label) for area in scope.areas)}"


def sign_in_services(user: User | None = None) -> list[dict[str, object]]:
    """Services through which one can sign in (OpenID Connect), as configured; for a `user`, whether connected."""
    apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    connected = set(SocialAccount.objects.filter(user=user).values_list("provider", flat=True)) if apps and user else ()
    return [
        {
            "name": app["name"],
            "url": reverse("openid_connect_login", args=[app["provider_id"]]),
            "is_connected": app["provider_id"] in connected,
        }
        for app in apps
    ]


def living_sessions(user: User, current: str) -> list[dict[str, object]]:
    """Where a user is signed in, newest first; `current` is the key of the session that asks."""
    found = UserSession.objects.purge_and_list(user)
    return [
        {
            "device": _device(session.user_agent),
            "address": session.ip,
            "began": session.created_at,
            "seen": session.last_seen_at,
            "is_current": session.session_key == current,
            "end_url": reverse("end-session", args=[session.pk]),
        }
        for session in sorted(found, key=lambda one: one.last_seen_at, reverse=True)
    ]


def _device(agent: str) -> str:
    """Browser and system in two words, from what the browser says of itself."""
    found = [next((words for sign, words in signs if sign in agent), "") for signs in (BROWSERS, SYSTEMS)]
    return " · ".join(word for word in found if word) or _("Unknown device")
