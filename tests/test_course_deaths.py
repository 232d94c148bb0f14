"""Whatever is killed, and whenever: nothing is lost, nothing is half written, a rerun completes."""

import os
import signal
from contextlib import ExitStack, suppress

import psutil
import pytest
from sample_class import (
    ENDLESS,
    ONE,
    RIGHT,
    descendants,
    grade,
    leftovers,
    marking_processes,
    reports,
    running,
    times,
    until,
    write_assignment,
    write_students,
    zygotes,
)

pytestmark = pytest.mark.sandbox

SLOW = "import time\ntime.sleep(0.3)\n" + RIGHT
"""So that there is a middle in which to be killed."""


@pytest.fixture
def assignment(tmp_path):
    return write_assignment(tmp_path / "hw")


@pytest.fixture
def inbox(tmp_path):
    return write_students(tmp_path / "inbox", {f"s{n}": SLOW for n in range(8)})


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out"


@pytest.fixture
def run():
    """Start runs, none of which outlives its test."""
    with ExitStack() as stack:
        yield lambda *arguments: stack.enter_context(running(*arguments))


def finish(process):
    """Wait for a run's end; gives its exit code and what it printed."""
    stdout, stderr = process.communicate(timeout=120)
    return process.returncode, stdout, stderr


def middle(process, out):
    """Wait until some are marked and others are not; gives everything the run has started."""
    until(lambda: len(reports(out)) >= 2 or process.poll() is not None)
    started = descendants(process.pid)
    assert process.poll() is None
    return started


def all_gone(processes):
    return psutil.wait_procs(processes, timeout=20)[1] == []


def test_a_marking_process_is_killed_and_replaced(run, assignment, inbox, out):
    process = run(assignment, inbox, out, "-j2")
    started = middle(process, out)

    marking_processes(process.pid)[0].kill()

    code, _, stderr = finish(process)
    assert (code, stderr) == (0, "")
    assert {student: found["earned"] for student, found in reports(out).items()} == (
        {f"s{n}": 5.0 for n in range(8)}
    )
    assert leftovers(out) == []
    assert all_gone(started)


def test_a_warm_process_is_killed_and_replaced(run, assignment, inbox, out):
    process = run(assignment, inbox, out, "-j1")
    middle(process, out)

    for zygote in zygotes(process.pid):
        zygote.kill()

    code, _, stderr = finish(process)
    assert (code, stderr) == (0, "")
    assert {found["earned"] for found in reports(out).values()} == {5.0}


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM], ids=lambda n: n.name)
def test_the_coordinator_is_killed_and_the_same_command_goes_on(
    run, assignment, inbox, out, number
):
    process = run(assignment, inbox, out, "-j2")
    started = middle(process, out)

    process.send_signal(number)

    assert finish(process) == (-number, "", "")
    assert all_gone(started)
    kept = times(out)
    assert 2 <= len(kept) < 8
    assert all(found["earned"] == 5.0 for found in reports(out).values())
    again = grade(assignment, inbox, out)
    assert again.returncode == 0
    assert f"{len(kept)} had not changed" in again.stdout
    assert len(reports(out)) == 8
    assert kept.items() <= times(out).items()
    assert leftovers(out) == []


def test_ctrl_c_is_for_the_coordinator_alone_to_answer(run, assignment, inbox, out):
    process = run(assignment, inbox, out, "-j1")

    for each in middle(process, out):
        with suppress(psutil.NoSuchProcess):  # a student's process ends when it has answered
            each.send_signal(signal.SIGINT)

    code, _, stderr = finish(process)
    assert (code, stderr) == (0, "")
    assert {found["earned"] for found in reports(out).values()} == {5.0}


