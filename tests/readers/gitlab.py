"""A job log of GitLab, with its sections, and a report of code quality."""

import json
import re
from pathlib import PurePosixPath

START = re.compile(
    r"\x1b\[0Ksection_start:(\d+):([A-Za-z0-9_.-]+)(?:\[collapsed=true\])?\r\x1b\[0K"
)
END = re.compile(r"\x1b\[0Ksection_end:(\d+):([A-Za-z0-9_.-]+)\r\x1b\[0K$")


def sections(log):
    """The header and the text of each section; nothing else in the log steers a terminal."""
    found, name = [], None
    for line in log.split("\n"):
        start, end = START.match(line), END.match(line)
        if start:
            assert name is None
            name = start[2]
            assert name not in {each[0] for each in found}
            found.append((name, line[start.end() :], []))
        elif end:
            assert end[2] == name
            name = None
        elif name is not None:
            found[-1][2].append(line)
        rest = line.removeprefix(start[0] if start else "").removesuffix(end[0] if end else "")
        assert rest.isprintable() or not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", rest)
    assert name is None
    return [(header, "\n".join(lines)) for _, header, lines in found]


def code_quality(text):
    """The violations, each as the documentation wants it."""
    found = json.loads(text)
    for each in found:
        assert set(each) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert all(isinstance(each[key], str) and each[key] for key in set(each) - {"location"})
        assert each["severity"] in {"info", "minor", "major", "critical", "blocker"}
        place = each["location"]
        assert set(place) == {"path", "lines"}
        path = PurePosixPath(place["path"])
        assert not path.is_absolute()
        assert not place["path"].startswith("./")
        assert 1 <= place["lines"]["begin"] <= place["lines"]["end"]
    assert len({each["fingerprint"] for each in found}) == len(found)
    return found
