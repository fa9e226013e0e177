#!/usr/bin/env python3
"""The table of features: checks features.tsv against the rows that show them, and prints it by module.

usage: features.py [--papers DIR] [--list]

features.tsv lists the 215 features, F001 to F215, each once: feature, title, module, state, and the module it
waits for. A feature that is `here` has at least one row in a features-*.tsv (run_papers.py runs these); one
that comes `later` has none and names the module it waits for. With --list every feature is printed as well,
with the number of its rows. The exit code is 0 when the table is right, else 1.
"""
import argparse
import collections
import pathlib
import re
import sys

FEATURES = 215
MODULES = {  # how many features each module has
    "places": 20,
    "structure": 37,
    "people/roles": 14,
    "allocation": 20,
    "budget": 44,
    "demand": 16,
    "engagement/partners": 24,
    "rules": 12,
    "performance measures": 13,
    "reporting": 15,
}
WHOLE = ("places", "structure", "people/roles", "engagement/partners", "rules", "performance measures", "reporting")
WAITS = ("allocation", "budget", "demand", "store", "report")


def rows_of(path):
    """Yields (line number, columns) of a table; empty lines and comments are skipped."""
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line.split("\t")


def shown_in(papers):
    """Rows of the features-*.tsv by feature: {feature: [table:line]}."""
    shown = collections.defaultdict(list)
    for table in sorted(papers.glob("features-*.tsv")):
        for number, columns in rows_of(table):
            shown[columns[0]].append(f"{table.name}:{number}")
    return shown


def check_row(columns, shown):
    """What is wrong with a row of the table, or nothing."""
    if len(columns) != 5:
        return f"{len(columns)} columns, not 5"
    feature, title, module, state, waits = columns
    if not re.fullmatch(r"F\d{3}", feature) or not 1 <= int(feature[1:]) <= FEATURES:
        return "no feature"
    if not title or module not in MODULES:
        return "no title" if not title else f"no module {module}"
    if state == "here":
        if waits != "-":
            return "is here, and waits for something"
        return "" if shown.get(feature) else "is here, but no row of a features-*.tsv shows it"
    if state != "later":
        return f"no state {state}"
    if module in WHOLE:
        return f"all of {module} is to be here"
    if waits not in WAITS:
        return f"waits for no module: {waits}"
    return f"comes later, but {shown[feature][0]} shows it" if shown.get(feature) else ""


def check(rows, shown):
    """Everything that is wrong, one sentence each."""
    faults = [f"line {number} {columns[0]}: {fault}" for number, columns in rows if (fault := check_row(columns, shown))]
    listed = [columns[0] for _, columns in rows]
    faults += [f"{feature} is listed {count} times" for feature, count in collections.Counter(listed).items() if count > 1]
    faults += [f"F{k:03d} is not listed" for k in range(1, FEATURES + 1) if f"F{k:03d}" not in listed]
    if listed != sorted(listed):
        faults.append("the features are not in order")
    faults += [f"{places[0]} shows {feature}, which is not listed" for feature, places in sorted(shown.items()) if feature not in listed]
    counts = collections.Counter(columns[2] for _, columns in rows if len(columns) == 5)
    faults += [f"{module} has {counts[module]} features, not {count}" for module, count in MODULES.items() if counts[module] != count]
    return faults


def show(rows, shown, is_long):
    """Prints the features by module: how many run, and which wait for what."""
    print(f"{'Module':22} {'Features':>8} {'Here':>5} {'Later':>6}  Waiting")
    total = collections.Counter()
    for module in MODULES:
        own = [columns for _, columns in rows if columns[2] == module]
        later = [f"{c[0]} ({c[4]})" for c in own if c[3] == "later"]
        total["all"] += len(own)
        total["later"] += len(later)
        print(f"{module:22} {len(own):8} {len(own) - len(later):5} {len(later):6}  {', '.join(later)}".rstrip())
        for feature, title, _, state, _ in own if is_long else []:
            print(f"    {feature}  {title:44} {state:5} {len(shown.get(feature, [])):3} rows")
    print(f"{'together':22} {total['all']:8} {total['all'] - total['later']:5} {total['later']:6}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--papers", default=pathlib.Path(__file__).resolve().parent, type=pathlib.Path)
    parser.add_argument("--list", action="store_true", help="print every feature")
    given = parser.parse_args()
    rows = list(rows_of(given.papers / "features.tsv"))
    shown = shown_in(given.papers)
    faults = check(rows, shown)
    if not any(len(columns) != 5 for _, columns in rows):
        show(rows, shown, given.list)
    for fault in faults:
        print(f"FAILED features.tsv {fault}")
    print(f"{len(rows)} features, {len(faults)} failed")
    return 1 if faults or not rows else 0


if __name__ == "__main__":
    sys.exit(main())
