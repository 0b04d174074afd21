"""The log where it cannot be kept: the sentence is said, nothing else happens."""

import logging
from collections.abc import Iterator

import pytest

from unsit.daemon import logs


@pytest.fixture
def caught() -> Iterator[logging.Logger]:
    """Give a logger of its own, as the daemon's is set up."""
    logger = logging.getLogger("unsit.test-of-logs")
    logger.propagate = False
    yield logger
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
        handler.close()


def test_a_log_that_is_a_folder_stops_nobody(
    caught: logging.Logger, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.path().mkdir(parents=True)
    caught.addHandler(logs.kept())
    caught.addHandler(logs.Said())
    caught.warning("the day goes on")
    assert capsys.readouterr().err == "the day goes on\n"


def test_a_disk_that_is_full_is_complained_of_by_nobody_but_the_sentence(
    caught: logging.Logger, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.path().parent.mkdir(parents=True)
    logs.path().symlink_to("/dev/full")
    caught.addHandler(logs.kept())
    caught.warning("the day goes on")
    assert capsys.readouterr().err == ""


def test_the_log_is_for_its_owner_alone_and_one_that_was_not_is_closed(
    caught: logging.Logger,
) -> None:
    caught.addHandler(logs.kept())
    caught.warning("the day goes on")
    assert logs.path().stat().st_mode & 0o777 == 0o600
    logs.path().chmod(0o644)
    caught.addHandler(logs.kept())
    assert logs.path().stat().st_mode & 0o777 == 0o600
