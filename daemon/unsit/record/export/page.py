"""One page for whoever treats the hips: what was done, how often and for how long on each side."""

from collections.abc import Iterator
from typing import NamedTuple

from unsit import __version__
from unsit.core import dose, reckoning
from unsit.core.language import SPOKEN, _, ngettext
from unsit.core.reckoning import Reckoning
from unsit.core.rows import Rows
from unsit.core.words import length, listed, total
from unsit.record import words
from unsit.record.export import markup
from unsit.record.export.style import STYLE
from unsit.record.source import Source
from unsit.record.telling import each_week

MARK = '<meta name="generator" content="Unsit">'
"""By this a page is known to be ours."""
NONE = "–"


class Picture(NamedTuple):
    """A drawing as SVG, and what it shows in words."""

    svg: str
    text: str


def page(source: Source, rows: Rows, found: Reckoning, pictures: tuple[Picture, ...]) -> str:
    """Return the whole page. `pictures` are those of the last weeks and of the last week's dose."""
    span = words.span(found.span)
    title = _("Sitting and stretching, {span}").format(span=span)
    sections = [
        _head(source, title),
        _summary(found),
        _done(source, found),
        _muscles(source, found),
        *(markup.picture(each.svg, each.text) for each in pictures),
        _pain(source, found),
        _feeling(rows, found),
        _missing(rows, found, bool(pictures)),
        _foot(),
    ]
    language = SPOKEN.name.replace("_", "-")
    body = "\n".join(part for part in sections if part)
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n{MARK}\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"{markup.element('title', title)}\n<style>\n{STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _head(source: Source, title: str) -> str:
    made = _(
        "Written down by Unsit {version} on this person's own computer. Made on {day}."
    ).format(version=__version__, day=words.on(source.today))
    return f"<header>\n{markup.element('h1', title)}\n{markup.paragraph(made)}\n</header>"


def _summary(found: Reckoning) -> str:
    days = max(1, len(found.sat_on))
    known = [
        (_("Sitting, on a day with any"), length(found.sat / days) if found.sat else NONE),
        (_("Longest sitting"), length(found.longest.seconds) if found.longest else NONE),
        (_("Stretches"), str(found.stretched)),
        (_("Held in all"), total(found.held) if found.held else NONE),
        (_("Days with a stretch, of those with sitting"), words.kept(found)),
        (_("Stopped because it hurt"), str(len(found.hurt))),
    ]
    return markup.section(_("In short"), markup.facts(known))


def _done(source: Source, found: Reckoning) -> str:
    if not found.practised:
        return markup.section(_("What was done"), markup.paragraph(_("No stretch in these days.")))
    heads = (
        _("Stretch"),
        _("Begun"),
        _("Done to the end"),
        _("Held left"),
        _("Held right"),
        _("Both sides at once"),
    )
    rows = [
        (
            source.name(each.pose),
            str(each.begun),
            str(each.done),
            *(_length(each.held.get(side, 0.0)) for side in ("left", "right", "both")),
        )
        for each in found.practised
    ]
    caption = _("Each stretch: how often, and for how long on each side")
    return markup.section(_("What was done"), markup.table(caption, heads, rows))


def _muscles(source: Source, found: Reckoning) -> str:
    weeks = max(1.0, found.span.days / dose.DAYS)
    goal = length(dose.GOAL)
    heads = (
        _("Muscles"),
        _("Left, a week"),
        _("Right, a week"),
        _("Left, in all"),
        _("Right, in all"),
    )
    rows = []
    for group in reckoning.groups(source.poses, found.doses):
        held = [found.doses.get((group, side), 0.0) for side in ("left", "right")]
        a_week = (_length(seconds / weeks) for seconds in held)
        rows.append((words.group(group).capitalize(), *a_week, *map(_length, held)))
    about = _(
        "Minutes held are counted for each muscle group on each side. Beyond about {goal} a week little"
        " flexibility is gained (Ingram et al., Sports Medicine 2025, doi 10.1007/s40279-024-02143-9)."
    ).format(goal=goal)
    caption = _("Each muscle group: on average a week, and in all")
    return markup.section(
        _("Muscles, left and right"), markup.paragraph(about), markup.table(caption, heads, rows)
    )


def _pain(source: Source, found: Reckoning) -> str:
    title = _("Where it hurt")
    if not found.hurt:
        return markup.section(title, markup.paragraph(_("No stretch was stopped because it hurt.")))
    sides = words.sides()
    heads = (_("When"), _("Stretch"), _("Side"), _("Held until then"))
    rows = [
        (
            _("{day}, {time}").format(day=words.on(each.at.date()), time=f"{each.at:%H:%M}"),
            source.name(each.pose),
            sides.get(each.side, each.side) or _("not known"),
            _length(each.seconds),
        )
        for each in found.hurt
    ]
    caption = _("Stretches that were stopped because it hurt")
    return markup.section(title, markup.table(caption, heads, rows, words=3))


def _feeling(rows: Rows, found: Reckoning) -> str:
    """Tell how the hips felt before and after, on the whole and week by week."""
    if found.felt is None:
        return ""
    felt = found.felt
    about = ngettext(
        "How the hips felt, from 0 (as bad as can be) to 10 (as good as can be), was said before and"
        " after {number} stretch: {before:.1f} before, {after:.1f} after.",
        "How the hips felt, from 0 (as bad as can be) to 10 (as good as can be), was said before and"
        " after {number} stretches: {before:.1f} before, {after:.1f} after, on average.",
        felt.sessions,
    ).format(number=felt.sessions, before=felt.before, after=felt.after)
    heads = (_("Week from"), _("Times"), _("Before"), _("After"))
    lines = [
        (words.on(monday), str(each.sessions), f"{each.before:.1f}", f"{each.after:.1f}")
        for monday, each in each_week(rows, found.span)
    ]
    caption = _("How the hips felt, week by week, on average")
    table = markup.table(caption, heads, lines) if len(lines) > 1 else ""
    return markup.section(_("Before and after"), markup.paragraph(about), table)


def _missing(rows: Rows, found: Reckoning, pictures: bool) -> str:
    return markup.section(_("What is not known"), markup.bullets(_gaps(rows, found, pictures)))


def _gaps(rows: Rows, found: Reckoning, pictures: bool) -> Iterator[str]:
    yield _("Only sitting at this computer is counted, and only stretches that were led by Unsit.")
    known = found.sat_on.keys() | found.stretched_on.keys()
    number = found.span.days - len(known)
    if number:
        yield ngettext(
            "Of {number} day nothing is known: it may have been a day off, or Unsit did not run.",
            "Of {number} days nothing is known: they may have been days off, or Unsit did not run.",
            number,
        ).format(number=number)
    sessions = [each for each in rows.sessions if found.span.holds(each.at)]
    silent = sum(each.before is None or each.after is None for each in sessions)
    if silent:
        yield ngettext(
            "How the hips felt was not said before or after {number} stretch.",
            "How the hips felt was not said before or after {number} stretches.",
            silent,
        ).format(number=silent)
    if found.unknown:
        yield _("Not counted for any muscle, for their description is gone: {poses}.").format(
            poses=listed(found.unknown)
        )
    if not pictures:
        yield _("There are no pictures: matplotlib, which draws them, was not there.")


def _foot() -> str:
    words_ = _("These are records, and no diagnosis.")
    return f"<footer>{markup.paragraph(words_)}</footer>"


def _length(seconds: float) -> str:
    return length(seconds) if seconds >= 1 else NONE
