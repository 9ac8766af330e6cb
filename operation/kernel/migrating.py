"""Migrations of many models that draw the state of all models once, and not once for each of their operations."""

from collections.abc import Collection
from typing import Any

from django.db.migrations import AddConstraint, AddField, AddIndex, AlterUniqueTogether, CreateModel, Migration


class RenderedOnce(Migration):
    """Each operation sees the models as they are before all of them and after all of them.

    For operations of which none needs another one's result. A table that is made here is made as it is in the end:
    columns, indexes and constraints that are added to it here come with it. Not for `sqlmigrate`, nor for `RunPython`
    that asks for a table of the same migration.
    """

    def apply(self, project_state: Any, schema_editor: Any, collect_sql: bool = False) -> Any:
        before = project_state.clone()
        project_state.__dict__.pop("apps", None)  # drawn again when the first operation looks at a model
        for operation in self.operations:
            operation.state_forwards(self.app_label, project_state)
        made = {operation.name_lower for operation in self.operations if isinstance(operation, CreateModel)}
        for operation in self.operations:
            if not _comes_with_its_table(operation, made):
                operation.database_forwards(self.app_label, schema_editor, before, project_state)
        return project_state


def _comes_with_its_table(operation: Any, made: Collection[str]) -> bool:
    if isinstance(operation, AlterUniqueTogether):
        return operation.name_lower in made
    return isinstance(operation, AddField | AddIndex | AddConstraint) and operation.model_name_lower in made
