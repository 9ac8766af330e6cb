"""Private PostgreSQL and Redis of one checkout, on Unix sockets, alive as long as one command of it is alive.

Every command holds a shared lock on the file `users`; a supervisor (local_supervisor.py) owns both servers and ends
them when it can take that lock alone. Production settings never import this module.
"""

import base64
import fcntl
import hashlib
import os
import secrets
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

SOURCE = Path(__file__).resolve().parents[2]
OUTSIDE = Path("/var/lib/seagull")
ACCOUNT = "nobody"
LONGEST_SOCKET_FOLDER = 80
NAME = "services"
SOCKETS = (".s.PGSQL.5432", "redis.sock")
BEGINS = "begins"
NOT_DURABLE = {"test"}
START_SECONDS = 60.0
held: dict[Path, int] = {}


class LocalServicesError(RuntimeError):
    """The private servers cannot be used; the text says which folder or log to look at."""


@dataclass(frozen=True)
class Urls:
    """Addresses as django-environ and redis-py read them, and the folder that holds the data."""

    database_url: str
    owner_url: str
    redis_url: str
    folder: Path


def provide(project: Path, name: str = NAME) -> None:
    """Put the addresses of the private servers into the environment, unless both are given there already."""
    if "DATABASE_URL" in os.environ and "REDIS_URL" in os.environ:
        os.environ.setdefault("DATABASE_OWNER_URL", os.environ["DATABASE_URL"])
        return
    urls = ensure(project, name=name)
    if "DATABASE_URL" not in os.environ:
        os.environ["DATABASE_URL"] = urls.database_url
        os.environ["DATABASE_OWNER_URL"] = urls.owner_url
    os.environ.setdefault("DATABASE_OWNER_URL", os.environ["DATABASE_URL"])
    os.environ.setdefault("REDIS_URL", urls.redis_url)


def ensure(project: Path, *, name: str = NAME, seconds: float = START_SECONDS) -> Urls:
    """Start the servers if nobody has, and keep them for as long as this process lives.

    Raises LocalServicesError when they are not ready within `seconds`, or when the folder is not ours.
    """
    base = home(project, name)
    claim(base)
    revive(base, durable=name not in NOT_DURABLE, seconds=seconds)
    return urls_of(base)


def home(project: Path, name: str = NAME) -> Path:
    """Folder of data, sockets and logs: under var/, or outside where root's servers could not reach it."""
    folder = name if name == NAME else f"{name}-{NAME}"
    if chosen := os.environ.get("LOCAL_SERVICES_DIR"):
        return Path(chosen).resolve() / folder
    inside = project.resolve() / "var" / folder
    if os.geteuid() or reachable(inside):
        return inside
    if (inside / "pg").exists():
        raise LocalServicesError(f"{inside} holds data, but the account {ACCOUNT} can no longer reach it")
    return OUTSIDE / hashlib.sha256(os.fsencode(project.resolve())).hexdigest()[:12] / folder


def reachable(folder: Path) -> bool:
    """Whether everybody may walk to `folder`; parts that do not exist yet will be made so that they may."""
    return all(part.stat().st_mode & 0o001 for part in folder.parents if part.exists())


def socket_folder(base: Path) -> Path:
    """Folder of the sockets: a short one under /tmp when the kernel's 107 characters would not be enough."""
    inside = base / "run"
    if len(os.fsencode(inside)) <= LONGEST_SOCKET_FOLDER:
        return inside
    # made private, and refused if somebody else made it
    return Path("/tmp") / f"seagull-{os.geteuid()}-{hashlib.sha256(os.fsencode(base)).hexdigest()[:12]}"  # noqa: S108


def urls_of(base: Path) -> Urls:
    """Addresses of the servers of this folder: django-environ reads a path after `//` as a socket's folder."""
    sockets = quote(os.fspath(socket_folder(base)))
    return Urls(
        database_url=f"postgres://seagull_app@/{sockets}/seagull",
        owner_url=f"postgres://seagull_owner@/{sockets}/seagull",
        redis_url=f"unix://{sockets}/redis.sock",
        folder=base,
    )


