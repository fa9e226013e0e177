"""Times the import of an organogram of fifty thousand rows beside pandas: run.py PROGRAMS

PROGRAMS is where intake_ours is. The tables are those of all bodies of 2011 in the folder LOCALITY_DATA (or `data` in
the folder `shared` beside the project), else tables of the same shape, made up. Both programs must find the same
answers; they run in turn, twice with three rounds each, and the best counts, because what disturbs only ever adds.

Exit codes: 0 done; 1 the programs disagree; 2 a program that must run did not.
"""
import gzip
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(os.path.dirname(HERE)))
DATA = os.environ.get("LOCALITY_DATA") or os.path.join(os.path.dirname(TOP), "shared", "data")
REAL = "structures/organogram_allbodies_2011-03-31_%s.csv.gz"
ROUNDS = 2


def bring_tables(directory):
    """Puts senior.csv and junior.csv into a directory; says which."""
    paths = {part: os.path.join(DATA, REAL % part) for part in ("senior", "junior")}
    if not all(os.path.exists(path) for path in paths.values()):
        subprocess.run([sys.executable, os.path.join(HERE, "generate.py"), directory], check=True)
        return "made-up tables"
    for part, path in paths.items():
        with gzip.open(path, "rb") as packed, open(os.path.join(directory, part + ".csv"), "wb") as file:
            shutil.copyfileobj(packed, file)
    return "all bodies, 31 March 2011"


def run(command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = [line.split() for line in done.stdout.splitlines()]
    if done.returncode or not lines or lines[0][0] != "time":
        print("%s: exit code %d: %s" % (command[0], done.returncode, done.stderr.strip()[-300:]))
        sys.exit(2)
    return (float(lines[0][2]), float(lines[0][4])), lines[1:]


def main():
    commands = {"locality": [os.path.join(sys.argv[1], "intake_ours"), "DIR", "3"]}
    if subprocess.run([sys.executable, "-c", "import pandas"], capture_output=True, check=False).returncode == 0:
        commands["pandas"] = [sys.executable, os.path.join(HERE, "peer_pandas.py"), "DIR", "3"]
    else:
        print("pandas: not installed, left out")
    times = {name: [] for name in commands}
    answers = {}
    with tempfile.TemporaryDirectory() as directory:
        what = bring_tables(directory)
        for _ in range(ROUNDS):
            for name, command in commands.items():
                time, answers[name] = run([directory if word == "DIR" else word for word in command])
                times[name].append(time)
    rows = dict(map(tuple, answers["locality"]))["rows"]
    print("%s, %s rows; seconds, best of %d" % (what, rows, 3 * ROUNDS))
    print("| | read and check rows | check structure | both |\n|---|---|---|---|")
    best = {name: [min(column) for column in zip(*rounds)] for name, rounds in times.items()}
    for name, (load, check) in best.items():
        print("| %s | %.3f | %.3f | %.3f |" % (name, load, check, load + check))
    if "pandas" in best:
        print("| times faster | %.1f | %.1f | %.1f |" % tuple(
            [best["pandas"][i] / best["locality"][i] for i in (0, 1)] + [sum(best["pandas"]) / sum(best["locality"])]))
        if answers["pandas"] != answers["locality"]:
            print("the programs disagree:", answers)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
