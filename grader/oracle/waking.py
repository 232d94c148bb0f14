"""The oracle of an assignment, asleep: torch is imported when it is first asked."""

from grader.oracle.second_look import LazyOracle, SecondLook
from grader.spec.assignment import Assignment


def make_lazy(assignment: Assignment) -> LazyOracle:
    """Make the oracle that is woken by the first question."""

    def wake() -> SecondLook:
        from grader.oracle.solve import Oracle  # noqa: PLC0415 - torch takes a second to import

        return Oracle(assignment)

    return LazyOracle(wake)
