"""Names as they are heard, behind a wall, and the one reviewed function that finds those of others by their keys."""

from itertools import islice

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

import operation.kernel.clock
import operation.kernel.models
from coordination.deconfliction.matching import finding
from coordination.deconfliction.matching.hearing import person_of
from coordination.deconfliction.matching.walls import heard_name_wall

NAMED = {"RescueAppeal": "APP", "Site": "SIT", "Suspect": "SUS", "Syndicate": "SYN"}
BATCH = 1000


def hear(apps, _schema_editor):
    """Names that there are."""
    heard = apps.get_model("coordination", "HeardName").objects
    for model, code in NAMED.items():
        names = apps.get_model("operation", f"{model}Name").objects.select_related("record")
        for batch in batched(names.iterator(chunk_size=BATCH)):
            heard.bulk_create([row for name in batch if (row := row_of(heard.model, code, name))])


def row_of(model, code, name):
    kept = finding.kept(name.text, name.romanisation)
    record = name.record
    if kept is None:
        return None
    return model(
        record_type=code,
        record_id=record.pk,
        name_id=name.pk,
        originator_id=record.originator_id,
        packed=kept.packed,
        heard=kept.heard,
        keys=list(kept.keys),
        marked=bool(name.tlp),
        in_use=record.deleted_at is None,
        **person_of(record),
    )


def batched(rows):
    while batch := list(islice(rows, BATCH)):
        yield batch


class Migration(migrations.Migration):
    initial = True

    dependencies = [("coordination", "0040_intelligence"), ("operation", "0107_action_progress")]

    operations = [
        migrations.CreateModel(
            name="HeardName",
            fields=[
                ("id", models.UUIDField(default=operation.kernel.models.new_id, editable=False, primary_key=True, serialize=False)),
                ("created_at", models.DateTimeField(default=operation.kernel.clock.now, editable=False)),
                ("record_type", models.CharField(max_length=3)),
                ("record_id", models.UUIDField()),
                ("name_id", models.UUIDField(unique=True)),
                ("packed", models.TextField()),
                ("heard", models.TextField()),
                ("keys", django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                ("born", models.CharField(blank=True, max_length=10)),
                ("born_estimated", models.BooleanField(default=False)),
                ("sex", models.CharField(blank=True, max_length=8)),
                ("nationalities", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=2), default=list, size=None)),
                ("marked", models.BooleanField(default=False)),
                ("in_use", models.BooleanField(default=True)),
                ("waits", models.BooleanField(default=True)),
                ("originator", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.organisation")),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=["keys"], name="heardname_keys"),
                    models.Index(fields=["record_id"], name="heardname_record"),
                    models.Index(
                        fields=["originator", "created_at"],
                        name="heardname_waits",
                        condition=models.Q(("waits", True)),
                    ),
                ],
            },
        ),
        *heard_name_wall(),
        migrations.RunPython(hear, migrations.RunPython.noop),
    ]
