"""Settings of a process with other keys than the suite's."""

import os

from operation.config.env import keys_of
from operation.config.settings.test import *  # noqa: F403 — the suite's settings and what differs

VAULT_KEYS = keys_of("KEYS", os.environ["KEYS"])
