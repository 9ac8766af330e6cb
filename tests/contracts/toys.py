"""A type of records as its author would write it: one file, and one line where types are listed."""

from django.db import models

from operation.access.grants import RecordGrant
from operation.cases.base import CaseRecord
from operation.cases.history import tracked
from operation.cases.names import Name
from operation.cases.registry import RecordType, Section, register
from operation.cases.sections import HANDLING, MORE_OF_IT, WHAT_HAPPENED
from operation.kernel.transitions import StateTable, Transition


class Colour(models.TextChoices):
    RED = "red", "red"
    BLUE = "blue", "blue"


@tracked
class Toy(CaseRecord):
    colour = models.CharField("colour", max_length=4, choices=Colour)
    wheels = models.PositiveIntegerField("wheels", null=True, blank=True)

    class Meta(CaseRecord.Meta):
        app_label = "operation"


class ToyName(Name):
    record = models.ForeignKey(Toy, models.CASCADE, related_name="names")

    class Meta(Name.Meta):
        app_label = "operation"


class ToyGrant(RecordGrant):
    content_object = models.ForeignKey(Toy, models.CASCADE, related_name="grants")

    class Meta(RecordGrant.Meta):
        app_label = "operation"


STATES = StateTable(
    initial="new",
    transitions=(Transition("break", "Record that it broke", ("new",), "broken", "record.transition"),),
    line=("new", "broken"),
    closed=frozenset({"broken"}),
)

TOY = register(
    RecordType(
        model=Toy,
        code="TOY",
        slug="toys",
        label="Toy",
        label_plural="Toys",
        log_label="Log a toy",
        states=STATES,
        state_labels={"new": "new", "broken": "broken"},
        sections=(Section("", ("colour", "wheels")), WHAT_HAPPENED, MORE_OF_IT, HANDLING),
        columns=("colour", "wheels", "place_name"),
        filters=("status", "colour", "country", "verification", "event_on"),
        event_label="Made on",
        names=ToyName,
        personal=("narrative", "place_name", "coordinates"),
    )
)
