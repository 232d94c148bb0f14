"""Formats that other programs read: gradebooks and result files, written from summaries."""
