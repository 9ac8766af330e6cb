"""Asks the web server of this container for its health, as the proxy would: for the compose file's health check."""

import os
import sys
import urllib.error
import urllib.request


def answer(port: str, host: str) -> int:
    """Status of GET /health/ for `host`; 0 when nobody answers."""
    headers = {"Host": host, "X-Forwarded-Proto": "https"}
    request = urllib.request.Request(f"http://127.0.0.1:{port}/health/", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=4) as response:  # noqa: S310 — http, our own server
            return int(response.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


if __name__ == "__main__":
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0]
    sys.exit(answer(os.environ.get("PORT", "8000"), host) != 200)
