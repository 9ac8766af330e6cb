"""What case records add to the frame: their menu entry."""

from django.utils.translation import gettext_lazy as _

from operation.people.navigation import Entry, register

register(Entry(position=30, label=_("Records"), route="records", prefix="/records/", permission="record.read"))
