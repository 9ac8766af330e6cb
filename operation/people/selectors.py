"""Reads about people: the Principal of a user, and who takes part."""

from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from knox.models import AuthToken

from operation.access.principal import Principal
from operation.access.roles import HELD_IN, Role
from operation.people.models import Appointment, Organisation, OrganisationKind, User


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
    found = AuthToken.objects.filter(user=user, expiry__gt=timezone.now()).order_by("created")
    return [
        {
            "label": f"{token.token_key[:8]}…",
            "created": token.created,
            "expires": token.expiry,
            "revoke_url": reverse("revoke-token", args=[token.token_key]),
        }
        for token in found
    ]
