"""What a file of figures is called, and what it says of itself by stable names: of what, as known when, by whom."""

from typing import Any

from django.utils import timezone
from django.utils.translation import get_language

from operation.access.principal import Principal
from operation.audit.models import AuditAnchor
from operation.kernel import clock
from reporting.dashboards.results import Results


def name_of(found: Results) -> str:
    """E.g. seagull-figures-th-2025-01-08: whoever has the file sees what it is."""
    asked = found.asked
    parts = [found.operation.code, "figures", asked.country.lower(), f"{asked.as_known or clock.today()}"]
    return "-".join(part for part in parts if part)


def metadata_of(principal: Principal, found: Results, page: str, reason: str, anchor: AuditAnchor) -> dict[str, Any]:
    asked, weeks = found.asked, found.figures.weeks
    return {
        "operation": found.operation.code,
        "execution": [str(found.operation.starts_on), str(found.operation.ends_on)],
        "as_known_on": str(asked.as_known or clock.today()),
        "is_now": asked.as_known is None,
        "standings": asked.figures,
        "weeks": [weeks[0].code, weeks[-1].code] if weeks else [],
        "line": asked.line,
        "country": asked.country or None,
        "page": page,
        "filter": asked.query(),
        "exported_by": principal.name,
        "exported_at": timezone.localtime(clock.now()).isoformat(timespec="seconds"),
        "reason": reason,
        "language": get_language(),
        "handling": "H0",
        "tlp": "GREEN",
        "audit_anchor": {"number": anchor.number, "entries": anchor.entries, "sha256": anchor.digest},
    }
