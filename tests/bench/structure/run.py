"""Times the library beside a program written for the analysis and beside what a user would pick.

    run.py PROGRAMS DUCKDB [POSTS ...]

PROGRAMS is where structure_ours, structure_tight and structure_generate are; DUCKDB where npm put the
package. For each size (1,000 to 1,000,000 posts unless given) every program reads the same CSV files,
must find the same answers, and is timed over three rounds in turn; the median counts. One thread each.
"""
import os
import shutil
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROUNDS = 3
SLOW = {"sqlite", "networkx"}  # one round is enough to know the order of size


def peers(programs, duckdb):
    """Name, command and environment of every program that can run here."""
    env = dict(os.environ, DUCKDB_HOME=duckdb)
    found = [("locality", [f"{programs}/structure_ours", "DIR", f"{HERE}/ten.rules"]),
             ("tight C", [f"{programs}/structure_tight", "DIR"])]
    for name in ("pandas", "sqlite", "networkx"):
        module = {"sqlite": "sqlite3"}.get(name, name)
        if subprocess.run([sys.executable, "-c", f"import {module}"], capture_output=True).returncode:
            print(f"{name}: not installed, left out")
        else:
            found.append((name, [sys.executable, f"{HERE}/peer_{name}.py", "DIR"]))
    if shutil.which("node") and os.path.isdir(f"{duckdb}/node_modules"):
        found.append(("duckdb", ["node", f"{HERE}/peer_duckdb.mjs", "DIR"]))
    else:
        print("duckdb: not installed, left out")
    return [(name, command, env) for name, command in found]


def run(command, env, directory):
    words = [directory if word == "DIR" else word for word in command]
    out = subprocess.run(words, env=env, capture_output=True, text=True, check=True).stdout.splitlines()
    times = [line.split("\t")[1:] for line in out if line.startswith("time")][-1]
    phases = {part.split()[0]: float(part.split()[1]) for part in times}
    return phases, [line for line in out if line.startswith("answer")], out[-1]


def measure(size, programs, duckdb):
    with tempfile.TemporaryDirectory() as directory:
        subprocess.run([f"{programs}/structure_generate", directory, str(size)], check=True)
        samples, answers, note = {}, {}, ""
        cast = peers(programs, duckdb)
        for turn in range(ROUNDS):
            for name, command, env in cast:
                if turn and name in SLOW and size > 100000:
                    continue
                phases, answers[name], last = run(command, env, directory)
                samples.setdefault(name, []).append(phases)
                if name == "locality":
                    note = last
        for name, answer in answers.items():
            if answer != answers["tight C"]:
                sys.exit(f"{name} disagrees at {size} posts:\n" + "\n".join(answer + answers["tight C"]))
        return samples, note


def median(samples, phase):
    return statistics.median(s["split"] + sum(s[p] for p in ("load", "check", "compare"))
                             if phase == "all" else s[phase] for s in samples)


def main():
    programs, duckdb = sys.argv[1:3]
    sizes = [int(word) for word in sys.argv[3:]] or [1000, 10000, 100000, 1000000]
    for size in sizes:
        samples, note = measure(size, programs, duckdb)
        base = samples["locality"]
        print(f"\n{size:,} posts in two versions; all programs agree on every answer ({note.replace(chr(9), ' ')} a post)")
        print(f"  {'':10}{'split':>9}{'load':>9}{'check':>9}{'compare':>9}{'all':>9}   all / ours  check / ours")
        for name, taken in samples.items():
            row = [median(taken, p) for p in ("split", "load", "check", "compare", "all")]
            print(f"  {name:10}" + "".join(f"{seconds:9.4f}" for seconds in row)
                  + f"{row[4] / median(base, 'all'):13.2f}{row[2] / median(base, 'check'):14.2f}")
        print(f"  locality: {median(base, 'all') / size * 1e9:.0f} ns a post in all, "
              f"{median(base, 'check') / size * 1e9:.0f} ns checking")


main()
