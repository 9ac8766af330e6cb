"""The web server, on one machine and in production: sync workers that never outlive their master."""

import os
import signal
from typing import Any

from operation.config.logs import LOGGING
from operation.config.processes import die_with_parent

if "LISTEN_FD" in os.environ:
    bind = f"fd://{os.environ['LISTEN_FD']}"
else:
    bind = f"{os.environ.get('HOST', '0.0.0.0')}:{os.environ.get('PORT', '8000')}"  # noqa: S104 — of its container
workers = int(os.environ.get("WEB_WORKERS", "2"))
# loaded once, before the workers are forked
preload_app = True
timeout = 60
graceful_timeout = int(os.environ.get("GRACEFUL_SECONDS", "25"))
worker_tmp_dir = "/dev/shm"  # noqa: S108 — gunicorn makes its file there privately; a slow disk would look like a dead worker
# its place is the account's home: two checkouts would share it
control_socket_disable = True
logconfig_dict = LOGGING


def post_fork(_: Any, worker: Any) -> None:
    """Gunicorn's hook in a new worker: the death signal of the master is not inherited."""
    die_with_parent(worker.ppid, signal.SIGKILL)
