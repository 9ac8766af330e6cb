"""Which records can be linked in which way (domain.md §4): one row for each kind of link."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from operation.cases.registry import RecordType, all_types
from operation.kernel.errors import Text

BACK = ".back"
ANY = ("*",)
THE_SAME = ("=",)
"""The type of the other end."""


class LinkKind(models.TextChoices):
    MEMBER = "member", _("member of")
    WORKS_AT = "works_at", _("works at")
    FOUND_AT = "found_at", _("found at")
    OWNS = "owns", _("owns")
    CONTROLS = "controls", _("controls")
    USED = "used", _("used")
    SEIZED_FROM = "seized_from", _("seized from")
    RESCUED_FROM = "rescued_from", _("rescued from")
    RELATIVE = "relative", _("relative of")
    SAME = "same", _("same as")
    TRANSFERRED = "transferred", _("transferred to")
    RELOCATED = "relocated", _("relocated to")
    CASE = "case", _("part of the case")
    SPEAKS_OF = "speaks_of", _("speaks of")
    SANITISED = "sanitised", _("sanitised version of")


class Confidence(models.TextChoices):
    CONFIRMED = "confirmed", _("confirmed")
    PROBABLE = "probable", _("probable")
    POSSIBLE = "possible", _("possible")


@dataclass(frozen=True)
class Rule:
    """A kind of link: how it reads from its subject and from its object, and the codes of the types at both ends."""

    kind: LinkKind
    back: Text
    subjects: tuple[str, ...]
    objects: tuple[str, ...]

    def allows(self, subject: str, object_: str) -> bool:
        if self.objects == THE_SAME:
            return subject == object_ and (self.subjects == ANY or subject in self.subjects)
        fits = self.subjects == ANY or subject in self.subjects
        return fits and object_ in self.objects

    @property
    def is_mutual(self) -> bool:
        """Read the same from both ends: its ends are kept in the order of their keys."""
        return self.kind in (LinkKind.RELATIVE, LinkKind.SAME)


ARMS = ("FIR", "AMM", "PRT")
THINGS = ("AST", *ARMS)
RULES: tuple[Rule, ...] = (
    Rule(LinkKind.MEMBER, _("members"), ("SUS",), ("SYN",)),
    Rule(LinkKind.WORKS_AT, _("people at work here"), ("SUS",), ("SIT",)),
    Rule(LinkKind.FOUND_AT, _("found here"), ("SUS",), ("SIT",)),
    Rule(LinkKind.OWNS, _("owned by"), ("SUS", "SYN"), ("SIT", *THINGS)),
    Rule(LinkKind.CONTROLS, _("controlled by"), ("SUS", "SYN"), ("SIT", "SYN", *THINGS)),
    Rule(LinkKind.USED, _("used by"), ("SUS", "SYN"), THINGS),
    Rule(LinkKind.SEIZED_FROM, _("seized here"), THINGS, ("SUS", "SYN", "SIT")),
    Rule(LinkKind.RESCUED_FROM, _("rescued here"), ("RES", "APP"), ("SIT",)),
    Rule(LinkKind.RELATIVE, _("relative of"), ("SUS", "RES"), THE_SAME),
    Rule(LinkKind.SAME, _("same as"), ANY, THE_SAME),
    Rule(LinkKind.TRANSFERRED, _("received from"), ("AST", "STP"), ("AST", "SUS", "SYN")),
    Rule(LinkKind.RELOCATED, _("moved here from"), ("SIT", "SYN"), ("SIT",)),
    Rule(LinkKind.CASE, _("parts of the case"), ANY, ("INV",)),
    Rule(LinkKind.SPEAKS_OF, _("spoken of in"), ("INT",), ("SYN", "SUS", "SIT", *THINGS, "STP")),
    Rule(LinkKind.SANITISED, _("sanitised versions"), ("INT",), THE_SAME),
)
"""No row joins a rescued laborer to anything that has a name of a person, an appeal included: it would tell who the
laborer is (decision 26)."""

BY_KIND = {rule.kind: rule for rule in RULES}


@dataclass(frozen=True)
class Choice:
    """What a record can be to another one: `value` names it in forms, `back` says that the other one is the subject."""

    kind: LinkKind
    back: bool
    words: Text
    types: tuple[RecordType, ...]

    @property
    def value(self) -> str:
        return f"{self.kind}{BACK if self.back else ''}"


def choices_for(record_type: RecordType) -> list[Choice]:
    """Every way in which a record of the type can be linked, in the order of the table."""
    return [choice for rule in RULES for choice in _choices(rule, record_type.code)]


def choice_of(record_type: RecordType, value: str) -> Choice | None:
    return next((choice for choice in choices_for(record_type) if choice.value == value), None)


def _choices(rule: Rule, code: str) -> Iterator[Choice]:
    ahead = tuple(other for other in all_types() if rule.allows(code, other.code))
    behind = tuple(other for other in all_types() if rule.allows(other.code, code))
    if ahead:
        yield Choice(rule.kind, False, rule.kind.label, ahead)
    if behind and not rule.is_mutual:
        yield Choice(rule.kind, True, rule.back, behind)
