"""`unsit completion bash`, `zsh`, `fish`: scripts that complete verbs, options, poses and settings.

Rules of this room: a script holds all it offers and starts no Python, so a press of the tab key takes
no time; only the person's own poses are looked up then, by the names of their files.
"""

from collections.abc import Iterable, Sequence

import click

from unsit import handbook, places
from unsit.cli.tree import (
    END,
    FILE,
    KEY,
    MOMENTS,
    POSE,
    UNTIL,
    VALUE,
    Option,
    Verb,
    Word,
    verbs,
)

SHELLS = ("bash", "zsh", "fish")


def script(shell: str, root: click.Command) -> str:
    """Return the script for a shell of `SHELLS`."""
    tree = list(verbs(root))
    return {"bash": _bash, "zsh": _zsh, "fish": _fish}[shell](tree)


def poses() -> list[str]:
    """Return the ids of the poses that came with Unsit."""
    return [file.stem for file in places.toml_files(places.shipped("config") / "poses")]


def keys() -> list[str]:
    """Return the keys of all settings."""
    return [setting.key for setting in handbook.settings()]


def given() -> dict[str, tuple[str, ...]]:
    """Return the words that each setting can be set to, none where it is open."""
    week = handbook.WEEK
    return {
        each.key: () if each.kind == week else each.choices or handbook.WORDS.get(each.kind, ())
        for each in handbook.settings()
    }


def _next(verb: Verb) -> dict[str, tuple[str, ...]]:
    """Return words of a verb that decide what may come after them, and what that is."""
    if _takes(verb, END):
        return {UNTIL: MOMENTS}
    return given() if _takes(verb, VALUE) else {}


def _offered(word: Word | None) -> list[str]:
    if word is None:
        return []
    return [*word.choices, *{POSE: poses, KEY: keys}.get(word.kind, list)()]


def _after(tree: Sequence[Verb]) -> Iterable[tuple[str, Option, Word]]:
    """Yield each option that takes a word, with the words before it."""
    for verb in tree:
        for option in verb.options:
            if option.takes is not None:
                for name in option.names:
                    yield " ".join((*verb.path, name)), option, option.takes


def _paths(tree: Sequence[Verb]) -> list[str]:
    return [" ".join(verb.path) for verb in tree if verb.path]


def _words(verb: Verb) -> list[str]:
    options = [name for option in verb.options for name in option.names]
    given = [word for argument in verb.arguments for word in _offered(argument)]
    return [*verb.below, *given, *options]


def _takes(verb: Verb, kind: str) -> bool:
    return any(argument.kind == kind for argument in verb.arguments)


# --- bash, and zsh, which is close enough to share the shape -----------------------------------------

OWN = """\
    local own
    for own in "${XDG_CONFIG_HOME:-$HOME/.config}"/unsit/poses/*.toml; do
        [ -e "$own" ] || continue
        own=${own##*/}
        offered+=" ${own%.toml}"
    done"""


def _bash(tree: Sequence[Verb]) -> str:
    return f"""\
# Completion of unsit for bash. In ~/.bashrc: eval "$(unsit completion bash)"
_unsit() {{
    local now=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}}
    local verb="" offered="" files="" poses="" i IFS=$' \\t\\n'
    for ((i = 1; i < COMP_CWORD; i++)); do
        case "${{verb:+$verb }}${{COMP_WORDS[i]}}" in
            {_pattern(_paths(tree))}) verb="${{verb:+$verb }}${{COMP_WORDS[i]}}" ;;
        esac
    done
    [ "$COMP_CWORD" -eq 1 ] && before=""
{_cases(tree)}
    if [ -n "$poses" ]; then
{_indented(OWN)}
    fi
    COMPREPLY=($(compgen -W "$offered" -- "$now"))
    [ -n "$files" ] && COMPREPLY+=($(compgen -f -- "$now"))
}}
complete -o filenames -F _unsit unsit
"""


def _zsh(tree: Sequence[Verb]) -> str:
    return f"""\
#compdef unsit
# Completion of unsit for zsh. In ~/.zshrc, after compinit: eval "$(unsit completion zsh)"
_unsit() {{
    setopt localoptions nonomatch
    local now=$words[CURRENT] before=$words[CURRENT-1]
    local verb="" offered="" files="" poses="" i IFS=$' \\t\\n'
    for ((i = 2; i < CURRENT; i++)); do
        case "${{verb:+$verb }}$words[i]" in
            {_pattern(_paths(tree))}) verb="${{verb:+$verb }}$words[i]" ;;
        esac
    done
    [ "$CURRENT" -eq 2 ] && before=""
{_cases(tree)}
    if [ -n "$poses" ]; then
{_indented(OWN)}
    fi
    compadd -- ${{=offered}}
    [ -n "$files" ] && _files
    return 0
}}
if [ "$funcstack[1]" = "_unsit" ]; then
    _unsit "$@"
elif (( $+functions[compdef] )); then
    compdef _unsit unsit
fi
"""


