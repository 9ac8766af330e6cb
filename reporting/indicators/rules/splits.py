"""How figures divide: by what their records say of a person or a thing. Parts of a figure, never figures."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, F, Value, When
from django.utils.translation import gettext_lazy as _

from operation.cases.persons import Sex
from operation.cases.records.firearm import FirearmClass
from operation.cases.records.rescued_laborer import AgeBand
from operation.cases.records.seized_asset import AssetClass
from operation.kernel.errors import Text
from operation.templatetags.look import country_name

NOT_KNOWN = frozenset({None, "", "unknown"})


@dataclass(frozen=True, slots=True)
class Split:
    """One way to divide a figure. `key` is the field of a record by which it divides, or an expression over several.

    `columns` instead are the fields of a record that sum to what it adds, each a part of its own.
    """

    title: Text
    key: str | Case = ""
    words: Callable[[Any], Text] = str
    columns: Mapping[str, Text] = field(default_factory=dict)

    @property
    def part(self) -> F | Case:
        """What a record says of the part that it is in."""
        return F(self.key) if isinstance(self.key, str) else self.key


def _choice(choices: type[Any]) -> Callable[[Any], Text]:
    labels = dict(choices.choices)
    return lambda key: labels.get(key, str(key))


def _countries(codes: Any) -> str:
    """Who has two nationalities is a part of its own: so the parts sum."""
    return ", ".join(str(country_name(code)) for code in str(codes).split(","))


AGE = Case(
    When(treated_as_child=True, then=Value("child")),
    When(born_on__isnull=False, then=Value("adult")),
    default=Value(""),
)
"""Of whom nobody knows when he was born nobody knows that he is an adult."""

AGES = {"child": _("under 18, or age disputed"), "adult": _("adults")}
SUSPECTS = (
    Split(_("By sex"), "sex", _choice(Sex)),
    Split(_("By age"), AGE, AGES.__getitem__),
    Split(_("By nationality"), "nationalities", _countries),
)
VICTIMS = (
    Split(_("By sex"), "sex", _choice(Sex)),
    Split(_("By age"), "age_band", _choice(AgeBand)),
    Split(_("By citizenship"), "citizenship", _countries),
)
PIECES = (Split(_("By class"), "asset_class", _choice(AssetClass)),)
FIREARMS = (Split(_("By class"), "firearm_class", _choice(FirearmClass)),)
CHECKS = (
    Split(_("By what was checked"), columns={"persons_checked": _("persons"), "vehicles_checked": _("vehicles")}),
)
PREVENTED = (
    Split(
        _("By what was blocked"),
        columns={
            "numbers_blocked": _("phone numbers"),
            "domains_blocked": _("domains"),
            "accounts_blocked": _("accounts"),
            "sims_blocked": _("SIM cards"),
        },
    ),
)
