"""The index of record types, in the order in which they are listed. A new type is one file here and one line below."""

from operation.cases.records import syndicate, suspect, rescued_laborer, seized_asset  # noqa: F401, I001
