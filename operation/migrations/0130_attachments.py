"""Files of records: one table for all types. Whoever reads the record reads its files, up to their own mark."""

import django.db.models.deletion
import django.utils.timezone
import operation.cases.attachments.models
import operation.kernel.clock
import operation.kernel.models
from django.conf import settings
from django.db import migrations, models

from operation.access.walls import OWN, SYSTEM, USER, holds, wall
from operation.audit.capture import captured

# The originator of a record of any type, for whom the record's own wall lets read it (and, if asked, whom it names);
# NULL for everybody else. A table of records is one with its releases (`…grant`) beside it, so a new type needs nothing.
READ = """
CREATE FUNCTION case_read(records text, subject uuid, by_name boolean) RETURNS uuid
LANGUAGE plpgsql STABLE COST 1000 SET search_path = pg_catalog, public AS $$
DECLARE
    originator uuid;
BEGIN
    IF to_regclass(quote_ident(records || 'grant')) IS NULL THEN
        RETURN NULL;
    END IF;
    EXECUTE format('SELECT r.originator_id FROM %I r WHERE r.id = $1 AND (NOT $2 OR $3 = ANY(r.named_readers))', records)
        INTO originator USING subject, by_name, nullif(current_setting('app.user', true), '')::uuid;
    RETURN originator;
END $$;
"""
# Past the marks, for the originator whose record is erased: what only its named readers see goes as well.
ERASE = """
CREATE FUNCTION attachment_erase(of_records text, subject uuid) RETURNS TABLE (file uuid, digest varchar)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    own uuid := nullif(current_setting('app.organisation', true), '')::uuid;
    gone uuid[];
BEGIN
    SELECT array_agg(a.id) INTO gone FROM operation_attachment a
        WHERE a.records = of_records AND a.record_id = subject AND a.originator_id = own;
    INSERT INTO operation_discardedfile (object_name)
        SELECT a.object_name FROM operation_attachment a WHERE a.id = ANY(gone) ON CONFLICT DO NOTHING;
    DELETE FROM operation_attachmentpart p WHERE p.attachment_id = ANY(gone);
    DELETE FROM operation_attachmentpicture p WHERE p.attachment_id = ANY(gone);
    RETURN QUERY DELETE FROM operation_attachment a WHERE a.id = ANY(gone) RETURNING a.id, a.sha256;
END $$;
"""
MINE = f"uploaded_by_id IS NOT DISTINCT FROM {USER}"
MARKED = f"(tlp IN ('', 'red') OR (tlp = 'amber_strict' AND ({holds('record.read_strict')} OR {MINE})))"
BY_NAME = f"tlp = 'red' AND NOT ({MINE})"
OWNED = f"originator_id = {OWN}"
SWEPT = f"{SYSTEM} = 'attachments' AND state = 'receiving'"
OF_FILE = "EXISTS (SELECT 1 FROM operation_attachment a WHERE a.id = attachment_id"


