"""The formats in which records leave, one small file each, and the register of them, in the order of the choice."""

from operation.cases.exporting.formats import xlsx, csv_file, json_file, ftm  # noqa: F401, I001
from operation.cases.exporting.formats.base import Format, by_identifier, formats_of

__all__ = ["Format", "by_identifier", "formats_of"]
