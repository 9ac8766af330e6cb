"""The file of an edition is written once: nobody changes or removes it, the application's own role included."""

from django.db import migrations

FREEZE = """
CREATE FUNCTION edition_file_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the file of an edition never changes' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON reporting_editionfile
    FOR EACH ROW EXECUTE FUNCTION edition_file_stays();
"""
THAW = """
DROP TRIGGER stays ON reporting_editionfile;
DROP FUNCTION edition_file_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("reporting", "0003_release_steps")]

    operations = [migrations.RunSQL(FREEZE, THAW)]
