"""Cases in SQLite against Python's sqlite3, in one run.

  sqlite.py BUILD [POSTS [ROUNDS]]

The peer puts the same records with executemany, in one transaction, into one table of a new file, and fetches them
all: the plainest code there is. Its table has the same columns as the library's and no key or index; a second one, to
know what they cost, has only the columns that hold anything in these records. Each round is timed from opening the file
to closing it, ours and theirs in turn; the best of each is compared. Then a save after one edit, for models of
two sizes.
"""
import os
import sqlite3
import subprocess
import sys
import tempfile
import time

build = sys.argv[1]
posts = int(sys.argv[2]) if len(sys.argv) > 2 else 1000000
rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 3
program = os.path.join(build, "tests/bench/bench_store_sqlite")
best = {}


def note(name, seconds):
    best[name] = min(best.get(name, seconds), seconds)
    return seconds


def ours(path, count):
    words = subprocess.run([program, path, str(count), "1"], check=True, capture_output=True, text=True).stdout.split()
    return [float(words[i]) for i in (1, 3, 5)]


def save(path, names, rows):
    if os.path.exists(path):
        os.remove(path)
    start = time.perf_counter()
    database = sqlite3.connect(path)
    database.execute("create table post (%s)" % ", ".join('"%s" %s' % pair for pair in names))
    database.executemany("insert into post values (%s)" % ", ".join("?" * len(names)), rows)
    database.commit()
    database.close()
    return time.perf_counter() - start


def load(path):
    start = time.perf_counter()
    database = sqlite3.connect(path)
    rows = database.execute("select * from post").fetchall()
    database.close()
    took = time.perf_counter() - start
    assert len(rows) == posts
    return took


def theirs(name, path, given, used):
    """In a process of its own, so that neither finds the other's memory."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        database = sqlite3.connect(given)
        columns = [(row[1], row[2]) for row in database.execute("pragma table_info(post)")]
        if used:
            counts = database.execute("select %s from post" % ", ".join('count("%s")' % c for c, _ in columns)).fetchone()
            columns = [column for column, count in zip(columns, counts) if count]
        rows = database.execute("select %s from post order by place" % ", ".join('"%s"' % c for c, _ in columns)).fetchall()
        database.close()
        saved = save(path, columns, rows)
        del rows
        os.write(write, ("%f %f" % (saved, load(path))).encode())
        os._exit(0)
    os.close(write)
    answer = os.read(read, 100).decode().split()
    os.close(read)
    os.waitpid(child, 0)
    return note(name + " save", float(answer[0])), note(name + " load", float(answer[1]))


with tempfile.TemporaryDirectory() as work:
    given, path = os.path.join(work, "ours.db"), os.path.join(work, "theirs.db")
    for turn in range(rounds):
        saved, loaded, _ = ours(given, posts)
        note("save", saved), note("load", loaded)
        same, used = theirs("same", path, given, False), theirs("used", path, given, True)
        print(f"round {turn + 1}: ours save {saved:.2f} s, load {loaded:.2f} s; Python, the same columns: {same[0]:.2f} s, "
              f"{same[1]:.2f} s; only those in use: {used[0]:.2f} s, {used[1]:.2f} s", flush=True)
    print(f"{posts} posts: save {best['save']:.2f} s, load {best['load']:.2f} s")
    for name, words in (("same", "of the same columns"), ("used", "of the columns in use")):
        print(f"Python, a table {words}: save {best[name + ' save']:.2f} s ({best[name + ' save'] / best['save']:.2f} times "
              f"as long), load {best[name + ' load']:.2f} s ({best[name + ' load'] / best['load']:.2f} times as long)")
    print("ours: a key and an order by place, every value checked, texts kept once, a model; Python: no key, a list of tuples")
for count in (posts // 100, posts):
        print(f"a save after one edit of {count} posts: {min(ours(given, count)[2] for _ in range(3)) * 1000:.1f} ms")
sys.exit(0 if best["same save"] >= 2 * best["save"] and best["same load"] >= 2 * best["load"] else 1)
