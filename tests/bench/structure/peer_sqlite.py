"""The same load, checks and comparison in SQLite, recursion included.  peer_sqlite.py DIR [ROUNDS]"""
import csv
import sqlite3
import sys
import time

SCHEMA = """
create table post(id text primary key, structure text, title text, unit text, reports_to text, grade text,
  fte integer, posts integer, cost integer, serves text, temporary text, origin text) without rowid;
create table unit(id text primary key, structure text, head text, quantity integer) without rowid;
create table area(id text primary key, name text) without rowid;
create table grade(id text primary key, rank integer, maximum integer) without rowid;
"""
RULES = [
    "select count(*) from post p join post m on m.id = p.reports_to where p.structure = 'proposed' and m.structure <> p.structure",
    "select count(*) from post p join post m on m.id = p.reports_to join grade a on a.id = m.grade"
    " join grade b on b.id = p.grade where p.structure = 'proposed' and a.rank < b.rank",
    "select count(*) from post p where p.structure = 'proposed' and p.fte > p.posts * 1000000",
    "select count(*) from (select sum(posts) s from post p where p.structure = 'proposed' and"
    " reports_to not in ('', 'none') group by reports_to) where s > 8",
    "select count(*) from depth where d > 7",
    "select count(*) from area a where not exists (select 1 from post p where p.serves = a.id and p.structure = 'proposed'"
    " and p.title = 'Title 000')",
    "select count(*) from unit u left join post h on h.id = u.head left join (select unit, sum(posts) s from post"
    " where structure = 'proposed' group by unit) l on l.unit = u.id where u.structure = 'proposed' and"
    " (h.unit <> u.id or coalesce(l.s, 0) <> u.quantity)",
    "select count(*) from post p join grade g on g.id = p.grade where p.structure = 'proposed'"
    " and g.maximum * 100 * p.fte < p.cost * 1000000",
    "select count(*) from post p where p.structure = 'proposed' and p.temporary = 'yes'"
    " and exists (select 1 from post c where c.reports_to = p.id)",
    "select count(*) from post p where p.structure = 'proposed' and p.title = 'Title 001' and p.fte < 500000",
]


def rows(directory, name):
    with open(f"{directory}/{name}.csv", newline="") as file:
        reader = csv.reader(file)
        next(reader)
        yield from reader


def load(directory):
    base = sqlite3.connect(":memory:")
    base.executescript(SCHEMA)
    posts = ((r[0], r[1], r[2], r[3], r[4], r[5], round(float(r[6]) * 1000000), int(r[7]), int(r[8]) * 100,
              r[9], r[10], r[11]) for r in rows(directory, "posts"))
    base.executemany("insert into post values (?,?,?,?,?,?,?,?,?,?,?,?)", posts)
    base.executemany("insert into unit values (?,?,?,?)", rows(directory, "units"))
    base.executemany("insert into area values (?,?)", rows(directory, "areas"))
    base.executemany("insert into grade values (?,?,?)", rows(directory, "grades"))
    base.execute("create index by_manager on post(reports_to, posts)")
    base.execute("create index by_serves on post(serves, title)")
    base.execute("create index by_unit on post(unit, posts)")
    base.execute("analyze")
    return base


def check(base):
    one = lambda sql: base.execute(sql).fetchone()[0]
    base.execute("""create temp table depth as with recursive line(id, d) as (
        select id, 0 from post where structure = 'proposed' and reports_to in ('', 'none')
        union all select p.id, d + 1 from line join post p on p.reports_to = line.id)
        select id, d from line""")
    base.execute("create unique index temp.depth_id on depth(id)")
    circle = """with recursive up(start, id, d) as (
        select id, reports_to, 1 from post p where p.structure = 'proposed' and id not in (select id from depth)
        union all select start, p.reports_to, d + 1 from up join post p on p.id = up.id
        where up.id <> start and d < 50) select count(distinct start) from up where id = start"""
    orphans = one("select count(*) from post p where p.structure = 'proposed' and reports_to = ''")
    cycles = one(circle)
    layers = one("select max(d) + 1 from depth")
    widest = one("select max(s) from (select sum(posts) s from post p where p.structure = 'proposed'"
                 " and reports_to not in ('', 'none') group by reports_to)")
    fte, cost = base.execute("select sum(f % 1000003), sum(c % 1000003) from (select sum(fte) f, sum(cost) c"
                             " from post p where p.structure = 'proposed' group by serves)").fetchone()
    return (orphans, cycles, layers, widest, fte, cost), [one(rule) for rule in RULES]


def compare(base):
    one = lambda sql: base.execute(sql).fetchone()[0]
    added = one("select count(*) from post where structure = 'proposed' and origin = ''")
    ceased = one("select count(*) from post where structure = 'current' and id not in"
                 " (select origin from post where structure = 'proposed')")
    changed, both = base.execute("""select sum(n.title <> o.title or n.grade <> o.grade or n.fte <> o.fte
        or n.posts <> o.posts), count(*) from post n join post o on o.id = n.origin
        where n.structure = 'proposed' and n.origin <> ''""").fetchone()
    return added, ceased, changed, both - changed


for _ in range(int(sys.argv[2]) if len(sys.argv) > 2 else 1):
    t0 = time.perf_counter()
    database = load(sys.argv[1])
    t1 = time.perf_counter()
    totals, found = check(database)
    t2 = time.perf_counter()
    changes = compare(database)
    t3 = time.perf_counter()
    print(f"time\tsplit 0.0000\tload {t1 - t0:.6f}\tcheck {t2 - t1:.6f}\tcompare {t3 - t2:.6f}", flush=True)
print("answer\torphans %d\tcycles %d\tlayers %d\twidest %d\tfte %d\tcost %d" % totals)
print("answer\trules " + " ".join(map(str, found)))
print("answer\tadded %d\tceased %d\tchanged %d\tunchanged %d" % changes)
