"""Why an answer is wrong, and whether it follows from an earlier one. Pure functions of data."""
