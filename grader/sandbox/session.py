"""One submission under test: read its module, put requests to it, replace its process if it dies.

Decides what a death costs: the request, or the statement, in which it happened, and nothing else.
"""

import time
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Self

from grader.errors import SandboxError
from grader.outcome import Incident, Killed, NotRun, Outcome, Returned, TimedOut
from grader.request import Request, RunApart
from grader.sandbox import verdict
from grader.sandbox.allowance import MARGIN, time_to_end, time_to_go_on
from grader.sandbox.apart import NOTHING, ask_apart
from grader.sandbox.autopsy import examine
from grader.sandbox.child import Child, DeadlineError, FloodError, HungUpError, Stand
from grader.sandbox.handle import ZygoteGoneError
from grader.sandbox.level import Level
from grader.sandbox.limits import Limits
from grader.sandbox.sending import Course, Submission, request_frame, send_load
from grader.sandbox.sources import Sources, list_segments
from grader.sandbox.statements import Death, Statements
from grader.sandbox.wire import Frame, Kind
from grader.values import Unsupported, WireError

MAX_RESTARTS = 4
"""Statements of one module that may end a process before we stop reading on."""

_REREAD_SHARE = 3.0
"""Time for reading the module again after requests that killed, in units of `import_seconds`."""

MAX_ANSWERS = 256 << 20
"""Bytes of the answers to one `Session.ask`; larger ones stay behind when it is used up."""

_MAX_LOST_ZYGOTES = 3


