"""How the account of a session is read: once, with the organisation that it speaks for."""

from typing import Any

from django.contrib.auth.backends import ModelBackend

from operation.people.models import User


class AccountBackend(ModelBackend):
    """Passwords as Django checks them; every request of a session asks for account and organisation together."""

    def get_user(self, user_id: Any) -> User | None:
        user = User.objects.select_related("organisation").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
