"""Times the library beside a program written for the analysis and beside what a user would pick.

    run.py PROGRAMS DUCKDB [POSTS ...]

PROGRAMS is where structure_ours, structure_tight and structure_generate are; DUCKDB where npm put the
package. For each size (1,000 to 1,000,000 posts unless given) every program reads the same CSV files and
must find the same answers. They run in turn, three rounds, one thread each; of each phase the best round
counts, because what disturbs a program only ever adds. Ends with one table of ratios in Markdown.

Exit codes: 0 done; 1 two programs disagree; 2 a program that must run did not.
"""
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SIZES = [1000, 10000, 100000, 1000000]
ROUNDS = 3
SLOW = {"sqlite", "networkx"}  # at a million posts one round is enough to know the order of size
PATIENCE = 900  # seconds after which a program is given up
PHASES = ["split", "load", "check", "compare"]
OURS, TIGHT = "locality", "tight C"


class Failed(Exception):
    """A program did not run to its end, or did not print what all print."""


def peers(programs, duckdb):
    """Name and command of every program that can run here; DIR stands for where the CSV files are."""
    found = [(OURS, [f"{programs}/structure_ours", "DIR", f"{HERE}/ten.rules"]),
             (TIGHT, [f"{programs}/structure_tight", "DIR"])]
    for name, module in [("pandas", "pandas"), ("sqlite", "sqlite3"), ("networkx", "networkx")]:
        if subprocess.run([sys.executable, "-c", f"import {module}"], capture_output=True).returncode:
            print(f"{name}: not installed, left out")
        else:
            found.append((name, [sys.executable, f"{HERE}/peer_{name}.py", "DIR"]))
    if shutil.which("node") and os.path.isdir(f"{duckdb}/node_modules"):
        found.append(("duckdb", ["node", f"{HERE}/peer_duckdb.mjs", "DIR"]))
    else:
        print("duckdb: not installed, left out")
    return found


def run(command, duckdb, directory):
    """Seconds of each phase, the lines of answers, and bytes a post where the program tells them."""
    words = [directory if word == "DIR" else word for word in command]
    try:
        done = subprocess.run(words, env=dict(os.environ, DUCKDB_HOME=duckdb), capture_output=True, text=True,
                              timeout=PATIENCE)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Failed(str(error)) from error
    lines = [line.split("\t") for line in done.stdout.splitlines()]
    times = [line[1:] for line in lines if line[0] == "time"]
    if done.returncode or not times:
        raise Failed(f"exit code {done.returncode}: {done.stderr.strip()[-300:]}")
    phases = {part.split()[0]: float(part.split()[1]) for part in times[-1]}
    missing = [phase for phase in PHASES if phase not in phases]
    if missing:
        raise Failed(f"no time of {', '.join(missing)}")
    held = [float(line[1]) for line in lines if line[0] == "bytes"]
    return phases, [line for line in lines if line[0] == "answer"], held[-1] if held else None


def best(samples):
    """The best time of each phase, and all of them together."""
    row = {phase: min(sample[phase] for sample in samples) for phase in PHASES}
    row["all"] = sum(row.values())
    return row


def measure(size, programs, duckdb, cast):
    """Times of each program by phase, and bytes a post of the library."""
    samples, answers, held = {}, {}, None
    with tempfile.TemporaryDirectory() as directory:
        subprocess.run([f"{programs}/structure_generate", directory, str(size)], check=True)
        for turn in range(ROUNDS):
            for name, command in list(cast):
                if turn and name in SLOW and size > 100000:
                    continue
                try:
                    phases, answers[name], count = run(command, duckdb, directory)
                except Failed as error:
                    if name in (OURS, TIGHT):
                        print(f"{name} at {size} posts: {error}")
                        sys.exit(2)
                    print(f"{name} at {size:,} posts: {error}; left out from here")
                    cast.remove((name, command))
                    samples.pop(name, None)
                    answers.pop(name, None)
                    continue
                samples.setdefault(name, []).append(phases)
                held = count if name == OURS else held
    for name, answer in answers.items():
        if answer != answers[TIGHT]:
            print(f"{name} disagrees at {size} posts:", *answer, f"{TIGHT}:", *answers[TIGHT], sep="\n  ")
            sys.exit(1)
    return {name: best(taken) for name, taken in samples.items()}, held


def show(size, times, held):
    ours = times[OURS]
    print(f"\n{size:,} posts in two versions; {len(times)} programs agree on every answer; "
          f"the library holds {held:.0f} bytes a record")
    print(f"  {'seconds':10}" + "".join(f"{phase:>10}" for phase in PHASES + ["all"]) + "   all/ours  check/ours")
    for name, row in times.items():
        print(f"  {name:10}" + "".join(f"{row[phase]:10.5f}" for phase in PHASES + ["all"])
              + f"{row['all'] / ours['all']:11.2f}{row['check'] / ours['check']:12.2f}", flush=True)


def show_ratios(table):
    """How many times as long as the library the others take: in all, and for the checks alone."""
    names = list(dict.fromkeys(name for _, times in table for name in times if name != OURS))
    print("\nThe library in nanoseconds a post, the others in times of that (in all / checks alone)\n")
    print("| posts | locality, ns a post | " + " | ".join(names) + " |")
    print("|--:|--:|" + "--:|" * len(names))
    for size, times in table:
        ours = times[OURS]
        cells = [f"{ours['all'] / size * 1e9:.0f} / {ours['check'] / size * 1e9:.0f}"]
        for name in names:
            row = times.get(name)
            cells.append(f"{row['all'] / ours['all']:.2f} / {row['check'] / ours['check']:.2f}" if row else "")
        print(f"| {size:,} | " + " | ".join(cells) + " |")


def main():
    if len(sys.argv) < 3 or not all(word.isdigit() for word in sys.argv[3:]):
        print(__doc__.strip())
        sys.exit(2)
    programs, duckdb = sys.argv[1:3]
    cast = peers(programs, duckdb)
    table = []
    for size in [int(word) for word in sys.argv[3:]] or SIZES:
        times, held = measure(size, programs, duckdb, cast)
        show(size, times, held)
        table.append((size, times))
    show_ratios(table)


main()
