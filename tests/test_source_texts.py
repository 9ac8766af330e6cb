"""Expressions and formats in the source: made by us, given values, and never made of what somebody typed."""

import ast
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from tests.test_source import calls, dotted, trees

parsing: Any = import_module("re._parser")  # no stub describes it

MADE_OF_OUR_OWN_LETTERS = {
    *("operation/press/linebreaks.py", "operation/plan/layout.py", "operation/cases/identifying/money.py"),
    *("operation/cases/importing/opening_text.py", "operation/cases/spelling/asian.py"),
    "operation/cases/spelling/latin.py",
    *(f"coordination/deconfliction/matching/reading/{one}.py" for one in ("burmese", "han", "lao", "latin", "thai")),
}
TRANSLATES = {"_", "gettext", "gettext_lazy", "pgettext", "ngettext"}


def patterns() -> Iterator[tuple[str, ast.expr]]:
    """What is given to `re` as an expression."""
    for file, name, call in calls():
        if name.startswith("re.") and name != "re.escape" and call.args:
            yield file, call.args[0]


def test_no_regular_expression_is_made_of_what_somebody_typed() -> None:
    assert {file for file, given in patterns() if not isinstance(given, ast.Constant)} <= MADE_OF_OUR_OWN_LETTERS
    named = {word.arg or "" for _file, _name, call in calls() for word in call.keywords}
    assert not [word for word in named if word.endswith(("__regex", "__iregex"))]


def test_no_regular_expression_can_run_away() -> None:
    """An endless repetition within an endless one tries every way to share the letters between them."""
    assert runs_away(r"(a+)+$")
    written = {text_of(given.value) for _file, given in patterns() if isinstance(given, ast.Constant)}
    assert len(written) > 5
    assert [text for text in written if runs_away(text)] == []


def text_of(pattern: Any) -> str:
    return pattern.decode() if isinstance(pattern, bytes) else str(pattern)


def runs_away(pattern: str, within: Any = None, *, endless: bool = False) -> bool:
    for operator, given in parsing.parse(pattern) if within is None else within:
        repeats = operator in (parsing.MAX_REPEAT, parsing.MIN_REPEAT) and given[1] == parsing.MAXREPEAT
        if repeats and endless:
            return True
        parts = [one for one in (given if isinstance(given, tuple) else ()) if isinstance(one, parsing.SubPattern)]
        parts += given[1] if operator is parsing.BRANCH else []
        if any(runs_away(pattern, part, endless=endless or repeats) for part in parts):
            return True
    return False


def outside_functions(node: ast.AST) -> Iterator[ast.AST]:
    """What is evaluated when the module is read."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield child
            yield from outside_functions(child)


def test_no_text_is_filled_in_before_its_reader_is_known() -> None:
    """`_("…") % values` is a string at once: in a class or a module it would stay English for everybody."""
    assert [
        f"{file}:{node.lineno}"
        for file, tree in trees().items()
        for node in outside_functions(tree)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod) and isinstance(node.left, ast.Call)
        if dotted(node.left.func) in TRANSLATES
    ] == []


def test_formats_are_ours_and_values_are_given_to_them() -> None:
    for file, name, call in calls():
        if name.rpartition(".")[2] in ("format", "format_map") and isinstance(call.func, ast.Attribute):
            text = call.func.value
            constant = isinstance(text, ast.Constant) or (isinstance(text, ast.Name) and text.id.isupper())
            translated = isinstance(text, ast.Call) and dotted(text.func) in TRANSLATES
            assert constant or translated, f"{file}:{call.lineno}"
