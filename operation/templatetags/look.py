"""Small marks of a page: icons, state tags, handling, country codes and names in their own script."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, Protocol

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from operation.templatetags.icons import SHAPES

register = template.Library()

Text = str | Promise
LETTERS = 2
KNOWN = 1024
"""Marks made of codes and words of lists are few, and a page shows hundreds: they are made once."""

NUMBER = mark_safe(' class="tab"')
DATE = '<span class="tab nowrap">{}</span>'
NOTHING = mark_safe('<span class="faint">–</span>')
WRITTEN = '<span class="name" lang="{}" translate="no">{}</span>'
ROMANISED = ' <span class="rom{}" translate="no">{}</span>'
TONE_ICONS = {"ok": "ok", "work": "work", "due": "clock", "late": "late", "idle": "idle", "ink": "idle"}
MEMBER_COUNTRIES: dict[str, Text] = {
    "KH": _("Cambodia"),
    "CN": _("China"),
    "LA": _("Lao PDR"),
    "MM": _("Myanmar"),
    "TH": _("Thailand"),
    "VN": _("Viet Nam"),
}


ZONE_PLACES: dict[str, Text] = {
    "Asia/Shanghai": _("Kunming"),
    "Asia/Bangkok": _("Bangkok"),
    "Asia/Phnom_Penh": _("Phnom Penh"),
    "Asia/Vientiane": _("Vientiane"),
    "Asia/Yangon": _("Yangon"),
    "Asia/Ho_Chi_Minh": _("Ha Noi"),
}


class WrittenName(Protocol):
    """What a name must have to be shown: the text as written, its language, the romanisation or ''."""

    text: str
    lang: str
    romanised: str


class ShownValue(Protocol):
    """What a value must have to be shown (cases/values.py)."""

    label: Text
    text: str
    lang: str
    note: str
    countries: tuple[str, ...]
    url: str
    is_number: bool
    is_date: bool
    is_withheld: bool


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawing beside a word; hidden from readers of the screen. Raises KeyError for a name that is not drawn."""
    return mark_safe(f'<svg class="i" viewBox="0 0 24 24" aria-hidden="true">{SHAPES[name]}</svg>')  # noqa: S308


@register.simple_tag
def state(label: Text, tone: str = "idle", drawing: str = "", box: bool = False) -> SafeString:
    """A state as shape and word. Tones: ok, work, due, late, idle; ink where a state is neither good nor bad."""
    return _state(str(label), tone, drawing, box)


@lru_cache(maxsize=KNOWN)
def _state(label: str, tone: str, drawing: str, box: bool) -> SafeString:
    return format_html(
        '<span class="tag{}" data-s="{}">{}{}</span>',
        " tag--box" if box else "",
        tone,
        icon(drawing or TONE_ICONS[tone]),
        label,
    )


def tlp_words(value: str) -> str:
    """AMBER_STRICT, amber+strict → AMBER+STRICT (TLP 2.0 spelling)."""
    return value.upper().removeprefix("TLP:").replace("_", "+")


@register.simple_tag
def tlp(value: str | None) -> SafeString:
    """The marking of a page: TLP 2.0 colours on black. A form may come without one: that is said."""
    if not value:
        return nodata(_("not marked"))
    words = tlp_words(value)
    return format_html('<span class="tlp" data-tlp="{}" lang="en">TLP:{}</span>', words.lower(), words)


@register.simple_tag
def tlp_row(value: str | None, handling_code: str = "") -> SafeString:
    """The same marking in a row of a table, quietly, with the handling code behind it."""
    return _tlp_row(value, handling_code) if value else nodata(_("not marked"))


@lru_cache(maxsize=KNOWN)
def _tlp_row(value: str, handling_code: str) -> SafeString:
    words = tlp_words(value)
    code = f" · {handling_code}" if handling_code else ""
    return format_html('<span class="tlp tlp--row" data-tlp="{}" lang="en">{}{}</span>', words.lower(), words, code)


def country_name(code: str) -> Text:
    """The operation's own names for the six, the standard ones for every other country."""
    return MEMBER_COUNTRIES.get(code) or countries.name(code) or code


@register.simple_tag
def cc(country: Any, full: bool = False, language: str = "") -> SafeString:
    """A country as its two letters, its name on demand (`full`: beside it). A code, or an object with `code`.

    `language` is the reader's; a list that knows it need not ask a hundred times.
    """
    code = str(getattr(country, "code", country) or "").upper()
    return _cc(code, full, language or get_language()) if code else nodata()


