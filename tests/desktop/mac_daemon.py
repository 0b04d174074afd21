"""A whole daemon on the Mac of the tests, whose main thread is that of this program.

On stdin come, a line each: `open` (the menu: its lines are said on stdout, an empty line where there is
no icon), `click LABEL`, `log out`. When AppKit is told that it may end the process it does, with code 7.
"""

import os
import sys
import threading

from tests.desktop.mac import Mac, imported

ENDED = 7


def main() -> int:
    mac = Mac()
    with imported(mac):
        sys.platform = "darwin"  # from here on; the modules of the tests are those of Linux
        from unsit.daemon.main import run

        mac.app.on_reply = lambda: os._exit(ENDED)
        threading.Thread(target=listen, args=(mac,), daemon=True).start()
        return run()


def listen(mac: Mac) -> None:
    for line in sys.stdin:
        mac.posted.put((does, (mac, *line.strip().split(" ", 1))))


def does(mac: Mac, verb: str, label: str = "") -> None:
    if verb == "open":
        print(*(mac.opened() if mac.item else ()), sep="|", flush=True)
    elif verb == "click":
        mac.clicked(label)
    else:
        mac.app.delegate.applicationShouldTerminate_(mac.app)


if __name__ == "__main__":
    sys.exit(main())
