"""What students are handed: starter, statement, and a bundle that holds no answer."""
