"""The signature of a release: made once, when the second person confirms, over the file as it was built."""

from django.utils import translation
from django.utils.translation import gettext as _

from operation.access.principal import Principal
from operation.access.roles import PERMISSIONS
from operation.kernel.errors import Conflict
from operation.press.signing import CannotSign, sign
from reporting.evaluation.models import Edition, EditionFile, EditionSignature

PLACE = "Kunming"


def sign_release(edition: Edition, second: Principal) -> None:
    """Sign the file of an edition that is being released, and keep the signature. Raises Conflict: not released then.

    `second` is the person who confirms: what is kept of him is the function in which he does.
    """
    content = EditionFile.objects.values_list("content", flat=True).get(edition=edition)
    try:
        signed = sign(bytes(content), reason=_reason(edition), place=PLACE)
    except CannotSign as missing:
        raise Conflict(str(missing)) from missing
    EditionSignature.objects.create(
        edition=edition,
        content=signed.added,
        sha256=signed.sha256,
        size=signed.size,
        contents_sha256=signed.contents_sha256,
        signer=signed.signer,
        certificate_sha256=signed.certificate_sha256,
        is_demonstration=signed.is_demonstration,
        second=min(second.roles & PERMISSIONS["report.confirm_release"]),
        signed_at=signed.signed_at,
        stamped_at=signed.stamped_at,
    )


def _reason(edition: Edition) -> str:
    """Why it is signed, in the language of the edition: shown by programs that read PDF."""
    with translation.override(edition.language):
        return _("Released by two persons of LMLECC: %(reference)s") % {"reference": edition.reference}
