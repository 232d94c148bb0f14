"""Strict readers of the formats that are written, each made from the format's own documentation."""
