"""Owner of the private PostgreSQL and Redis: makes them at first start, restarts them, ends them with their last user.

The kernel ends both servers when this process is killed. As root they run as an unprivileged account, from a copy of
their programs that this account can reach; no permission of a folder that was there before is touched.
"""

import contextlib
import fcntl
import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

from operation.config.keeper import Kept
from operation.config.local_leftovers import drop_stale_lock, serving
from operation.config.local_programs import programs_in_place, programs_of_nobody
from operation.config.local_services import ACCOUNT, BEGINS, SOCKETS, accepts, socket_folder
from operation.config.processes import spawn
from operation.config.terminal import complain

LOOK_SECONDS = 0.1
FAILED_STARTS = 6
INITDB = "--encoding=UTF8 --locale=C.UTF-8 --locale-provider=builtin --builtin-locale=C.UTF-8 --no-instructions"
# one statement per line: that is how PostgreSQL reads them before it serves anybody
FIRST_STATEMENTS = """\
CREATE ROLE seagull_owner LOGIN CREATEDB;
CREATE ROLE seagull_app LOGIN;
CREATE ROLE seagull_auditor LOGIN;
GRANT pg_signal_backend TO seagull_owner;
CREATE DATABASE seagull OWNER seagull_owner;
"""
UNSAFE_BUT_FAST = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]