class Session:
    """A submission whose module has been read. A context manager; not thread-safe."""

    _blank: "Session | None" = None
    """A child beside the student's that holds nothing; none until something is to run apart."""

    def __init__(
        self,
        bear: Callable[[], Child],
        submission: Submission,
        limits: Limits,
        level: Level,
        begun: Child | None = None,
    ) -> None:
        """Read the module; never raises for what the student did.

        Args:
            bear: Gives a new child, walls and all.
            submission: What to read, as `check_files` lets it pass.
            limits: What it may use up.
            level: How firmly those children are walled off.
            begun: A child that got the first load already; see `send_load`.

        Raises:
            SandboxError: A fault of ours.
        """
        self._bear = bear
        self._begun = begun
        self._submission = submission
        self._sources = Sources(submission.files)
        self._limits = limits
        self.level = level
        """What stands between this submission and the machine."""

        self._child: Child | None = None
        self._number = 0
        segments = list_segments(submission.entry, submission.files)
        self._statements = Statements(self._sources, segments)
        self._reread_left = limits.import_seconds * _REREAD_SHARE
        self._lost_zygotes = 0
        self._room = MAX_ANSWERS
        """Bytes of answers that may still come."""

        self._dead_end = ""
        """Why no further request can be put; empty while they can."""

        self.incidents: tuple[Incident, ...] = ()
        """What happened while the module's statements were read, by line."""

        self.unread_from: Incident | None = None
        """Where reading stopped for good, if it did; among the incidents if it is to blame."""

        self.printed_at_import = ""
        self.import_seconds = 0.0
        """Time that children took to read the module, restarts included; not the time that it
        took us to give birth to them."""

        self.restarts = 0
        """Children that replaced a dead one so far."""

        self.peak_mib = 0.0
        """The most memory one of its processes had resident, what it shares with the warm process
        included; told when it has ended, and 0 where the system does not say."""

        self._read_module()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def was_read(self) -> bool:
        """Whether a child got through, if only to where reading stopped for good."""
        return self._statements.was_read

    @property
    def unread_names(self) -> tuple[str, ...]:
        """What the statements would define that were never reached, as the process claims."""
        return self._statements.unread

    def close(self) -> None:
        """End the submission's process; nothing of it remains."""
        if self._blank is not None:
            self._blank.close()
        if self._child is not None:
            self._let_go(self._child)
            self._child = None

    def _let_go(self, child: Child) -> None:
        self.peak_mib = max(self.peak_mib, child.peak_mib())
        child.discard()

    def ask(
        self, requests: Sequence[tuple[Request, float]], groups: Sequence[int] | None = None
    ) -> list[Outcome]:
        """Put requests to the module, all at once, and take the answers in order.

        A request that ends the process costs itself; the rest are put to a fresh one.

        Args:
            requests: Each with the seconds it may take, counted from the answer before it.
            groups: Which requests stand or fall together: after one that ends the process, the
                later ones of its group are not run. Each by itself where none are given.

        Returns:
            One outcome each, in order.

        Raises:
            SandboxError: A fault of ours.
        """
        if any(isinstance(request, RunApart) for request, _ in requests):
            return ask_apart(requests, groups, self._put_to_blank, self.put)
        return self.put(requests, groups)

    def _put_to_blank(
        self, requests: Sequence[tuple[Request, float]], groups: Sequence[int] | None
    ) -> list[Outcome]:
        """Have a child answer that stands beside the student's and holds nothing."""
        if self._blank is None:
            self._blank = Session(self._bear, NOTHING, self._limits, self.level)
        return self._blank.put(requests, groups)

    def put(
        self, requests: Sequence[tuple[Request, float]], groups: Sequence[int] | None
    ) -> list[Outcome]:
        """Have this child answer, and a fresh one what it left; as `ask`, but for nobody else."""
        outcomes: dict[int, Outcome] = {}
        self._room = MAX_ANSWERS
        while pending := [n for n in range(len(requests)) if n not in outcomes]:
            if self._child is None and not self._dead_end:
                self._reread()
            if self._child is None:
                outcomes |= dict.fromkeys(pending, NotRun(self._dead_end))
                break
            found = self._ask_one_child(self._child, [requests[n] for n in pending])
            outcomes |= dict(zip(pending, found, strict=False))
            if groups is not None and found and isinstance(found[-1], TimedOut | Killed):
                dead = groups[pending[len(found) - 1]]
                rest = [n for n in pending[len(found) :] if groups[n] == dead]
                outcomes |= dict.fromkeys(rest, NotRun("an earlier call of it had to be stopped"))
        return [outcomes[n] for n in range(len(requests))]

    def _ask_one_child(
        self, child: Child, requests: Sequence[tuple[Request, float]]
    ) -> list[Outcome]:
        """Ask until the end of the requests or of the child."""
        first = self._number + 1
        for request, _ in requests:
            self._number += 1
            child.send(request_frame(request, self._number))
        outcomes: list[Outcome] = []
        for number, (request, seconds) in enumerate(requests, first):
            try:
                frame = child.next_frame(Kind.ANSWER, number, seconds)
                outcomes.append(self._read(request, frame, child, seconds))
            except (DeadlineError, FloodError, HungUpError, WireError) as error:
                failure = self._bury(child, error, seconds)
                return outcomes if failure is None else [*outcomes, failure]
        return outcomes

    def _read(self, request: Request, frame: Frame, child: Child, seconds: float) -> Outcome:
        """Read one answer, unless it and those before are too much for us to hold."""
        if len(frame.body) <= self._room:
            self._room -= len(frame.body)
            return verdict.read_answer(request, frame, child, seconds)
        why = f"too large: more than {MAX_ANSWERS >> 20} MiB with the answers before it"
        return Returned(Unsupported("answer", why), child.take_printed(), seconds)

    def _bury(self, child: Child, error: Exception, seconds: float) -> TimedOut | Killed | None:
        """End a child that failed, and say what happened; nothing if the failure was ours."""
        self._child = None
        try:
            return examine(child, error, seconds, self._sources, self._limits)
        except ZygoteGoneError:
            self._count_lost_zygote()
            return None
        finally:
            self._let_go(child)

    def _count_lost_zygote(self) -> None:
        self._lost_zygotes += 1
        if self._lost_zygotes > _MAX_LOST_ZYGOTES:
            raise SandboxError("sandbox: the warm process died again and again")

    def _read_module(self) -> None:
        """Read the module for the first time, around the statements that kill."""
        limit = seconds = self._limits.import_seconds
        for _ in range(MAX_RESTARTS + 1):
            if not self._load(seconds):
                break
            seconds = time_to_go_on(limit, self.import_seconds, self._statements.known_seconds)
            if not seconds:
                break
        if self._child is None and self._statements.give_up():
            self._load(time_to_end(limit, self.import_seconds))
        self.unread_from = self._statements.unread_from
        if self._child is None:
            self._dead_end = "the module could not be read"

    def _reread(self) -> None:
        """Read the module again for the requests that are left."""
        before = self.import_seconds
        if self._reread_left > 0:
            self._load(min(self._limits.import_seconds * MARGIN, self._reread_left))
        self._reread_left -= self.import_seconds - before
        if self._child is None:
            self._dead_end = "the module could not be read again after an earlier request ended it"

    def _load(self, seconds: float) -> bool:
        """Have a fresh child read the module, in at most `seconds`.

        Returns:
            Whether to try again: it died of a statement that was not known to kill.
        """
        while True:
            child, self._begun = self._begun, None
            self._number += 1
            if child is None:
                child = self._fresh_child()
                course = Course(tuple(self._statements.killers), self._statements.stop)
                send_load(child, self._submission, self._limits, course, self._number)
            start = time.monotonic()
            try:
                frame = child.next_frame(Kind.LOADED, self._number, seconds)
                told = verdict.read_told(frame, self._sources, self._statements.segments)
                self.printed_at_import = child.take_printed(told.printed)
            except (DeadlineError, FloodError, HungUpError, WireError) as error:
                # Who speaks out of turn goes on meanwhile: where it is now says nothing.
                stand = Stand() if isinstance(error, WireError) else child.statement()
                took, ran = time.monotonic() - start, stand.ran(seconds)
                failure = self._bury(child, error, seconds)
                if failure is None:
                    continue  # our fault, and our time
                self.import_seconds += took
                death = Death(stand, failure, seconds=seconds, took=took, ran=ran)
                again = self._statements.blame(death, self._limits.import_seconds)
                self.incidents = self._statements.incidents()
                return again
            self.import_seconds += time.monotonic() - start
            self._statements.learn(told)
            self.incidents = self._statements.incidents()
            self._child = child
            return False

    def _fresh_child(self) -> Child:
        if self._number > 1:
            self.restarts += 1
        while True:
            try:
                return self._bear()
            except ZygoteGoneError:
                self._count_lost_zygote()