def _cases(tree: Sequence[Verb]) -> str:
    lines = ['    case "${verb:+$verb }$before" in']
    for path, _, word in _after(tree):
        lines.append(f'        "{path}") {_sets(_offered(word), word.kind)} ;;')
    for verb in tree:
        path = " ".join(verb.path)
        lines += [
            f'        "{path} {word}") {_values(after)} ;;' for word, after in _next(verb).items()
        ]
    lines += ["        *)", '            case "$verb" in']
    for verb in tree:
        kind = next((kind for kind in (POSE, FILE) if _takes(verb, kind)), "")
        lines.append(f'                "{" ".join(verb.path)}") {_sets(_words(verb), kind)} ;;')
    return "\n".join([*lines, "            esac ;;", "    esac"])


def _sets(words: Sequence[str], kind: str) -> str:
    more = {FILE: " files=yes", POSE: " poses=yes"}.get(kind, "")
    return f'offered="{" ".join(words)}"{more}'


def _values(words: Sequence[str]) -> str:
    """Set what is offered, where a word may hold spaces."""
    lines = "\\n".join(words)
    return f"IFS=$'\\n' offered=$'{lines}'"


def _pattern(paths: Sequence[str]) -> str:
    return "|".join(f'"{path}"' for path in paths)


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())


# --- fish -------------------------------------------------------------------------------------------


def _fish(tree: Sequence[Verb]) -> str:
    paths = " ".join(f"'{path}'" for path in _paths(tree))
    lines = [
        "# Completion of unsit for fish. unsit completion fish > ~/.config/fish/completions/unsit.fish",
        "function __unsit_verb",
        "    set -l verb ''",
        "    for word in (commandline -opc)[2..]",
        '        set -l more (string trim "$verb $word")',
        f"        contains -- $more {paths}; and set verb $more",
        "    end",
        "    echo $verb",
        "end",
        "function __unsit_before",
        "    echo (commandline -opc)[-1]",
        "end",
        "function __unsit_poses",
        f"    printf '%s\\n' {' '.join(poses())}",
        "    set -l folder $HOME/.config",
        "    set -q XDG_CONFIG_HOME; and set folder $XDG_CONFIG_HOME",
        "    for own in $folder/unsit/poses/*.toml",
        "        string replace -r '.*/(.*)\\.toml$' '$1' $own",
        "    end",
        "end",
        "complete -c unsit -f",
    ]
    about = {verb.path: verb.about for verb in tree}
    for verb in tree:
        at = f"complete -c unsit -n 'test (__unsit_verb) = \"{' '.join(verb.path)}\"'"
        at = at.replace("test (__unsit_verb)", 'test "$(__unsit_verb)"')
        below = [(name, _quoted(about[(*verb.path, name)])) for name in verb.below]
        lines += [f"{at} -a {name} -d {told}" for name, told in below]
        after = _next(verb)
        first = at
        if after:
            first = f'{at[:-1]}; and not contains -- "$(__unsit_before)" {" ".join(after)}\''
        for argument in verb.arguments:
            lines += [f"{first} {part}" for part in _parts(argument)]
        for word, words in after.items():
            if words:
                spaced = " ".join(each.replace(" ", "\\ ") for each in words)
                so = f'{at[:-1]}; and test "$(__unsit_before)" = {word}\''
                lines.append(f"{so} -a '{spaced}'")
        for option in verb.options:
            named = " ".join(_named(name) for name in option.names)
            takes = "" if option.takes is None else f" {_only(option.takes)}"
            lines.append(f"{at} {named} -d {_quoted(option.about)}{takes}".rstrip())
    return "\n".join(lines) + "\n"


def _only(word: Word) -> str:
    """Return what an option takes: a word of its own, and files only where that is one."""
    return " ".join(["-r" if word.kind == FILE else "-x", *_parts(word)])


def _parts(word: Word) -> list[str]:
    if word.kind == POSE:
        return ["-a '(__unsit_poses)'"]
    found = _offered(word)
    files = ["-F"] if word.kind == FILE else []
    return [*files, *([f"-a '{' '.join(found)}'"] if found else [])]


def _named(name: str) -> str:
    return f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}"


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
