"""Intelligence reports, with what stands around the tables of a record type, and how links speak of them."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django_countries.fields
import operation.kernel.clock
import operation.kernel.models
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from operation.cases.record_tables import record_tables
from operation.kernel.migrating import RenderedOnce


class Migration(RenderedOnce):

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('operation', '0103_asset_identifiers'),
    ]

    operations = [
        migrations.AlterField(
            model_name='link',
            name='kind',
            field=models.CharField(choices=[('member', 'member of'), ('works_at', 'works at'), ('found_at', 'found at'), ('owns', 'owns'), ('controls', 'controls'), ('used', 'used'), ('seized_from', 'seized from'), ('rescued_from', 'rescued from'), ('relative', 'relative of'), ('same', 'same as'), ('transferred', 'transferred to'), ('relocated', 'relocated to'), ('case', 'part of the case'), ('speaks_of', 'speaks of'), ('sanitised', 'sanitised version of')], max_length=12, verbose_name='kind of link'),
        ),
        migrations.AlterField(
            model_name='linkevent',
            name='kind',
            field=models.CharField(choices=[('member', 'member of'), ('works_at', 'works at'), ('found_at', 'found at'), ('owns', 'owns'), ('controls', 'controls'), ('used', 'used'), ('seized_from', 'seized from'), ('rescued_from', 'rescued from'), ('relative', 'relative of'), ('same', 'same as'), ('transferred', 'transferred to'), ('relocated', 'relocated to'), ('case', 'part of the case'), ('speaks_of', 'speaks of'), ('sanitised', 'sanitised version of')], max_length=12, verbose_name='kind of link'),
        ),
        migrations.CreateModel(
            name='IntelligenceReport',
            fields=[
                ('id', models.UUIDField(default=operation.kernel.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=operation.kernel.clock.now, editable=False)),
                ('reference', models.CharField(editable=False, max_length=40, unique=True, verbose_name='reference')),
                ('national_reference', models.CharField(blank=True, help_text='Your own number of this case, if it has one.', max_length=60, verbose_name='national case number')),
                ('changed_at', models.DateTimeField(default=operation.kernel.clock.now, editable=False, verbose_name='changed')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('tlp', models.CharField(choices=[('clear', 'TLP:CLEAR'), ('green', 'TLP:GREEN'), ('amber', 'TLP:AMBER'), ('amber_strict', 'TLP:AMBER+STRICT'), ('red', 'TLP:RED')], default='amber', max_length=12, verbose_name='TLP')),
                ('handling_code', models.CharField(choices=[('H0', 'Prevention and combating crime only'), ('H1', 'Not in judicial proceedings without permission'), ('H2', 'No onward dissemination without permission'), ('H3', 'Other, as its text says')], default='H1', max_length=2, verbose_name='handling code')),
                ('handling_text', models.CharField(blank=True, max_length=200, verbose_name='handling in words (H3)')),
                ('named_readers', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), blank=True, default=list, editable=False, size=None)),
                ('attribution', models.CharField(choices=[('direct', 'direct result of the operation'), ('contributed', 'contributed by the operation'), ('period', 'only in its period')], default='direct', max_length=12, verbose_name='attribution')),
                ('other_operation', models.CharField(blank=True, max_length=80, verbose_name='other operation')),
                ('event_on', models.DateField(blank=True, null=True, verbose_name='date of the event')),
                ('event_precision', models.CharField(choices=[('year', 'year'), ('month', 'month'), ('day', 'day')], default='day', editable=False, max_length=6)),
                ('event_text', models.CharField(blank=True, editable=False, max_length=20)),
                ('event_calendar', models.CharField(choices=[('gregorian', 'Gregorian'), ('buddhist', 'Buddhist Era')], default='gregorian', editable=False, max_length=10)),
                ('place_country', django_countries.fields.CountryField(blank=True, max_length=2, verbose_name='country of the place')),
                ('place_subdivision', models.CharField(blank=True, max_length=6, verbose_name='ISO 3166-2 division')),
                ('place_name', models.CharField(blank=True, max_length=120, verbose_name='place, as written')),
                ('border_crossing', models.CharField(blank=True, max_length=120, verbose_name='border crossing')),
                ('coordinates', models.CharField(blank=True, help_text='Latitude and longitude, as 13.6904, 105.2718.', max_length=30, verbose_name='coordinates')),
                ('status', models.CharField(editable=False, max_length=24, verbose_name='status')),
                ('status_on', models.DateField(editable=False, null=True, verbose_name='since')),
                ('verification', models.CharField(choices=[('unverified', 'not verified'), ('verified', 'verified')], default='unverified', editable=False, max_length=12, verbose_name='verification')),
                ('review_on', models.DateField(editable=False, verbose_name='retention review')),
                ('deleted_at', models.DateTimeField(editable=False, null=True, verbose_name='deleted')),
                ('deleted_because', models.CharField(blank=True, editable=False, max_length=200)),
                ('is_synthetic', models.BooleanField(default=False, editable=False)),
                ('title', models.CharField(help_text='What it is about. No name of a person.', max_length=160, verbose_name='title')),
                ('narrative', models.TextField(verbose_name='text of the report')),
                ('source_protected', models.BooleanField(default=False, help_text='It is then released to nobody: make a sanitised version, and release that one.', verbose_name='the source needs protection')),
                ('is_sanitised', models.BooleanField(default=False, editable=False, verbose_name='sanitised version')),
                ('grade_given', models.CharField(blank=True, help_text='As it was written: B2, or C35, or 2CP.', max_length=20, verbose_name='grade as given')),
                ('grade_system', models.CharField(blank=True, choices=[('4x4', '4×4'), ('5x5x5', '5×5×5'), ('3x5x2', '3×5×2')], max_length=5, verbose_name='graded in')),
                ('source_evaluation', models.CharField(blank=True, choices=[('A', 'A · no doubt about the source'), ('B', 'B · mostly reliable'), ('C', 'C · mostly unreliable'), ('X', 'X · cannot be assessed')], max_length=1, verbose_name='source')),
                ('information_evaluation', models.CharField(blank=True, choices=[('1', '1 · accuracy not in doubt'), ('2', '2 · known personally to the source, not to the reporting official'), ('3', '3 · not known personally to the source, but corroborated'), ('4', '4 · not known personally to the source, and not corroborated')], max_length=1, verbose_name='information')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='until')),
                ('fraud_type', models.CharField(blank=True, choices=[('romance', 'romance baiting'), ('investment', 'investment'), ('authority', 'authority impersonation'), ('voice', 'voice phishing'), ('job', 'job or task'), ('loan', 'loan'), ('lottery', 'lottery'), ('sextortion', 'sextortion'), ('ecommerce', 'e-commerce'), ('email', 'business e-mail compromise'), ('gambling', 'illegal-gambling laundering')], max_length=12, verbose_name='fraud type')),
                ('submitted_on', models.DateField(blank=True, null=True, verbose_name='submitted on')),
                ('graded_on', models.DateField(blank=True, null=True, verbose_name='graded on')),
                ('cleared_on', models.DateField(blank=True, null=True, verbose_name='cleared on')),
                ('disseminated_on', models.DateField(blank=True, null=True, verbose_name='disseminated on')),
                ('action_day', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='operation.actionday', verbose_name='action day')),
                ('changed_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('country', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='operation.country')),
                ('created_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('operation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='operation.operation')),
                ('originator', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='operation.organisation')),
            ],
            options={
                'abstract': False,
                'default_permissions': ('view',),
            },
        ),
        migrations.CreateModel(
            name='IntelligenceReportEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=operation.kernel.models.new_id, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(default=operation.kernel.clock.now, editable=False)),
                ('reference', models.CharField(editable=False, max_length=40, verbose_name='reference')),
                ('national_reference', models.CharField(blank=True, help_text='Your own number of this case, if it has one.', max_length=60, verbose_name='national case number')),
                ('changed_at', models.DateTimeField(default=operation.kernel.clock.now, editable=False, verbose_name='changed')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('tlp', models.CharField(choices=[('clear', 'TLP:CLEAR'), ('green', 'TLP:GREEN'), ('amber', 'TLP:AMBER'), ('amber_strict', 'TLP:AMBER+STRICT'), ('red', 'TLP:RED')], default='amber', max_length=12, verbose_name='TLP')),
                ('handling_code', models.CharField(choices=[('H0', 'Prevention and combating crime only'), ('H1', 'Not in judicial proceedings without permission'), ('H2', 'No onward dissemination without permission'), ('H3', 'Other, as its text says')], default='H1', max_length=2, verbose_name='handling code')),
                ('handling_text', models.CharField(blank=True, max_length=200, verbose_name='handling in words (H3)')),
                ('named_readers', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), blank=True, default=list, editable=False, size=None)),
                ('attribution', models.CharField(choices=[('direct', 'direct result of the operation'), ('contributed', 'contributed by the operation'), ('period', 'only in its period')], default='direct', max_length=12, verbose_name='attribution')),
                ('other_operation', models.CharField(blank=True, max_length=80, verbose_name='other operation')),
                ('event_on', models.DateField(blank=True, null=True, verbose_name='date of the event')),
                ('event_precision', models.CharField(choices=[('year', 'year'), ('month', 'month'), ('day', 'day')], default='day', editable=False, max_length=6)),
                ('event_text', models.CharField(blank=True, editable=False, max_length=20)),
                ('event_calendar', models.CharField(choices=[('gregorian', 'Gregorian'), ('buddhist', 'Buddhist Era')], default='gregorian', editable=False, max_length=10)),
                ('place_country', django_countries.fields.CountryField(blank=True, max_length=2, verbose_name='country of the place')),
                ('place_subdivision', models.CharField(blank=True, max_length=6, verbose_name='ISO 3166-2 division')),
                ('place_name', models.CharField(blank=True, max_length=120, verbose_name='place, as written')),
                ('border_crossing', models.CharField(blank=True, max_length=120, verbose_name='border crossing')),
                ('coordinates', models.CharField(blank=True, help_text='Latitude and longitude, as 13.6904, 105.2718.', max_length=30, verbose_name='coordinates')),
                ('status', models.CharField(editable=False, max_length=24, verbose_name='status')),
                ('status_on', models.DateField(editable=False, null=True, verbose_name='since')),
                ('verification', models.CharField(choices=[('unverified', 'not verified'), ('verified', 'verified')], default='unverified', editable=False, max_length=12, verbose_name='verification')),
                ('review_on', models.DateField(editable=False, verbose_name='retention review')),
                ('deleted_at', models.DateTimeField(editable=False, null=True, verbose_name='deleted')),
                ('deleted_because', models.CharField(blank=True, editable=False, max_length=200)),
                ('is_synthetic', models.BooleanField(default=False, editable=False)),
                ('title', models.CharField(help_text='What it is about. No name of a person.', max_length=160, verbose_name='title')),
                ('narrative', models.TextField(verbose_name='text of the report')),
                ('source_protected', models.BooleanField(default=False, help_text='It is then released to nobody: make a sanitised version, and release that one.', verbose_name='the source needs protection')),
                ('is_sanitised', models.BooleanField(default=False, editable=False, verbose_name='sanitised version')),
                ('grade_given', models.CharField(blank=True, help_text='As it was written: B2, or C35, or 2CP.', max_length=20, verbose_name='grade as given')),
                ('grade_system', models.CharField(blank=True, choices=[('4x4', '4×4'), ('5x5x5', '5×5×5'), ('3x5x2', '3×5×2')], max_length=5, verbose_name='graded in')),
                ('source_evaluation', models.CharField(blank=True, choices=[('A', 'A · no doubt about the source'), ('B', 'B · mostly reliable'), ('C', 'C · mostly unreliable'), ('X', 'X · cannot be assessed')], max_length=1, verbose_name='source')),
                ('information_evaluation', models.CharField(blank=True, choices=[('1', '1 · accuracy not in doubt'), ('2', '2 · known personally to the source, not to the reporting official'), ('3', '3 · not known personally to the source, but corroborated'), ('4', '4 · not known personally to the source, and not corroborated')], max_length=1, verbose_name='information')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='until')),
                ('fraud_type', models.CharField(blank=True, choices=[('romance', 'romance baiting'), ('investment', 'investment'), ('authority', 'authority impersonation'), ('voice', 'voice phishing'), ('job', 'job or task'), ('loan', 'loan'), ('lottery', 'lottery'), ('sextortion', 'sextortion'), ('ecommerce', 'e-commerce'), ('email', 'business e-mail compromise'), ('gambling', 'illegal-gambling laundering')], max_length=12, verbose_name='fraud type')),
                ('submitted_on', models.DateField(blank=True, null=True, verbose_name='submitted on')),
                ('graded_on', models.DateField(blank=True, null=True, verbose_name='graded on')),
                ('cleared_on', models.DateField(blank=True, null=True, verbose_name='cleared on')),
                ('disseminated_on', models.DateField(blank=True, null=True, verbose_name='disseminated on')),
                ('action_day', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='operation.actionday', verbose_name='action day')),
                ('changed_by', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('country', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='operation.country')),
                ('created_by', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('operation', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='operation.operation')),
                ('originator', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='operation.organisation')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='events', to='operation.intelligencereport')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='IntelligenceReportGrant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sorted_at', models.DateTimeField()),
                ('originator_id', models.UUIDField()),
                ('purpose', models.CharField(max_length=200)),
                ('granted_by', models.UUIDField()),
                ('granted_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField(blank=True, null=True)),
                ('content_object', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='grants', to='operation.intelligencereport')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='auth.group')),
                ('permission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='auth.permission')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='intelligencereport',
            index=models.Index(fields=['originator', '-created_at', '-id'], name='intelligencereport_own'),
        ),
        migrations.AddIndex(
            model_name='intelligencereport',
            index=models.Index(fields=['originator', 'review_on'], name='intelligencereport_review'),
        ),
        migrations.AddConstraint(
            model_name='intelligencereport',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('national_reference', ''), _negated=True), ('deleted_at', None)), fields=('originator', 'national_reference'), name='intelligencereport_number_once', violation_error_message='Your agency has a record with this case number. Open that one, or correct the number.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='intelligencereport',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "operation_intelligencereportevent" ("action_day_id", "attribution", "border_crossing", "changed_at", "changed_by_id", "cleared_on", "coordinates", "country_id", "created_at", "created_by_id", "deleted_at", "deleted_because", "disseminated_on", "event_calendar", "event_on", "event_precision", "event_text", "fraud_type", "grade_given", "grade_system", "graded_on", "handling_code", "handling_text", "id", "information_evaluation", "is_sanitised", "is_synthetic", "named_readers", "narrative", "national_reference", "operation_id", "originator_id", "other_operation", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_country", "place_name", "place_subdivision", "reference", "review_on", "source_evaluation", "source_protected", "status", "status_on", "submitted_on", "title", "tlp", "until_on", "verification", "version") VALUES (NEW."action_day_id", NEW."attribution", NEW."border_crossing", NEW."changed_at", NEW."changed_by_id", NEW."cleared_on", NEW."coordinates", NEW."country_id", NEW."created_at", NEW."created_by_id", NEW."deleted_at", NEW."deleted_because", NEW."disseminated_on", NEW."event_calendar", NEW."event_on", NEW."event_precision", NEW."event_text", NEW."fraud_type", NEW."grade_given", NEW."grade_system", NEW."graded_on", NEW."handling_code", NEW."handling_text", NEW."id", NEW."information_evaluation", NEW."is_sanitised", NEW."is_synthetic", NEW."named_readers", NEW."narrative", NEW."national_reference", NEW."operation_id", NEW."originator_id", NEW."other_operation", NOW(), \'insert\', NEW."id", NEW."place_country", NEW."place_name", NEW."place_subdivision", NEW."reference", NEW."review_on", NEW."source_evaluation", NEW."source_protected", NEW."status", NEW."status_on", NEW."submitted_on", NEW."title", NEW."tlp", NEW."until_on", NEW."verification", NEW."version"); RETURN NULL;', hash='e9f15be15055935a3c1de6d6f33cb96748dd419c', operation='INSERT', pgid='pgtrigger_insert_insert_d97ea', table='operation_intelligencereport', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='intelligencereport',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "operation_intelligencereportevent" ("action_day_id", "attribution", "border_crossing", "changed_at", "changed_by_id", "cleared_on", "coordinates", "country_id", "created_at", "created_by_id", "deleted_at", "deleted_because", "disseminated_on", "event_calendar", "event_on", "event_precision", "event_text", "fraud_type", "grade_given", "grade_system", "graded_on", "handling_code", "handling_text", "id", "information_evaluation", "is_sanitised", "is_synthetic", "named_readers", "narrative", "national_reference", "operation_id", "originator_id", "other_operation", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_country", "place_name", "place_subdivision", "reference", "review_on", "source_evaluation", "source_protected", "status", "status_on", "submitted_on", "title", "tlp", "until_on", "verification", "version") VALUES (NEW."action_day_id", NEW."attribution", NEW."border_crossing", NEW."changed_at", NEW."changed_by_id", NEW."cleared_on", NEW."coordinates", NEW."country_id", NEW."created_at", NEW."created_by_id", NEW."deleted_at", NEW."deleted_because", NEW."disseminated_on", NEW."event_calendar", NEW."event_on", NEW."event_precision", NEW."event_text", NEW."fraud_type", NEW."grade_given", NEW."grade_system", NEW."graded_on", NEW."handling_code", NEW."handling_text", NEW."id", NEW."information_evaluation", NEW."is_sanitised", NEW."is_synthetic", NEW."named_readers", NEW."narrative", NEW."national_reference", NEW."operation_id", NEW."originator_id", NEW."other_operation", NOW(), \'update\', NEW."id", NEW."place_country", NEW."place_name", NEW."place_subdivision", NEW."reference", NEW."review_on", NEW."source_evaluation", NEW."source_protected", NEW."status", NEW."status_on", NEW."submitted_on", NEW."title", NEW."tlp", NEW."until_on", NEW."verification", NEW."version"); RETURN NULL;', hash='9d96beca4852c06b45af72455bcd53a5a7869ffa', operation='UPDATE', pgid='pgtrigger_update_update_c7686', table='operation_intelligencereport', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='intelligencereportgrant',
            index=models.Index(fields=['group', '-sorted_at', '-content_object'], name='intelligencereportgrant_page'),
        ),
        migrations.AlterUniqueTogether(
            name='intelligencereportgrant',
            unique_together={('group', 'permission', 'content_object')},
        ),
        *record_tables("IntelligenceReport"),
    ]
