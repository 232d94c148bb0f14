"""The answer key: everything the oracle computed, as data that needs no oracle to be read."""
