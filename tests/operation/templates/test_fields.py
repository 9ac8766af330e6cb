"""A form says what it wants, what was wrong with which value, and how to get out; without a script."""

import pytest
from django import forms
from django.forms import formset_factory

from operation.templatetags.fields import any_refused, refused_fields, target_id
from tests.operation.templates.conftest import Render

SEXES = [("m", "Male"), ("f", "Female"), ("u", "Not known")]
MANY = [(str(at), f"Answer {at}") for at in range(9)]


class Arrest(forms.Form):
    name = forms.CharField(label="Name", help_text="As it is <written>.", widget=forms.TextInput(attrs={"lang": "th"}))
    romanised = forms.CharField(label="Romanised", required=False)
    sex = forms.ChoiceField(label="Sex", choices=SEXES, widget=forms.RadioSelect)
    role = forms.ChoiceField(label="Role", choices=MANY, widget=forms.RadioSelect, required=False)
    frauds = forms.MultipleChoiceField(label="Frauds", choices=SEXES, widget=forms.CheckboxSelectMultiple)
    estimated = forms.BooleanField(label="Estimated", help_text="Shown everywhere.")
    when = forms.SplitDateTimeField(label="When", required=False)
    token = forms.CharField(widget=forms.HiddenInput, initial="secret-token")

    def clean_name(self) -> str:
        if self.cleaned_data["name"] == "x":
            raise forms.ValidationError("«x» is no name. Write it in full.")
        return str(self.cleaned_data["name"])

    def clean(self) -> None:
        if self.cleaned_data.get("romanised") == "both":
            raise forms.ValidationError("The two do not fit together.")


class Alias(forms.Form):
    text = forms.CharField(label="Alias")


def field(html: str, name: str) -> str:
    """The group of one field, cut out of a rendered form."""
    return next(group for group in html.split('<div class="field')[1:] if f'name="{name}"' in group)


def test_label_hint_and_control_belong_together() -> None:
    group = field(str(Arrest()), "name")
    assert '<label class="label" for="id_name">' in group
    assert 'id="id_name_helptext"' in group
    assert 'aria-describedby="id_name_helptext"' in group
    assert 'lang="th"' in group


def test_help_is_text_and_not_markup() -> None:
    assert "&lt;written&gt;" in str(Arrest())


def test_what_may_stay_empty_says_so() -> None:
    html = str(Arrest())
    assert "(optional)" in field(html, "romanised")
    assert "(optional)" not in field(html, "name")


def test_a_filter_does_not_say_that_it_is_optional(render: Render) -> None:
    html = render('{% include "components/filters.html" %}', filter_form=Arrest(), chips=[])
    assert 'name="romanised"' in html
    assert "(optional)" not in html
    assert 'method="get"' in html


def test_a_refused_value_is_kept_and_explained_at_the_field() -> None:
    group = field(str(Arrest({"name": "x"})), "name")
    assert 'value="x"' in group
    assert 'aria-invalid="true"' in group
    assert 'id="id_name_error"' in group
    assert "id_name_error" in group.split('aria-describedby="')[1]
    assert "«x» is no name. Write it in full." in group


def test_few_exclusive_answers_are_all_seen_and_more_become_a_list() -> None:
    html = str(Arrest())
    assert 'class="seg"' in field(html, "sex")
    assert 'class="choices"' in field(html, "role")
    assert 'class="choices"' in field(html, "frauds")


def test_a_group_of_answers_has_its_question_as_legend() -> None:
    group = field(str(Arrest()), "sex")
    assert "<fieldset" in group
    assert '<legend class="label">' in group
    assert group.count("<label") == 3


def test_each_control_of_a_value_in_parts_has_a_label() -> None:
    group = field(str(Arrest()), "when_0")
    assert '<label class="vh" for="id_when_0">When</label>' in group
    assert 'class="parts"' in group


def test_one_box_to_tick_has_its_label_beside_it() -> None:
    group = field(str(Arrest()), "estimated")
    assert 'class="choice"' in group
    assert group.index("<input") < group.index("Estimated")


def test_hidden_fields_are_there_once() -> None:
    assert str(Arrest()).count("secret-token") == 1


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("name", "id_name"),
        ("sex", "id_sex_0"),
        ("frauds", "id_frauds_0"),
        ("estimated", "id_estimated"),
        ("when", "id_when_0"),
    ],
)
def test_an_error_leads_to_a_control_that_exists(name: str, target: str) -> None:
    form = Arrest()
    assert target_id(form[name]) == target
    assert f'id="{target}"' in str(form)


def test_the_summary_names_each_refused_field_and_leads_to_it(render: Render) -> None:
    html = render('{% include "components/error_summary.html" %}', form=Arrest({"name": "x", "sex": "m"}))
    assert 'role="alert"' in html
    assert '<a href="#id_name">Name: «x» is no name. Write it in full.</a>' in html
    assert 'href="#id_frauds_0"' in html
    assert 'href="#id_sex_0"' not in html


def test_the_summary_counts_what_stops_the_form(render: Render) -> None:
    one = Arrest({"name": "ok", "sex": "m", "frauds": ["m"], "estimated": "on", "token": "t", "romanised": "both"})
    html = render('{% include "components/error_summary.html" %}', form=one)
    assert "One thing stops this" in html
    assert "<b>The two do not fit together.</b>" in html


@pytest.mark.parametrize("form", [None, Arrest()])
def test_no_summary_without_errors(render: Render, form: Arrest | None) -> None:
    assert render('{% include "components/error_summary.html" %}', form=form).strip() == ""


def test_errors_of_a_formset_are_counted_in() -> None:
    aliases = formset_factory(Alias, extra=2)({"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "1", "form-0-text": ""})
    found = refused_fields(Arrest({"name": "x", "sex": "m"}), [aliases])
    assert "id_form-0-text" in {error["target"] for error in found}
    assert "id_form-1-text" not in {error["target"] for error in found}


def test_a_folded_section_opens_when_one_of_its_fields_is_refused(render: Render) -> None:
    def section(form: Arrest) -> str:
        sections = [{"title": "More", "folded": True, "fields": [form["name"]]}]
        return render('{% include "components/form_sections.html" %}', sections=sections)

    assert 'class="more fields" open' in section(Arrest({"name": "x"}))
    assert 'class="more fields">' in section(Arrest())
    assert not any_refused([Arrest()["name"]])


def test_a_formset_shows_every_row_without_a_script(render: Render) -> None:
    html = render(
        '{% include "components/formset.html" with title="Aliases" %}', formset=formset_factory(Alias, extra=3)()
    )
    assert html.count("data-row") == 3
    assert 'name="form-TOTAL_FORMS"' in html
    assert "data-add hidden" in html
