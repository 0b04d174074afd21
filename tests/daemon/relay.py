"""The session window of the tests, as a program: it says and does what its test tells it to.

It reads the plan as the real one does, tells the test what it was started with, and then repeats each
line of the test on stdout; "exit CODE" and "die SIGNAL" end it, "deaf" has it ignore SIGTERM, and
"heard" has it pass on the next line that
it is told by the daemon, "last LINE" is what it says when SIGTERM comes, and "child" has one that
outlives it until the test hangs up. Run by a bare interpreter: imports nothing of ours.
"""

import json
import os
import signal
import socket
import sys


def main(stage: str) -> None:
    plan = sys.stdin.readline()
    if not plan:
        return  # one that waited out of sight, and was not wanted
    document = json.loads(plan)
    around = {**os.environ, **document.pop("around", {})}
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    line.connect(stage)
    me = {
        "pid": os.getpid(),
        "plan": document,
        "environ": {name: around[name] for name in around if around[name]},
    }
    line.sendall(json.dumps(me).encode() + b"\n")
    for order in line.makefile():
        obey(order, line)


def obey(order: str, line: socket.socket) -> None:
    word, _, rest = order.strip().partition(" ")
    if word == "child":
        if not os.fork():
            line.recv(1)
            sys.exit()
    elif word == "exit":
        sys.exit(int(rest))
    elif word == "die":
        os.kill(os.getpid(), int(rest))
    elif word == "heard":
        line.sendall(sys.stdin.readline().encode())
    elif word == "deaf":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    elif word == "last":
        signal.signal(signal.SIGTERM, lambda *_: leave(rest))
    else:
        say(order)


def leave(last: str) -> None:
    say(f"{last}\n")
    sys.exit(0)


def say(line: str) -> None:
    os.write(1, line.encode())  # no buffer: the signal may come in the middle of a line


main(sys.argv[1])
