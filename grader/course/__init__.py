"""A class: its submissions, the processes that mark them, and what is written."""
