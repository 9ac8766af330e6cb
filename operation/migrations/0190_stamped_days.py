"""The day on which a record reached a state that a figure counts: each step notes its own (reporting/indicators)."""

import django.contrib.postgres.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from operation.kernel.migrating import RenderedOnce


class Migration(RenderedOnce):

    dependencies = [
        ('operation', '0180_closed_action_days'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='ammunitionlot',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='ammunitionlot',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='firearm',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='firearm',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='firearmpart',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='firearmpart',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='rescuedlaborer',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='rescuedlaborer',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='seizedasset',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='seizedasset',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='site',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='site',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='suspect',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='suspect',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='syndicate',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='syndicate',
            name='update_update',
        ),
        migrations.AddField(
            model_name='ammunitionlot',
            name='traced_on',
            field=models.DateField(blank=True, null=True, verbose_name='traced on'),
        ),
        migrations.AddField(
            model_name='ammunitionlotevent',
            name='traced_on',
            field=models.DateField(blank=True, null=True, verbose_name='traced on'),
        ),
        migrations.AddField(
            model_name='firearm',
            name='traced_on',
            field=models.DateField(blank=True, null=True, verbose_name='traced on'),
        ),
        migrations.AddField(
            model_name='firearmevent',
            name='traced_on',
            field=models.DateField(blank=True, null=True, verbose_name='traced on'),
        ),
        migrations.AddField(
            model_name='firearmpart',
            name='traced_on',
            field=models.DateField(blank=True, null=True, verbose_name='traced on'),
        ),
        migrations.AddField(
            model_name='firearmpartevent',
            name='traced_on',
            field=models.DateField(blank=True, null=True, verbose_name='traced on'),
        ),
        migrations.AddField(
            model_name='rescuedlaborer',
            name='assisted_on',
            field=models.DateField(blank=True, null=True, verbose_name='assisted since'),
        ),
        migrations.AddField(
            model_name='rescuedlaborer',
            name='identified_on',
            field=models.DateField(blank=True, null=True, verbose_name='identified as a victim on'),
        ),
        migrations.AddField(
            model_name='rescuedlaborer',
            name='presumed_on',
            field=models.DateField(blank=True, null=True, verbose_name='presumed a victim on'),
        ),
        migrations.AddField(
            model_name='rescuedlaborer',
            name='referred_on',
            field=models.DateField(blank=True, null=True, verbose_name='referred on'),
        ),
        migrations.AddField(
            model_name='rescuedlaborerevent',
            name='assisted_on',
            field=models.DateField(blank=True, null=True, verbose_name='assisted since'),
        ),
        migrations.AddField(
            model_name='rescuedlaborerevent',
            name='identified_on',
            field=models.DateField(blank=True, null=True, verbose_name='identified as a victim on'),
        ),
        migrations.AddField(
            model_name='rescuedlaborerevent',
            name='presumed_on',
            field=models.DateField(blank=True, null=True, verbose_name='presumed a victim on'),
        ),
        migrations.AddField(
            model_name='rescuedlaborerevent',
            name='referred_on',
            field=models.DateField(blank=True, null=True, verbose_name='referred on'),
        ),
        migrations.AddField(
            model_name='seizedasset',
            name='disposed_on',
            field=models.DateField(blank=True, null=True, verbose_name='disposed of on'),
        ),
        migrations.AddField(
            model_name='seizedassetevent',
            name='disposed_on',
            field=models.DateField(blank=True, null=True, verbose_name='disposed of on'),
        ),
        migrations.AddField(
            model_name='site',
            name='relocated_on',
            field=models.DateField(blank=True, null=True, verbose_name='relocated on'),
        ),
        migrations.AddField(
            model_name='siteevent',
            name='relocated_on',
            field=models.DateField(blank=True, null=True, verbose_name='relocated on'),
        ),
        migrations.AddField(
            model_name='suspect',
            name='charged_on',
            field=models.DateField(blank=True, null=True, verbose_name='brought to court on'),
        ),
        migrations.AddField(
            model_name='suspect',
            name='convicted_on',
            field=models.DateField(blank=True, null=True, verbose_name='convicted on'),
        ),
        migrations.AddField(
            model_name='suspect',
            name='rearrested_on',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.DateField(), default=list, editable=False, size=None),
        ),
        migrations.AddField(
            model_name='suspectevent',
            name='charged_on',
            field=models.DateField(blank=True, null=True, verbose_name='brought to court on'),
        ),
        migrations.AddField(
            model_name='suspectevent',
            name='convicted_on',
            field=models.DateField(blank=True, null=True, verbose_name='convicted on'),
        ),
        migrations.AddField(
            model_name='suspectevent',
            name='rearrested_on',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.DateField(), default=list, editable=False, size=None),
        ),
        migrations.AddField(
            model_name='syndicate',
            name='dismantled_on',
            field=models.DateField(blank=True, null=True, verbose_name='dismantled on'),
        ),
        migrations.AddField(
            model_name='syndicate',
            name='disrupted_on',
            field=models.DateField(blank=True, null=True, verbose_name='disrupted on'),
        ),
        migrations.AddField(
            model_name='syndicateevent',
            name='dismantled_on',
            field=models.DateField(blank=True, null=True, verbose_name='dismantled on'),
        ),
        migrations.AddField(
            model_name='syndicateevent',
            name='disrupted_on',
            field=models.DateField(blank=True, null=True, verbose_name='disrupted on'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ammunitionlot',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "operation_ammunitionlotevent" ("action_day_id", "asked_country", "attribution", "border_crossing", "calibre", "changed_at", "changed_by_id", "coordinates", "country_id", "created_at", "created_by_id", "deleted_at", "deleted_because", "disposal", "disposed_on", "event_calendar", "event_on", "event_precision", "event_text", "handling_code", "handling_text", "headstamp", "id", "is_synthetic", "lot_number", "made_in", "maker", "named_readers", "narrative", "national_reference", "operation_id", "originator_id", "other_operation", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_country", "place_name", "place_subdivision", "recovery", "reference", "review_on", "rounds", "status", "status_on", "tlp", "traced_on", "traced_to", "verification", "version") VALUES (NEW."action_day_id", NEW."asked_country", NEW."attribution", NEW."border_crossing", NEW."calibre", NEW."changed_at", NEW."changed_by_id", NEW."coordinates", NEW."country_id", NEW."created_at", NEW."created_by_id", NEW."deleted_at", NEW."deleted_because", NEW."disposal", NEW."disposed_on", NEW."event_calendar", NEW."event_on", NEW."event_precision", NEW."event_text", NEW."handling_code", NEW."handling_text", NEW."headstamp", NEW."id", NEW."is_synthetic", NEW."lot_number", NEW."made_in", NEW."maker", NEW."named_readers", NEW."narrative", NEW."national_reference", NEW."operation_id", NEW."originator_id", NEW."other_operation", NOW(), \'insert\', NEW."id", NEW."place_country", NEW."place_name", NEW."place_subdivision", NEW."recovery", NEW."reference", NEW."review_on", NEW."rounds", NEW."status", NEW."status_on", NEW."tlp", NEW."traced_on", NEW."traced_to", NEW."verification", NEW."version"); RETURN NULL;', hash='9b430865959fbeb3eec805e8cb2f590a65492a90', operation='INSERT', pgid='pgtrigger_insert_insert_53254', table='operation_ammunitionlot', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ammunitionlot',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "operation_ammunitionlotevent" ("action_day_id", "asked_country", "attribution", "border_crossing", "calibre", "changed_at", "changed_by_id", "coordinates", "country_id", "created_at", "created_by_id", "deleted_at", "deleted_because", "disposal", "disposed_on", "event_calendar", "event_on", "event_precision", "event_text", "handling_code", "handling_text", "headstamp", "id", "is_synthetic", "lot_number", "made_in", "maker", "named_readers", "narrative", "national_reference", "operation_id", "originator_id", "other_operation", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_country", "place_name", "place_subdivision", "recovery", "reference", "review_on", "rounds", "status", "status_on", "tlp", "traced_on", "traced_to", "verification", "version") VALUES (NEW."action_day_id", NEW."asked_country", NEW."attribution", NEW."border_crossing", NEW."calibre", NEW."changed_at", NEW."changed_by_id", NEW."coordinates", NEW."country_id", NEW."created_at", NEW."created_by_id", NEW."deleted_at", NEW."deleted_because", NEW."disposal", NEW."disposed_on", NEW."event_calendar", NEW."event_on", NEW."event_precision", NEW."event_text", NEW."handling_code", NEW."handling_text", NEW."headstamp", NEW."id", NEW."is_synthetic", NEW."lot_number", NEW."made_in", NEW."maker", NEW."named_readers", NEW."narrative", NEW."national_reference", NEW."operation_id", NEW."originator_id", NEW."other_operation", NOW(), \'update\', NEW."id", NEW."place_country", NEW."place_name", NEW."place_subdivision", NEW."recovery", NEW."reference", NEW."review_on", NEW."rounds", NEW."status", NEW."status_on", NEW."tlp", NEW."traced_on", NEW."traced_to", NEW."verification", NEW."version"); RETURN NULL;', hash='96a8aa20e8f00dd9dfac173d6893ab97b3c20918', operation='UPDATE', pgid='pgtrigger_update_update_2a327', table='operation_ammunitionlot', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='firearm',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "operation_firearmevent" ("action_day_id", "asked_country", "attribution", "border_crossing", "calibre", "changed_at", "changed_by_id", "coordinates", "country_id", "created_at", "created_by_id", "deleted_at", "deleted_because", "disposal", "disposed_on", "event_calendar", "event_on", "event_precision", "event_text", "firearm_class", "handling_code", "handling_text", "iarms", "id", "import_year", "imported_to", "is_synthetic", "made_in", "make", "maker", "marking", "model", "named_readers", "narrative", "national_reference", "operation_id", "originator_id", "other_operation", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_country", "place_name", "place_subdivision", "recovery", "reference", "review_on", "serial", "status", "status_on", "tlp", "traced_on", "traced_to", "verification", "version") VALUES (NEW."action_day_id", NEW."asked_country", NEW."attribution", NEW."border_crossing", NEW."calibre", NEW."changed_at", NEW."changed_by_id", NEW."coordinates", NEW."country_id", NEW."created_at", NEW."created_by_id", NEW."deleted_at", NEW."deleted_because", NEW."disposal", NEW."disposed_on", NEW."event_calendar", NEW."event_on", NEW."event_precision", NEW."event_text", NEW."firearm_class", NEW."handling_code", NEW."handling_text", NEW."iarms", NEW."id", NEW."import_year", NEW."imported_to", NEW."is_synthetic", NEW."made_in", NEW."make", NEW."maker", NEW."marking", NEW."model", NEW."named_readers", NEW."narrative", NEW."national_reference", NEW."operation_id", NEW."originator_id", NEW."other_operation", NOW(), \'insert\', NEW."id", NEW."place_country", NEW."place_name", NEW."place_subdivision", NEW."recovery", NEW."reference", NEW."review_on", NEW."serial", NEW."status", NEW."status_on", NEW."tlp", NEW."traced_on", NEW."traced_to", NEW."verification", NEW."version"); RETURN NULL;', hash='a9c90e3c3a155a2fe58e0bdf9d7adfbdb17d5b0a', operation='INSERT', pgid='pgtrigger_insert_insert_75a90', table='operation_firearm', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='firearm',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "operation_firearmevent" ("action_day_id", "asked_country", "attribution", "border_crossing", "calibre", "changed_at", "changed_by_id", "coordinates", "country_id", "created_at", "created_by_id", "deleted_at", "deleted_because", "disposal", "disposed_on", "event_calendar", "event_on", "event_precision", "event_text", "firearm_class", "handling_code", "handling_text", "iarms", "id", "import_year", "imported_to", "is_synthetic", "made_in", "make", "maker", "marking", "model", "named_readers", "narrative", "national_reference", "operation_id", "originator_id", "other_operation", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_country", "place_name", "place_subdivision", "recovery", "reference", "review_on", "serial", "status", "status_on", "tlp", "traced_on", "traced_to", "verification", "version") VALUES (NEW."action_day_id", NEW."asked_country", NEW."attribution", NEW."border_crossing", NEW."calibre", NEW."changed_at", NEW."changed_by_id", NEW."coordinates", NEW."country_id", NEW."created_at", NEW."created_by_id", NEW."deleted_at", NEW."deleted_because", NEW."disposal", NEW."disposed_on", NEW."event_calendar", NEW."event_on", NEW."event_precision", NEW."event_text", NEW."firearm_class", NEW."handling_code", NEW."handling_text", NEW."iarms", NEW."id", NEW."import_year", NEW."imported_to", NEW."is_synthetic", NEW."made_in", NEW."make", NEW."maker", NEW."marking", NEW."model", NEW."named_readers", NEW."narrative", NEW."national_reference", NEW."operation_id", NEW."originator_id", NEW."other_operation", NOW(), \'update\', NEW."id", NEW."place_country", NEW."place_name", NEW."place_subdivision", NEW."recovery", NEW."reference", NEW."review_on", NEW."serial", NEW."status", NEW."status_on", NEW."tlp", NEW."traced_on", NEW."traced_to", NEW."verification", NEW."version"); RETURN NULL;', hash='1c9eb2286caed1719ebf9faaf66e3069cc2fd899', operation='UPDATE', pgid='pgtrigger_update_update_a1493', table='operation_firearm', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='firearmpart',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "operation_firearmpartevent" ("action_day_id", "asked_country", "attribution", "border_crossing", "changed_at", "changed_by_id", "coordinates", "country_id", "created_at", "created_by_id", "deleted_at", "deleted_because", "disposal", "disposed_on", "event_calendar", "event_on", "event_precision", "event_text", "fits", "handling_code", "handling_text", "id", "is_synthetic", "made_in", "maker", "named_readers", "narrative", "national_reference", "operation_id", "originator_id", "other_operation", "part_kind", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_country", "place_name", "place_subdivision", "quantity", "recovery", "reference", "review_on", "serial", "status", "status_on", "tlp", "traced_on", "traced_to", "verification", "version") VALUES (NEW."action_day_id", NEW."asked_country", NEW."attribution", NEW."border_crossing", NEW."changed_at", NEW."changed_by_id", NEW."coordinates", NEW."country_id", NEW."created_at", NEW."created_by_id", NEW."deleted_at", NEW."deleted_because", NEW."disposal", NEW."disposed_on", NEW."event_calendar", NEW."event_on", NEW."event_precision", NEW."event_text", NEW."fits", NEW."handling_code", NEW."handling_text", NEW."id", NEW."is_synthetic", NEW."made_in", NEW."maker", NEW."named_readers", NEW."narrative", NEW."national_reference", NEW."operation_id", NEW."originator_id", NEW."other_operation", NEW."part_kind", NOW(), \'insert\', NEW."id", NEW."place_country", NEW."place_name", NEW."place_subdivision", NEW."quantity", NEW."recovery", NEW."reference", NEW."review_on", NEW."serial", NEW."status", NEW."status_on", NEW."tlp", NEW."traced_on", NEW."traced_to", NEW."verification", NEW."version"); RETURN NULL;', hash='89192ee4aae18d18b6479ff60e355b5a8a5b6b7c', operation='INSERT', pgid='pgtrigger_insert_insert_4834f', table='operation_firearmpart', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='firearmpart',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "operation_firearmpartevent" ("action_day_id", "asked_country", "attribution", "border_crossing", "changed_at", "changed_by_id", "coordinates", "country_id", "created_at", "created_by_id", "deleted_at", "deleted_because", "disposal", "disposed_on", "event_calendar", "event_on", "event_precision", "event_text", "fits", "handling_code", "handling_text", "id", "is_synthetic", "made_in", "maker", "named_readers", "narrative", "national_reference", "operation_id", "originator_id", "other_operation", "part_kind", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_country", "place_name", "place_subdivision", "quantity", "recovery", "reference", "review_on", "serial", "status", "status_on", "tlp", "traced_on", "traced_to", "verification", "version") VALUES (NEW."action_day_id", NEW."asked_country", NEW."attribution", NEW."border_crossing", NEW."changed_at", NEW."changed_by_id", NEW."coordinates", NEW."country_id", NEW."created_at", NEW."created_by_id", NEW."deleted_at", NEW."deleted_because", NEW."disposal", NEW."disposed_on", NEW."event_calendar", NEW."event_on", NEW."event_precision", NEW."event_text", NEW."fits", NEW."handling_code", NEW."handling_text", NEW."id", NEW."is_synthetic", NEW."made_in", NEW."maker", NEW."named_readers", NEW."narrative", NEW."national_reference", NEW."operation_id", NEW."originator_id", NEW."other_operation", NEW."part_kind", NOW(), \'update\', NEW."id", NEW."place_country", NEW."place_name", NEW."place_subdivision", NEW."quantity", NEW."recovery", NEW."reference", NEW."review_on", NEW."serial", NEW."status", NEW."status_on", NEW."tlp", NEW."traced_on", NEW."traced_to", NEW."verification", NEW."version"); RETURN NULL;', hash='42b87b0f8aa6c5002223866c24ab215f8c9929b4', operation='UPDATE', pgid='pgtrigger_update_update_84ece', table='operation_firearmpart', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rescuedlaborer',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "operation_rescuedlaborerevent" ("action_day_id", "acts", "age_band", "assisted_on", "attribution", "border_crossing", "changed_at", "changed_by_id", "citizenship", "consent_on", "consular_on", "coordinates", "country_id", "created_at", "created_by_id", "deleted_at", "deleted_because", "event_calendar", "event_on", "event_precision", "event_text", "family_on", "forced_labour", "from_inquiry", "handling_code", "handling_text", "id", "identified_on", "is_synthetic", "language", "means", "named_readers", "narrative", "national_reference", "needs", "operation_id", "originator_id", "other_operation", "penalised", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_country", "place_name", "place_subdivision", "presumed_on", "purposes", "reference", "referred_on", "referred_to", "return_country", "return_mode", "returned_on", "review_on", "screened_on", "sex", "shelter", "status", "status_on", "tlp", "verification", "version") VALUES (NEW."action_day_id", NEW."acts", NEW."age_band", NEW."assisted_on", NEW."attribution", NEW."border_crossing", NEW."changed_at", NEW."changed_by_id", NEW."citizenship", NEW."consent_on", NEW."consular_on", NEW."coordinates", NEW."country_id", NEW."created_at", NEW."created_by_id", NEW."deleted_at", NEW."deleted_because", NEW."event_calendar", NEW."event_on", NEW."event_precision", NEW."event_text", NEW."family_on", NEW."forced_labour", NEW."from_inquiry", NEW."handling_code", NEW."handling_text", NEW."id", NEW."identified_on", NEW."is_synthetic", NEW."language", NEW."means", NEW."named_readers", NEW."narrative", NEW."national_reference", NEW."needs", NEW."operation_id", NEW."originator_id", NEW."other_operation", NEW."penalised", NOW(), \'insert\', NEW."id", NEW."place_country", NEW."place_name", NEW."place_subdivision", NEW."presumed_on", NEW."purposes", NEW."reference", NEW."referred_on", NEW."referred_to", NEW."return_country", NEW."return_mode", NEW."returned_on", NEW."review_on", NEW."screened_on", NEW."sex", NEW."shelter", NEW."status", NEW."status_on", NEW."tlp", NEW."verification", NEW."version"); RETURN NULL;', hash='a558845d1844e0bcae4c4c9569e779ea4b010331', operation='INSERT', pgid='pgtrigger_insert_insert_243da', table='operation_rescuedlaborer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rescuedlaborer',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "operation_rescuedlaborerevent" ("action_day_id", "acts", "age_band", "assisted_on", "attribution", "border_crossing", "changed_at", "changed_by_id", "citizenship", "consent_on", "consular_on", "coordinates", "country_id", "created_at", "created_by_id", "deleted_at", "deleted_because", "event_calendar", "event_on", "event_precision", "event_text", "family_on", "forced_labour", "from_inquiry", "handling_code", "handling_text", "id", "identified_on", "is_synthetic", "language", "means", "named_readers", "narrative", "national_reference", "needs", "operation_id", "originator_id", "other_operation", "penalised", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_country", "place_name", "place_subdivision", "presumed_on", "purposes", "reference", "referred_on", "referred_to", "return_country", "return_mode", "returned_on", "review_on", "screened_on", "sex", "shelter", "status", "status_on", "tlp", "verification", "version") VALUES (NEW."action_day_id", NEW."acts", NEW."age_band", NEW."assisted_on", NEW."attribution", NEW."border_crossing", NEW."changed_at", NEW."changed_by_id", NEW."citizenship", NEW."consent_on", NEW."consular_on", NEW."coordinates", NEW."country_id", NEW."created_at", NEW."created_by_id", NEW."deleted_at", NEW."deleted_because", NEW."event_calendar", NEW."event_on", NEW."event_precision", NEW."event_text", NEW."family_on", NEW."forced_labour", NEW."from_inquiry", NEW."handling_code", NEW."handling_text", NEW."id", NEW."identified_on", NEW."is_synthetic", NEW."language", NEW."means", NEW."named_readers", NEW."narrative", NEW."national_reference", NEW."needs", NEW."operation_id", NEW."originator_id", NEW."other_operation", NEW."penalised", NOW(), \'update\', NEW."id", NEW."place_country", NEW."place_name", NEW."place_subdivision", NEW."presumed_on", NEW."purposes", NEW."reference", NEW."referred_on", NEW."referred_to", NEW."return_country", NEW."return_mode", NEW."returned_on", NEW."review_on", NEW."screened_on", NEW."sex", NEW."shelter", NEW."status", NEW."status_on", NEW."tlp", NEW."verification", NEW."version"); RETURN NULL;', hash='15570116145c500313cdcb75eddeaf84694ff506', operation='UPDATE', pgid='pgtrigger_update_update_dd6a4', table='operation_rescuedlaborer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seizedasset',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "operation_seizedassetevent" ("action_day_id", "amount", "asset_class", "attribution", "border_crossing", "changed_at", "changed_by_id", "confiscated_on", "coordinates", "country_id", "created_at", "created_by_id", "currency", "deleted_at", "deleted_because", "description", "disposed_on", "disposition", "event_calendar", "event_on", "event_precision", "event_text", "handling_code", "handling_text", "id", "is_synthetic", "legal_order", "measured_on", "named_readers", "narrative", "national_reference", "operation_id", "originator_id", "other_operation", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_country", "place_name", "place_subdivision", "quantity", "rate_on", "rate_source", "reference", "review_on", "status", "status_on", "tlp", "usd", "usd_rate", "valuation", "verification", "version") VALUES (NEW."action_day_id", NEW."amount", NEW."asset_class", NEW."attribution", NEW."border_crossing", NEW."changed_at", NEW."changed_by_id", NEW."confiscated_on", NEW."coordinates", NEW."country_id", NEW."created_at", NEW."created_by_id", NEW."currency", NEW."deleted_at", NEW."deleted_because", NEW."description", NEW."disposed_on", NEW."disposition", NEW."event_calendar", NEW."event_on", NEW."event_precision", NEW."event_text", NEW."handling_code", NEW."handling_text", NEW."id", NEW."is_synthetic", NEW."legal_order", NEW."measured_on", NEW."named_readers", NEW."narrative", NEW."national_reference", NEW."operation_id", NEW."originator_id", NEW."other_operation", NOW(), \'insert\', NEW."id", NEW."place_country", NEW."place_name", NEW."place_subdivision", NEW."quantity", NEW."rate_on", NEW."rate_source", NEW."reference", NEW."review_on", NEW."status", NEW."status_on", NEW."tlp", NEW."usd", NEW."usd_rate", NEW."valuation", NEW."verification", NEW."version"); RETURN NULL;', hash='320ad6a6192242cd28369fde68119cfdc75a98a1', operation='INSERT', pgid='pgtrigger_insert_insert_02e47', table='operation_seizedasset', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seizedasset',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "operation_seizedassetevent" ("action_day_id", "amount", "asset_class", "attribution", "border_crossing", "changed_at", "changed_by_id", "confiscated_on", "coordinates", "country_id", "created_at", "created_by_id", "currency", "deleted_at", "deleted_because", "description", "disposed_on", "disposition", "event_calendar", "event_on", "event_precision", "event_text", "handling_code", "handling_text", "id", "is_synthetic", "legal_order", "measured_on", "named_readers", "narrative", "national_reference", "operation_id", "originator_id", "other_operation", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_country", "place_name", "place_subdivision", "quantity", "rate_on", "rate_source", "reference", "review_on", "status", "status_on", "tlp", "usd", "usd_rate", "valuation", "verification", "version") VALUES (NEW."action_day_id", NEW."amount", NEW."asset_class", NEW."attribution", NEW."border_crossing", NEW."changed_at", NEW."changed_by_id", NEW."confiscated_on", NEW."coordinates", NEW."country_id", NEW."created_at", NEW."created_by_id", NEW."currency", NEW."deleted_at", NEW."deleted_because", NEW."description", NEW."disposed_on", NEW."disposition", NEW."event_calendar", NEW."event_on", NEW."event_precision", NEW."event_text", NEW."handling_code", NEW."handling_text", NEW."id", NEW."is_synthetic", NEW."legal_order", NEW."measured_on", NEW."named_readers", NEW."narrative", NEW."national_reference", NEW."operation_id", NEW."originator_id", NEW."other_operation", NOW(), \'update\', NEW."id", NEW."place_country", NEW."place_name", NEW."place_subdivision", NEW."quantity", NEW."rate_on", NEW."rate_source", NEW."reference", NEW."review_on", NEW."status", NEW."status_on", NEW."tlp", NEW."usd", NEW."usd_rate", NEW."valuation", NEW."verification", NEW."version"); RETURN NULL;', hash='617e7ada0996db46392cc046651ef20b9e6ba30a', operation='UPDATE', pgid='pgtrigger_update_update_6346c', table='operation_seizedasset', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='site',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "operation_siteevent" ("action_day_id", "address", "attribution", "border_crossing", "changed_at", "changed_by_id", "closed_on", "coordinates", "country_id", "created_at", "created_by_id", "deleted_at", "deleted_because", "event_calendar", "event_on", "event_precision", "event_text", "exit_control", "handling_code", "handling_text", "id", "is_synthetic", "named_readers", "narrative", "national_reference", "occupancy", "occupancy_estimated", "operation_id", "originator_id", "other_operation", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_country", "place_name", "place_subdivision", "raided_on", "reference", "relocated_on", "review_on", "site_type", "status", "status_on", "tlp", "verification", "version") VALUES (NEW."action_day_id", NEW."address", NEW."attribution", NEW."border_crossing", NEW."changed_at", NEW."changed_by_id", NEW."closed_on", NEW."coordinates", NEW."country_id", NEW."created_at", NEW."created_by_id", NEW."deleted_at", NEW."deleted_because", NEW."event_calendar", NEW."event_on", NEW."event_precision", NEW."event_text", NEW."exit_control", NEW."handling_code", NEW."handling_text", NEW."id", NEW."is_synthetic", NEW."named_readers", NEW."narrative", NEW."national_reference", NEW."occupancy", NEW."occupancy_estimated", NEW."operation_id", NEW."originator_id", NEW."other_operation", NOW(), \'insert\', NEW."id", NEW."place_country", NEW."place_name", NEW."place_subdivision", NEW."raided_on", NEW."reference", NEW."relocated_on", NEW."review_on", NEW."site_type", NEW."status", NEW."status_on", NEW."tlp", NEW."verification", NEW."version"); RETURN NULL;', hash='9adac7c281f9831a69926749c48d97df789bc653', operation='INSERT', pgid='pgtrigger_insert_insert_21f46', table='operation_site', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='site',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "operation_siteevent" ("action_day_id", "address", "attribution", "border_crossing", "changed_at", "changed_by_id", "closed_on", "coordinates", "country_id", "created_at", "created_by_id", "deleted_at", "deleted_because", "event_calendar", "event_on", "event_precision", "event_text", "exit_control", "handling_code", "handling_text", "id", "is_synthetic", "named_readers", "narrative", "national_reference", "occupancy", "occupancy_estimated", "operation_id", "originator_id", "other_operation", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_country", "place_name", "place_subdivision", "raided_on", "reference", "relocated_on", "review_on", "site_type", "status", "status_on", "tlp", "verification", "version") VALUES (NEW."action_day_id", NEW."address", NEW."attribution", NEW."border_crossing", NEW."changed_at", NEW."changed_by_id", NEW."closed_on", NEW."coordinates", NEW."country_id", NEW."created_at", NEW."created_by_id", NEW."deleted_at", NEW."deleted_because", NEW."event_calendar", NEW."event_on", NEW."event_precision", NEW."event_text", NEW."exit_control", NEW."handling_code", NEW."handling_text", NEW."id", NEW."is_synthetic", NEW."named_readers", NEW."narrative", NEW."national_reference", NEW."occupancy", NEW."occupancy_estimated", NEW."operation_id", NEW."originator_id", NEW."other_operation", NOW(), \'update\', NEW."id", NEW."place_country", NEW."place_name", NEW."place_subdivision", NEW."raided_on", NEW."reference", NEW."relocated_on", NEW."review_on", NEW."site_type", NEW."status", NEW."status_on", NEW."tlp", NEW."verification", NEW."version"); RETURN NULL;', hash='fc26473424bffed2bcaf03044658b941fab0859e', operation='UPDATE', pgid='pgtrigger_update_update_7b344', table='operation_site', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='suspect',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "operation_suspectevent" ("action_day_id", "arrested_on", "attribution", "border_crossing", "born_estimated", "born_on", "changed_at", "changed_by_id", "charged_on", "coercion", "consular_notified_on", "convicted_on", "coordinates", "country_id", "created_at", "created_by_id", "deleted_at", "deleted_because", "detained_at", "detained_by", "detained_on", "event_calendar", "event_on", "event_precision", "event_text", "handling_code", "handling_text", "id", "is_synthetic", "located_on", "named_readers", "narrative", "national_reference", "nationalities", "notice_number", "notices", "offences", "operation_id", "originator_id", "other_operation", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_country", "place_name", "place_subdivision", "rearrested_on", "reclassified_as", "reference", "review_on", "sex", "stateless", "status", "status_on", "syndicate_id", "syndicate_role", "tier", "tlp", "transferred_on", "treated_as_child", "verification", "version", "warrant_authority", "warrant_number", "warrant_offence", "warrant_on") VALUES (NEW."action_day_id", NEW."arrested_on", NEW."attribution", NEW."border_crossing", NEW."born_estimated", NEW."born_on", NEW."changed_at", NEW."changed_by_id", NEW."charged_on", NEW."coercion", NEW."consular_notified_on", NEW."convicted_on", NEW."coordinates", NEW."country_id", NEW."created_at", NEW."created_by_id", NEW."deleted_at", NEW."deleted_because", NEW."detained_at", NEW."detained_by", NEW."detained_on", NEW."event_calendar", NEW."event_on", NEW."event_precision", NEW."event_text", NEW."handling_code", NEW."handling_text", NEW."id", NEW."is_synthetic", NEW."located_on", NEW."named_readers", NEW."narrative", NEW."national_reference", NEW."nationalities", NEW."notice_number", NEW."notices", NEW."offences", NEW."operation_id", NEW."originator_id", NEW."other_operation", NOW(), \'insert\', NEW."id", NEW."place_country", NEW."place_name", NEW."place_subdivision", NEW."rearrested_on", NEW."reclassified_as", NEW."reference", NEW."review_on", NEW."sex", NEW."stateless", NEW."status", NEW."status_on", NEW."syndicate_id", NEW."syndicate_role", NEW."tier", NEW."tlp", NEW."transferred_on", NEW."treated_as_child", NEW."verification", NEW."version", NEW."warrant_authority", NEW."warrant_number", NEW."warrant_offence", NEW."warrant_on"); RETURN NULL;', hash='5e451d592443fc23a0eaa681cde2b3ceb1dc6bd2', operation='INSERT', pgid='pgtrigger_insert_insert_713d3', table='operation_suspect', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='suspect',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "operation_suspectevent" ("action_day_id", "arrested_on", "attribution", "border_crossing", "born_estimated", "born_on", "changed_at", "changed_by_id", "charged_on", "coercion", "consular_notified_on", "convicted_on", "coordinates", "country_id", "created_at", "created_by_id", "deleted_at", "deleted_because", "detained_at", "detained_by", "detained_on", "event_calendar", "event_on", "event_precision", "event_text", "handling_code", "handling_text", "id", "is_synthetic", "located_on", "named_readers", "narrative", "national_reference", "nationalities", "notice_number", "notices", "offences", "operation_id", "originator_id", "other_operation", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_country", "place_name", "place_subdivision", "rearrested_on", "reclassified_as", "reference", "review_on", "sex", "stateless", "status", "status_on", "syndicate_id", "syndicate_role", "tier", "tlp", "transferred_on", "treated_as_child", "verification", "version", "warrant_authority", "warrant_number", "warrant_offence", "warrant_on") VALUES (NEW."action_day_id", NEW."arrested_on", NEW."attribution", NEW."border_crossing", NEW."born_estimated", NEW."born_on", NEW."changed_at", NEW."changed_by_id", NEW."charged_on", NEW."coercion", NEW."consular_notified_on", NEW."convicted_on", NEW."coordinates", NEW."country_id", NEW."created_at", NEW."created_by_id", NEW."deleted_at", NEW."deleted_because", NEW."detained_at", NEW."detained_by", NEW."detained_on", NEW."event_calendar", NEW."event_on", NEW."event_precision", NEW."event_text", NEW."handling_code", NEW."handling_text", NEW."id", NEW."is_synthetic", NEW."located_on", NEW."named_readers", NEW."narrative", NEW."national_reference", NEW."nationalities", NEW."notice_number", NEW."notices", NEW."offences", NEW."operation_id", NEW."originator_id", NEW."other_operation", NOW(), \'update\', NEW."id", NEW."place_country", NEW."place_name", NEW."place_subdivision", NEW."rearrested_on", NEW."reclassified_as", NEW."reference", NEW."review_on", NEW."sex", NEW."stateless", NEW."status", NEW."status_on", NEW."syndicate_id", NEW."syndicate_role", NEW."tier", NEW."tlp", NEW."transferred_on", NEW."treated_as_child", NEW."verification", NEW."version", NEW."warrant_authority", NEW."warrant_number", NEW."warrant_offence", NEW."warrant_on"); RETURN NULL;', hash='84a3cbb8f131054600209f77e254680fd6991a2b', operation='UPDATE', pgid='pgtrigger_update_update_192a6', table='operation_suspect', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='syndicate',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "operation_syndicateevent" ("action_day_id", "attribution", "border_crossing", "changed_at", "changed_by_id", "coordinates", "country_id", "created_at", "created_by_id", "deleted_at", "deleted_because", "dismantled_on", "disrupted_on", "enablers", "event_calendar", "event_on", "event_precision", "event_text", "fraud_types", "handling_code", "handling_text", "id", "is_main_target", "is_synthetic", "named_readers", "narrative", "national_reference", "operation_id", "originator_id", "other_operation", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_country", "place_name", "place_subdivision", "reference", "review_on", "status", "status_on", "structure", "territory", "tlp", "verification", "version") VALUES (NEW."action_day_id", NEW."attribution", NEW."border_crossing", NEW."changed_at", NEW."changed_by_id", NEW."coordinates", NEW."country_id", NEW."created_at", NEW."created_by_id", NEW."deleted_at", NEW."deleted_because", NEW."dismantled_on", NEW."disrupted_on", NEW."enablers", NEW."event_calendar", NEW."event_on", NEW."event_precision", NEW."event_text", NEW."fraud_types", NEW."handling_code", NEW."handling_text", NEW."id", NEW."is_main_target", NEW."is_synthetic", NEW."named_readers", NEW."narrative", NEW."national_reference", NEW."operation_id", NEW."originator_id", NEW."other_operation", NOW(), \'insert\', NEW."id", NEW."place_country", NEW."place_name", NEW."place_subdivision", NEW."reference", NEW."review_on", NEW."status", NEW."status_on", NEW."structure", NEW."territory", NEW."tlp", NEW."verification", NEW."version"); RETURN NULL;', hash='ad2f12d47b08b85eb1e33a2e682fe971029fb1a4', operation='INSERT', pgid='pgtrigger_insert_insert_ff8db', table='operation_syndicate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='syndicate',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "operation_syndicateevent" ("action_day_id", "attribution", "border_crossing", "changed_at", "changed_by_id", "coordinates", "country_id", "created_at", "created_by_id", "deleted_at", "deleted_because", "dismantled_on", "disrupted_on", "enablers", "event_calendar", "event_on", "event_precision", "event_text", "fraud_types", "handling_code", "handling_text", "id", "is_main_target", "is_synthetic", "named_readers", "narrative", "national_reference", "operation_id", "originator_id", "other_operation", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_country", "place_name", "place_subdivision", "reference", "review_on", "status", "status_on", "structure", "territory", "tlp", "verification", "version") VALUES (NEW."action_day_id", NEW."attribution", NEW."border_crossing", NEW."changed_at", NEW."changed_by_id", NEW."coordinates", NEW."country_id", NEW."created_at", NEW."created_by_id", NEW."deleted_at", NEW."deleted_because", NEW."dismantled_on", NEW."disrupted_on", NEW."enablers", NEW."event_calendar", NEW."event_on", NEW."event_precision", NEW."event_text", NEW."fraud_types", NEW."handling_code", NEW."handling_text", NEW."id", NEW."is_main_target", NEW."is_synthetic", NEW."named_readers", NEW."narrative", NEW."national_reference", NEW."operation_id", NEW."originator_id", NEW."other_operation", NOW(), \'update\', NEW."id", NEW."place_country", NEW."place_name", NEW."place_subdivision", NEW."reference", NEW."review_on", NEW."status", NEW."status_on", NEW."structure", NEW."territory", NEW."tlp", NEW."verification", NEW."version"); RETURN NULL;', hash='a24733b0d950b8bf281517822d9d382b7a4b3ebc', operation='UPDATE', pgid='pgtrigger_update_update_87424', table='operation_syndicate', when='AFTER')),
        ),
    ]
