"""Spans, layers, orphans and cycles with networkx, the rest in plain Python.  peer_networkx.py DIR [ROUNDS]"""
import csv
import sys
import time
from collections import Counter

import networkx as nx


def rows(directory, name):
    with open(f"{directory}/{name}.csv", newline="") as file:
        return list(csv.DictReader(file))


def load(directory):
    """Two graphs with an edge from each post to its manager, and the small tables."""
    graphs = {"current": nx.DiGraph(), "proposed": nx.DiGraph()}
    for post in rows(directory, "posts"):
        post["fte"] = round(float(post["fte"]) * 1000000)
        post["cost"] = int(post["cost"]) * 100
        post["posts"] = int(post["posts"])
        graph = graphs[post["structure"]]
        graph.add_node(post["id"], **post)
        if post["reports_to"] not in ("", "none"):
            graph.add_edge(post["id"], post["reports_to"])
    return graphs, rows(directory, "units"), rows(directory, "areas"), rows(directory, "grades")


def check(graph, units, areas, grades):
    nodes = graph.nodes
    rank = {g["id"]: int(g["rank"]) for g in grades}
    maximum = {g["id"]: int(g["maximum"]) * 100 for g in grades}
    circles = list(nx.simple_cycles(graph))
    on_cycle = {p for circle in circles for p in circle}
    roots = [p for p in graph if graph.out_degree(p) == 0]
    upside = graph.reverse(copy=False)
    depth = {}
    for root in roots:
        depth.update(nx.single_source_shortest_path_length(upside, root))
    span = {p: sum(nodes[c]["posts"] for c in graph.predecessors(p)) for p in graph}
    fte, cost, listed, covered = Counter(), Counter(), Counter(), set()
    rules = [0] * 10
    for p, post in nodes(data=True):
        manager = post["reports_to"]
        fte[post["serves"]] += post["fte"]
        cost[post["serves"]] += post["cost"]
        listed[post["unit"]] += post["posts"]
        if post["title"] == "Title 000":
            covered.add(post["serves"])
        if manager not in ("", "none"):
            rules[0] += nodes[manager]["structure"] != "proposed"
            rules[1] += rank[nodes[manager]["grade"]] < rank[post["grade"]]
        rules[2] += post["fte"] > post["posts"] * 1000000
        rules[3] += span[p] > 8
        rules[4] += depth.get(p, 0) > 7
        rules[7] += maximum[post["grade"]] * post["fte"] < post["cost"] * 1000000
        rules[8] += post["temporary"] == "yes" and span[p] > 0
        rules[9] += post["title"] == "Title 001" and post["fte"] < 500000
    rules[5] = sum(a["id"] not in covered for a in areas)
    rules[6] = sum(nodes[u["head"]]["unit"] != u["id"] or listed[u["id"]] != int(u["quantity"])
                   for u in units if u["structure"] == "proposed")
    orphans = sum(post["reports_to"] == "" for _, post in nodes(data=True))
    return (orphans, len(on_cycle), max(depth.values()) + 1, max(span.values()),
            sum(v % 1000003 for v in fte.values()), sum(v % 1000003 for v in cost.values())), rules


def compare(old, new):
    added = changed = same = 0
    for _, post in new.nodes(data=True):
        if not post["origin"]:
            added += 1
            continue
        before = old.nodes[post["origin"]]
        if any(post[name] != before[name] for name in ("title", "grade", "fte", "posts")):
            changed += 1
        else:
            same += 1
    return added, len(old) - changed - same, changed, same


for _ in range(int(sys.argv[2]) if len(sys.argv) > 2 else 1):
    t0 = time.perf_counter()
    graphs, units, areas, grades = load(sys.argv[1])
    t1 = time.perf_counter()
    totals, found = check(graphs["proposed"], units, areas, grades)
    t2 = time.perf_counter()
    changes = compare(graphs["current"], graphs["proposed"])
    t3 = time.perf_counter()
    print(f"time\tsplit 0.0000\tload {t1 - t0:.6f}\tcheck {t2 - t1:.6f}\tcompare {t3 - t2:.6f}", flush=True)
print("answer\torphans %d\tcycles %d\tlayers %d\twidest %d\tfte %d\tcost %d" % totals)
print("answer\trules " + " ".join(map(str, found)))
print("answer\tadded %d\tceased %d\tchanged %d\tunchanged %d" % changes)
