"""L01: lessons validated, and adopted."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coordination.knowledge.models import FOR_MEMBERS, Kind, KnowledgeItem, State
from reporting.measures.base import Item, Measure, Part, Reach, Reading, Share


def _read(reading: Reading) -> Iterator[Item]:
    """One query."""
    seen = KnowledgeItem.objects.visible_to(reading.principal).filter(operation=reading.operation, kind=Kind.LESSON)
    for lesson in seen.filter(state__in=FOR_MEMBERS).select_related("originator").order_by("validated_at", "id"):
        if not reading.moment.knows(lesson.validated_at):
            continue
        adopted = lesson.state == State.ADOPTED and reading.moment.knows(lesson.adopted_at)
        yield Item(
            countries=(lesson.originator.country_id,) if lesson.originator.country_id else (),
            parts={"validated": 1, "adopted": int(adopted)},
            what=lesson.reference,
            url=reverse("knowledge-item", args=[lesson.pk]),
            words=_("adopted") if adopted else _("validated"),
        )


L01 = Measure(
    code="L01",
    label=_("Lessons validated and adopted"),
    line=7,
    version=1,
    rule=_(
        "Lessons that LMLECC validated, by the country whose agency wrote them. Adopted: all six countries were "
        "heard, and the director adopted it. Best practices and modus operandi are not lessons. What went back to its "
        "author or was set aside is not counted."
    ),
    known=_(
        "As known on a day: by the moments of validation and adoption. What went back or was set aside since is not "
        "counted on earlier days either."
    ),
    columns=(
        Part("validated", _("Validated")),
        Part("adopted", _("Adopted")),
        Share("share", _("Adopted of validated"), "adopted", "validated"),
    ),
    chain=("validated", "adopted"),
    headline="validated",
    beside=("adopted",),
    read=_read,
    reach=Reach.ALL,
    permission="knowledge.read",
)
