"""What this feature registers: the check of files, their part of a record's page, and their end with the record."""

from operation.cases.attachments import erasing, panels
from operation.cases.attachments.checking import CHECKING
from operation.jobs import engine

engine.register(CHECKING)

__all__ = ["erasing", "panels"]
