"""Identifiers of records: as written, as they are compared, and whether they pass the check of their kind."""

import unicodedata
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from operation.cases.identifying.kinds import Bearer, Check, Finding, IdentifierKind
from operation.cases.identifying.letters import search_key
from operation.cases.identifying.reading import read
from operation.cases.names import AS_THE_RECORD, NAME_MARKS, MarkedQuerySet, language_of
from operation.kernel.models import UUIDModel

LONGEST = 160


class Identifier(UUIDModel):
    """One identifier of a record. Those of the same kind are the same where `normalised` is.

    `tlp` is a mark of its own, as that of a name. One that does not pass its check waits for a look until somebody
    has corrected it or `confirmed` that it is written so in the source (domain.md §3: a check warns, it never blocks).
    """

    kind = models.CharField(_("kind"), max_length=12, choices=IdentifierKind)
    text = models.CharField(_("number, as written"), max_length=LONGEST)
    country = CountryField(_("country"), blank=True)
    issuer = models.CharField(_("bank, platform or authority"), max_length=60, blank=True)
    tlp = models.CharField(
        _("TLP of the identifier"), max_length=12, choices=NAME_MARKS, blank=True, default=AS_THE_RECORD
    )
    normalised = models.CharField(max_length=LONGEST, editable=False)
    search_key = models.CharField(max_length=LONGEST, editable=False)
    verdict = models.CharField(_("check"), max_length=13, choices=Check, default=Check.NOT_CHECKABLE, editable=False)
    finding = models.CharField(max_length=6, choices=Finding, blank=True, editable=False)
    confirmed = models.BooleanField(default=False, editable=False)
    record: Any
    record_id: Any

    objects: ClassVar[Any] = MarkedQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering: ClassVar = ["created_at", "id"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.text

    @property
    def lang(self) -> str:
        return language_of(self.text)

    @property
    def waits(self) -> bool:
        """Whether somebody has to look at it."""
        return self.verdict == Check.FAIL and not self.confirmed

    def settle(self, country: str, bearer: Bearer) -> None:
        """Derive what is never typed. A number without a country is one of the `country` that logged it."""
        self.text = unicodedata.normalize("NFC", " ".join(self.text.split()))
        found = read(self.kind, self.text, str(self.country or "") or country, bearer)
        self.normalised = found.normalised[:LONGEST]
        self.search_key = search_key(found.normalised)[:LONGEST]
        self.verdict, self.finding = found.check, found.finding or ""
