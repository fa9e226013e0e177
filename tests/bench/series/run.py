#!/usr/bin/env python3
"""Charts and series against R, statsmodels and scipy, in one run: run.py BUILD [series]

BUILD holds bench_series. Figures are series a second on one thread, in seconds of the processor; peers judge a hundred of the
same series or fewer. The packages that the methods come from (NHSRplotthedots, pyMannKendall, changepoint, ruptures) are not in
Debian; what they reached on one thread of another machine of this class is given in brackets.
"""
import csv
import os
import shutil
import subprocess
import sys
import tempfile
import time

WANTED = {"xmr": 200000, "trend": 20000, "changes": 3000, "stl": 5000}
ELSEWHERE = {"xmr": "NHSRplotthedots 77", "trend": "pyMannKendall 305", "changes": "changepoint 3,300, ruptures 84",
             "stl": "R stl 1,410", "ses": "statsforecast 47,000", "tsb": "statsforecast 108,000"}


def r_peers(path):
    """R's own, where it is installed."""
    if shutil.which("Rscript") is None:
        print("R is not there")
        return
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "peer.R")
    done = subprocess.run(["Rscript", "--vanilla", script, path], capture_output=True, text=True, check=False)
    for line in done.stdout.splitlines():
        key, name, speed = line.split("\t")
        yield key, name, float(speed)


def peers(series):
    """What there is in Debian: name of the row, what is called, with one series."""
    found = []
    try:
        from scipy.stats import kendalltau, theilslopes
        found.append(("trend", "scipy kendalltau and theilslopes", lambda y: (kendalltau(range(156), y[:156]),
                                                                               theilslopes(y[:156]))))
    except ImportError:
        print("scipy is not there")
    try:
        from statsmodels.tsa.seasonal import STL
        from statsmodels.tsa.holtwinters import SimpleExpSmoothing
        found.append(("stl", "statsmodels STL", lambda y: STL(y, period=52, seasonal=7).fit()))
        found.append(("ses", "statsmodels SES, alpha given",
                      lambda y: SimpleExpSmoothing(y, initialization_method="known", initial_level=y[0]).fit(
                          smoothing_level=0.3, optimized=False)))
    except ImportError:
        print("statsmodels is not there")
    for key, name, run in found:
        start = time.process_time()
        for one in series:
            run(one)
        yield key, name, len(series) / (time.process_time() - start)


def main():
    build = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "series.csv")
        program = os.path.join(build, "bench_series")
        output = subprocess.run([program, *(sys.argv[2:3] or ["5000"]), path], check=True, capture_output=True, text=True).stdout
        with open(path, newline="", encoding="ascii") as file:
            series = [[float(one) for one in row] for row in csv.reader(file)]
        by_r = list(r_peers(path))
    beside = {}
    for key, name, speed in by_r + list(peers(series)):
        beside.setdefault(key, []).append("%s %s" % (name, format(round(speed), ",")))
    for line in output.splitlines():
        key, name, speed = line.split("\t")
        told = beside.get(key, []) + (["(elsewhere: %s)" % ELSEWHERE[key]] if key in ELSEWHERE else [])
        wanted = "wanted %s" % format(WANTED[key], ",") if key in WANTED else ""
        print("%-34s %10s   %-15s %s" % (name, format(int(speed), ","), wanted, "; ".join(told)))


if __name__ == "__main__":
    main()
