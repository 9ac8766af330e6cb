"""Row-level security on the vault, the consent log and what retention keeps; consents that stood on the records."""

from django.db import migrations

from operation.access.walls import OWN, child_wall, own_wall
from operation.audit.capture import captured

HELD = "(SELECT string_to_array(current_setting('app.holds', true), ','))"
IDENTITIES = f"""
ALTER TABLE operation_vaultidentity ENABLE ROW LEVEL SECURITY;
CREATE POLICY reads ON operation_vaultidentity FOR SELECT USING (originator_id = {OWN} AND 'vault.open' = ANY({HELD}::text[]));
CREATE POLICY writes ON operation_vaultidentity FOR INSERT WITH CHECK (
    originator_id = {OWN} AND 'vault.write' = ANY({HELD}::text[])
    AND EXISTS (SELECT 1 FROM operation_rescuedlaborer p WHERE p.id = record_id AND p.originator_id = {OWN}));
CREATE POLICY amends ON operation_vaultidentity FOR UPDATE
    USING (originator_id = {OWN} AND 'vault.open' = ANY({HELD}::text[])) WITH CHECK (originator_id = {OWN} AND 'vault.open' = ANY({HELD}::text[]));
"""
NO_WALL = """
DROP POLICY reads ON operation_vaultidentity;
DROP POLICY writes ON operation_vaultidentity;
DROP POLICY amends ON operation_vaultidentity;
ALTER TABLE operation_vaultidentity DISABLE ROW LEVEL SECURITY;
"""
CONSENTS = """
INSERT INTO operation_consententry
    (id, created_at, record_id, originator_id, purpose, recipient, "on", language, interpreter, taken_by_id)
SELECT uuidv7(), changed_at, id, originator_id, 'referral', referred_to, consent_on, language, false, changed_by_id
FROM operation_rescuedlaborer WHERE consent_on IS NOT NULL;
"""
CLEARED = """
UPDATE operation_suspect s SET review_on = least(s.review_on, s.status_on + c.purge_after_days)
FROM operation_country c
WHERE c.code = s.country_id AND s.status IN ('acquitted', 'eliminated') AND s.status_on IS NOT NULL;
"""


class Migration(migrations.Migration):
    dependencies = [("operation", "0031_erasure")]

    operations = [
        migrations.RunSQL(CONSENTS, migrations.RunSQL.noop),
        migrations.RunSQL(CLEARED, migrations.RunSQL.noop),
        migrations.RunSQL(IDENTITIES, NO_WALL),
        child_wall("operation_vaultentry", "operation_rescuedlaborer", "record_id"),
        *(own_wall(f"operation_{name}") for name in ("consententry", "legalhold", "tombstone")),
        captured("operation_vaultidentity", "operation.VaultIdentity", key="record_id"),
        captured("operation_vaultentry", "operation.VaultEntry", target="record_id"),
        captured("operation_consententry", "operation.ConsentEntry", target="record_id"),
        captured("operation_legalhold", "operation.LegalHold", target="record_id"),
        captured("operation_tombstone", "operation.Tombstone"),
    ]
