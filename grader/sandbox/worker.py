"""A worker: a source of walled children, and one session at a time.

One to a grading process. It keeps a child ready, so that opening a session costs no fork; it
replaces its zygote if that dies; and it refuses to start below the level it was asked for.
"""

from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import NoReturn, Self

from grader.errors import SandboxError
from grader.sandbox import selftest
from grader.sandbox.blueprint import Blueprint, Walls, draw
from grader.sandbox.child import Child
from grader.sandbox.fresh import Fresh
from grader.sandbox.handle import ZygoteGoneError
from grader.sandbox.launch import Nursery
from grader.sandbox.level import Level
from grader.sandbox.limits import Limits
from grader.sandbox.sending import Submission
from grader.sandbox.session import Session

_READY_SECONDS = 60.0
_END_SECONDS = 2.0


class Worker:
    """Runs submissions, one after another. A context manager; not thread-safe."""

    def __init__(
        self,
        *,
        isolation: Level,
        limits: Limits | None = None,
        torch: bool = True,
        self_test: bool = True,
        walls: Walls | None = None,
        libraries: tuple[str, ...] | None = None,
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

        Raises:
            SandboxError: The walls could not be built; never "less isolation".
            IsolationError: They stand, and an attack of the self-test got through.
        """
        self.isolation = isolation
        self.limits = limits or Limits()
        self._blueprint: Blueprint = draw(
            walls or isolation.walls, self.limits, torch=torch, libraries=libraries
        )
        self._nursery: Nursery = self._start()
        self._next: Child | None = None
        self._arm()
        if self_test and isolation is not Level.BASIC and walls is None:
            self._test_walls()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        self.close()

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
        """
        submission = Submission(files, entry, seed, tuple(stubs))
        return Session(self._bear, submission, self.limits, self.isolation)

    def close(self) -> None:
        """End everything this worker started."""
        if self._next is not None:
            self._next.discard()
            self._next = None
        self._nursery.close()

    def _test_walls(self) -> None:
        try:
            with self.open(selftest.ATTACKS, next(iter(selftest.ATTACKS))) as session:
                selftest.run_self_test(session, self.isolation, self.limits)
        except BaseException:
            self.close()
            raise

    def _start(self) -> Nursery:
        if self.isolation is Level.BASIC:
            return Fresh(self._blueprint)
        from grader.sandbox.warm import Zygote  # noqa: PLC0415 - needs Linux

        return Zygote(self._blueprint)

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
