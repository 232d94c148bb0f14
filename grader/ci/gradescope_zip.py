"""The zip that Gradescope takes for an autograder: scripts, wheel, spec and answer key.

Source:
    Gradescope's autograder documentation: `setup.sh` and `run_autograder` at the root of the zip,
    which is unpacked to `/autograder/source`; "Best Practices" on keeping answers from students.
"""

from importlib.resources import files
from pathlib import Path
from typing import Final

import grader
from grader.ci.autograder import ASSIGNMENT, KEY, SETTINGS, Settings
from grader.ci.keyed import find_torch_uses
from grader.ci.wheel import make_wheel, name_wheel, pack
from grader.course.job import Setup
from grader.course.marker import make_marking
from grader.errors import UsageError
from grader.grade.marking import Marking
from grader.key.store import save_key
from grader.record import Record
from grader.report.publish import publish
from grader.sandbox.level import Level
from grader.spec.load import load_assignment

EXECUTABLE: Final = frozenset(["setup.sh", "run_autograder"])


class Options(Record, frozen=True):
    """How the container is to mark."""

    isolation: Level = Level.KERNEL
    visibility: str = "visible"
    torch: bool = True
    at_most: int | None = None
    per_hours: float = 24.0


def make_gradescope_zip(assignment: Path, options: Options, scratch: Path) -> bytes:
    """Make the zip; the answer key is computed now, so that the container need not.

    Args:
        assignment: The folder of the spec.
        options: How the container is to mark.
        scratch: A folder for the answer key meanwhile.

    Raises:
        SpecError: The spec is wrong.
        UsageError: Its marks need torch, which the container is not to have.
    """
    setup = Setup(assignment, scratch, options.isolation, publish)
    marking = make_marking(setup)
    if not options.torch:
        _check_without_torch(marking, assignment)
    save_key(marking.key, scratch / KEY)
    settings = Settings(
        grader=grader.__version__,
        spec=marking.spec,
        key=marking.key.digest,
        isolation=options.isolation,
        visibility=options.visibility,
        torch=options.torch,
        at_most=options.at_most,
        per_hours=options.per_hours,
    )
    spec = {
        f"{ASSIGNMENT}/{name}": content
        for name, content in sorted(load_assignment(assignment).sources.items())
    }
    scripts = files("grader.ci") / "gradescope"
    return pack(
        {
            **{name: (scripts / name).read_bytes() for name in sorted(EXECUTABLE)},
            "requirements.txt": _requirements(marking.key.torch, is_wanted=options.torch).encode(),
            SETTINGS: (settings.model_dump_json(indent=1) + "\n").encode(),
            KEY: (scratch / KEY).read_bytes(),
            name_wheel(): make_wheel(),
            **spec,
        },
        EXECUTABLE,
    )


def _requirements(torch: str, *, is_wanted: bool) -> str:
    """Pin the torch that computed the key, by the version that every index of packages has.

    What follows a plus sign names a build, which only PyTorch's own index has; of what is there,
    pip takes such a build for the newer one.
    """
    return f"torch=={torch.partition('+')[0]}\n" if is_wanted else ""


def _check_without_torch(marking: Marking, folder: Path) -> None:
    needing = find_torch_uses(marking)
    if needing:
        raise UsageError(
            f"{folder}: wanted parts that can be marked without torch, found {', '.join(needing)} "
            "(they take tensors, or are marked with a student's own values; leave --no-torch out)"
        )
