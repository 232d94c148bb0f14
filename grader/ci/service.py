"""Which service runs us, and what it tells us through the environment."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path


class Service(StrEnum):
    """A service that runs jobs on a repository."""

    GITHUB = "github"
    GITLAB = "gitlab"
    PLAIN = "plain"
    """Any other, or none: output without markup."""


_ROOTS = {Service.GITHUB: "GITHUB_WORKSPACE", Service.GITLAB: "CI_PROJECT_DIR"}
"""Where the repository was checked out."""


def detect_service(environment: Mapping[str, str]) -> Service:
    """Say which service runs us, by the variables that each one documents."""
    if environment.get("GITHUB_ACTIONS") == "true":
        return Service.GITHUB
    if environment.get("GITLAB_CI") == "true":
        return Service.GITLAB
    return Service.PLAIN


def find_root(service: Service, environment: Mapping[str, str], here: Path) -> Path:
    """Find the top of the repository; where no service names it, it is taken to be here."""
    named = environment.get(_ROOTS.get(service, ""), "")
    return Path(named) if named else here
