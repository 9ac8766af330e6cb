"""Joint investigations: the group, its records, its actions, claims and totals. The walls before them: 0091."""

import django.db.models.deletion
import operation.kernel.clock
import operation.kernel.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('coordination', '0080_messages'),
        ('operation', '0180_closed_action_days'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='JointAction',
            fields=[
                ('id', models.UUIDField(default=operation.kernel.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=operation.kernel.clock.now, editable=False)),
                ('title', models.CharField(max_length=160, verbose_name='title')),
                ('planned_on', models.DateField(verbose_name='day')),
                ('begins_at', models.TimeField(blank=True, null=True, verbose_name='begins at')),
                ('plan', models.TextField(blank=True, verbose_name='plan')),
                ('state', models.CharField(choices=[('planned', 'planned'), ('asked', 'go or no-go asked'), ('go', 'go'), ('no_go', 'no-go'), ('carried_out', 'carried out'), ('reconciled', 'reconciled'), ('cancelled', 'cancelled')], default='planned', max_length=11, verbose_name='state')),
                ('asked', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('settled', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('words', models.TextField(blank=True, editable=False, verbose_name='why it was called off')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('action_day', models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='operation.actionday')),
                ('local_to', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='operation.country', verbose_name='in the local time of')),
            ],
            options={
                'ordering': ['planned_on', 'created_at'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='GoDecision',
            fields=[
                ('id', models.UUIDField(default=operation.kernel.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=operation.kernel.clock.now, editable=False)),
                ('asked', models.PositiveSmallIntegerField()),
                ('goes', models.BooleanField(verbose_name='goes')),
                ('words', models.TextField(blank=True, verbose_name='in words')),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='operation.organisation')),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='coordination.jointaction')),
            ],
            options={
                'ordering': ['created_at', 'id'],
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='JointAgreement',
            fields=[
                ('id', models.UUIDField(default=operation.kernel.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=operation.kernel.clock.now, editable=False)),
                ('settled', models.PositiveSmallIntegerField()),
                ('agrees', models.BooleanField(verbose_name='agrees')),
                ('words', models.TextField(blank=True, verbose_name='in words')),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agreements', to='coordination.jointaction')),
                ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='operation.organisation')),
            ],
            options={
                'ordering': ['created_at', 'id'],
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='JointInvestigation',
            fields=[
                ('id', models.UUIDField(default=operation.kernel.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=operation.kernel.clock.now, editable=False)),
                ('reference', models.CharField(editable=False, max_length=40, unique=True, verbose_name='reference')),
                ('title', models.CharField(max_length=160, verbose_name='title')),
                ('aim', models.TextField(verbose_name='aim')),
                ('tlp', models.CharField(choices=[('green', 'TLP:GREEN'), ('amber', 'TLP:AMBER'), ('amber_strict', 'TLP:AMBER+STRICT')], default='amber', max_length=12, verbose_name='TLP')),
                ('handling_code', models.CharField(choices=[('H0', 'Prevention and combating crime only'), ('H1', 'Not in judicial proceedings without permission'), ('H2', 'No onward dissemination without permission'), ('H3', 'Other, as its text says')], default='H1', max_length=2, verbose_name='handling code')),
                ('handling_text', models.CharField(blank=True, max_length=200, verbose_name='handling in words (H3)')),
                ('through_lmlecc', models.BooleanField(default=False, verbose_name='LMLECC belongs to it')),
                ('state', models.CharField(choices=[('proposed', 'proposed'), ('open', 'open'), ('closed', 'closed')], default='proposed', max_length=8, verbose_name='state')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('is_synthetic', models.BooleanField(default=False, editable=False)),
                ('created_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('lead', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='operation.organisation', verbose_name='leads')),
                ('operation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='operation.operation')),
            ],
            options={
                'ordering': ['-created_at', '-id'],
                'default_permissions': (),
            },
        ),
        migrations.AddField(
            model_name='jointaction',
            name='joint',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='actions', to='coordination.jointinvestigation'),
        ),
        migrations.CreateModel(
            name='JointRole',
            fields=[
                ('id', models.UUIDField(default=operation.kernel.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=operation.kernel.clock.now, editable=False)),
                ('role', models.CharField(choices=[('lead', 'lead'), ('entry', 'entry'), ('evidence', 'evidence'), ('victim_care', 'victim care'), ('interpretation', 'interpretation'), ('border', 'border'), ('liaison', 'liaison'), ('other', 'other')], max_length=14, verbose_name='role')),
                ('people', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='people')),
                ('words', models.CharField(blank=True, max_length=300, verbose_name='in words')),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='roles', to='coordination.jointaction')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='operation.organisation')),
            ],
            options={
                'ordering': ['created_at', 'id'],
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='JointClaim',
            fields=[
                ('id', models.UUIDField(default=operation.kernel.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=operation.kernel.clock.now, editable=False)),
                ('what', models.CharField(choices=[('arrested', 'persons arrested'), ('suspects', 'suspects identified'), ('rescued', 'laborers rescued'), ('devices', 'devices seized'), ('cash_usd', 'cash seized, in USD'), ('firearms', 'firearms seized')], max_length=8, verbose_name='what')),
                ('number', models.DecimalField(decimal_places=2, max_digits=16, verbose_name='number')),
                ('words', models.CharField(blank=True, max_length=300, verbose_name='in words')),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='claims', to='coordination.jointaction')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='operation.organisation')),
            ],
            options={
                'ordering': ['created_at', 'id'],
                'abstract': False,
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('action', 'organisation', 'what'), name='joint_claim_once'), models.CheckConstraint(condition=models.Q(('number__gte', 0)), name='joint_claim_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='JointMember',
            fields=[
                ('id', models.UUIDField(default=operation.kernel.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=operation.kernel.clock.now, editable=False)),
                ('state', models.CharField(choices=[('invited', 'invited'), ('joined', 'has joined'), ('declined', 'has declined'), ('left', 'has left')], default='invited', max_length=8, verbose_name='state')),
                ('words', models.TextField(blank=True, verbose_name='in words')),
                ('joint', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='coordination.jointinvestigation')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='operation.organisation')),
            ],
            options={
                'ordering': ['organisation__position'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('joint', 'organisation'), name='joint_member_once')],
            },
        ),
        migrations.CreateModel(
            name='JointPerson',
            fields=[
                ('id', models.UUIDField(default=operation.kernel.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=operation.kernel.clock.now, editable=False)),
                ('joint', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='persons', to='coordination.jointinvestigation')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='operation.organisation')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('joint', 'user'), name='joint_person_once')],
            },
        ),
        migrations.CreateModel(
            name='JointRecord',
            fields=[
                ('id', models.UUIDField(default=operation.kernel.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=operation.kernel.clock.now, editable=False)),
                ('record_type', models.CharField(max_length=3)),
                ('record_id', models.UUIDField(db_index=True)),
                ('joint', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='records', to='coordination.jointinvestigation')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='operation.organisation')),
            ],
            options={
                'ordering': ['created_at', 'id'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('joint', 'record_id'), name='joint_record_once')],
            },
        ),
        migrations.CreateModel(
            name='JointSite',
            fields=[
                ('id', models.UUIDField(default=operation.kernel.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=operation.kernel.clock.now, editable=False)),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='place')),
                ('record_id', models.UUIDField(db_index=True, null=True)),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sites', to='coordination.jointaction')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='operation.organisation')),
            ],
            options={
                'ordering': ['created_at', 'id'],
                'abstract': False,
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('place', ''), _negated=True), ('record_id__isnull', False), _connector='OR'), name='joint_site_somewhere')],
            },
        ),
        migrations.CreateModel(
            name='JointTotal',
            fields=[
                ('id', models.UUIDField(default=operation.kernel.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=operation.kernel.clock.now, editable=False)),
                ('settled', models.PositiveSmallIntegerField()),
                ('what', models.CharField(choices=[('arrested', 'persons arrested'), ('suspects', 'suspects identified'), ('rescued', 'laborers rescued'), ('devices', 'devices seized'), ('cash_usd', 'cash seized, in USD'), ('firearms', 'firearms seized')], max_length=8, verbose_name='what')),
                ('total', models.DecimalField(decimal_places=2, max_digits=16, verbose_name='total')),
                ('words', models.CharField(blank=True, max_length=300, verbose_name='in words')),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='totals', to='coordination.jointaction')),
            ],
            options={
                'ordering': ['created_at', 'id'],
                'abstract': False,
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('action', 'settled', 'what'), name='joint_total_once'), models.CheckConstraint(condition=models.Q(('total__gte', 0)), name='joint_total_not_negative')],
            },
        ),
    ]
