"""What a student handed in, read as bytes. Never imports or parses a student's code."""
