"""Run a student's module walled off, and say what was seen.

Speaks only `grader.values` and its own protocol; imports no student code and knows no answers.
"""