@pytest.mark.parametrize("times_pressed", [1, 2])
def test_ctrl_c_ends_everything_and_says_how_far_it_came(
    run, assignment, inbox, out, times_pressed
):
    process = run(assignment, inbox, out, "-j2")
    started = middle(process, out)

    for _ in range(times_pressed):
        os.killpg(process.pid, signal.SIGINT)

    code, stdout, stderr = finish(process)
    assert (code, stdout) == (130, "")
    assert stderr == (
        f"Interrupted: {len(reports(out))} of 8 are marked and kept; the same command goes on "
        "from there.\n"
    )
    assert all_gone(started)
    assert leftovers(out) == []


def test_ctrl_c_before_anything_was_marked_says_so(run, assignment, inbox, out):
    process = run(assignment, inbox, out, "-j2")
    until(lambda: marking_processes(process.pid))

    os.killpg(process.pid, signal.SIGINT)

    code, stdout, stderr = finish(process)
    assert (code, stdout) == (130, "")
    assert stderr.startswith("Interrupted")
    assert stderr.count("\n") == 1


def test_three_deaths_over_one_submission_cost_its_mark_and_no_other(
    run, assignment, tmp_path, out
):
    inbox = write_students(tmp_path / "inbox", {"a": RIGHT, "b": ENDLESS, "c": RIGHT})
    process = run(assignment, inbox, out, "-j1")
    until(lambda: "a" in reports(out))
    killed = set()
    while len(killed) < 3:
        (marker,) = until(
            lambda: [m for m in marking_processes(process.pid) if m.pid not in killed]
        )
        until(lambda marker=marker: zygotes(process.pid) and marker.is_running())
        killed.add(marker.pid)
        marker.kill()
        marker.wait(10)

    code, stdout, stderr = finish(process)
    assert code == 3
    assert "3 students: mean 5.00" in stdout
    assert stderr.startswith("b: not marked: the marking process died 3 times over it\n1 could not")
    found = reports(out)
    assert [found[student]["earned"] for student in "abc"] == [5.0, None, 5.0]
    assert {(part["verdict"], part["earned"]) for part in found["b"]["parts"]} == {
        ("grader-error", None)
    }
    assert '"b","",5.0,"withheld"' in (out / "gradebook.csv").read_text()
    assert "died 3 times" in (out / "b" / "report.html").read_text()


def test_a_run_ends_where_no_marking_process_comes_up(run, assignment, inbox, out):
    process = run(assignment, inbox, out, "-j1")
    while process.poll() is None:
        for marker in marking_processes(process.pid):
            marker.kill()

    code, stdout, stderr = finish(process)
    assert (code, stdout) == (3, "")
    assert stderr == (
        "marking: wanted a marking process, found that 3 in a row died before they were ready "
        "(the last with exit code -9)\n"
    )
    assert reports(out) == {}


def test_a_spec_that_changes_meanwhile_ends_the_run(run, assignment, inbox, out):
    process = run(assignment, inbox, out, "-j1")
    middle(process, out)
    (assignment / "one.yaml").write_text(ONE.replace("A.sum(dim=1)", "A.sum(dim=0)"))

    marking_processes(process.pid)[0].kill()

    code, stdout, stderr = finish(process)
    assert (code, stdout) == (2, "")
    assert stderr == (
        f"{assignment}: wanted the spec that marking began with, found it changed meanwhile "
        "(give the same command again)\n"
    )


def test_a_run_ends_where_torch_cannot_be_imported(assignment, inbox, out, tmp_path):
    ready = write_students(tmp_path / "ready", {"a": RIGHT})
    assert grade(assignment, ready, out).returncode == 0  # the answer key is stored now
    broken = tmp_path / "site-packages" / "torch"
    broken.mkdir(parents=True)
    (broken / "__init__.py").write_text("raise ImportError('libtorch_cpu.so: not found')")

    done = grade(assignment, inbox, out, env=os.environ | {"PYTHONPATH": str(broken.parent)})

    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == (
        "sandbox: wanted a warm process, it failed: ImportError: libtorch_cpu.so: not found\n"
    )
    assert set(reports(out)) == {"a"}
