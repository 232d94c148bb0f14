"""JUnit XML as the strictest consumers take it: the elements and attributes of `junit-10.xsd`."""

import re
from xml.etree import ElementTree as ET

INNER = {"failure", "error", "skipped"}
CASE = [*INNER, "system-out", "system-err"]
TIME = re.compile(r"\d+\.\d{3}")
STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")


def read(text):
    """The suite's attributes and properties, and each case with its outcome."""
    root = ET.fromstring(text.encode())  # noqa: S314 - ours, and entities are not declared in it
    assert root.tag == "testsuites"
    assert set(root.attrib) == {"name", "tests", "failures", "errors", "time"}
    (suite,) = root
    assert suite.tag == "testsuite"
    assert set(suite.attrib) == {*root.attrib, "skipped", "timestamp"}
    assert STAMP.fullmatch(suite.attrib["timestamp"])
    assert TIME.fullmatch(suite.attrib["time"])
    order = [child.tag for child in suite]
    assert order == sorted(order, key=["properties", "testcase", "system-out"].index)
    cases = [_case(each) for each in suite.findall("testcase")]
    for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        assert int(suite.attrib[name]) == sum(outcome == tag for _, outcome, _ in cases)
    assert int(suite.attrib["tests"]) == len(cases)
    properties = {}
    for each in suite.find("properties"):
        assert (each.tag, set(each.attrib)) == ("property", {"name", "value"})
        assert each.attrib["name"] not in properties
        properties[each.attrib["name"]] = each.attrib["value"]
    return properties, cases


def _case(case):
    assert set(case.attrib) == {"name", "classname", "time"}
    assert TIME.fullmatch(case.attrib["time"])
    tags = [child.tag for child in case]
    assert set(tags) <= set(CASE)
    assert len(set(tags)) == len(tags)
    outcome = next((child for child in case if child.tag in INNER), None)
    if outcome is None:
        return case.attrib["name"], "", ""
    assert set(outcome.attrib) == {"message", "type"}
    return case.attrib["name"], outcome.tag, outcome.text
