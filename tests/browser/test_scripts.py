"""The few scripts of our own: each makes a page quicker, none is needed to use it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.template.loader import render_to_string
from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.browser

SCRIPTS = Path(__file__).parents[2] / "static" / "js"
ADDRESS = "http://localhost/"

Show = Callable[..., Page]

SEARCH = '<form role="search"><input type="search" name="q" data-search-key value="old"></form><textarea></textarea>'
FORM = """<form method="post" action="/sent/"><textarea name="text">Mae Sai</textarea>
<button type="submit" name="other" value="1" class="btn">Other</button>
<button type="submit" name="log" value="1" class="btn btn--main">Log it</button></form>"""
MENUS = """<header class="mast"><details id="language"><summary>Language</summary><button>ไทย</button></details>
<details id="person"><summary>Person</summary><a href="#">Account</a></details></header><p>elsewhere</p>"""

PLACES = """<form><textarea name="text"></textarea><select name="figure"><option>P02</option></select>
<select name="shown_as"><option>number</option><option>countries</option><option>weeks</option></select>
<select name="country"><option value=""></option><option>TH</option></select>
<input type="checkbox" name="period"><button data-place-figure>Place it</button></form>"""

ROWS = f"""<a href="#new" data-key="n">Log one</a><form data-choosing><table data-rows>
<thead><tr><th><input type="checkbox" data-every hidden></th></tr></thead><tbody>{
    "".join(
        f'<tr><td><input type="checkbox" name="id" value="{place}"></td><th><a href="#{name}">{name}</a></th></tr>'
        for place, name in enumerate(("one", "two", "three"), 1)
    )
}</tbody></table><b data-chosen hidden><span></span> chosen</b></form>
<details data-keys-help><summary>Keys</summary></details>"""


class Alias(forms.Form):
    text = forms.CharField(label="Alias")
    kind = forms.ChoiceField(label="Kind", choices=[("a", "alias"), ("n", "nickname")])


Aliases = forms.formset_factory(Alias, extra=3)


@pytest.fixture
def sent() -> list[str]:
    """What forms sent, in order."""
    return []


@pytest.fixture
def show(browser: Browser, sent: list[str]) -> Iterator[Show]:
    """A page with some HTML and some of our scripts; every request of it is answered here."""
    contexts = []

    def shown(html: str, *scripts: str, **options: Any) -> Page:
        def answer(route: Route) -> None:
            if route.request.method == "POST":
                sent.append(route.request.post_data or "")
            route.fulfill(
                status=204 if route.request.method == "POST" else 200,
                content_type="text/html; charset=utf-8",
                body=html,
            )

        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.route("**/*", answer)
        page.goto(ADDRESS)
        for script in scripts:
            page.add_script_tag(path=SCRIPTS / f"{script}.js")
        return page

    yield shown
    for context in contexts:
        context.close()


def part(name: str, **context: Any) -> str:
    return render_to_string(f"components/{name}.html", context)


def test_a_slash_puts_the_cursor_into_the_search_box(show: Show) -> None:
    page = show(SEARCH, "search_key")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("new")
    assert page.locator("[name=q]").input_value() == "new", "what was asked before is replaced"


def test_a_slash_that_is_written_stays_a_slash(show: Show) -> None:
    page = show(SEARCH, "search_key")
    page.locator("textarea").press("/")
    assert page.locator("textarea").input_value() == "/"
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"


def test_single_keys_can_be_turned_off(show: Show) -> None:
    page = show(SEARCH + ROWS, "search_key", "list_keys")
    page.evaluate("document.body.dataset.singleKeys = 'off'")
    for key in ("/", "j", "n", "?"):
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    assert page.url == ADDRESS


def test_j_and_k_go_through_the_rows_and_x_ticks_them(show: Show) -> None:
    page = show(ROWS, "list_keys", "chosen")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent") == "one"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent") == "three", "it ends with the last"
    page.keyboard.press("x")
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.textContent") == "two"
    assert page.locator("[name=id]:checked").evaluate_all("all => all.map((one) => one.value)") == ["2", "3"]
    assert page.locator("[data-chosen]").inner_text() == "2 chosen"


def test_enter_opens_the_row_n_logs_one_and_the_question_mark_tells_the_keys(show: Show) -> None:
    page = show(ROWS, "list_keys", "chosen")
    page.keyboard.press("?")
    assert page.locator("[data-keys-help]").get_attribute("open") == ""
    page.keyboard.press("n")
    page.wait_for_url("**#new")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**#one")


def test_what_is_written_is_no_key(show: Show) -> None:
    page = show(ROWS + "<input id=text>", "list_keys", "chosen")
    page.locator("#text").press_sequentially("njx?")
    assert page.locator("#text").input_value() == "njx?"
    assert page.url == ADDRESS


def test_one_box_chooses_all_of_the_page(show: Show) -> None:
    page = show(ROWS, "chosen")
    page.locator("[data-every]").check()
    assert page.locator("[name=id]:checked").count() == 3
    page.locator("[name=id]").first.uncheck()
    assert page.locator("[data-every]").evaluate("box => box.indeterminate")
    assert page.locator("[data-chosen]").inner_text() == "2 chosen"


def test_control_and_enter_send_the_form_with_its_main_button(show: Show, sent: list[str]) -> None:
    page = show(FORM, "submit_key", "submit_once")
    with page.expect_response("**/sent/"):
        page.locator("textarea").press("Control+Enter")
    assert "log=1" in sent[0]
    assert "other=1" not in sent[0]


def test_without_a_focus_it_is_the_one_form_of_the_page(show: Show, sent: list[str]) -> None:
    page = show(f"<main>{FORM}</main>", "submit_key", "submit_once")
    with page.expect_response("**/sent/"):
        page.keyboard.press("Control+Enter")
    assert "log=1" in sent[0]
    page = show(f"<main>{FORM}{FORM}</main>", "submit_key", "submit_once")
    page.keyboard.press("Control+Enter")
    page.wait_for_timeout(100)
    assert len(sent) == 1, "of two forms none is meant"


def test_with_shift_it_is_the_second_button(show: Show, sent: list[str]) -> None:
    bar = part("action_bar", label="Log it", other_label="Log it and add another", other_name="again")
    page = show(f"<form method=post action=/sent/><textarea></textarea>{bar}</form>", "submit_key", "submit_once")
    with page.expect_response("**/sent/"):
        page.locator("textarea").press("Control+Shift+Enter")
    assert "again=1" in sent[0]


def test_the_form_that_a_page_is_about_has_the_cursor(show: Show) -> None:
    page = show("<input name=q><form data-start-here><input type=hidden name=v><input name=a></form>", "start_here")
    assert page.evaluate("document.activeElement.name") == "a"
    page = show("<p tabindex=-1 autofocus></p><form data-start-here><input name=a></form>", "start_here")
    assert page.evaluate("document.activeElement.name") != "a", "what was refused is read first"


def test_enter_alone_is_a_new_line(show: Show, sent: list[str]) -> None:
    page = show(FORM, "submit_key")
    page.locator("textarea").press("Enter")
    assert sent == []


def test_a_second_press_sends_nothing(show: Show, sent: list[str]) -> None:
    page = show(FORM, "submit_once")
    page.locator("text=Log it").dblclick()
    page.locator("text=Other").click()
    page.wait_for_timeout(100)
    assert len(sent) == 1
    assert page.locator("text=Log it").get_attribute("aria-busy") == "true"


def test_escape_closes_the_menu_and_gives_the_focus_back(show: Show) -> None:
    page = show(MENUS, "close_menu")
    page.locator("#person summary").click()
    page.locator("#person a").focus()
    page.keyboard.press("Escape")
    assert page.locator("#person").get_attribute("open") is None
    assert page.evaluate("document.activeElement.textContent") == "Person"


def test_a_press_elsewhere_closes_the_menu(show: Show) -> None:
    page = show(MENUS, "close_menu")
    page.locator("#language summary").click()
    page.locator("#person summary").click()
    assert page.locator("details[open]").count() == 1
    page.locator("text=elsewhere").click()
    assert page.locator("details[open]").count() == 0


def test_spare_rows_fold_until_one_adds_another(show: Show) -> None:
    page = show(part("formset", formset=Aliases(), title="Aliases"), "add_another")
    add = page.locator("[data-add]")
    assert page.locator("[data-row]:visible").count() == 1
    add.click()
    assert page.locator("[data-row]:visible").count() == 2
    assert page.evaluate("document.activeElement.name") == "form-1-text"
    add.click()
    assert page.locator("[data-row]:visible").count() == 3
    assert add.is_hidden(), "there is no row left to add"


def test_rows_with_content_or_an_error_are_never_folded(show: Show) -> None:
    posted = {"form-TOTAL_FORMS": "3", "form-INITIAL_FORMS": "0", "form-0-text": "阿南", "form-0-kind": "a"}
    refused = {"form-1-text": "", "form-1-kind": "wrong", "form-2-text": "", "form-2-kind": "a"}
    page = show(part("formset", formset=Aliases(posted | refused), title="Aliases"), "add_another")
    assert page.locator("[name=form-0-text]").is_visible()
    assert page.locator("[name=form-1-text]").is_visible()


def test_a_secret_is_copied_by_a_button(show: Show) -> None:
    page = show(
        part("secret", secret="sg_1234", id="token"), "copy_once", permissions=["clipboard-read", "clipboard-write"]
    )
    page.locator("[data-copy]").click()
    page.locator("#token-said").wait_for(state="visible")
    assert page.evaluate("navigator.clipboard.readText()") == "sg_1234"


def test_without_scripts_every_row_and_every_menu_is_there(show: Show) -> None:
    aliases = part("formset", formset=Aliases(), title="Aliases")
    page = show(MENUS + ROWS + aliases + part("secret", secret="sg_1234", id="token"), java_script_enabled=False)
    assert page.locator("[data-row]:visible").count() == 3
    assert page.locator("[data-add]").is_hidden()
    assert page.locator("[data-every]").is_hidden()
    assert page.locator("[data-copy]").is_hidden()
    assert page.get_by_text("sg_1234").is_visible()
    page.locator("#language summary").click()
    assert page.get_by_text("ไทย").is_visible()


def test_a_figure_is_placed_at_the_caret_and_a_chart_on_a_line_of_its_own(show: Show) -> None:
    page = show(PLACES, "place_figure")
    text, place = page.locator("textarea"), page.get_by_role("button")
    text.fill("In all  persons. More.")
    text.evaluate("(one) => one.setSelectionRange(7, 7)")
    place.click()
    assert text.input_value() == "In all {{P02}} persons. More."
    page.locator("[name=shown_as]").select_option("countries")
    page.locator("[name=period]").check()
    text.evaluate("(one) => one.setSelectionRange(23, 24)")
    place.click()
    assert text.input_value() == "In all {{P02}} persons.\n\n{{chart:P02:period}}\n\nMore."
    page.locator("[name=period]").uncheck()
    page.locator("[name=shown_as]").select_option("weeks")
    page.locator("[name=country]").select_option("TH")
    text.fill("")
    place.click()
    assert text.input_value() == "{{chart:P02:TH:weeks}}"
