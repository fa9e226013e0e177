"""The same load, checks and comparison with pandas.  peer_pandas.py DIR [ROUNDS]"""
import sys
import time

import numpy as np
import pandas as pd

TEXTS = ["id", "structure", "title", "unit", "reports_to", "grade", "serves", "temporary", "origin"]


def load(directory):
    def read(name, **kind):
        return pd.read_csv(f"{directory}/{name}.csv", keep_default_na=False, **kind)

    posts = read("posts", dtype={name: str for name in TEXTS})
    posts["fte"] = (posts.fte * 1e6).round().astype("int64")
    posts["cost"] = posts.cost * 100
    return posts, read("units"), read("areas"), read("grades")


def layers_and_cycles(manager):
    """Depth of each post by pointer doubling, and whether its line ends; manager -1 ends it."""
    n = len(manager)
    up = np.append(np.where(manager >= 0, manager, n), n)
    depth = np.append((manager >= 0).astype("int64"), 0)
    for _ in range(int(n).bit_length() + 1):
        depth += depth[up]
        up = up[up]
        depth = np.minimum(depth, 2 * n)
    ends = up[:n] == n
    on_cycle = np.zeros(n, bool)
    visit = np.flatnonzero(~ends)
    seen = set()
    for start in visit:
        path, p = [], start
        while p not in seen:
            seen.add(p)
            path.append(p)
            p = manager[p]
        if p in path:
            on_cycle[path[path.index(p):]] = True
    return depth[:n], ends, on_cycle


def check(posts, units, areas, grades):
    new = posts[posts.structure == "proposed"].reset_index(drop=True)
    index = pd.Index(new.id)
    manager = index.get_indexer(new.reports_to)
    known = (new.reports_to != "") & (new.reports_to != "none")
    elsewhere = int((known & (manager < 0)).sum())
    orphans = int((new.reports_to == "").sum())
    span = np.bincount(manager[manager >= 0], weights=new.posts.to_numpy()[manager >= 0],
                       minlength=len(new)).astype("int64")
    depth, ends, on_cycle = layers_and_cycles(manager)
    by_area = new.groupby("serves")[["fte", "cost"]].sum()
    joined = new.merge(grades.rename(columns={"id": "grade"}), on="grade", how="left", sort=False)
    rank = joined["rank"].to_numpy()
    has = manager >= 0
    rules = [elsewhere,
             int((rank[manager[has]] < rank[has]).sum()),
             int((new.fte > new.posts * 1000000).sum()),
             int((span > 8).sum()),
             int((ends & (depth > 7)).sum()),
             int((~areas.id.isin(new.serves[new.title == "Title 000"])).sum())]
    version = units[units.structure == "proposed"]
    listed = version.id.map(new.groupby("unit").posts.sum()).fillna(0)
    heads = version["head"].map(pd.Series(new.unit.to_numpy(), index=index))
    rules += [int(((heads.to_numpy() != version.id.to_numpy())
                   | (listed.to_numpy() != version.quantity.to_numpy())).sum()),
              int((joined.maximum * 100 * new.fte < new.cost * 1000000).sum()),
              int(((new.temporary == "yes") & (span > 0)).sum()),
              int(((new.title == "Title 001") & (new.fte < 500000)).sum())]
    return (orphans, int(on_cycle.sum()), int(depth[ends].max()) + 1, int(span.max()),
            int((by_area.fte % 1000003).sum()), int((by_area.cost % 1000003).sum())), rules


def compare(posts):
    old = posts[posts.structure == "current"]
    new = posts[posts.structure == "proposed"]
    added = int((new.origin == "").sum())
    both = new[new.origin != ""].merge(old, left_on="origin", right_on="id", suffixes=("", "_old"))
    differs = pd.Series(False, index=both.index)
    for name in ("title", "grade", "fte", "posts"):
        differs |= both[name] != both[name + "_old"]
    return added, len(old) - len(both), int(differs.sum()), int((~differs).sum())


for _ in range(int(sys.argv[2]) if len(sys.argv) > 2 else 1):
    t0 = time.perf_counter()
    tables = load(sys.argv[1])
    t1 = time.perf_counter()
    totals, found = check(*tables)
    t2 = time.perf_counter()
    changes = compare(tables[0])
    t3 = time.perf_counter()
    print(f"time\tsplit 0.0000\tload {t1 - t0:.6f}\tcheck {t2 - t1:.6f}\tcompare {t3 - t2:.6f}")
print("answer\torphans %d\tcycles %d\tlayers %d\twidest %d\tfte %d\tcost %d" % totals)
print("answer\trules " + " ".join(map(str, found)))
print("answer\tadded %d\tceased %d\tchanged %d\tunchanged %d" % changes)
