"""What a form field's template needs to know and a bound field does not say."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import template
from django.forms import BaseForm, BaseFormSet, BoundField, CheckboxInput, CheckboxSelectMultiple, MultiWidget
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

SEGMENTS_AT_MOST = 6
Forms = BaseForm | BaseFormSet | Iterable[BaseForm | BaseFormSet] | None

RADIO = "django/forms/widgets/radio.html"


@register.filter
def is_checkbox(field: BoundField) -> bool:
    """One box to tick: its label stands beside it."""
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def has_parts(field: BoundField) -> bool:
    """Several controls for one value (a date and its calendar): the first one takes the field's own label."""
    return isinstance(field.field.widget, MultiWidget)


@register.filter
def as_segments(widget: dict[str, Any]) -> bool:
    """Two to six exclusive answers are drawn as buttons; more, or several at a time, as a list."""
    return widget["template_name"] == RADIO and len(widget["optgroups"]) <= SEGMENTS_AT_MOST


@register.filter
def target_id(field: BoundField) -> str:
    """The id of the control one must reach to mend the field: the first one of a group."""
    widget = field.field.widget
    first = field.id_for_label
    if first and not isinstance(widget, CheckboxSelectMultiple):
        return first
    return f"{field.auto_id}_0"


@register.filter
def any_refused(fields: Iterable[BoundField]) -> bool:
    """Whether a folded section must open because one of its fields was refused."""
    return any(field.errors for field in fields)


@register.simple_tag
def choice(option: Mapping[str, Any]) -> SafeString:
    """One answer to tick: its control, inside its label."""
    given = {"type": option["type"], "name": option["name"], "value": option["value"], **option["attrs"]}
    attributes = flatatt({name: value for name, value in given.items() if value is not None})
    control = format_html("<input{}>", attributes)
    if not option["wrap_label"]:
        return control
    return format_html(
        '<label for="{}">{} <span>{}</span></label>', option["attrs"].get("id", ""), control, option["label"]
    )


@register.simple_tag
def refused_fields(*forms: Forms) -> list[dict[str, Any]]:
    """Every error of some forms and formsets: {field, target, text}; errors of the whole form have no target."""
    return [error for form in _flat(forms) for error in _errors(form)]


def _flat(forms: Iterable[Any]) -> Iterator[BaseForm]:
    for form in forms:
        if isinstance(form, BaseForm):
            yield form
        elif form:
            yield from _flat(form)


def _errors(form: BaseForm) -> Iterator[dict[str, Any]]:
    for text in form.non_field_errors():
        yield {"field": "", "target": "", "text": text}
    for field in form:
        for text in field.errors:
            yield {"field": field.label, "target": target_id(field), "text": text}
