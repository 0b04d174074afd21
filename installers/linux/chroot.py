"""A clean Debian in a folder: made by mmdebstrap, entered so that nothing of it leaks out.

Rules of this room: root is needed; what is entered has processes, mounts and shared memory of its own,
and all of its processes end with the command; the mirror is that of this machine's own apt.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

PERSON = "somebody"
PATIENCE = 600.0
"""Seconds until a command inside is taken to hang."""
INSIDE = 'mount -t proc proc "$0/proc" && mount -t tmpfs tmpfs "$0/dev/shm" && exec chroot "$@"'
PASSED_ON = ("http_proxy", "https_proxy", "no_proxy", "PIP_", "SSL_CERT_FILE")
"""What of this machine's environment a chroot is told: how to get at packages."""


class NoMirrorError(Exception):
    """This machine's apt knows no mirror of Debian."""


def mirror() -> str:
    """Return the address from which this machine's apt has Debian. Raises NoMirrorError."""
    asked = ("apt-get", "indextargets", "--format", "$(ORIGIN) $(LABEL) $(REPO_URI)")
    targets = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    for line in targets.splitlines():
        origin, _, rest = line.partition(" ")
        label, _, place = rest.rpartition(" ")
        if origin == label == "Debian":
            return place
    raise NoMirrorError(
        "apt of this machine knows no Debian archive; run `apt-get update` on a Debian, or name one "
        "by --mirror"
    )


class Chroot:
    """A Debian in `root`, a folder that is not there yet."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def make(self, suite: str, place: str, kept: Path | None = None) -> None:
        """Make it from a mirror; `kept` is an archive to take it from, or to put it into for next time.

        Raises subprocess.CalledProcessError.
        """
        if kept is not None and kept.exists():
            self.root.mkdir(parents=True)
            subprocess.run(("tar", "-C", self.root, "-xf", kept), check=True)
        else:
            made = ("mmdebstrap", "--quiet", "--variant=minbase", "--dpkgopt=force-unsafe-io")
            subprocess.run((*made, suite, self.root, place), check=True)
            if kept is not None:
                kept.parent.mkdir(parents=True, exist_ok=True)
                subprocess.run(("tar", "-C", self.root, "-cf", kept, "."), check=True)
        for file in ("resolv.conf", "hosts"):
            shutil.copyfile(f"/etc/{file}", self.root / "etc" / file)
        # Nothing is to be started by being installed.
        policy = self.root / "usr/sbin/policy-rc.d"
        policy.write_text("#!/bin/sh\nexit 101\n")
        policy.chmod(0o755)
        sockets = self.root / "tmp/.X11-unix"
        sockets.mkdir()
        sockets.chmod(0o1777)  # as a machine makes it when it starts
        self.run("useradd", "--create-home", PERSON)

    def run(
        self, *command: str, user: str = "root", network: bool = False
    ) -> subprocess.CompletedProcess[str]:
        """Run a command inside; return how it ended. Of this machine's environment it knows PASSED_ON.

        Raises subprocess.TimeoutExpired.
        """
        home = "/root" if user == "root" else f"/home/{user}"
        known = {"HOME": home, "LANG": "C.UTF-8", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}
        passed = {name: value for name, value in os.environ.items() if name.startswith(PASSED_ON)}
        return subprocess.run(
            [*self._entered(user, network), *command],
            env=known | passed | {"USER": user, "DEBIAN_FRONTEND": "noninteractive"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            timeout=PATIENCE,
        )

    def apt(self, *arguments: str) -> str:
        """Run apt-get inside; return what it said. Raises subprocess.CalledProcessError."""
        command = ("apt-get", "--yes", "--quiet", "-o", "Dpkg::Use-Pty=0", *arguments)
        done = self.run(*command, network=True)
        if done.returncode:
            raise subprocess.CalledProcessError(
                done.returncode, command, done.stdout, done.stderr or done.stdout
            )
        return done.stdout

    def put(self, file: Path, inside: str) -> None:
        """Copy a file or a folder inside."""
        target = self.root / inside.lstrip("/")
        if file.is_dir():
            shutil.copytree(file, target, symlinks=True)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)

    def _entered(self, user: str, network: bool) -> Sequence[str]:
        apart = ["unshare", "--mount", "--pid", "--ipc", "--fork", "--kill-child"]
        if not network:  # which is also where an X server has half of its sockets
            apart.append("--net")
        as_whom = () if user == "root" else (f"--userspec={user}:{user}",)
        return (*apart, "sh", "-c", INSIDE, str(self.root), *as_whom, str(self.root))
