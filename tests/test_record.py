"""The fields of a record, whatever Python keeps their annotations in."""

from grader.record import Record, list_fields


class Base(Record, frozen=True):
    first: int


class Derived(Base, frozen=True):
    second: tuple[str, ...] = ()


class Same(Derived, frozen=True):
    pass


def test_fields_are_listed_in_order_with_their_annotations():
    wanted = {"first": int, "second": tuple[str, ...]}

    for record in (Derived, Derived(1), Same, Same(1)):
        assert list(list_fields(record).items()) == list(wanted.items())
