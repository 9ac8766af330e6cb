"""Outlines of the nodes of a network picture: one shape for each sort of thing, its words beside it."""

from django import template

register = template.Library()

PILL = "M{x} {y}m-13 -17h26a17 17 0 0 1 0 34h-26a17 17 0 0 1 0 -34z"
OUTLINES = {
    "person": "M{x} {y}m-20 0a20 20 0 1 0 40 0a20 20 0 1 0 -40 0",
    "syndicate": "M{x} {y}m0 -22l19 11v22l-19 11l-19 -11v-22z",
    "site": "M{x} {y}m0 -22l20 14v28h-40v-28z",
    "shield": "M{x} {y}m0 -22l19 6v14c0 12 -8 19 -19 24c-11 -5 -19 -12 -19 -24v-14z",
    "phone": PILL,
    "account": PILL,
    "number": PILL,
    "file": "M{x} {y}m-18 -20h26l10 10v30h-36z",
}
BOX = "M{x} {y}m-20 -20h40v40h-40z"


@register.simple_tag
def frame(icon: str, x: int, y: int) -> str:
    """The outline (an SVG path) around the icon of a type, its middle at x and y; things without one stand in a box."""
    outline = OUTLINES.get(icon, BOX)
    return outline.replace("{x}", str(x)).replace("{y}", str(y))
