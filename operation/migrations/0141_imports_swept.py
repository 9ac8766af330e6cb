"""What was uploaded and never decided about is swept away, under a name that reaches nothing else."""

from django.db import migrations

from operation.access.walls import SYSTEM, USER, wall

MINE = f"created_by_id = {USER}"
UNDECIDED = f"{SYSTEM} = 'imports' AND state NOT IN ('taken', 'undone')"
OF_UNDECIDED = f"{SYSTEM} = 'imports' AND EXISTS (SELECT 1 FROM operation_importfile f WHERE f.id = file_id)"


class Migration(migrations.Migration):
    dependencies = [("operation", "0172_drafts_erased")]

    operations = [
        wall(
            "operation_importfile",
            {
                "own": f"FOR ALL USING ({MINE}) WITH CHECK ({MINE})",
                "finds": f"FOR SELECT USING ({UNDECIDED})",
                "sweeps": f"FOR DELETE USING ({UNDECIDED})",
            },
        ),
        wall(
            "operation_importrow",
            {
                "own": f"FOR ALL USING ({MINE}) WITH CHECK ({MINE})",
                "finds": f"FOR SELECT USING ({OF_UNDECIDED})",
                "sweeps": f"FOR DELETE USING ({OF_UNDECIDED})",
            },
        ),
    ]
