"""The ledger keeps how much money was in its original currency. What was counted before has none, until its record
changes: then it leaves the ledger as it was and enters it in its currency."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reporting", "0093_edition_kinds")]

    operations = [
        migrations.AddField(
            model_name="ledgerentry", name="currency", field=models.CharField(blank=True, default="", max_length=8),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="ledgerentry",
            name="original",
            field=models.DecimalField(decimal_places=18, max_digits=38, null=True),
        ),
        migrations.AddConstraint(
            model_name="ledgerentry",
            constraint=models.CheckConstraint(
                condition=models.Q(currency="", original=None) | (~models.Q(currency="") & ~models.Q(original=None)),
                name="money_in_its_currency",
            ),
        ),
    ]
