"""What is said to whom asks for help, for the version, or wrongly."""

import platform
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal
from unsit import __version__
from unsit.cli.main import cli
from unsit.cli.tree import verbs

ROOT = Path(__file__).parents[2]


def test_help_tells_each_verb_in_one_line(terminal: Terminal) -> None:
    said = terminal.prints("--help")
    for verb in ("stretch", "status", "pause", "resume", "snooze", "skip", "moved", "quit"):
        assert f"\n  {verb} " in said
    listed = [line.split()[0] for line in said.splitlines() if line.startswith("  ")]
    verbs = [word for word in listed if word in cli.commands]
    assert sorted(verbs) == sorted(name for name, verb in cli.commands.items() if not verb.hidden)
    assert terminal.prints("-h") == said
    assert terminal.prints("help") == said


def test_every_option_has_its_words() -> None:
    bare = [
        (*verb.path, *each.names) for verb in verbs(cli) for each in verb.options if not each.about
    ]
    assert bare == []


def test_the_version_is_told(terminal: Terminal) -> None:
    first, runs_on, installed = terminal.prints("--version").splitlines()
    assert first == f"unsit {__version__}"  # for scripts
    assert runs_on.startswith(f"Python {platform.python_version()}, PySide6 6.")
    assert installed == f"run from the checkout in {ROOT}"


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["satus"], "There is no verb 'satus'. Did you mean status?"),
        (["PAUS"], "There is no verb 'PAUS'. Did you mean pause?"),
        (["xylophone"], "There is no verb 'xylophone'."),
        (["settings", "chek"], "There is no verb 'chek'. Did you mean check?"),
        (["poses", "sho", "pigeon"], "There is no verb 'sho'. Did you mean show?"),
    ],
)
def test_an_unknown_verb_is_a_mistake_of_usage_and_the_nearest_is_named(
    terminal: Terminal, words: list[str], hint: str
) -> None:
    assert terminal.is_misused(*words) == f"Error: {hint}"


@pytest.mark.parametrize(
    "words",
    [
        ["status", "--jsn"],
        ["--nope"],
        ["poses", "show"],
        ["history", "--limit", "0"],
        ["history", "--limit", "many"],
        ["history", "--days", "0"],
        ["history", "--days", "99999"],
        ["poses", "show", "pigeon", "--theme", "pink"],
        ["poses", "show", "pigeon", "--size", "1"],
        ["poses", "show", "pigeon", "--figure", "a cat"],
        ["stats", "--what", "dose"],
        ["stats", "--theme", "light"],
        ["status", "--format", ""],
    ],
    ids=" ".join,
)
def test_a_wrong_option_is_a_mistake_of_usage(terminal: Terminal, words: list[str]) -> None:
    assert terminal.is_misused(*words).startswith("Error: ")
