"""The worker of a check: what it reads ahead is what is marked, and what it refuses."""

import psutil
import pytest
from sample_handouts import tiny

from grader.check.find import Target
from grader.check.read import read_target
from grader.check.run import check_with
from grader.check.worker import begin_worker
from grader.errors import SandboxError
from grader.record import replace
from grader.sandbox.launch import Interpreter
from grader.sandbox.level import Level, best_level

pytestmark = pytest.mark.sandbox


@pytest.mark.parametrize("stubs", [(), ("no_such_package_of_ours",)])
def test_a_module_is_read_once_by_the_child_that_began(tmp_path, stubs):
    notes = tmp_path / "notes"
    (tmp_path / "tiny.py").write_text(
        f"with open({str(notes)!r}, 'a') as file: print('read', file=file)\nn = 4711.25\n"
    )
    homework = replace(tiny(), stubs=stubs)
    submission = read_target(homework.head, Target(tmp_path, "tiny.py"))

    # Without walls, where it can leave a note.
    with begin_worker(homework.head, submission, most=Level.BASIC) as begun:
        checked = check_with(begun(), homework, submission)

    assert checked.standings[2] == "right"
    assert notes.read_text() == "read\n"


@pytest.mark.parametrize("level", Level)
def test_files_that_cannot_be_handed_over_are_no_fault_of_a_level(tmp_path, level):
    (tmp_path / "tiny.py").write_text("x = 1")
    submission = read_target(tiny().head, Target(tmp_path, "tiny.py"))
    outside = replace(submission, files={**submission.files, "../tiny.py": b""})
    before = {each.pid for each in psutil.Process().children(recursive=True)}
    interpreter = Interpreter() if best_level().gives(Level.KERNEL) else None

    with (
        pytest.raises(SandboxError, match=r"^submission: wanted a file name within it"),
        begin_worker(tiny().head, outside, interpreter, most=level),
    ):
        pass

    assert {each.pid for each in psutil.Process().children(recursive=True)} == before
