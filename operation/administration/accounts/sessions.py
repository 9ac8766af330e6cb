"""Sessions of an account, to end them."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone

from operation.people.models import User


def end_sessions(user: User) -> int:
    """End every session of a user; returns how many there were. They are not indexed by user: each is read."""
    living = Session.objects.filter(expire_date__gt=timezone.now())
    mine = [one.pk for one in living.iterator() if one.get_decoded().get(SESSION_KEY) == str(user.pk)]
    return Session.objects.filter(pk__in=mine).delete()[0]
