"""Migrations of many models that draw the state of all models once, and not once for each of their operations."""

from typing import Any

from django.db.migrations import Migration


class RenderedOnce(Migration):
    """Each operation sees the models as they are before all of them and after all of them.

    For operations of which none needs another one's result: a table that is made here is made as it is in the end, and
    a column, a constraint or a trigger of it must not be added here once more. Not for `sqlmigrate`.
    """

    def apply(self, project_state: Any, schema_editor: Any, collect_sql: bool = False) -> Any:
        before = project_state.clone()
        project_state.__dict__.pop("apps", None)  # drawn again when the first operation looks at a model
        for operation in self.operations:
            operation.state_forwards(self.app_label, project_state)
        for operation in self.operations:
            operation.database_forwards(self.app_label, schema_editor, before, project_state)
        return project_state
