"""What runs in the student's process, around the student's code.

Trusted by nobody: once the first statement of a submission has run, all of this may have been
replaced. It is here to be helpful to an honest submission; a dishonest one gains nothing by lying,
because it could as well have returned the lie.
"""
