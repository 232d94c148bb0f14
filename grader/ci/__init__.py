"""Marking one submission where another service runs us: CI on a repository, or a container."""
