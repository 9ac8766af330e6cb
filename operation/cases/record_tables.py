"""For migrations: what stands around the tables of a record type. `makemigrations` writes the tables themselves.

operations = [migrations.CreateModel(…), *record_tables("Firearm", "identifiers", "custody")]
"""

from django.db.migrations.operations.special import RunSQL

from operation.access.walls import added_wall, counting_wall, deletion_wall, grant_wall, history_wall, record_wall
from operation.audit.capture import WITHOUT_ADDING, captured
from operation.cases.tables import identifier_table, name_table, record_table


def record_tables(model: str, *beside: str) -> list[RunSQL]:
    """Walls, capture of changes and search for the tables of a model; `beside`: «names», «identifiers», «custody»."""
    table = f"operation_{model.lower()}"
    around = [
        record_wall(table, f"{table}grant"),
        deletion_wall(table),
        grant_wall(f"{table}grant"),
        history_wall(f"{table}event", table),
        counting_wall(f"{table}event"),
        captured(table, f"operation.{model}"),
        captured(f"{table}grant", f"operation.{model}Grant", target="content_object_id"),
        captured(f"{table}event", f"operation.{model}Event", key="pgh_id", target="pgh_obj_id", on=WITHOUT_ADDING),
        *record_table(model),
    ]
    tables = {"names": name_table, "identifiers": identifier_table, "custody": custody_table}
    return [*around, *(one for kind in beside for one in tables[kind](model))]


def custody_table(model: str) -> list[RunSQL]:
    """Hand-overs: read with their record, added by its originator, changed and removed by nobody."""
    table, record = f"operation_{model.lower()}handover", f"operation_{model.lower()}"
    return [added_wall(table, record), captured(table, f"operation.{model}Handover", target="record_id")]
