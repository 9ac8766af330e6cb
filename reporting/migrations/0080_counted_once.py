"""Persons and things that two countries claim are taken off once; what a return said is kept with its step.

Under the name «figures» the counts read the whole ledger and add such rows to it, whoever acts; under the same name an
agency's work reads the history of its own records, TLP:RED and deleted ones included, to count them again.
"""

from django.db import migrations, models

from operation.access.walls import SYSTEM, counting_wall

SOURCES = [
    ("record", "record-backed"),
    ("reported", "reported without records"),
    ("credit", "contribution to another country's result"),
    ("twice", "claimed by two"),
    ("same", "the same in two countries"),
]
KEPT = (
    *("ammunitionlot", "borderactivity", "firearm", "firearmpart", "fraudreport", "intelligencereport"),
    *("investigation", "preventionactivity", "rescueappeal", "rescuedlaborer", "seizedasset", "site"),
    *("stoppayment", "suspect", "syndicate"),
)
"""Types of records when this migration was written; a later one brings its own (record_tables.py)."""

COUNTS = f"""
CREATE POLICY counts ON reporting_ledgerentry FOR SELECT USING ({SYSTEM} = 'figures');
CREATE POLICY once ON reporting_ledgerentry FOR INSERT WITH CHECK ({SYSTEM} = 'figures' AND source = 'same');
CREATE POLICY counts ON reporting_nationalreturn FOR SELECT USING ({SYSTEM} = 'figures');
"""
NO_COUNTS = """
DROP POLICY counts ON reporting_ledgerentry;
DROP POLICY once ON reporting_ledgerentry;
DROP POLICY counts ON reporting_nationalreturn;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0071_return_walls"),
        ("coordination", "0092_counted_once"),
        ("operation", "0180_closed_action_days"),
    ]

    operations = [
        migrations.AlterField(
            model_name="ledgerentry", name="source", field=models.CharField(choices=SOURCES, max_length=8)
        ),
        migrations.AddField(model_name="returnstep", name="reported", field=models.JSONField(default=dict)),
        migrations.RunSQL(COUNTS, NO_COUNTS),
        *(counting_wall(f"operation_{name}event") for name in KEPT),
    ]
