"""Reference cases of the methods for demand: where they are, and how an answer is compared with them.

The cases are kept outside the source. They are looked for at LOCALITY_GOLDEN, which may be the folder `demand`
itself or the one that has it. Where there are none a test says so and ends with 77.

    from golden import Tally, cases
    tally = Tally("ears")
    for case in cases("ears"):
        tally.near(case["id"], "upperbound", ours, case["expected"]["upperbound"], relative=1e-9)
    tally.finish()
"""
import json
import math
import os
import sys

SKIPPED = 77


def folder(name=""):
    """The folder of the cases, or None."""
    start = os.environ.get("LOCALITY_GOLDEN")
    for path in (os.path.join(start, "demand"), start) if start else ():
        if os.path.isdir(os.path.join(path, name or "ears")):
            return os.path.join(path, name)
    return None


def load(name, file="cases.json"):
    """What a file of cases has; ends the test where there is none."""
    found = folder(name)
    if found is None:
        print("skipped: no reference cases (LOCALITY_GOLDEN)")
        sys.exit(SKIPPED)
    with open(os.path.join(found, file), encoding="utf-8") as text:
        return json.load(text)


def cases(name, file="cases.json"):
    """Every case of a folder, one after the other."""
    yield from load(name, file)


def number(value):
    """A number of a case: null is NaN, "Inf" infinity, a truth 1 or 0."""
    if value is None or value == "NA" or value == "NaN":
        return math.nan
    if value in ("Inf", "-Inf"):
        return math.inf if value == "Inf" else -math.inf
    return float(value)


def is_near(ours, theirs, relative=0.0, absolute=0.0):
    """Whether two numbers are within the tolerance; NaN equals NaN only."""
    ours, theirs = number(ours), number(theirs)
    if math.isnan(ours) or math.isnan(theirs):
        return math.isnan(ours) and math.isnan(theirs)
    return ours == theirs or abs(ours - theirs) <= max(relative * abs(theirs), absolute)


class Tally:
    """Counts the cases that are equal, those that are explained and those that are neither."""

    def __init__(self, name):
        self.name = name
        self.seen = {}
        self.reasons = {}
        self.values = 0
        self.worst = 0.0

    def _differs(self, case, text):
        self.seen.setdefault(case, []).append(text)

    def case(self, case):
        """Counts a case that is compared."""
        self.seen.setdefault(case, [])

    def explain(self, case, reason):
        """Says why the reference is wrong, or does otherwise, in a case; what differs in it is not a failure."""
        self.reasons[case] = reason

    def near(self, case, what, ours, theirs, relative=0.0, absolute=0.0):
        """Compares numbers, or rows of numbers, within a tolerance."""
        self.case(case)
        ours, theirs = (list(side) if hasattr(side, "__len__") and not isinstance(side, str) else [side]
                        for side in (ours, theirs))
        if len(ours) != len(theirs):
            self._differs(case, "%s: %d numbers, not %d" % (what, len(ours), len(theirs)))
            return False
        wrong = [at for at, pair in enumerate(zip(ours, theirs)) if not is_near(*pair, relative, absolute)]
        self.values += len(ours)
        for ours_one, theirs_one in zip(ours, theirs):
            distance = abs(number(ours_one) - number(theirs_one))
            if math.isfinite(distance) and number(theirs_one):
                self.worst = max(self.worst, distance / abs(number(theirs_one))) if not wrong else self.worst
        if wrong:
            self._differs(case, "%s: %d of %d differ, first at %d: %r, not %r" % (
                what, len(wrong), len(ours), wrong[0], ours[wrong[0]], theirs[wrong[0]]))
        return not wrong

    def equal(self, case, what, ours, theirs):
        """Compares what must be the same: flags, words, whole numbers."""
        self.case(case)
        ours, theirs = (list(side) if isinstance(side, (list, tuple)) else [side] for side in (ours, theirs))
        self.values += len(theirs)
        if ours == theirs:
            return True
        wrong = [at for at, pair in enumerate(zip(ours, theirs)) if pair[0] != pair[1]] or [min(len(ours), len(theirs))]
        self._differs(case, "%s: %d of %d differ, first at %d: %r, not %r" % (
            what, len(wrong), len(theirs), wrong[0], ours[wrong[0]:wrong[0] + 1], theirs[wrong[0]:wrong[0] + 1]))
        return False

    def finish(self):
        """Prints what was found; the number of cases that are wrong without a reason."""
        unlike = {case: texts for case, texts in self.seen.items() if texts}
        explained = {case for case in unlike if case in self.reasons}
        print("%s: %d cases, %d equal, %d explained, %d wrong; %d values, farthest %.1e" % (
            self.name, len(self.seen), len(self.seen) - len(unlike), len(explained), len(unlike) - len(explained),
            self.values, self.worst))
        for reason in sorted({self.reasons[case] for case in explained}):
            print("  explained: %d: %s" % (sum(self.reasons[case] == reason for case in explained), reason))
        for case in [case for case in unlike if case not in explained][:12]:
            print("  wrong: %s: %s" % (case, "; ".join(unlike[case][:3])))
        return len(unlike) - len(explained)


def finish(*tallies):
    """Ends the test: 0 where every case of every tally is equal or explained."""
    sys.exit(1 if sum(tally.finish() for tally in tallies) else 0)
