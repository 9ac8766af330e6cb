"""Threads, messages, alerts and mails, with the walls before them.

What is said about a record goes with it: `erase_beside_messages` is called by its erasure (operation 0121), and by
the row of a request, which only a draft's sender can remove.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import operation.kernel.clock
import operation.kernel.models
from django.conf import settings
from django.db import migrations, models


from coordination.messages.walls import READS, seen_function
from operation.access.walls import OWN, SYSTEM, USER, wall
from operation.audit.capture import WITHOUT_ADDING, captured
from operation.kernel.migrating import RenderedOnce

NOT_SEEN = "DROP FUNCTION thing_is_seen(text, uuid);"
BESIDE = """
CREATE FUNCTION erase_beside_messages(uuid) RETURNS void LANGUAGE sql AS $$
    DELETE FROM public.coordination_threadseen WHERE thread_id IN
        (SELECT id FROM public.coordination_thread WHERE thing_id = $1);
    DELETE FROM public.coordination_message WHERE thread_id IN
        (SELECT id FROM public.coordination_thread WHERE thing_id = $1);
    DELETE FROM public.coordination_alert a USING public.coordination_thread t
        WHERE t.thing_id = $1 AND a.url LIKE '%/' || t.id || '/%';
    DELETE FROM public.coordination_thread WHERE thing_id = $1;
    DELETE FROM public.coordination_alert WHERE url LIKE '%/' || $1 || '/%' OR key LIKE '%:' || $1 || '%';
$$;
"""
NOTHING_BESIDE = "DROP FUNCTION erase_beside_messages(uuid);"
DISCARDED = """
CREATE FUNCTION discarded_with_messages() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    PERFORM erase_beside_messages(OLD.id);
    RETURN NULL;
END $$;
CREATE TRIGGER messages_too AFTER DELETE ON coordination_request
    FOR EACH ROW EXECUTE FUNCTION discarded_with_messages();
"""
NOT_DISCARDED = "DROP TRIGGER messages_too ON coordination_request; DROP FUNCTION discarded_with_messages();"

THREAD = "EXISTS (SELECT 1 FROM coordination_thread t WHERE t.id = thread_id)"
"""Read with its thread, behind the thread's own wall."""

WRITTEN = f"({THREAD} AND organisation_id = {OWN})"
DELIVERS = f"{SYSTEM} = 'alerts'"
MINE = f"user_id = {USER}"


