#!/usr/bin/env python3
"""Scans of 100 places by 8 weeks with 999 replicates, each model: run.py BUILD

BUILD holds bench_scan. Seconds are those of the processor, for one scan on one thread, the least of five. The packages that the
methods come from are not in Debian; what they took on one thread of another machine of this class is given beside. 0.3 s is
what is wanted.
"""
import os
import subprocess
import sys

WANTED = 0.3
ELSEWHERE = {"permutation": "SaTScan, 33 to 192 places: 2.2 to 3.1 s",
             "expected": "R scanstatistics, 1,277 zones and 99 replicates: 0.07 s"}


def main(build):
    lines = subprocess.run([os.path.join(build, "bench_scan")], check=True, capture_output=True, text=True).stdout.splitlines()
    print(lines[0])
    for line in lines[1:]:
        name, seconds, _ = line.split()
        told = "   (elsewhere: %s)" % ELSEWHERE[name] if name in ELSEWHERE else ""
        print("%-14s %6.3f s   %5.1f times as fast as wanted%s" % (name, float(seconds), WANTED / float(seconds), told))


if __name__ == "__main__":
    main(sys.argv[1])
