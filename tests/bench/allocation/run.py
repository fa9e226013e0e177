#!/usr/bin/env python3
"""Allocation against scipy and LEMON, in one run: run.py BUILD [largest dense [largest sparse]]

BUILD holds bench_allocation. Dense: small whole numbers, large ones, distances in the plane, and i*j (Machol and
Wien); sparse: 20 pairs a candidate, one of each made to be there; restructure: the real one of the public
instances (LOCALITY_GOLDEN), where it is there. Seconds are those of the solve alone; ours proves its answer, breaks ties
canonically, and is checked. Each runs three times; the least is shown, with the most memory that was live and the
longest time before the host was asked whether to go on.
"""
import gzip
import os
import subprocess
import sys
import tempfile
import time

import numpy as np

try:
    from scipy.optimize import linear_sum_assignment
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching
except ImportError:
    linear_sum_assignment = None
HERE = os.path.dirname(os.path.abspath(__file__))
TIMES = int(os.environ.get("LOCALITY_BENCH_TIMES", "3"))


def dense(kind, n, draw):
    if kind == "1e3":
        return draw.integers(1, 1001, (n, n))
    if kind == "1e6":
        return draw.integers(1, 1000001, (n, n))
    if kind == "plane":
        a, b = draw.random((n, 2)) * 1e6, draw.random((n, 2)) * 1e6
        return np.sqrt(((a[:, None, :] - b[None, :, :]) ** 2).sum(2)).astype(np.int64)
    return np.multiply.outer(np.arange(1, n + 1), np.arange(1, n + 1))


def sparse(n, highest, draw):
    column = draw.integers(0, n, (n, 20))
    column[:, 0] = draw.permutation(n)
    pair = np.unique((np.arange(n)[:, None] * n + column).ravel())
    return n, n, pair // n, pair % n, draw.integers(1, highest + 1, len(pair))


def restructure():
    folder = os.environ.get("LOCALITY_GOLDEN", "")
    path = os.path.join(folder, "allocation/restructure-organogram/dclg_Sep14_Mar17.txt.gz")
    if not os.path.exists(path):
        return None
    with gzip.open(path, "rt") as file:
        lines = [line.split() for line in file if not line.startswith("#")]
    people, posts, count = (int(x) for x in lines[0][:3])
    table = np.array(lines[1 + people + posts:][:count], dtype=np.int64)
    return people, posts, table[:, 0], table[:, 1], table[:, 2]


def write(path, item):
    with open(path, "wb") as file:
        if isinstance(item, tuple):
            rows, columns, row, column, cost = item
            np.array([1, rows, columns, len(row)], dtype=np.int64).tofile(file)
            row.astype(np.uint32).tofile(file)
            column.astype(np.uint32).tofile(file)
            cost.astype(np.int64).tofile(file)
        else:
            np.array([0, *item.shape, item.size], dtype=np.int64).tofile(file)
            item.astype(np.int64).tofile(file)


def program(command):
    best = None
    for _ in range(TIMES):
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0:
            return None
        words = done.stdout.split()
        if best is None or float(words[1]) < float(best[1]):
            best = words
    return best


def scipy_takes(item):
    if linear_sum_assignment is None:
        return None
    best = None
    if isinstance(item, tuple):
        rows, columns, row, column, cost = item
        if rows == columns:
            matrix = csr_matrix((cost, (row, column)), shape=(rows, columns))
            ask, value = min_weight_full_bipartite_matching, lambda r, c: int(matrix[r, c].sum())
        else:  # a pair that is not there costs more than all that are
            matrix = np.full((rows, columns), int(cost.max()) * 2000, dtype=np.int64)
            matrix[row, column] = cost
            ask, value = linear_sum_assignment, lambda r, c: int(matrix[r, c].sum())
    else:
        matrix, ask, value = item, linear_sum_assignment, lambda r, c: int(item[r, c].sum())
    for _ in range(TIMES):
        start = time.perf_counter()
        r, c = ask(matrix)
        took = time.perf_counter() - start
        best = took if best is None else min(best, took)
    return value(r, c), best


def main():
    build = sys.argv[1]
    largest = int(sys.argv[2]) if len(sys.argv) > 2 else 5000
    largest_sparse = int(sys.argv[3]) if len(sys.argv) > 3 else 100000
    cells = [("dense %d, %s" % (n, kind), lambda n=n, kind=kind: dense(kind, n, np.random.default_rng(n)))
             for n in (1000, 2000, 5000) if n <= largest for kind in ("1e3", "1e6", "plane")]
    cells.append(("dense 1000, i*j", lambda: dense("i*j", 1000, None)))
    cells += [("sparse %d, %g" % (n, c), lambda n=n, c=c: sparse(n, c, np.random.default_rng(n)))
              for n in (10000, 100000) if n <= largest_sparse for c in (1000, 1000000)]
    cells.append(("restructure", restructure))
    print("%-20s %9s %9s %9s %9s %7s %8s" % ("", "ours s", "scipy s", "LEMON s", "to best", "MiB", "wait ms"))
    with tempfile.TemporaryDirectory() as folder:
        lemon = os.path.join(folder, "lemon")
        built = subprocess.run(["g++", "-O3", "-DNDEBUG", "-o", lemon, os.path.join(HERE, "peer_lemon.cc"),
                                "-llemon"], capture_output=True).returncode == 0
        wrong = 0
        for name, make in cells:
            item = make()
            if item is None:
                print("%-20s not there" % name)
                continue
            path = os.path.join(folder, "instance")
            write(path, item)
            ours = program([os.path.join(build, "bench_allocation"), path])
            theirs = program([lemon, path]) if built else None
            other = scipy_takes(item)
            values = {int(x[0]) for x in (ours, theirs, other) if x is not None}
            best = min([float(x[1]) for x in (theirs, other) if x is not None], default=0.0)
            wrong += len(values) != 1 or ours is None
            show = ["%9.4f" % float(x[1]) if x is not None else "%9s" % "-" for x in (ours, other, theirs)]
            print("%-20s %s %8.2fx %7s %8s%s" % (name, " ".join(show), best / float(ours[1]) if ours else 0,
                                               ours[3] if ours else "-", ours[4] if ours else "-",
                                               "" if len(values) == 1 else "  DIFFER %s" % values),
                  flush=True)
    return wrong != 0


if __name__ == "__main__":
    sys.exit(main())
