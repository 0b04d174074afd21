"""The help of the verbs, and click's own words, in the language that is spoken.

A verb's docstring and the `help` of its options are its phrases: installers/gathering.py finds them
where they stand, and nothing about them needs marking. English is left as it is.
"""

import copy
import re
import sys

import click

from unsit.core.language import N_, SPOKEN, _, ngettext

CLICK = (
    # Translators: click's own words; what stands in {braces} or after % is filled in.
    N_("Usage:"),
    N_("Options"),
    N_("Commands"),
    N_("Positional arguments"),
    N_("[OPTIONS]"),
    N_("COMMAND [ARGS]..."),
    N_("Show this message and exit."),
    N_("default: {default}"),
    N_("Error: {message}"),
    N_("Try '{command} {option}' for help."),
    N_("Missing command."),
    N_("Missing argument"),
    N_("Missing option"),
    N_("No such option {name!r}."),
    N_("Invalid value: {message}"),
    N_("Invalid value for {param_hint}: {message}"),
    N_("Option {name!r} does not take a value."),
    N_("Choose from:\n\t{choices}"),
    N_("{value!r} is not a valid {number_type}."),
    N_("{value} is not in the range {range}."),
    N_("{name} {filename!r} is a directory."),
    N_("file"),
    N_("Aborted!"),
)
"""What click says by itself on the way to or from a verb of ours."""
CLICK_COUNTS = (
    ("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    ("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    ("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    ("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
)
"""The same, where a number decides."""


def spoken(command: click.Command) -> click.Command:
    """Return a command, with all below it, whose help is in the language that is spoken."""
    if SPOKEN.translations is None:
        return command
    _speak_for_click()
    command = copy.deepcopy(command)
    _speak_for(command)
    return command


def flowed(text: str) -> str:
    """Return a help text with each paragraph on one line, as the catalogues have it.

    A paragraph that begins with the sign by which click leaves it alone keeps its lines.
    """
    paragraphs = text.strip().split("\n\n")
    return "\n\n".join(
        each if "\b" in each else re.sub(r"\s*\n\s*", " ", each) for each in paragraphs
    )


def _speak_for(command: click.Command) -> None:
    if command.help:
        command.help = _(flowed(command.help))
    if command.epilog:
        command.epilog = _(command.epilog)
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.help:
            parameter.help = _(parameter.help)
        if parameter.metavar:
            parameter.metavar = _(parameter.metavar)
    command.options_metavar = _(command.options_metavar or "")
    if isinstance(command, click.Group):
        command.subcommand_metavar = _(command.subcommand_metavar or "")
        for below in command.commands.values():
            _speak_for(below)


def _speak_for_click() -> None:
    """Let click ask our catalogue: it knows only that of the process, by these two names."""
    for name, module in [*sys.modules.items()]:
        if name.startswith("click."):
            for asks, answers in (("_", _), ("ngettext", ngettext)):
                if hasattr(module, asks):
                    setattr(module, asks, answers)
