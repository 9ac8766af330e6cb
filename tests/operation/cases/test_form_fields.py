"""The form field for each field of a type: choices limited to codes, numbers plain, countries by code."""

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from operation.cases.country_fields import SIX, CountriesField, CountriesWidget, country_choices
from operation.cases.form_fields import FigureField, field_for
from operation.cases.records.seized_asset import SEIZED_ASSET
from operation.cases.records.suspect import SUSPECT
from operation.cases.registry import all_types
from operation.cases.written_dates import DayField, PartialDateField
from operation.people.selectors import principal_of

PLAIN = FigureField(digits=38, places=18)


@pytest.mark.parametrize(
    ("name", "kind", "widget"),
    [
        ("sex", forms.ChoiceField, forms.RadioSelect),
        ("tlp", forms.ChoiceField, forms.RadioSelect),
        ("syndicate_role", forms.ChoiceField, forms.Select),
        ("handling_code", forms.ChoiceField, forms.Select),
        ("offences", forms.MultipleChoiceField, forms.CheckboxSelectMultiple),
        ("nationalities", CountriesField, CountriesWidget),
        ("place_country", forms.ChoiceField, forms.Select),
        ("event_date", PartialDateField, None),
        ("born_on", PartialDateField, None),
        ("warrant_on", DayField, None),
        ("stateless", forms.BooleanField, forms.CheckboxInput),
        ("narrative", forms.CharField, forms.Textarea),
        ("warrant_number", forms.CharField, forms.TextInput),
        ("syndicate", forms.ModelChoiceField, forms.Select),
    ],
)
def test_each_kind_of_field_has_its_widget(cast: SimpleNamespace, name: str, kind: Any, widget: Any) -> None:
    field = field_for(SUSPECT, name, principal_of(cast.officer_th))
    assert isinstance(field, kind)
    assert widget is None or isinstance(field.widget, widget)


def test_a_class_must_be_chosen(cast: SimpleNamespace) -> None:
    field: Any = field_for(SEIZED_ASSET, "asset_class", principal_of(cast.officer_th))
    assert field.choices[0] == ("", "Choose one")
    assert field.required
    with pytest.raises(ValidationError):
        field.clean("")


def test_what_has_a_default_shows_it(cast: SimpleNamespace) -> None:
    principal = principal_of(cast.officer_th)
    for record_type in all_types():
        assert field_for(record_type, "tlp", principal).initial == "amber"
        assert field_for(record_type, "handling_code", principal).initial == "H1"


def test_the_handling_codes_are_named_with_their_words(cast: SimpleNamespace) -> None:
    field: Any = field_for(SUSPECT, "handling_code", principal_of(cast.officer_th))
    assert [label for _code, label in field.choices][1] == "H1 · Not in judicial proceedings without permission"


@given(st.decimals(min_value=0, max_value=10**19, places=18, allow_nan=False, allow_infinity=False))
def test_a_figure_comes_back_as_it_was_written(figure: Decimal) -> None:
    assert PLAIN.clean(PLAIN.prepare_value(figure)) == figure


@pytest.mark.parametrize(
    "text", ["1,000", "1 000", "-1", "+1", "1e5", "NaN", "Infinity", "0x10", "1_0", ".5", "5.", "five"]
)
def test_a_figure_that_could_be_misread_is_refused(text: str) -> None:
    with pytest.raises(ValidationError) as refused:
        PLAIN.clean(text)
    assert f"«{text}» is not a number" in refused.value.messages[0]


@pytest.mark.parametrize("text", ["1" * 21, "0." + "1" * 19, "1" * 400])
def test_a_figure_with_too_many_digits_is_refused(text: str) -> None:
    with pytest.raises(ValidationError, match=r"digits|decimal places"):
        PLAIN.clean(text)


def test_a_figure_has_changed_only_when_its_value_has() -> None:
    assert not PLAIN.has_changed(Decimal("1.500"), "1.5")
    assert PLAIN.has_changed(Decimal("1.5"), "1.6")
    assert PLAIN.has_changed(None, "x")


def test_the_six_come_first_among_the_countries() -> None:
    codes = [code for code, _name in country_choices("none")]
    assert codes[0] == ""
    assert tuple(codes[1:7]) == SIX
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        ([["TH", "KH"], ""], ["KH", "TH"]),
        ([["TH"], "JP"], ["JP", "TH"]),
        ([[], ""], []),
        ([None, "TH"], ["TH"]),
        ([["TH"], "TH"], ["TH"]),
    ],
)
def test_nationalities_are_codes_each_once(data: list[Any], codes: list[str]) -> None:
    assert CountriesField().clean(data) == codes


@pytest.mark.parametrize("data", [[["XX"], ""], [[], "Thailand"], [["th"], ""]])
def test_what_is_no_code_is_refused(data: list[Any]) -> None:
    with pytest.raises(ValidationError, match="is not the code of a country"):
        CountriesField().clean(data)


def test_a_country_beyond_the_six_stays_ticked() -> None:
    drawn = CountriesWidget().render("nationalities", ["TH", "JP", "KE"], {"id": "id_nationalities"})
    assert drawn.count(" checked") == 3
    assert 'value="JP"' in drawn.split("<select")[0]
    assert 'value="" selected' in drawn


def test_ticking_the_same_is_no_change() -> None:
    field = CountriesField()
    assert not field.has_changed(["TH", "JP"], [["JP", "TH"], ""])
    assert field.has_changed(["TH"], [["TH"], "JP"])
