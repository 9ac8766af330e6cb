"""Take figures as a file: a disclosure, told in the trail with its filter, its reason and the hash of what left."""

import hashlib
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from operation.access.policies import may
from operation.access.principal import Principal
from operation.audit import trail
from operation.kernel.errors import Refused, require
from reporting.dashboards.results import Results
from reporting.exports.content import collect
from reporting.exports.formats import Format

REASON_LENGTH = 200


@dataclass(frozen=True)
class FileOfFigures:
    name: str
    media_type: str
    content: bytes


@transaction.atomic
def export_figures(*, principal: Principal, found: Results, page: str, format_: Format, reason: str) -> FileOfFigures:
    """The file of what a page of results shows. Raises NotAllowed; Refused without a reason."""
    require(may(principal, "figures.read"), verb="export figures")
    said = reason.strip()
    if not said:
        raise Refused({"reason": _("Say why: it stands in the trail and in the file.")})
    if len(said) > REASON_LENGTH:
        message = _("Say it in %(limit)s letters at most.")
        raise Refused({"reason": ValidationError(message, "length", {"limit": REASON_LENGTH})})
    file = collect(principal, found, page, said)
    written = format_.write(file)
    trail.record(
        "exported",
        found.operation,
        what="figures",
        page=page,
        format=format_.identifier,
        filter=found.asked.query(),
        reason=said,
        rows=len(file.lines) + len(file.currencies) + len(file.measures),
        sha256=hashlib.sha256(written).hexdigest(),
    )
    return FileOfFigures(f"{file.name}.{format_.identifier}", format_.media_type, written)
