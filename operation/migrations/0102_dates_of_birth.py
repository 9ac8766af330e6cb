"""Dates of birth as far as they are known: each day stays the day that it was. Back it goes while all are whole days
in the Gregorian calendar."""

from django.db import migrations

from operation.kernel.dates import WrittenDateField
from operation.kernel.migrating import RenderedOnce

AS_ISO = "SET LOCAL datestyle TO ISO"
"""A day becomes text as the server shows days."""


class Migration(RenderedOnce):

    dependencies = [
        ("operation", "0101_found_at"),
    ]

    operations = [
        migrations.RunSQL(AS_ISO, AS_ISO),
        *(
            migrations.AlterField(
                model_name=model,
                name="born_on",
                field=WrittenDateField(blank=True, max_length=21, null=True, verbose_name="date of birth"),
            )
            for model in ("rescueappeal", "rescueappealevent", "suspect", "suspectevent")
        ),
    ]
