"""What every page shows around its content: menu, operation, and the marking of the demonstration."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from operation.kernel import clock
from operation.people.navigation import entries


def page(request: Any) -> dict[str, Any]:
    """Empty of anything personal while nobody is signed in."""
    principal = getattr(request, "principal", None)
    return {
        "principal": principal,
        "navigation": entries(principal, request.path) if principal else [],
        "demonstration": bool(settings.DEMO_TODAY),
        "known_at": clock.now(),
        "languages": settings.LANGUAGES,
        "search_url": reverse("search") if principal and principal.holds("record.read") else "",
    }
