"""Drafts go with the content of their record as all does that names one by its bare key (0121)."""

from django.db import migrations

BESIDE = """
DROP FUNCTION draft_forget(uuid);
CREATE FUNCTION erase_beside_drafts(uuid) RETURNS void LANGUAGE sql AS $$
    DELETE FROM public.operation_formdraft WHERE record_id = $1;
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("operation", "0111_sounds")]

    operations = [migrations.RunSQL(BESIDE, migrations.RunSQL.noop)]
