"""What is stated and what is taken off are few of the ledger's rows: pages find them without reading all."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reporting", "0096_original_currency")]

    operations = [
        migrations.AddIndex(
            model_name="ledgerentry",
            index=models.Index(condition=~models.Q(stated=0), fields=["operation"], name="ledger_stated"),
        ),
        migrations.AddIndex(
            model_name="ledgerentry",
            index=models.Index(
                condition=models.Q(source__in=["twice", "same"]), fields=["operation"], name="ledger_taken_off"
            ),
        ),
    ]
