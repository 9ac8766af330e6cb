"""The number of an asset is an identifier as any other: read, checked, and met by those of other countries.

It stood in a field of its own, which nothing was compared with. Those that are there become identifiers.
"""

from typing import Any

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

from operation.cases.identifying.kinds import NOBODY
from operation.cases.identifying.letters import search_key
from operation.cases.identifying.reading import read
from operation.kernel.migrating import RenderedOnce

KINDS = {
    "bank_account": "account",
    "crypto_wallet": "wallet",
    "e_wallet": "handle",
    "vehicle": "plate",
    "phone": "imei",
    "sim": "iccid",
}
"""What the number of a class of assets is; of any other class it is a document's."""


def move(apps: Any, _schema_editor: Any) -> None:
    assets = apps.get_model("operation", "SeizedAsset")
    identifiers = apps.get_model("operation", "SeizedAssetIdentifier")
    identifiers.objects.bulk_create(
        (_identifier(identifiers, asset) for asset in assets.objects.exclude(identifier="").iterator()), batch_size=500
    )


def _identifier(model: Any, asset: Any) -> Any:
    kind = KINDS.get(asset.asset_class, "document")
    found = read(kind, asset.identifier, asset.country_id, NOBODY)
    return model(
        record=asset,
        kind=kind,
        text=asset.identifier,
        normalised=found.normalised,
        search_key=search_key(found.normalised),
        verdict=found.check,
        finding=found.finding or "",
    )


class Migration(RenderedOnce):

    dependencies = [
        ('operation', '0102_dates_of_birth'),
    ]

    operations = [
        migrations.RunPython(move, migrations.RunPython.noop),
        pgtrigger.migrations.RemoveTrigger(
            model_name='seizedasset',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='seizedasset',
            name='update_update',
        ),
        migrations.RemoveField(
            model_name='seizedasset',
            name='identifier',
        ),
        migrations.RemoveField(
            model_name='seizedassetevent',
            name='identifier',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seizedasset',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "operation_seizedassetevent" ("action_day_id", "amount", "asset_class", "attribution", "border_crossing", "changed_at", "changed_by_id", "confiscated_on", "coordinates", "country_id", "created_at", "created_by_id", "currency", "deleted_at", "deleted_because", "description", "disposition", "event_calendar", "event_on", "event_precision", "event_text", "handling_code", "handling_text", "id", "is_synthetic", "legal_order", "measured_on", "named_readers", "narrative", "national_reference", "operation_id", "originator_id", "other_operation", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_country", "place_name", "place_subdivision", "quantity", "rate_on", "rate_source", "reference", "review_on", "status", "status_on", "tlp", "usd", "usd_rate", "valuation", "verification", "version") VALUES (NEW."action_day_id", NEW."amount", NEW."asset_class", NEW."attribution", NEW."border_crossing", NEW."changed_at", NEW."changed_by_id", NEW."confiscated_on", NEW."coordinates", NEW."country_id", NEW."created_at", NEW."created_by_id", NEW."currency", NEW."deleted_at", NEW."deleted_because", NEW."description", NEW."disposition", NEW."event_calendar", NEW."event_on", NEW."event_precision", NEW."event_text", NEW."handling_code", NEW."handling_text", NEW."id", NEW."is_synthetic", NEW."legal_order", NEW."measured_on", NEW."named_readers", NEW."narrative", NEW."national_reference", NEW."operation_id", NEW."originator_id", NEW."other_operation", NOW(), \'insert\', NEW."id", NEW."place_country", NEW."place_name", NEW."place_subdivision", NEW."quantity", NEW."rate_on", NEW."rate_source", NEW."reference", NEW."review_on", NEW."status", NEW."status_on", NEW."tlp", NEW."usd", NEW."usd_rate", NEW."valuation", NEW."verification", NEW."version"); RETURN NULL;', hash='9f73d92bd1d61666626743a8c8579c44039b7bdc', operation='INSERT', pgid='pgtrigger_insert_insert_02e47', table='operation_seizedasset', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seizedasset',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "operation_seizedassetevent" ("action_day_id", "amount", "asset_class", "attribution", "border_crossing", "changed_at", "changed_by_id", "confiscated_on", "coordinates", "country_id", "created_at", "created_by_id", "currency", "deleted_at", "deleted_because", "description", "disposition", "event_calendar", "event_on", "event_precision", "event_text", "handling_code", "handling_text", "id", "is_synthetic", "legal_order", "measured_on", "named_readers", "narrative", "national_reference", "operation_id", "originator_id", "other_operation", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_country", "place_name", "place_subdivision", "quantity", "rate_on", "rate_source", "reference", "review_on", "status", "status_on", "tlp", "usd", "usd_rate", "valuation", "verification", "version") VALUES (NEW."action_day_id", NEW."amount", NEW."asset_class", NEW."attribution", NEW."border_crossing", NEW."changed_at", NEW."changed_by_id", NEW."confiscated_on", NEW."coordinates", NEW."country_id", NEW."created_at", NEW."created_by_id", NEW."currency", NEW."deleted_at", NEW."deleted_because", NEW."description", NEW."disposition", NEW."event_calendar", NEW."event_on", NEW."event_precision", NEW."event_text", NEW."handling_code", NEW."handling_text", NEW."id", NEW."is_synthetic", NEW."legal_order", NEW."measured_on", NEW."named_readers", NEW."narrative", NEW."national_reference", NEW."operation_id", NEW."originator_id", NEW."other_operation", NOW(), \'update\', NEW."id", NEW."place_country", NEW."place_name", NEW."place_subdivision", NEW."quantity", NEW."rate_on", NEW."rate_source", NEW."reference", NEW."review_on", NEW."status", NEW."status_on", NEW."tlp", NEW."usd", NEW."usd_rate", NEW."valuation", NEW."verification", NEW."version"); RETURN NULL;', hash='0292e7b519c1efce7ccaaba9d8763b830f5888e2', operation='UPDATE', pgid='pgtrigger_update_update_6346c', table='operation_seizedasset', when='AFTER')),
        ),
    ]
