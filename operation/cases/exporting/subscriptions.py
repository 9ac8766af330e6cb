"""What this feature registers: the kind of its jobs."""

from operation.cases.exporting.work import EXPORT
from operation.jobs import engine

engine.register(EXPORT)
