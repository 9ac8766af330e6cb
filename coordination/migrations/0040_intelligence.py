"""What recipients say of intelligence reports: read by the originator and that recipient, as long as they read the report."""

import django.db.models.deletion
import operation.kernel.clock
import operation.kernel.models
from django.conf import settings
from django.db import migrations, models

from operation.access.walls import OWN, only_columns, wall
from operation.audit.capture import captured
from operation.kernel.migrating import RenderedOnce

REPORT = "EXISTS (SELECT 1 FROM operation_intelligencereport r WHERE r.id = report_id"
SIDES = f"(organisation_id = {OWN} OR originator_id = {OWN})"
READS = f"FOR SELECT USING ({SIDES} AND {REPORT}))"
NOTED = f"originator_id = {OWN} AND {REPORT})"
"""The originator says that it saw feedback; what was said stays."""


def _answers(table: str, more: dict[str, str]) -> migrations.RunSQL:
    """Added by a recipient for itself alone, of a report that it reads; removed with the report."""
    adds = f"organisation_id = {OWN} AND originator_id <> {OWN} AND {REPORT} AND r.originator_id = {table}.originator_id)"
    return wall(table, {"reads": READS, "adds": f"FOR INSERT WITH CHECK ({adds})", **more})



class Migration(RenderedOnce):

    initial = True

    dependencies = [
        ('coordination', '0031_match_walls'),
        ('operation', '0104_intelligence_reports'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Feedback',
            fields=[
                ('id', models.UUIDField(default=operation.kernel.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=operation.kernel.clock.now, editable=False)),
                ('verdict', models.CharField(choices=[('useful', 'useful'), ('acted_upon', 'acted upon'), ('not_useful', 'not useful')], max_length=10, verbose_name='of what use was it')),
                ('words', models.CharField(blank=True, max_length=2000, verbose_name='in words')),
                ('seen_at', models.DateTimeField(null=True)),
                ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='operation.organisation')),
                ('originator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='operation.organisation')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='operation.intelligencereport')),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
                'indexes': [models.Index(fields=['report', '-created_at'], name='feedback_report'), models.Index(condition=models.Q(('seen_at', None)), fields=['originator', '-created_at'], name='feedback_unseen')],
            },
        ),
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('id', models.UUIDField(default=operation.kernel.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=operation.kernel.clock.now, editable=False)),
                ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='operation.organisation')),
                ('originator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='operation.organisation')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='operation.intelligencereport')),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
                'indexes': [models.Index(fields=['organisation', 'report'], name='receipt_own')],
                'constraints': [models.UniqueConstraint(fields=('report', 'organisation'), name='receipt_once')],
            },
        ),
        _answers("coordination_receipt", {}),
        _answers("coordination_feedback", {"notes": f"FOR UPDATE USING ({NOTED}) WITH CHECK ({NOTED})"}),
        only_columns("coordination_feedback", "seen_at"),
        captured("coordination_receipt", "coordination.Receipt", target="report_id"),
        captured("coordination_feedback", "coordination.Feedback", target="report_id"),
    ]
