"""What a runner of GitHub Actions makes of a step's output: commands obeyed, and the rest as text.

After the documentation of workflow commands and the runner's own parser: a command begins a line,
spaces aside; the older form `##[…]` may stand anywhere in it; while commands are stopped, only the
token between colons is one. Both streams of a step are read so. Problem matchers see every line
that is no command, also while commands are stopped; `actions/setup-python` leaves one on.
"""

import re
from dataclasses import dataclass

COMMAND = re.compile(r"::(?P<name>[A-Za-z-]+)(?: +(?P<properties>[^:]*(?:(?!::):[^:]*)*))?::(.*)$")
OLD = re.compile(r"##\[(?P<name>[A-Za-z-]+)(?: (?P<properties>[^\]]*))?\](.*)$")
KNOWN = {"error", "warning", "notice", "group", "endgroup", "remove-matcher"}
OBEYED = KNOWN | {"debug", "echo", "add-mask", "add-matcher", "add-path", "stop-commands"}
OBEYED |= {"set-output", "set-env", "save-state"}
FRAME = re.compile(r'^\s*File\s"(.*)",\sline\s(\d+),\sin\s(.*)$')
RAISED = re.compile(r"^\s*raise\s(.*)\('(.*)'\)$")
PROPERTIES = {"file", "line", "endLine", "col", "endColumn", "title", "owner"}


@dataclass(frozen=True)
class Command:
    name: str
    properties: dict[str, str]
    data: str


def read(output):
    """All commands that a runner obeys, and the lines that it only shows."""
    assert "\r" not in output
    commands, shown, token = [], [], None
    for line in output.split("\n"):
        start = line.lstrip()
        if token is not None:
            if start == f"::{token}::":
                token = None
            else:
                shown.append(line)
            continue
        if not start.startswith("::"):
            assert not OLD.search(line), line
            shown.append(line)
            continue
        found = COMMAND.match(start)
        assert found, line
        if found["name"] == "stop-commands":
            token = found[3]
            assert len(token) >= 32
        else:
            commands.append(_command(found))
    assert token is None, "commands are still stopped"
    return commands, shown


def obeyed(output):
    """The lines of any output, such as that of standard error, that a runner would obey."""
    found = []
    for line in re.split(r"\r\n|\r|\n", output):
        new = COMMAND.match(line.lstrip())
        old = OLD.search(line)
        if any(each and each["name"].lower() in OBEYED for each in (new, old)):
            found.append(line)
    return found


def matched(output):
    """What the problem matcher for Python makes annotations of, until it is removed."""
    found, frame = [], None
    for line in output.split("\n"):
        if line == "::remove-matcher owner=python::":
            return found
        raised = RAISED.match(line)
        if frame and raised:
            found.append((frame[1], int(frame[2]), raised[2]))
        frame = FRAME.match(line)
    return found


def annotations(output):
    """The annotations of a step, within the limits."""
    found = [each for each in read(output)[0] if each.name in {"error", "warning", "notice"}]
    for name in ("error", "warning", "notice"):
        assert sum(each.name == name for each in found) <= 10
    assert len(found) <= 50
    for each in found:
        assert each.properties.get("title")
        assert each.data
        lines = [int(each.properties[key]) for key in ("line", "endLine") if key in each.properties]
        assert lines == sorted(lines)
        assert all(line > 0 for line in lines)
    return found


def _command(found):
    assert found["name"] in KNOWN, found[0]
    pairs = [pair.split("=", 1) for pair in (found["properties"] or "").split(",") if pair]
    properties = {key: _unescape(value, {"%3A": ":", "%2C": ","}) for key, value in pairs}
    assert set(properties) <= PROPERTIES
    assert len(properties) == len(pairs)
    return Command(found["name"], properties, _unescape(found[3]))


def _unescape(text, more=None):
    for escaped, plain in {"%0D": "\r", "%0A": "\n", **(more or {}), "%25": "%"}.items():
        text = text.replace(escaped, plain)
    return text