def claim(base: Path) -> None:
    """Hold the shared lock that keeps the servers alive; waits while a supervisor is just ending them."""
    if base in held:
        return
    make_folder(base)
    users = os.open(base / "users", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    fcntl.flock(users, fcntl.LOCK_SH)
    held[base] = users


def make_folder(base: Path) -> None:
    """Make the folder, reachable for the servers' account when root makes it; leave what exists as it is."""
    mode = 0o700 if os.geteuid() else 0o711
    for folder in [*reversed(base.parents), base]:
        if not folder.exists():
            folder.mkdir(exist_ok=True)
            folder.chmod(mode if folder == base else mode | 0o055)
    if base.stat().st_uid != os.geteuid():
        raise LocalServicesError(f"{base} belongs to another account; set LOCAL_SERVICES_DIR to a folder of your own")


def revive(base: Path, *, durable: bool = True, seconds: float = START_SECONDS) -> None:
    """Wait until both servers answer, starting a supervisor whenever there is none."""
    end = time.monotonic() + seconds
    supervisor: subprocess.Popen[bytes] | None = None
    while not ready(base):
        if supervisor is not None and supervisor.poll():
            raise LocalServicesError(f"{last_words(base)}\nThe private servers did not start; see {base}/*.log")
        if time.monotonic() > end:
            raise LocalServicesError(f"The private servers are not ready after {seconds:.0f} s; see {base}/*.log")
        if unsupervised(base) and (supervisor is None or supervisor.poll() is not None):
            supervisor = start_supervisor(base, durable=durable)
        time.sleep(0.02)


def start_supervisor(base: Path, *, durable: bool) -> subprocess.Popen[bytes]:
    """Start the supervisor in a session of its own: a Ctrl-C meant for one command must not end another's servers."""
    command = [sys.executable, "-m", "operation.config.local_supervisor", os.fspath(base), str(int(durable))]
    with (base / "supervisor.log").open("wb") as log:
        return subprocess.Popen(  # noqa: S603 — our own module
            command, cwd=SOURCE, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )


def unsupervised(base: Path) -> bool:
    """Whether no supervisor holds its lock."""
    lock = os.open(base / "supervisor", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    else:
        return True
    finally:
        os.close(lock)


def ready(base: Path) -> bool:
    """Whether the supervisor and PostgreSQL say so and both sockets accept a connection.

    Sockets alone do not tell: those of a killed supervisor's servers accept until the last moment.
    """
    try:
        supervisor, _, state = (base / "supervisor").read_text().partition(" ")
        status = (base / "pg" / "postmaster.pid").read_text().splitlines()[7:8]
    except OSError:
        return False
    lives = supervisor.isdigit() and Path("/proc", supervisor).exists() and not unsupervised(base)
    listening = all(accepts(socket_folder(base) / name) for name in SOCKETS)
    return lives and state != BEGINS and status == ["ready   "] and listening


def accepts(path: Path) -> bool:
    """Whether a server listens on this socket."""
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(os.fspath(path)) == 0


def last_words(base: Path) -> str:
    """End of the supervisor's log: why a start failed."""
    return (base / "supervisor.log").read_text(errors="replace")[-2000:].strip()


def secret_key(project: Path) -> str:
    """Django's secret of this checkout, made at first use and kept in var/secret-key (mode 600)."""
    return private_text(project / "var" / "secret-key", secrets.token_urlsafe(50))


def signing_key(project: Path) -> str:
    """The key that signs the trail of this checkout, base64, kept in var/audit-signing-key (mode 600)."""
    return private_text(project / "var" / "audit-signing-key", base64.b64encode(secrets.token_bytes(32)).decode())


def vault_key(project: Path) -> str:
    """Key of this checkout's vault, made at first use and kept in var/vault-key (mode 600)."""
    return private_text(project / "var" / "vault-key", base64.b64encode(secrets.token_bytes(32)).decode())


def private_text(path: Path, proposal: str) -> str:
    """Content of a file only its owner can read; written with `proposal` when there is none yet.

    Two commands that start together agree: the file appears whole under its name, and the first one wins.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        part = path.with_name(f".{path.name}.{os.getpid()}")
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(proposal)
        try:
            os.link(part, path)
        except FileExistsError:
            pass
        finally:
            part.unlink()
    return path.read_text().strip()


def release(*, seconds: float) -> None:
    """Let go of the servers, and wait up to `seconds` for them to end if nobody else uses them."""
    end = time.monotonic() + seconds
    for base, users in held.items():
        os.close(users)
        while not unsupervised(base) and time.monotonic() < end:
            time.sleep(0.02)
    held.clear()
