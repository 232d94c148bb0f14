"""What differs between an answer and the truth. NumPy only; nothing of a student's is executed."""
