"""«Idempotency-Key»: a POST to the API that is sent again under the same key is answered again, and done once.

Behind the gate, inside the request's transaction: the second of two that come at once waits for the first, and a
request that failed keeps nothing. A refusal changed nothing, so its key is free again (decision 29).
"""

import hashlib
import json
import re
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from operation.access.principal import Principal
from operation.audit import trail
from operation.people.repeating.models import StoredAnswer
from operation.people.tokens import API

HEADER = "Idempotency-Key"
REPEATED = "Idempotency-Replayed"
KEPT = (b"", b"{")
"""How answers begin that can be looked through again before they are repeated: no lists of whatever."""

KEY = re.compile(r"[\x21-\x7e]{1,100}")
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


class RepeatMiddleware:
    """Looks for the answer before the view, keeps it after."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.repeatable = None
        response: HttpResponse = self.get_response(request)
        if request.repeatable and response.status_code in range(200, 300) and response.content[:1] in KEPT:
            _keep(request.repeatable, response)
        return response

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        key = request.headers.get(HEADER)
        if key is None or request.method != "POST" or not request.path.startswith(API):
            return None
        principal: Principal = request.principal
        if principal.user_id is None:
            return None
        if not KEY.fullmatch(key):
            return _refused(400, _("An Idempotency-Key is 1 to 100 signs of ASCII without a space."))
        try:
            asked = StoredAnswer(
                user_id=principal.user_id, key=key, request=_digest(request), rights=_rights(principal)
            )
        except RequestDataTooBig:
            return _refused(413, _("This is more than one request may send. Send it in several parts."))
        found = _found(principal, key)
        if found is None:
            request.repeatable = asked
            return None
        return _again(request, asked, found)


def _digest(request: HttpRequest) -> str:
    sent = b"\n".join((request.get_full_path().encode(), (request.content_type or "").encode(), request.body))
    return hashlib.sha256(sent).hexdigest()


def _rights(principal: Principal) -> str:
    who = (principal.user_id, principal.organisation_id, *sorted(principal.roles))
    return hashlib.sha256(repr(who).encode()).hexdigest()


def _found(principal: Principal, key: str) -> StoredAnswer | None:
    with connection.cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME, [f"{principal.user_id} {key}"])
    found: StoredAnswer | None = StoredAnswer.objects.visible_to(principal).filter(key=key).first()
    return found


def _again(request: Any, asked: StoredAnswer, found: StoredAnswer) -> HttpResponse:
    """The answer as it was; refused where something else was sent, or where he who asks is not who he was."""
    if (asked.request, asked.rights) != (found.request, found.rights):
        return _refused(422, _("This Idempotency-Key was used for another request. Take a new one."))
    match = request.resolver_match
    still_shown = getattr(getattr(match.func, "cls", None), "still_shown", None)
    if still_shown and not still_shown(request.principal, match.kwargs, json.loads(found.content or "{}")):
        return _refused(404, _("Not found."))
    trail.record("repeated answer", trail.NOTHING, path=request.path, answered=found.kept_at)
    response = HttpResponse(found.content, content_type="application/json", status=found.status)
    response[REPEATED] = "true"
    return response


def _keep(asked: StoredAnswer, response: HttpResponse) -> None:
    told = {"request": asked.request, "rights": asked.rights, "status": response.status_code}
    told |= {"content": response.content.decode(), "kept_at": timezone.now()}
    StoredAnswer.objects.update_or_create(user_id=asked.user_id, key=asked.key, defaults=told)


def _refused(status: int, reason: str) -> HttpResponse:
    return JsonResponse({"detail": reason}, status=status)