class Migration(migrations.Migration):

    dependencies = [
        ('operation', '0110_identifiers'),
    ]

    operations = [
        migrations.CreateModel(
            name='DiscardedFile',
            fields=[
                ('object_name', models.CharField(max_length=64, primary_key=True, serialize=False)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.UUIDField(default=operation.kernel.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=operation.kernel.clock.now, editable=False)),
                ('records', models.CharField(max_length=63)),
                ('record_id', models.UUIDField()),
                ('name', models.CharField(max_length=200, verbose_name='file name')),
                ('title', models.CharField(blank=True, max_length=160, verbose_name='title')),
                ('kind', models.CharField(choices=[('photograph', 'photograph'), ('document', 'document'), ('warrant', 'warrant or court order'), ('statement', 'statement'), ('chat', 'chat export'), ('recording', 'sound or film'), ('financial', 'account or transaction record'), ('device', 'extract of a device'), ('other', 'other')], default='document', max_length=12, verbose_name='kind')),
                ('tlp', models.CharField(blank=True, choices=[('amber_strict', 'TLP:AMBER+STRICT'), ('red', 'TLP:RED')], default='', max_length=12, verbose_name='TLP of the file')),
                ('handling_code', models.CharField(blank=True, choices=[('H1', 'H1 · Not in judicial proceedings without permission'), ('H2', 'H2 · No onward dissemination without permission')], max_length=2, verbose_name='handling code of the file')),
                ('size', models.BigIntegerField()),
                ('received', models.BigIntegerField(default=0)),
                ('promised_sha256', models.CharField(blank=True, max_length=64)),
                ('sha256', models.CharField(blank=True, max_length=64, verbose_name='SHA-256')),
                ('content_type', models.CharField(blank=True, max_length=20)),
                ('state', models.CharField(choices=[('receiving', 'being received'), ('quarantined', 'in quarantine'), ('clean', 'available'), ('infected', 'infected'), ('refused', 'refused')], default='receiving', max_length=12, verbose_name='state')),
                ('reason', models.CharField(blank=True, max_length=200)),
                ('object_name', models.CharField(default=operation.cases.attachments.models.new_object_name, editable=False, max_length=64, unique=True)),
                ('touched_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('scanned_at', models.DateTimeField(null=True)),
                ('job', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='operation.job')),
                ('originator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='operation.organisation')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-created_at', '-id'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='AttachmentPart',
            fields=[
                ('id', models.UUIDField(default=operation.kernel.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=operation.kernel.clock.now, editable=False)),
                ('offset', models.BigIntegerField()),
                ('content', models.BinaryField(max_length=1048576)),
                ('attachment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='operation.attachment')),
            ],
            options={
                'ordering': ['offset'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='AttachmentPicture',
            fields=[
                ('id', models.UUIDField(default=operation.kernel.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=operation.kernel.clock.now, editable=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('png', models.BinaryField()),
                ('attachment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='operation.attachment')),
            ],
            options={
                'ordering': ['number'],
                'default_permissions': (),
            },
        ),
        migrations.AddIndex(
            model_name='attachment',
            index=models.Index(fields=['record_id', '-created_at'], name='attachment_record'),
        ),
        migrations.AddIndex(
            model_name='attachment',
            index=models.Index(condition=models.Q(('state', 'receiving')), fields=['touched_at'], name='attachment_unfinished'),
        ),
        migrations.AddConstraint(
            model_name='attachmentpart',
            constraint=models.UniqueConstraint(fields=('attachment', 'offset'), name='part_once'),
        ),
        migrations.AddConstraint(
            model_name='attachmentpicture',
            constraint=models.UniqueConstraint(fields=('attachment', 'number'), name='picture_once'),
        ),
        migrations.RunSQL(READ, "DROP FUNCTION case_read(text, uuid, boolean);"),
        migrations.RunSQL(ERASE, "DROP FUNCTION attachment_erase(text, uuid);"),
        wall(
            "operation_attachment",
            {
                "reads": f"""FOR SELECT USING ((state = 'clean' OR {OWNED}) AND {MARKED}
                    AND case_read(records, record_id, {BY_NAME}) IS NOT NULL)""",
                "adds": f"FOR INSERT WITH CHECK ({OWNED} AND {MINE} AND case_read(records, record_id, false) = {OWN})",
                "amends": f"FOR UPDATE USING ({OWNED}) WITH CHECK ({OWNED})",
                "removes": f"FOR DELETE USING ({OWNED})",
                # uploads that nobody goes on with are cleared away
                "sweeps": f"FOR SELECT USING ({SWEPT})",
                "clears": f"FOR DELETE USING ({SWEPT})",
            },
        ),
        # parts are no file yet: the uploader's agency puts them together, and the sweep drops them
        wall(
            "operation_attachmentpart",
            {
                "reads": f"FOR SELECT USING ({OF_FILE} AND (a.{OWNED} OR {SYSTEM} = 'attachments')))",
                "writes": f"FOR INSERT WITH CHECK ({OF_FILE} AND a.{OWNED}))",
                "removes": f"FOR DELETE USING ({OF_FILE} AND (a.{OWNED} OR {SYSTEM} = 'attachments')))",
            },
        ),
        wall(
            "operation_attachmentpicture",
            {
                "reads": f"FOR SELECT USING ({OF_FILE}))",
                "writes": f"FOR INSERT WITH CHECK ({OF_FILE} AND a.{OWNED}))",
                "removes": f"FOR DELETE USING ({OF_FILE} AND (a.{OWNED} OR {SYSTEM} = 'attachments')))",
            },
        ),
        wall(
            "operation_discardedfile",
            {
                "reads": f"FOR SELECT USING ({SYSTEM} = 'attachments')",
                "discards": "FOR INSERT WITH CHECK (true)",
                "clears": f"FOR DELETE USING ({SYSTEM} = 'attachments')",
            },
        ),
        captured("operation_attachment", "operation.Attachment", target="record_id", untold=("received", "touched_at")),
    ]