class Migration(RenderedOnce):

    initial = True

    dependencies = [
        ('coordination', '0071_knowledge_walls'),
        ('operation', '0107_action_progress'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='MailSetting',
            fields=[
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('rhythm', models.CharField(choices=[('daily', 'every day'), ('weekly', 'every Monday'), ('never', 'never')], default='daily', max_length=6, verbose_name='digest')),
                ('address', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                ('wanted', models.EmailField(blank=True, max_length=254)),
                ('code', models.CharField(blank=True, max_length=64)),
                ('code_until', models.DateTimeField(null=True)),
                ('wrong_codes', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Mail',
            fields=[
                ('id', models.UUIDField(default=operation.kernel.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=operation.kernel.clock.now, editable=False)),
                ('address', models.EmailField(blank=True, max_length=254)),
                ('language', models.CharField(max_length=10)),
                ('subject', models.CharField(blank=True, max_length=120)),
                ('body', models.TextField(blank=True)),
                ('next_try_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('sent_at', models.DateTimeField(null=True)),
                ('dropped_at', models.DateTimeField(null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Alert',
            fields=[
                ('id', models.UUIDField(default=operation.kernel.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=operation.kernel.clock.now, editable=False)),
                ('kind', models.CharField(max_length=20)),
                ('key', models.CharField(max_length=80)),
                ('url', models.CharField(max_length=200)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('seen_at', models.DateTimeField(null=True)),
                ('look_again_at', models.DateTimeField(null=True)),
                ('settled_at', models.DateTimeField(null=True)),
                ('emailed_at', models.DateTimeField(null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('mail', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='alerts', to='coordination.mail')),
            ],
            options={
                'ordering': ['-made_at', '-id'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Thread',
            fields=[
                ('id', models.UUIDField(default=operation.kernel.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=operation.kernel.clock.now, editable=False)),
                ('kind', models.CharField(max_length=12)),
                ('thing_id', models.UUIDField()),
                ('secretariat', models.BooleanField(default=False)),
                ('last_number', models.PositiveIntegerField(default=0)),
                ('last_at', models.DateTimeField(default=operation.kernel.clock.now)),
                ('first', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='operation.organisation')),
                ('second', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='operation.organisation')),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.UUIDField(default=operation.kernel.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=operation.kernel.clock.now, editable=False)),
                ('number', models.PositiveIntegerField()),
                ('text', models.CharField(blank=True, max_length=2000, verbose_name='message')),
                ('language', models.CharField(choices=[('en', 'English'), ('km', 'ភាសាខ្មែរ'), ('zh-hans', '简体中文'), ('lo', 'ລາວ'), ('my', 'မြန်မာဘာသာ'), ('th', 'ภาษาไทย'), ('vi', 'Tiếng Việt')], max_length=10, verbose_name='language')),
                ('translation', models.CharField(blank=True, max_length=2000, verbose_name='translation note')),
                ('translation_language', models.CharField(blank=True, choices=[('en', 'English'), ('km', 'ភាសាខ្មែរ'), ('zh-hans', '简体中文'), ('lo', 'ລາວ'), ('my', 'မြန်မာဘာသာ'), ('th', 'ภาษาไทย'), ('vi', 'Tiếng Việt')], max_length=10, verbose_name='language of the translation')),
                ('mentions', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), blank=True, default=list, size=None)),
                ('attachment', models.UUIDField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='operation.organisation')),
                ('reply_to', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='coordination.message')),
                ('translated_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('writer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('thread', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='coordination.thread')),
            ],
            options={
                'ordering': ['number'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ThreadSeen',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(default=0)),
                ('thread', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seen', to='coordination.thread')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='AlertChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('channel', models.CharField(choices=[('desk', 'on the desk alone'), ('at_once', 'by e-mail, at once'), ('digest', 'by e-mail, in the digest')], max_length=8)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('user', 'kind'), name='alert_choice_once')],
            },
        ),
        migrations.AddIndex(
            model_name='mail',
            index=models.Index(condition=models.Q(('dropped_at', None), ('sent_at', None)), fields=['next_try_at'], name='mail_waiting'),
        ),
        migrations.AddIndex(
            model_name='alert',
            index=models.Index(condition=models.Q(('settled_at', None)), fields=['look_again_at'], name='alert_unsettled'),
        ),
        migrations.AddIndex(
            model_name='alert',
            index=models.Index(fields=['user', '-made_at'], name='alert_own'),
        ),
        migrations.AddConstraint(
            model_name='alert',
            constraint=models.UniqueConstraint(fields=('user', 'key'), name='alert_once'),
        ),
        migrations.AddIndex(
            model_name='thread',
            index=models.Index(fields=['thing_id'], name='thread_thing'),
        ),
        migrations.AddIndex(
            model_name='thread',
            index=models.Index(fields=['first', '-last_at'], name='thread_first'),
        ),
        migrations.AddIndex(
            model_name='thread',
            index=models.Index(fields=['second', '-last_at'], name='thread_second'),
        ),
        migrations.AddConstraint(
            model_name='thread',
            constraint=models.UniqueConstraint(fields=('kind', 'thing_id', 'first', 'second'), name='thread_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='thread',
            constraint=models.CheckConstraint(condition=models.Q(('second', None), models.Q(('first__isnull', False), models.Q(('first', models.F('second')), _negated=True)), _connector='OR'), name='thread_sides'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.UniqueConstraint(fields=('thread', 'number'), name='message_number'),
        ),
        migrations.AddConstraint(
            model_name='threadseen',
            constraint=models.UniqueConstraint(fields=('thread', 'user'), name='thread_seen_once'),
        ),
        migrations.RunSQL(seen_function(()), NOT_SEEN),
        migrations.RunSQL(BESIDE, NOTHING_BESIDE),
        migrations.RunSQL(DISCARDED, NOT_DISCARDED),
        wall(
            "coordination_thread",
            {
                "reads": f"FOR SELECT USING ({READS})",
                "begins": f"FOR INSERT WITH CHECK ({READS})",
                "goes_on": f"FOR UPDATE USING ({READS}) WITH CHECK ({READS})",
            },
        ),
        wall(
            "coordination_message",
            {
                "reads": f"FOR SELECT USING ({THREAD})",
                "writes": f"FOR INSERT WITH CHECK ({WRITTEN} AND writer_id = {USER})",
                "amends": f"FOR UPDATE USING ({WRITTEN}) WITH CHECK ({WRITTEN})",
            },
        ),
        wall("coordination_threadseen", {"keeps": f"FOR ALL USING ({MINE}) WITH CHECK ({MINE} AND {THREAD})"}),
        # whoever acts tells others, tasks included; nobody but the person and the delivery reads it
        wall(
            "coordination_alert",
            {
                "reads": f"FOR SELECT USING ({MINE} OR {DELIVERS})",
                "tells": "FOR INSERT WITH CHECK (true)",
                "notes": f"FOR UPDATE USING ({MINE} OR {DELIVERS}) WITH CHECK ({MINE} OR {DELIVERS})",
            },
        ),
        wall(
            "coordination_mail",
            {
                "reads": f"FOR SELECT USING ({DELIVERS})",
                "queues": f"FOR INSERT WITH CHECK ({DELIVERS} OR {MINE})",
                "sends": f"FOR UPDATE USING ({DELIVERS}) WITH CHECK ({DELIVERS})",
            },
        ),
        wall(
            "coordination_alertchoice",
            {"reads": f"FOR SELECT USING ({MINE} OR {DELIVERS})", "keeps": f"FOR ALL USING ({MINE}) WITH CHECK ({MINE})"},
        ),
        wall(
            "coordination_mailsetting",
            {"reads": f"FOR SELECT USING ({MINE} OR {DELIVERS})", "keeps": f"FOR ALL USING ({MINE}) WITH CHECK ({MINE})"},
        ),
        captured("coordination_thread", "coordination.Thread", target="thing_id", untold=("last_number", "last_at")),
        captured("coordination_message", "coordination.Message", target="thread_id"),
        captured(
            "coordination_alert",
            "coordination.Alert",
            on=WITHOUT_ADDING,
            untold=("seen_at", "look_again_at", "settled_at", "mail_id", "emailed_at"),
        ),
        captured(
            "coordination_mail",
            "coordination.Mail",
            on=WITHOUT_ADDING,
            untold=("address", "subject", "body", "next_try_at", "attempts", "sent_at", "dropped_at"),
        ),
        captured("coordination_alertchoice", "coordination.AlertChoice", target="user_id"),
        captured("coordination_mailsetting", "coordination.MailSetting", key="user_id", untold=("wrong_codes",)),
    ]
