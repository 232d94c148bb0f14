"""A worker: a source of walled children, and one session at a time.

One to a grading process. It keeps a child ready, so that opening a session costs no fork; it
replaces its zygote if that dies; and it refuses to start below the level it was asked for.
"""

from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import NoReturn, Self

from grader.errors import SandboxError
from grader.sandbox.blueprint import Blueprint, Walls, draw
from grader.sandbox.child import Child
from grader.sandbox.handle import ZygoteGoneError
from grader.sandbox.launch import Interpreter
from grader.sandbox.level import Level
from grader.sandbox.limits import Limits
from grader.sandbox.nursery import Nursery
from grader.sandbox.sending import Submission, check_files, send_load
from grader.sandbox.session import Session

_READY_SECONDS = 60.0
_END_SECONDS = 2.0


class Worker:
    """Runs submissions, one after another. A context manager; not thread-safe."""

    def __init__(  # noqa: PLR0913 - told by name
        self,
        *,
        isolation: Level,
        limits: Limits | None = None,
        torch: bool = True,
        self_test: bool = True,
        walls: Walls | None = None,
        libraries: tuple[str, ...] | None = None,
        interpreter: Interpreter | None = None,
        waits: bool = True,
    ) -> None:
        """Start the source of children and wait until it is warm.

        Args:
            isolation: How firmly to wall children off.
            limits: What each submission may use up.
            torch: Have torch imported before the first submission needs it.
            self_test: Attack the walls first; `Level.BASIC` claims none and is not attacked.
            walls: For measurements only: other walls than those of the level.
            libraries: For one submission alone: what to import before it, instead of everything
                that a class may need; and no second child is kept ready.
            interpreter: One that was started before, for the source to be; closed with this.
            waits: Without it, what is said below to be raised comes from `await_ready`, or from the
                first `open`.

        Raises:
            SandboxError: The walls could not be built; never "less isolation".
            IsolationError: They stand, and an attack of the self-test got through.
        """
        self.isolation = isolation
        self.limits = limits or Limits()
        self._blueprint: Blueprint = draw(
            walls or isolation.walls, self.limits, torch=torch, libraries=libraries
        )
        self._tests = self_test and isolation is not Level.BASIC and walls is None
        """Whether nobody but the self-test may have a child."""

        self._is_ready = False
        self._nursery: Nursery = self._start(interpreter)
        self._next: Child | None = None
        self._ahead: tuple[Submission, Child] | None = None
        self._arm()
        if waits:
            self.await_ready()

    def await_ready(self) -> None:
        """Wait until the source of children is warm and has passed the self-test, if one is due.

        Raises:
            SandboxError, IsolationError: As when it is made.
        """
        if self._is_ready:
            return
        try:
            self._nursery.await_warmth()
            if self._tests:
                self._test_walls()
            self._tests, self._is_ready = False, True
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        self.close()

    def read_ahead(
        self, files: Mapping[str, bytes], entry: str, *, seed: int = 0, stubs: Sequence[str] = ()
    ) -> None:
        """Have a child read a submission's module as soon as its walls stand.

        Whoever opens the same afterwards finds it read, or being read. Does not wait, not even
        until the source of children is warm; and does nothing where a self-test is due, since
        nothing of a student's runs before that.

        Args:
            files: As for `open`.
            entry: As for `open`.
            seed: As for `open`.
            stubs: As for `open`.

        Raises:
            SandboxError: A fault of ours.
        """
        submission = _submission(files, entry, seed, stubs)
        if self._tests or self._next is None or self._ahead is not None:
            return  # it will be read when it is opened
        self._ahead, self._next = (submission, self._next), None
        send_load(self._ahead[1], submission, self.limits)

    def open(
        self, files: Mapping[str, bytes], entry: str, *, seed: int = 0, stubs: Sequence[str] = ()
    ) -> Session:
        """Read a submission's module in a child of its own.

        Args:
            files: Contents by relative path.
            entry: Which of them to read: ``hw2.py``, or the notebook that its cells come from.
            seed: For `random`, NumPy and torch, set before the first statement.
            stubs: Packages that get a harmless stand-in where they are not installed.

        Raises:
            SandboxError: A fault of ours; whatever the student did is in the session.
            IsolationError: As when it is made.
        """
        self.await_ready()
        return self._read(_submission(files, entry, seed, stubs))

    def _read(self, submission: Submission) -> Session:
        ahead = self._take_ahead(submission)
        return Session(self._bear, submission, self.limits, self.isolation, ahead)

    def _take_ahead(self, submission: Submission) -> Child | None:
        """Hand out the child that has begun to read a submission, if there is one."""
        if self._ahead is None or self._ahead[0] != submission:
            return None
        child = self._ahead[1]
        self._ahead = None
        if child.await_ready(_READY_SECONDS):
            return child
        child.discard()  # a fresh one fails in the same way, and says why
        return None

    def hang_up(self) -> None:
        """Have everything end that this worker started; only `close` may follow."""
        self._nursery.hang_up()  # first, so that nobody waits for a child that is still to be born
        for child in (self._next, self._ahead[1] if self._ahead else None):
            if child is not None:
                child.discard()
        self._next = self._ahead = None

    def close(self) -> None:
        """End everything this worker started, and wait until it is gone."""
        self.hang_up()
        self._nursery.close()

    def _test_walls(self) -> None:
        from grader.sandbox import selftest  # noqa: PLC0415 - a check does not test

        attacks = _submission(selftest.ATTACKS, next(iter(selftest.ATTACKS)), 0, ())
        with self._read(attacks) as session:
            selftest.run_self_test(session, self.isolation, self.limits)

    def _start(self, interpreter: Interpreter | None = None) -> Nursery:
        if self.isolation is Level.BASIC:
            from grader.sandbox.fresh import Fresh  # noqa: PLC0415 - few need it

            if interpreter is not None:
                interpreter.close()  # nothing here is warm
            return Fresh(self._blueprint)
        from grader.sandbox.warm import Zygote  # noqa: PLC0415 - needs Linux

        return Zygote(self._blueprint, interpreter)

    def _bear(self) -> Child:
        """Hand out the child that stands ready, and have the next one made meanwhile.

        Raises:
            ZygoteGoneError: The zygote died; by now there is a new one.
            SandboxError: A child's walls could not be built.
        """
        child, self._next = self._next, None
        try:
            if child is None:
                child = self._nursery.bear()
            if not child.await_ready(_READY_SECONDS):
                self._complain(child)
        except ZygoteGoneError:
            self._nursery.close()
            self._nursery = self._start()
            self._nursery.await_warmth()
            raise
        except OSError as error:
            raise SandboxError(f"sandbox: a child could not be started: {error}") from error
        if self._blueprint.libraries is None:
            self._arm()
        return child

    def _arm(self) -> None:
        try:
            self._next = self._nursery.bear()
        except (ZygoteGoneError, OSError):
            self._next = None  # it will be tried again when a child is wanted

    def _complain(self, child: Child) -> NoReturn:
        """Find out why a child never got ready: no zygote any more, or no walls."""
        try:
            end = str(child.handle.wait(_END_SECONDS))
            said = child.take_printed()
        except TimeoutError:
            end, said = "still running", ""
        finally:
            child.discard()
        raise SandboxError(f"sandbox: wanted walls, they could not be built: {said} ({end})")


def _submission(
    files: Mapping[str, bytes], entry: str, seed: int, stubs: Sequence[str]
) -> Submission:
    submission = Submission(files, entry, seed, tuple(stubs))
    check_files(submission)
    return submission
