"""Pages a student or an instructor reads: prose and maths, a view model, templates."""
