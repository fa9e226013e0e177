#!/usr/bin/env python3
"""Ten million events counted by area, service and week, in one run: run.py BUILD [DUCKDB [ROWS]]

BUILD holds feed_generate and feed_ours. Beside the library stand loops written for the very bytes, DuckDB (its Python
module, or Node's in the folder DUCKDB), R's data.table and NumPy, each where it is installed. Seconds are those of the
processor for one thread, of the clock for two; the least of three runs.
"""
import os
import shutil
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
TIMES = int(os.environ.get("LOCALITY_BENCH_TIMES", "3"))
QUERY = ("select area, service, date_trunc('week', received) as week, count(*) as n "
         "from read_csv('%s', header=true, columns={'received': 'DATE', 'area': 'VARCHAR', 'service': 'VARCHAR', "
         "'provider': 'VARCHAR'}) group by all")
R = """suppressMessages(library(data.table)); setDTthreads(%d)
best <- Inf
for (i in 1:%d) {
  t <- system.time({
    d <- fread("%s", nThread = %d)
    w <- d[, .N, by = .(area, service, week = (as.integer(received) + 3L) %%/%% 7L)]
  })
  best <- min(best, if (%d == 1) t[["user.self"]] + t[["sys.self"]] else t[["elapsed"]])
}
cat(best, "\\n")
"""
NODE = """const {DuckDBInstance} = await import('%s/node_modules/@duckdb/node-api/lib/index.js');
const instance = await DuckDBInstance.create(':memory:', {threads: '%d'});
const connection = await instance.connect();
let best = Infinity;
for (let i = 0; i < %d; i++) {
  const start = process.hrtime.bigint(), used = process.cpuUsage();
  await connection.run("create or replace temp table counts as %s");
  const cpu = process.cpuUsage(used);
  best = Math.min(best, %d === 1 ? (cpu.user + cpu.system) / 1e6 : Number(process.hrtime.bigint() - start) / 1e9);
}
console.log(best);
"""


def best_of(work, threads=1):
    clock = time.process_time if threads == 1 else time.perf_counter
    best = float("inf")
    for _ in range(TIMES):
        start = clock()
        work()
        best = min(best, clock() - start)
    return best


def duckdb(path, threads, folder):
    try:
        import duckdb as module
    except ImportError:
        module = None
    if module is not None:
        connection = module.connect(config={"threads": threads})
        return best_of(lambda: connection.execute("create or replace temp table counts as " + QUERY % path), threads)
    if folder and os.path.isdir(os.path.join(folder, "node_modules")) and shutil.which("node"):
        code = NODE % (folder, threads, TIMES, QUERY % path, threads)
        result = subprocess.run(["node", "--input-type=module", "-e", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                check=False)
        return float(result.stdout) if result.returncode == 0 else None
    return None


def data_table(path, threads):
    if not shutil.which("Rscript"):
        return None
    with tempfile.NamedTemporaryFile("w", suffix=".R") as file:
        file.write(R % (threads, TIMES, path, threads, threads))
        file.flush()
        result = subprocess.run(["Rscript", file.name], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    return float(result.stdout) if result.returncode == 0 else None


def numpy_columns(path, rows):
    try:
        import numpy as np
    except ImportError:
        return None
    data = np.fromfile(path, dtype=np.uint8)
    day = data[:4 * rows].view(np.int32)
    area, service = data[4 * rows:6 * rows].view(np.uint16), data[6 * rows:7 * rows]
    weeks, first = 524, (14610 + 3) // 7
    return best_of(lambda: np.bincount((area.astype(np.int64) * 200 + service) * weeks + (day + 3) // 7 - first,
                                       minlength=300 * 200 * weeks))


def show(name, seconds, against=None):
    if seconds is None:
        print("  %-34s not installed" % name)
    else:
        print("  %-34s %7.3f s%s" % (name, seconds, "" if not against else "   %5.2f times ours" % (seconds / against)))


def main():
    build = sys.argv[1]
    folder = sys.argv[2] if len(sys.argv) > 2 else ""
    rows = int(sys.argv[3]) if len(sys.argv) > 3 else 10000000
    with tempfile.TemporaryDirectory() as place:
        path, columns = os.path.join(place, "feed.csv"), os.path.join(place, "feed.bin")
        subprocess.run([os.path.join(build, "feed_generate"), str(rows), path, columns], check=True)
        output = subprocess.run([os.path.join(build, "feed_ours"), path, columns], check=True, stdout=subprocess.PIPE)
        ours = {name: float(value) for name, value in (line.split() for line in output.stdout.decode().splitlines())}
        print("%d events, CSV to weekly counts, one thread" % rows)
        show("ours", ours["csv"])
        show("loop byte by byte, no quotes", ours["plain-bytes"], ours["csv"])
        show("loop with memchr, no quotes", ours["tight-bytes"], ours["csv"])
        show("DuckDB", duckdb(path, 1, folder), ours["csv"])
        show("R data.table", data_table(path, 1), ours["csv"])
        show("ours, providers counted apart", ours["csv-providers"])
        print("two threads")
        show("ours", ours["csv-two-threads"])
        show("DuckDB", duckdb(path, 2, folder), ours["csv-two-threads"])
        show("R data.table", data_table(path, 2), ours["csv-two-threads"])
        print("from columns, one thread")
        show("ours", ours["columns"])
        show("counting loop", ours["tight-columns"], ours["columns"])
        show("NumPy", numpy_columns(columns, rows), ours["columns"])


if __name__ == "__main__":
    main()