@lru_cache(maxsize=KNOWN)
def _cc(code: str, full: bool, _language: str | None) -> SafeString:
    name = country_name(code)
    mark = format_html('<abbr class="cc" title="{}" lang="en">{}</abbr>', name, code)
    return format_html("{} {}", mark, name) if full else mark


@register.simple_tag
def holders(codes: Sequence[str], nobody: Text, language: str = "") -> SafeString:
    """To whom a record is released: countries by their letters, LMLECC by its name, or the words for nobody."""
    if not codes:
        return format_html('<span class="soft">{}</span>', nobody)
    return format_html_join(" ", "{}", ((_holder(code, language),) for code in codes))


def _holder(code: str, language: str) -> SafeString:
    return cc(code, language=language) if len(code) == LETTERS else format_html('<span lang="en">{}</span>', code)


@register.simple_tag
def own_languages() -> list[tuple[str, str]]:
    """The languages by their own names: Django's tag would translate «English» for a Thai reader."""
    return [(code, str(name)) for code, name in settings.LANGUAGES]


@register.simple_tag
def zone_words() -> str:
    """The reader's time zone by the place of its clock and its distance from UTC: «Bangkok (UTC+7)»."""
    zone = timezone.get_current_timezone_name()
    offset = timezone.localtime().strftime("%z")
    hours, minutes = offset[:3].replace("+0", "+").replace("-0", "-"), offset[3:]
    place = ZONE_PLACES.get(zone) or zone.rpartition("/")[2].replace("_", " ")
    return f"{place} (UTC{hours}{':' + minutes if minutes != '00' else ''})"


@register.simple_tag
def nodata(words: Text = "") -> SafeString:
    """Unknown is not 0: it is said."""
    return format_html('<span class="nodata">{}</span>', words or _("no data"))


@register.simple_tag
def record_name(name: WrittenName | None, below: bool = True) -> SafeString:
    """A name as written, marked with its language; its romanisation below it (or beside it), smaller."""
    if not name or not name.text:
        return nodata(_("no name"))
    if not name.romanised or name.romanised == name.text:
        return format_html(WRITTEN, name.lang or "und", name.text)
    place = " rom--below" if below else ""
    return format_html(WRITTEN + ROMANISED, name.lang or "und", name.text, place, name.romanised)


@register.simple_tag
def name_or_why(name: WrittenName | None, why_masked: Text) -> SafeString:
    """The name of a record in a list, or why none stands there."""
    return nodata(why_masked) if why_masked else record_name(name)


@register.simple_tag
def value(shown: ShownValue, full: bool = False, language: str = "") -> SafeString:
    """A value as read; `full`: with its note and the names of countries."""
    if shown.is_withheld:
        return nodata(shown.text)
    if shown.countries:
        return format_html_join(" ", "{}", ((cc(code, full, language),) for code in shown.countries))
    if not shown.text:
        return nodata() if full else NOTHING
    words = _written(shown)
    return format_html('{} <span class="soft">· {}</span>', words, shown.note) if full and shown.note else words


def _written(shown: ShownValue) -> SafeString:
    """The text, in an element of its own where it needs one: most cells of a list do not."""
    if not (shown.url or shown.lang or "\n" in shown.text):
        return conditional_escape(shown.text)
    lang = format_html(' lang="{}"', shown.lang) if shown.lang else ""
    if shown.url:
        return format_html('<a href="{}"{}>{}</a>', shown.url, lang, shown.text)
    return format_html('<span class="prewrap"{}>{}</span>', lang, shown.text)


@register.simple_tag
def value_cells(cells: Iterable[ShownValue], language: str = "") -> SafeString:
    """Values as the cells of a row; a list has hundreds of them."""
    return format_html_join("", "{}", ((value_cell(shown, language),) for shown in cells))


def value_cell(shown: ShownValue, language: str = "") -> SafeString:
    """A value with its label for narrow screens; a date stays in one line, below its label where both are too long."""
    number = NUMBER if shown.is_number else ""
    words = value(shown, language=language)
    return format_html(
        '<td data-l="{}"{}>{}</td>', shown.label, number, format_html(DATE, words) if shown.is_date else words
    )
