#!/usr/bin/env python
"""Django's command line, on the private services of this checkout unless a DATABASE_URL is set."""

import os
import sys

SCHEMA_COMMANDS = {"migrate", "sqlmigrate", "createcachetable", "dbshell"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "operation.config.settings.local")
    if len(sys.argv) > 1 and sys.argv[1] in SCHEMA_COMMANDS:
        os.environ["DATABASE_ROLE"] = "owner"
    from django.core.management import execute_from_command_line  # after the environment is set

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
