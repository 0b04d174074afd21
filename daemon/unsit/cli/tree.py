"""The verbs as values: what they are called, what they take. For completions, the manual, tests.

Rules of this room: it reads the tree of commands and nothing else, so that what is written about the
verbs is what they do.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import click

from unsit.core.until import WEEKDAYS

POSE, KEY, VALUE, LENGTH, END, FILE = "pose", "key", "value", "length", "end", "file"
"""What a word can be, beside one of a few."""
LENGTHS = ("10m", "30m", "1h", "2h")
UNTIL = "until"
MOMENTS = ("tomorrow", "noon", "midnight", *(day[:3] for day in WEEKDAYS))
"""What may come after `until`."""


@dataclass(frozen=True)
class Word:
    """What stands in one place: a kind of word, or one of a few; neither = anything."""

    kind: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Option:
    """An option: its names, its sentence, what follows it (None = nothing), and how that is shown."""

    names: tuple[str, ...]
    about: str
    takes: Word | None = None
    shown: str = ""


@dataclass(frozen=True)
class Verb:
    """A verb with the words that lead to it ("poses", "show"); the first of all has none."""

    path: tuple[str, ...]
    about: str
    whole: str
    """Its sentences, all of them."""
    arguments: tuple[Word, ...]
    usage: str
    """What may follow it, as its help shows it."""
    options: tuple[Option, ...]
    below: tuple[str, ...]
    """The verbs that may come next."""


def verbs(root: click.Command) -> Iterator[Verb]:
    """Yield every verb that is shown, the root first, each before those below it."""
    # A command keeps the option for its help as its first context has it.
    yield from _walk(root, root.make_context("unsit", [], resilient_parsing=True), ())


def _walk(command: click.Command, context: click.Context, path: tuple[str, ...]) -> Iterator[Verb]:
    below: dict[str, click.Command] = {}
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            if found is not None and not found.hidden:
                below[name] = found
    parameters = command.get_params(context)
    options = [each for each in parameters if isinstance(each, click.Option) and not each.hidden]
    arguments = [each for each in parameters if isinstance(each, click.Argument)]
    yield Verb(
        path,
        command.get_short_help_str(200),
        " ".join((command.help or "").split()),
        tuple(_word(each) for each in arguments),
        " ".join(command.collect_usage_pieces(context)),
        tuple(_option(each, context) for each in options),
        tuple(below),
    )
    for name, found in below.items():
        inner = click.Context(found, parent=context, info_name=name, resilient_parsing=True)
        yield from _walk(found, inner, (*path, name))


def _option(option: click.Option, context: click.Context) -> Option:
    takes = None if option.is_flag or option.count else _word(option)
    if (option.name or "") in ("version", "help"):
        takes = None
    # click 8.2 changed how a metavar is asked for; the help has it in every version
    record = None if takes is None else option.get_help_record(context)
    shown = "" if record is None else record[0].partition(f"{max(option.opts, key=len)} ")[2]
    return Option(tuple(option.opts), option.help or "", takes, shown)


def _word(parameter: click.Parameter) -> Word:
    if isinstance(parameter.type, click.Choice):
        return Word(choices=tuple(map(str, parameter.type.choices)))
    if isinstance(parameter.type, click.Path):
        return Word(FILE)
    names = {"pose": POSE, "length": LENGTH, "end": END, "key": KEY, "changes": KEY, "value": VALUE}
    names["source"] = "day"
    if parameter.name == "wanted":
        from unsit.cli.bars import READY

        return Word(choices=tuple(READY))
    kind = names.get(parameter.name or "", "")
    if kind == LENGTH:
        return Word(choices=LENGTHS)
    if kind == END:
        return Word(END, (*LENGTHS, UNTIL, "tomorrow"))
    return Word(FILE, ("typical", "history")) if kind == "day" else Word(kind)
