"""Interim."""

from grader.sandbox.outcome import (
    Frame as Frame,
    Incident as Incident,
    Killed as Killed,
    KillReason as KillReason,
    NotFound as NotFound,
    NotRun as NotRun,
    Outcome as Outcome,
    Raised as Raised,
    Returned as Returned,
    ReturnedEach as ReturnedEach,
    RowReturned as RowReturned,
    TimedOut as TimedOut,
)
