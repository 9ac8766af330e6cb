"""Why a file is not read, in words that say what to do."""

from django.utils.translation import gettext_lazy as _

from operation.cases.importing import limits
from operation.cases.importing.refusals import Unreadable
from operation.kernel.errors import Text

AGAIN = _("The file cannot be read. Open it in your spreadsheet program, save it as XLSX, and upload it again.")
REASONS: dict[str, Text] = {
    "old_workbook": _("This is an old workbook (XLS), or one with a password. Save it as XLSX without a password."),
    "password": _("The workbook has a password. Save it without one."),
    "broken": AGAIN,
    "no_workbook": _("This is an archive, but no workbook. Save the table as XLSX or CSV."),
    "entries": _(
        "The workbook holds %(value)s parts, far more than a table needs. Copy the table into a new workbook."
    ),
    "unpacked": _(
        "The workbook unpacks to far more than a table needs (%(value)s). Copy the table into a new workbook."
    ),
    "entities": _("The workbook declares a document type, which no spreadsheet program writes. Save the table anew."),
    "formula": _("Cell %(value)s: its formula has no result, or an error. Replace it by its value."),
    "columns": _("The sheet has %(value)s columns. A table of records has at most %(columns)s."),
    "rows": _("The table has more than %(value)s rows. Import it in several parts."),
    "cell": _("Row %(row)s: «%(value)s …» is longer than a cell may be."),
    "nul": _("Row %(row)s: «%(value)s» holds a character that no text has (NUL). Write the cell again."),
    "cut_off": _("Row %(row)s: the file ends inside of a quoted text, or its quotes do not match."),
    "letters": _("It cannot be told in which encoding the text was saved. Save it as «CSV UTF-8», or as XLSX."),
    "memory": _("The file takes more memory or time than one may. Import it in several parts."),
    "twice": _("The heading «%(value)s» stands there twice. Take one of the two columns away."),
    "no_heading": _(
        "No row of headings was found. The table begins with the headings of the template, in any of the languages."
    ),
    "empty": _("There is no row below the headings."),
}


def reason(refused: Unreadable) -> str:
    """The reason in the active language, with what stands there and where."""
    words = REASONS.get(refused.why, AGAIN)
    return str(words) % {"value": refused.value, "row": refused.row, "columns": limits.COLUMNS}
