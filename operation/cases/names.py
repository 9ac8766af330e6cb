"""Names of persons and groups. The original script is the identity, a romanisation is an alias (domain.md §3)."""

import unicodedata
from typing import Any, ClassVar, Generic, Self, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from operation.access.handling import TLP
from operation.access.principal import Principal
from operation.cases.spelling.honorifics import split_beside_burmese, split_honorific
from operation.cases.spelling.scripts import Script, script_of
from operation.cases.spelling.sounds import LONGEST as LONGEST_SOUND
from operation.cases.spelling.sounds import WHOLE, sound_keys
from operation.cases.spelling.zawgyi import is_zawgyi, to_unicode
from operation.kernel.models import UUIDModel

SCRIPT_LANGUAGES = {"Khmr": "km", "Hans": "zh-Hans", "Laoo": "lo", "Mymr": "my", "Thai": "th", "Latn": ""}
LONGEST = 160
AS_THE_RECORD = ""
NAME_MARKS = [(mark.value, mark.label) for mark in (TLP.AMBER_STRICT, TLP.RED)]
N = TypeVar("N", bound=models.Model)
VIETNAMESE_ONLY = frozenset("ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ")


class NameKind(models.TextChoices):
    LEGAL = "legal", _("legal name")
    ALIAS = "alias", _("alias")
    NICKNAME = "nickname", _("nickname")
    ROMANISED = "romanised", _("romanised")
    FORMER = "former", _("former name")
    DOCUMENT = "document", _("as in a document")


class MarkedQuerySet(models.QuerySet[N], Generic[N]):
    def visible_to(self, principal: Principal) -> Self:
        """Names of records that the principal may read, up to their own mark (decision 16); a stranger's none."""
        strict = Q(tlp=TLP.AMBER_STRICT)
        if not principal.holds("record.read_strict"):
            strict &= Q(record__created_by_id=principal.user_id)
        named = Q(tlp=TLP.RED, record__named_readers__contains=[principal.user_id])
        return self.filter(Q(tlp=AS_THE_RECORD) | strict | named)


class Name(UUIDModel):
    """One name of a record: text as written (NFC), its script, its kind. The primary one stands first everywhere.

    `tlp` is a mark of its own, stricter than the record's: an alias from a source that must not be guessed. RED is for
    the readers named on the record. The primary name has none. `as_typed` is what was typed where that was Zawgyi.
    """

    text = models.CharField(_("name, as written"), max_length=LONGEST)
    script = models.CharField(_("script"), max_length=4, choices=Script, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=NameKind, default=NameKind.LEGAL)
    honorific = models.CharField(_("honorific"), max_length=20, blank=True)
    romanisation = models.CharField(_("romanisation"), max_length=160, blank=True)
    romanisation_system = models.CharField(_("romanisation system"), max_length=30, blank=True)
    tlp = models.CharField(_("TLP of the name"), max_length=12, choices=NAME_MARKS, blank=True, default=AS_THE_RECORD)
    is_primary = models.BooleanField(default=False, editable=False)
    as_typed = models.CharField(max_length=LONGEST, blank=True, editable=False)
    folded = models.CharField(max_length=360, editable=False)
    sounds = ArrayField(models.CharField(max_length=LONGEST_SOUND), default=list, editable=False)
    record: Any
    record_id: Any

    objects: ClassVar[Any] = MarkedQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering: ClassVar = ["-is_primary", "created_at", "id"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.text

    @property
    def lang(self) -> str:
        """BCP 47 tag for the `lang` attribute of the name."""
        return language_in(self.script, self.text)

    @property
    def romanised(self) -> str:
        return self.romanisation

    @property
    def spellings(self) -> set[str]:
        """The name and its romanisation, folded: what makes two names the same."""
        return {folded for text in (self.text, self.romanisation) if (folded := fold(text))}

    @property
    def whole_sounds(self) -> list[str]:
        """The keys by sound of the name, and of its romanisation, as one word each."""
        return [key for key in self.sounds if key.startswith(WHOLE)]

    def settle(self) -> None:
        """Derive what is never typed: Unicode, composed; the honorific apart; the script and the keys of searches."""
        self.text, self.romanisation = composed(self.text), composed(self.romanisation)
        if not self.as_typed and is_zawgyi(self.text):
            self.text, self.as_typed = composed(to_unicode(self.text))[:LONGEST], self.text
        self._split_honorific()
        self.script = script_of(self.text)
        self.folded = fold(f"{self.text} {self.romanisation}")
        self.sounds = sound_keys(self.text, self.romanisation)

    def _split_honorific(self) -> None:
        """One that was typed beside the name stays; what then stands in the name is taken for a part of it."""
        if self.honorific:
            return
        found = split_honorific(self.text)
        self.text, self.honorific = found.name, found.honorific
        if found.honorific and script_of(self.text) == Script.MYMR:
            self.romanisation = split_beside_burmese(self.romanisation).name


def composed(text: str) -> str:
    """NFC, with single spaces."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def composed_lines(text: str) -> str:
    """NFC, with its lines as written."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip()


def language_of(text: str) -> str:
    """BCP 47 tag of a text by the script of most of its letters."""
    return language_in(script_of(text), text)


def language_in(script: str, text: str) -> str:
    """BCP 47 tag of a text in a script; Vietnamese for Latin letters that only it uses, '' for any other Latin."""
    if script == Script.LATN:
        return "vi" if set(unicodedata.normalize("NFC", text).lower()) & VIETNAMESE_ONLY else ""
    return SCRIPT_LANGUAGES.get(script, "")


def fold(text: str) -> str:
    """Search key: small letters without the marks of Latin script; Asian signs stay whole («Trần Văn» → «tran van»)."""
    plain: list[str] = []
    on_latin = False
    for sign in unicodedata.normalize("NFD", unicodedata.normalize("NFD", text).casefold()):
        if unicodedata.combining(sign) and on_latin:
            continue
        on_latin = unicodedata.name(sign, "").startswith("LATIN")
        plain.append("d" if sign == "đ" else sign)
    return unicodedata.normalize("NFC", " ".join("".join(plain).split()))
