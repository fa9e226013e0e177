"""Running the command for the tests beside this file."""
import os
import shlex
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(HERE, "data")


def command():
    path = os.environ.get("LOCALITY_CLI")
    if not path:
        sys.exit("LOCALITY_CLI does not name the command")
    return os.path.abspath(path)


def run(arguments, folder=DATA, environment=None, stdin=b""):
    """Exit code, standard output and standard error of one run, in surroundings that are always the same."""
    if isinstance(arguments, str):
        arguments = shlex.split(arguments)
    keep = {k: v for k, v in os.environ.items() if k.startswith(("ASAN_", "UBSAN_", "TSAN_", "PATH", "LD_"))}
    done = subprocess.run([command(), *arguments], cwd=folder, input=stdin, capture_output=True, timeout=300,
                          env={**keep, "LC_ALL": "C", **(environment or {})})
    return done.returncode, done.stdout.decode(), done.stderr.decode(errors="replace")


def rows(path):
    """The rows of a tab-separated table; empty lines and lines that begin with # are left out."""
    with open(path, encoding="utf-8") as file:
        return [line.rstrip("\n").split("\t") for line in file if line.strip() and not line.startswith("#")]


class Count:
    """Counts what holds, says what does not, and gives the exit code."""

    def __init__(self):
        self.passed, self.failed = 0, 0

    def holds(self, condition, what, more=""):
        if condition:
            self.passed += 1
        else:
            self.failed += 1
            print("FAILED: %s\n%s" % (what, more))
        return condition

    def end(self):
        print("%d passed, %d failed" % (self.passed, self.failed))
        sys.exit(self.failed > 0 or self.passed == 0)
