#!/usr/bin/env bash
# Runs once, as root, when Gradescope builds the image of this autograder.
set -euo pipefail

root="${AUTOGRADER_ROOT:-/autograder}"
venv="${GRADER_VENV:-/opt/grader}"

python=""
fits='import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))'
for name in python3.13 python3.12 python3.11 python3; do
  if command -v "$name" >/dev/null && "$name" -c "$fits" 2>/dev/null; then
    python="$name"
    break
  fi
done
if [ -z "$python" ] && command -v apt-get >/dev/null; then
  apt-get update || true  # what is known from before may do
  for version in 3.12 3.11; do
    if apt-get install --yes --no-install-recommends "python$version" "python$version-venv"; then
      python="python$version"
      break
    fi
  done
fi
if [ -z "$python" ]; then
  found="$(python3 --version 2>/dev/null || echo none)"
  echo "setup.sh: wanted Python 3.11 or newer with its modules venv and ensurepip, found $found" \
    "(choose a base image that has it, such as Ubuntu 24.04)" >&2
  exit 2
fi

"$python" -m venv "$venv"
"$venv/bin/python" -m pip install --no-cache-dir "$root"/source/grader-*.whl
if [ -s "$root/source/requirements.txt" ]; then
  # Set PIP_EXTRA_INDEX_URL to PyTorch's index of builds without accelerators: the others are
  # several GB.
  "$venv/bin/python" -m pip install --no-cache-dir --requirement "$root/source/requirements.txt"
fi

# The answers lie there; who is not root has no business in it.
chmod o= "$root/source"

# So that the log of the build says how firmly this machine walls students' code off.
"$venv/bin/grader" doctor
