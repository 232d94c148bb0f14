"""Interim."""

from grader.sandbox.request import (
    Call as Call,
    CallEach as CallEach,
    Fetch as Fetch,
    Request as Request,
)
