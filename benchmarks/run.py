"""Every benchmark of speed, one after another; ``make bench``.

Figures are ratios within one run, since absolute times say more about the machine than about us.
"""

import subprocess
import sys
from pathlib import Path

SCRIPTS = ("isolation.py", "cohort.py", "class_page.py", "check.py", "shrinking.py")


def main() -> int:
    """Run each; 1 if any failed."""
    failed = 0
    for script in SCRIPTS:
        print(f"== {script}", flush=True)
        done = subprocess.run(  # noqa: S603 - our own
            [sys.executable, Path(__file__).with_name(script)], check=False
        )
        failed |= done.returncode != 0
        print(flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main())
