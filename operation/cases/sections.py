"""Form sections that all record types share."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from operation.cases.registry import Section

WHAT_HAPPENED = Section(_("When and where"), ("event_date", "place_name", "place_country", "action_day"))
MORE_OF_IT = Section(
    _("More about the event"),
    (
        "place_subdivision",
        "border_crossing",
        "coordinates",
        "attribution",
        "other_operation",
        "national_reference",
        "narrative",
    ),
    folded=True,
)
HANDLING = Section(
    _("Handling"),
    ("tlp", "handling_code", "handling_text", "named_readers"),
    folded=True,
    hint=_(
        "TLP says who may see it at most, the handling code what one may do with it. "
        "Nobody else sees it until you release it."
    ),
)


def without(section: Section, *names: str) -> Section:
    """A shared section without the fields that a type asks for elsewhere, or not at all."""
    return replace(section, fields=tuple(name for name in section.fields if name not in names))
