"""Form sections that all record types share."""

from django.utils.translation import gettext_lazy as _

from operation.cases.registry import Section

WHAT_HAPPENED = Section(
    _("Where and when"),
    ("event_date", "place_name", "place_country", "place_subdivision", "action_day", "national_reference", "narrative"),
)
HANDLING = Section(
    _("Handling"),
    ("tlp", "handling_code", "handling_text", "attribution", "other_operation"),
    folded=True,
    hint=_("TLP says who may see it at most, the handling code what one may do with it. Nobody else sees it until you release it."),
)
