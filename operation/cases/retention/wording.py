"""Words of retention that the desk and the list share."""

from django.utils.translation import ngettext


def for_named_readers(count: int) -> str:
    """How many records are due that only their named readers may see."""
    words = ngettext(
        "%(count)s record is due that only its named readers may see",
        "%(count)s records are due that only their named readers may see",
        count,
    )
    return words % {"count": count}