class Supervisor:
    """Both servers of one folder."""

    def __init__(self, base: Path, lock: int, *, durable: bool) -> None:
        self.base = base
        self.lock = lock
        self.durable = durable
        self.account = unprivileged() if os.geteuid() == 0 else None
        self.sockets = socket_folder(base)
        self.data = base / "pg"
        self.listening = [self.sockets / name for name in SOCKETS]
        self.work = base / "work"
        self.redis = base / "redis"
        self.stopped = False

    def serve(self) -> None:
        """Run both servers until nobody uses them or SIGTERM comes. Raises RuntimeError when one cannot start."""
        signal.signal(signal.SIGTERM, self.on_term)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        for folder in (self.sockets, self.redis, self.work):
            self.make_private(folder)
        programs, redis_server = programs_of_nobody(self.base) if self.account else programs_in_place()
        if not (self.data / "PG_VERSION").exists():
            self.make_cluster(programs)
        self.wait_for_predecessors()
        for leftover in self.sockets.iterdir():
            leftover.unlink()
        postgres, redis = self.postgres(programs), self.redis_server(redis_server)
        try:
            self.watch({self.base / "postgres.log": postgres, self.base / "redis.log": redis})
        finally:
            self.end(postgres, redis)

    def on_term(self, *_: object) -> None:
        self.stopped = True

    def wait_for_predecessors(self) -> None:
        """Let the servers of a killed supervisor end first: they hold the data, and Redis takes its socket along."""
        while not self.stopped and serving(self.sockets):
            time.sleep(LOOK_SECONDS / 5)

    def watch(self, servers: dict[Path, Kept]) -> None:
        """Keep both up while somebody holds the lock on `users`; give up on one that fails again and again."""
        users = os.open(self.base / "users", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        said_so = False
        while not self.stopped:
            for log, server in servers.items():
                server.keep_up()
                if server.failures >= FAILED_STARTS:
                    raise RuntimeError(log.read_text(errors="replace")[-1500:])
            if not said_so and all(accepts(path) for path in self.listening):
                said_so = self.say("serves")
            time.sleep(LOOK_SECONDS)
            with contextlib.suppress(BlockingIOError):
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return

    def say(self, state: str) -> bool:
        """Tell the commands that wait which supervisor this is and how far it has come."""
        os.ftruncate(self.lock, 0)
        return os.pwrite(self.lock, f"{os.getpid()} {state}".encode(), 0) > 0

    def kept(self, command: list[str | Path], log: Path, answers_at: Path, death: signal.Signals) -> Kept:
        """A server whose start counts once it accepts a connection; its log begins anew with each supervisor."""
        log.write_bytes(b"")

        def start() -> subprocess.Popen[bytes]:
            if self.data in command:
                drop_stale_lock(self.data)
            with log.open("ab") as file:
                return self.child(command, death, file.fileno())

        return Kept(start, steady=lambda: accepts(answers_at))

    def end(self, postgres: Kept, redis: Kept) -> None:
        """End both at once; SIGINT is PostgreSQL's fast stop, SIGTERM would wait for clients."""
        for server, death in ((postgres, signal.SIGINT), (redis, signal.SIGTERM)):
            if server.process and server.running():
                server.process.send_signal(death)
        for server in (postgres, redis):
            if server.process:
                server.process.wait()

    def child(self, command: list[str | Path], death: signal.Signals, output: int) -> subprocess.Popen[bytes]:
        env = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": str(self.work)}
        return spawn(command, death=death, account=self.account, env=env, cwd=self.work, output=output, umask=0o077)

    def make_private(self, folder: Path) -> None:
        """Make a folder for the servers' account alone; refuse one that somebody else prepared."""
        uid, gid = (self.account.pw_uid, self.account.pw_gid) if self.account else (os.geteuid(), os.getegid())
        with contextlib.suppress(FileExistsError):
            folder.mkdir(mode=0o700)
        seen = folder.lstat()
        if not stat.S_ISDIR(seen.st_mode) or seen.st_uid not in (uid, os.geteuid()) or seen.st_mode & 0o022:
            raise RuntimeError(f"{folder} is not a private folder of ours")
        if seen.st_uid != uid:
            os.chown(folder, uid, gid)

    def make_cluster(self, programs: Path) -> None:
        """Make the data folder with roles and database in it; it appears under its name only when complete."""
        fresh = self.work / "pg"
        shutil.rmtree(fresh, ignore_errors=True)
        fast = [] if self.durable else ["--no-sync", "--wal-segsize=1"]
        self.complete([programs / "initdb", "-D", fresh, "-U", "postgres", "-A", "peer", *INITDB.split(), *fast])
        (fresh / "pg_hba.conf").write_text("local all all peer map=ours\n")
        (fresh / "pg_ident.conf").write_text(f'ours "{pwd.getpwuid(os.geteuid()).pw_name}" all\n')
        statements = self.work / "first.sql"
        statements.write_text(FIRST_STATEMENTS)
        statements.chmod(0o644)
        single = 'exec "$0" --single -c exit_on_error=true -D "$1" postgres < "$2"'
        self.complete(["/bin/sh", "-c", single, programs / "postgres", fresh, statements])
        fresh.rename(self.data)

    def complete(self, command: list[str | Path]) -> None:
        """Run a program of the first start to its end; it is killed when SIGTERM comes."""
        path = self.base / "initdb.log"
        with path.open("ab") as log:
            process = self.child(command, signal.SIGKILL, log.fileno())
        while process.poll() is None:
            if self.stopped:
                process.kill()
            time.sleep(0.02)
        if process.returncode:
            raise RuntimeError(path.read_text(errors="replace")[-1500:])

    def postgres(self, programs: Path) -> Kept:
        options = ["-c", "listen_addresses=", "-c", "unix_socket_permissions=0700", "-c", "timezone=UTC"]
        options += [] if self.durable else UNSAFE_BUT_FAST
        command: list[str | Path] = [programs / "postgres", "-D", self.data, "-k", self.sockets, *options]
        return self.kept(command, self.base / "postgres.log", self.sockets / ".s.PGSQL.5432", signal.SIGINT)

    def redis_server(self, program: Path) -> Kept:
        path = self.sockets / "redis.sock"
        keep = ["--appendonly", "yes"] if self.durable else ["--save", "", "--appendonly", "no"]
        command: list[str | Path] = [program, "--port", "0", "--unixsocket", path, "--unixsocketperm", "700"]
        command += ["--dir", self.redis, "--daemonize", "no", *keep]
        return self.kept(command, self.base / "redis.log", path, signal.SIGTERM)


def unprivileged() -> pwd.struct_passwd:
    """Account that PostgreSQL and Redis run as when root starts them."""
    try:
        return pwd.getpwnam(ACCOUNT)
    except KeyError:
        raise RuntimeError(f"There is no account {ACCOUNT}; PostgreSQL refuses to run as root") from None


def main(base: Path, *, durable: bool) -> int:
    """Serve, unless another supervisor of this folder already does."""
    alone = os.open(base / "supervisor", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(alone, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return 0
    supervisor = Supervisor(base, alone, durable=durable)
    supervisor.say(BEGINS)
    try:
        supervisor.serve()
    except RuntimeError as error:
        complain(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), durable=sys.argv[2] == "1"))
