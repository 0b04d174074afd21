"""A command line in the words of who is to start it: an entry's Exec, a shell.

Source: Desktop Entry Specification 1.5 (quoting of Exec).
"""


def first(command: str) -> str:
    """Return the program of a command as Exec has it; "" when it names none."""
    if not command.startswith(chr(34)):
        return command.partition(" ")[0].replace("%%", "%")
    words = command[1:].replace(2 * chr(92), chr(92))
    found, escaped = "", False
    for letter in words:
        if letter == chr(34) and not escaped:
            return found.replace("%%", "%")
        escaped = letter == chr(92) and not escaped
        found += "" if escaped else letter
    return ""


def in_a_shell(word: str) -> str:
    """Return a word as a shell wants it."""
    return word if _is_plain(word) else "'" + word.replace("'", "'" + chr(92) + "''") + "'"


def _is_plain(word: str) -> bool:
    return all(letter.isalnum() or letter in "/-_.+" for letter in word)


def in_exec(word: str) -> str:
    """Return a word as Exec wants it: quoted unless it is plain, and no % is a field code."""
    word = word.replace("%", "%%")
    if _is_plain(word):
        return word
    for special in (chr(92), chr(34), "`", "$"):
        word = word.replace(special, chr(92) + special)
    # the file's own escapes come on top of those of the quoting
    return chr(34) + word.replace(chr(92), 2 * chr(92)) + chr(34)
