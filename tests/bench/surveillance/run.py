#!/usr/bin/env python3
"""Detectors against R's surveillance and MASS, in one run: run.py BUILD [SERIES]

BUILD holds bench_surveillance. Both judge the same made-up series on one thread; figures are series a second of the processor,
the best of three runs, beside what is wanted. R takes part where Rscript and its packages are installed (Debian:
r-cran-surveillance).
"""
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
PEER_SERIES = 40
WANTED = {"farrington": 3000, "c1": 100000, "c3": 100000, "cusum": 100000, "bayes": 100000}


def peer(path):
    """What R reaches, by detector; empty where it is not there."""
    if shutil.which("Rscript") is None:
        return {}
    done = subprocess.run(["Rscript", "--vanilla", os.path.join(HERE, "peer.R"), path, str(PEER_SERIES)], text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode != 0:
        print("R's surveillance did not run: %s" % done.stderr.strip().split("\n")[-1])
    lines = (line.split("\t") for line in done.stdout.splitlines())
    return {line[0]: float(line[1]) for line in lines if len(line) == 2}


def main(build, series="5000"):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "series.csv")
        lines = subprocess.run([os.path.join(build, "bench_surveillance"), series, path], text=True, check=True,
                               stdout=subprocess.PIPE).stdout.splitlines()
        theirs = peer(path)
    print("%-42s %6s %12s %10s %10s %8s" % ("series a second", "weeks", "ours", "wanted", "R", "times"))
    for line in lines:
        key, name, weeks, rate = line.split("\t")
        other = theirs.get(key)
        print("%-42s %6s %12s %10s %10s %8s" % (name, weeks, rate, WANTED.get(key, "-"), "%.1f" % other if other else "-",
                                                "%.0f" % (float(rate) / other) if other else "-"))


if __name__ == "__main__":
    main(*sys.argv[1:])
