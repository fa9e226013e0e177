"""Cases in PostgreSQL against `psql \\copy`, in one run on one server.

  ../../support/postgresql.sh python3 postgresql.py BUILD [POSTS [ROUNDS]]

The peer copies the same records into and out of one plain table of the same columns, without a key, in the form that
\\copy has by itself. Rounds alternate; the best of each is compared. Then a save after one edit, for models of three sizes.
"""
import os
import subprocess
import sys
import tempfile
import time

build = sys.argv[1]
posts = int(sys.argv[2]) if len(sys.argv) > 2 else 1000000
rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 3
program = os.path.join(build, "tests/bench/bench_store_postgresql")


def psql(*commands):
    arguments = [part for command in commands for part in ("-c", command)]
    subprocess.run(["psql", "-Xq", "-v", "ON_ERROR_STOP=1", *arguments], check=True, stdout=subprocess.DEVNULL)


def ours(count):
    words = subprocess.run([program, str(count), "1"], check=True, capture_output=True, text=True).stdout.split()
    return [float(words[i]) for i in (1, 3, 5)]


def timed(command):
    start = time.perf_counter()
    psql(command)
    return time.perf_counter() - start


best = {}
with tempfile.TemporaryDirectory() as work:
    given, got = os.path.join(work, "given"), os.path.join(work, "got")
    for turn in range(rounds):
        saved, loaded, _ = ours(posts)
        psql("DROP TABLE IF EXISTS plain", "CREATE TABLE plain (LIKE bench.post)")
        if turn == 0:
            psql(f"\\copy bench.post to '{given}'")
        psql("CHECKPOINT")
        copied_in = timed(f"\\copy plain from '{given}'")
        copied_out = timed(f"\\copy plain to '{got}'")
        print(f"round {turn + 1}: save {saved:.2f} s, load {loaded:.2f} s; "
              f"\\copy in {copied_in:.2f} s, out {copied_out:.2f} s", flush=True)
        for name, value in (("save", saved), ("load", loaded), ("in", copied_in), ("out", copied_out)):
            best[name] = min(best.get(name, value), value)
    psql("DROP TABLE plain")
whole, plain = best["save"] + best["load"], best["in"] + best["out"]
print(f"{posts} posts: save {best['save']:.2f} s + load {best['load']:.2f} s = {whole:.2f} s; "
      f"\\copy in {best['in']:.2f} s + out {best['out']:.2f} s = {plain:.2f} s; ratio {whole / plain:.2f}")
for count in (posts // 100, posts // 10, posts):
    print(f"a save after one edit of {count} posts: {min(ours(count)[2] for _ in range(2)) * 1000:.1f} ms")
sys.exit(0 if whole <= 1.1 * plain else 1)
