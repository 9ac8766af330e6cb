"""What the tests of coordination share."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from django.test import Client

from operation.access.principal import Principal
from operation.people.models import User

As = Callable[[User | Principal], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
