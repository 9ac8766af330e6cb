"""One clause changed at a time: a walk over the source of a module that yields each mutant of it.

Only changes that widen or narrow access are made: an operand of `and`, `or`, `&`, `|` dropped, a condition negated, a
`Denied` turned into `True`, a `.filter(…)` or `.exclude(…)` left out, `none()` into everything, a set of roles changed
by one role. What a class `Meta` says is in the database already: its migrations hold it.
"""

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass

CHAINED = ("filter", "exclude")
DENIALS = ("NOT_", "OTHER_", "OWN_", "SECOND_", "FOR_")
ROLE_OF_NOBODY = "OBSERVER"
ROLE_OF_ALL = "COORDINATOR"


@dataclass(frozen=True)
class Mutant:
    """A module with one clause changed: where, and in which words it reads now."""

    file: str
    line: int
    what: str
    source: str


def mutants(file: str, source: str) -> Iterator[Mutant]:
    """All mutants of a module, in the order of its lines."""
    tree = ast.parse(source)
    kept = {id(node) for node in (*_of_the_database(tree), *_of_annotations(tree))}
    for number, node in enumerate(ast.walk(tree)):
        if id(node) in kept:
            continue
        for what, replacement in _changes(node):
            changed = _replaced(tree, number, replacement)
            yield Mutant(file, getattr(node, "lineno", 0), what, ast.unparse(changed))


def _of_the_database(tree: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and node.name == "Meta":
            yield from ast.walk(node)


def _of_annotations(tree: ast.Module) -> Iterator[ast.AST]:
    """`UUID | None` of an argument or an attribute is no clause."""
    for node in ast.walk(tree):
        if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation:
            yield from ast.walk(node.annotation)
        elif isinstance(node, ast.FunctionDef) and node.returns:
            yield from ast.walk(node.returns)


def _replaced(tree: ast.Module, number: int, replacement: ast.AST) -> ast.Module:
    """A copy of the tree in which the node at this place of the walk is another one."""
    fresh = copy.deepcopy(tree)
    target = list(ast.walk(fresh))[number]
    for parent in ast.walk(fresh):
        for name, value in ast.iter_fields(parent):
            if value is target:
                setattr(parent, name, replacement)
            elif isinstance(value, list) and any(each is target for each in value):
                setattr(parent, name, [replacement if each is target else each for each in value])
    return ast.fix_missing_locations(fresh)


def _changes(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    for change in CHANGES:
        yield from change(node)


def _boolean(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.BoolOp):
        for dropped in node.values:
            rest = [value for value in node.values if value is not dropped]
            left = rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)
            yield f"without «{ast.unparse(dropped)}»", left


def _joined(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr | ast.BitAnd) and not _is_type(node):
        yield f"without «{ast.unparse(node.right)}»", node.left
        yield f"without «{ast.unparse(node.left)}»", node.right


def _is_type(node: ast.BinOp) -> bool:
    """`UUID | None` in an annotation is no clause."""
    return isinstance(node.right, ast.Constant) or any(
        isinstance(side, ast.Name) and side.id in ("str", "UUID", "int") for side in (node.left, node.right)
    )


def _negated(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.Invert):
        yield f"«{ast.unparse(node)}» without its «not»", node.operand
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in OPPOSITE:
        other = ast.Compare(node.left, [OPPOSITE[type(node.ops[0])]()], node.comparators)
        yield f"«{ast.unparse(node)}» negated", other


OPPOSITE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Lt: ast.GtE,
    ast.LtE: ast.Gt,
    ast.Gt: ast.LtE,
    ast.GtE: ast.Lt,
}


def _chosen(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.IfExp):
        yield f"always «{ast.unparse(node.body)}»", node.body
        yield f"always «{ast.unparse(node.orelse)}»", node.orelse
    if isinstance(node, ast.If):
        for never in (True, False):
            condition = ast.Constant(value=never)
            yield f"«if {ast.unparse(node.test)}» always {never}", ast.If(condition, node.body, node.orelse)


def _denied(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.Return) and node.value is not None:
        words = ast.unparse(node.value)
        if words.startswith((*DENIALS, "Denied(")):
            yield f"«return {words}» says yes", ast.Return(ast.Constant(value=True))


def _chain(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return
    if node.func.attr in CHAINED:
        yield f"without «.{node.func.attr}({_inside(node)})»", node.func.value
        yield from _fewer(node)
    if node.func.attr == "none" and not node.args:
        yield "everything instead of «none()»", node.func.value


def _inside(node: ast.Call) -> str:
    return ", ".join(ast.unparse(each) for each in (*node.args, *node.keywords))


def _fewer(node: ast.Call) -> Iterator[tuple[str, ast.AST]]:
    """The same call without one of several conditions."""
    if len(node.args) + len(node.keywords) < 2:
        return
    for dropped in node.args:
        args = [each for each in node.args if each is not dropped]
        yield f"without «{ast.unparse(dropped)}»", ast.Call(node.func, args, node.keywords)
    for left_out in node.keywords:
        keywords = [each for each in node.keywords if each is not left_out]
        yield f"without «{ast.unparse(left_out)}»", ast.Call(node.func, node.args, keywords)


def _roles(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """A set of roles, one role wider and one narrower."""
    if not (isinstance(node, ast.Set) and all(ast.unparse(each).startswith("Role.") for each in node.elts)):
        return
    held = {ast.unparse(each) for each in node.elts}
    added = next(f"Role.{name}" for name in (ROLE_OF_NOBODY, ROLE_OF_ALL, "DPO") if f"Role.{name}" not in held)
    yield f"{added} as well", ast.Set([*node.elts, ast.parse(added, mode="eval").body])
    if len(node.elts) > 1:
        yield f"without {ast.unparse(node.elts[0])}", ast.Set(node.elts[1:])


Change = Callable[[ast.AST], Iterator[tuple[str, ast.AST]]]
CHANGES: tuple[Change, ...] = (_boolean, _joined, _negated, _chosen, _denied, _chain, _roles)
