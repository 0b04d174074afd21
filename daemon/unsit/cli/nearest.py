"""Verbs that were nearly right: say which one was meant."""

import difflib
from collections.abc import Iterable
from typing import Any, ClassVar

import click

from unsit.core.language import _, in_a_row


class VerbGroup(click.Group):
    """A group of verbs that names the nearest when it does not know one."""

    sections: ClassVar[dict[str, tuple[str, ...]]] = {}
    """The verbs in groups, as the help shows them; those that stand in none come last."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the verbs into the help, in their groups."""
        verbs = {name: self.commands[name] for name in self.list_commands(ctx)}
        shown = {name: verb for name, verb in verbs.items() if not verb.hidden}
        named = {name for names in self.sections.values() for name in names}
        others = tuple(name for name in shown if name not in named)
        width = max(map(len, shown), default=0)
        for title, names in {**self.sections, "Commands": others}.items():
            rows = [(f"{name:{width}}", shown[name]) for name in names if name in shown]
            if rows:
                limit = formatter.width - 6 - width
                told = [(name, verb.get_short_help_str(limit)) for name, verb in rows]
                with formatter.section(_(title)):
                    formatter.write_dl(told)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the verb and its arguments. Raises UsageError with a suggestion."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as wrong:
            if args[0].startswith("-"):
                raise
            sentence = _("There is no verb {verb}.").format(verb=repr(args[0]))
            hint = meant(args[0], self.commands)
            raise click.UsageError(in_a_row(sentence, hint), ctx) from wrong


def meant(word: str, words: Iterable[str]) -> str:
    """Return "Did you mean ...?" when a word is near one of `words`, else ""."""
    near: list[Any] = difflib.get_close_matches(word.lower(), list(words), n=1)
    return _("Did you mean {guess}?").format(guess=near[0]) if near else ""
