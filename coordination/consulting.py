"""Mutual consultation: every member country says for itself that it agrees, or notes an objection that is printed.

A country has one voice, whichever of its agencies gives it. A voice counts for the round in which it was given: what
is put to the countries again is asked again.
"""

from collections.abc import Iterable
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from django.db import connection, models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from operation.access.principal import Principal
from operation.kernel import clock
from operation.kernel.errors import Refused
from operation.kernel.models import UUIDModel
from operation.people.models import Country, Organisation, User
from operation.plan.models import Operation
from operation.templatetags.look import country_name

ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"
V = TypeVar("V", bound="Voice")


class Answer(models.TextChoices):
    AGREED = "agreed", gettext_lazy("agrees")
    NOTED = "noted", gettext_lazy("notes an objection")


class Voice(UUIDModel):
    """What one country says in one round. `words` are its objection, printed with what it objects to."""

    country = models.ForeignKey(Country, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField(default=1)
    answer = models.CharField(gettext_lazy("answer"), max_length=6, choices=Answer)
    words = models.TextField(gettext_lazy("objection"), blank=True)
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=clock.now)

    class Meta:
        abstract = True
        default_permissions = ()
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(answer=Answer.AGREED, words="")
                | (models.Q(answer=Answer.NOTED) & ~models.Q(words="")),
                name="%(class)s_says_why",
            )
        ]

    def __str__(self) -> str:
        return f"{self.country_id} {self.answer}"


def hold(key: UUID) -> None:
    """Until the transaction ends nobody else changes what is consulted on, or answers: a country that answers may not
    lock a row of another's."""
    with connection.cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME, [str(key)])


def give_voice(model: type[V], principal: Principal, answer: str, words: str, **about: Any) -> V:
    """The country's answer; a second one in the same round replaces the first. Raises Refused for one without words
    that needs them. The caller has held what it is about."""
    said = words.strip()
    if answer not in Answer.values:
        raise Refused({"answer": gettext_lazy("Choose one of the two answers.")})
    if answer == Answer.NOTED and not said:
        raise Refused({"words": gettext_lazy("Write the objection down: it is printed with the text.")})
    given = {
        "answer": answer,
        "words": said if answer == Answer.NOTED else "",
        "agency_id": principal.own_organisation,
        "given_by_id": principal.person,
        "given_at": clock.now(),
    }
    voice, _made = model._default_manager.update_or_create(country_id=principal.country, **about, defaults=given)
    return voice


def countries_of(operation: Operation) -> list[Country]:
    """The member countries of an operation, in their one order."""
    taking_part = Organisation.objects.filter(participations__operation=operation, country__isnull=False)
    return list(Country.objects.filter(code__in=taking_part.values("country")).order_by("position"))


def unheard(countries: Iterable[Country], voices: Iterable[Voice]) -> list[Country]:
    """Countries that have not answered."""
    heard = {voice.country_id for voice in voices}
    return [country for country in countries if country.code not in heard]


def check_heard(operation: Operation, voices: Iterable[Voice]) -> None:
    """Raises Refused that names the countries which have not answered."""
    missing = unheard(countries_of(operation), voices)
    if missing:
        names = ", ".join(str(country_name(country.code)) for country in missing)
        raise Refused(gettext_lazy("Not all countries have answered: %(names)s."), params={"names": names})


def six(countries: Iterable[Country], voices: Iterable[Voice]) -> list[dict[str, Any]]:
    """Where each country stands, in the shape of components/six.html."""
    said = {voice.country_id: voice for voice in voices}
    return [_standing(country, said.get(country.code)) for country in countries]


def _standing(country: Country, voice: Voice | None) -> dict[str, Any]:
    shown = {"code": country.code, "name": country_name(country.code)}
    if voice is None:
        return shown | {"tone": "idle", "state": _("no answer yet")}
    if voice.answer == Answer.AGREED:
        return shown | {"tone": "ok", "state": voice.get_answer_display()}
    return shown | {"tone": "due", "state": voice.get_answer_display(), "icon": "note", "note": voice.words}
