"""A student's own check: the same engine on the student's machine, with no answers there."""
