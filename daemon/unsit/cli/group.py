"""A group of verbs: its help by sections, and its word on a verb that it does not know."""

from collections.abc import Mapping
from itertools import chain
from typing import Any

import click

from unsit.cli.nearest import meant
from unsit.core.language import _, in_a_row

Sections = Mapping[str, tuple[click.Command, ...]]
NONE: Sections = {}


class VerbGroup(click.Group):
    """A group of verbs that names the nearest when it does not know one."""

    def __init__(self, *arguments: Any, sections: Sections = NONE, **attributes: Any) -> None:
        """`sections` are verbs by what they are for; the help shows others last, as "Commands"."""
        super().__init__(*arguments, **attributes)
        self.sections = dict(sections)
        for verb in chain.from_iterable(sections.values()):
            self.add_command(verb)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the verbs into the help, in their sections."""
        verbs = [self.commands[name] for name in self.list_commands(ctx)]
        shown = [verb for verb in verbs if not verb.hidden]
        named = {*chain.from_iterable(self.sections.values())}
        others = tuple(verb for verb in shown if verb not in named)
        width = max((len(verb.name or "") for verb in shown), default=0)
        limit = formatter.width - 6 - width
        for title, below in {**self.sections, "Commands": others}.items():
            told = [(f"{verb.name:{width}}", verb.get_short_help_str(limit)) for verb in below]
            if told:
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
