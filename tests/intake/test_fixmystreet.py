#!/usr/bin/env python3
"""`locality trends` on the reports that people made on FixMyStreet.com: what docs/guide/street-scene.md says of them holds.

The folder of the data is LOCALITY_DATA, else `data` in the folder `shared` beside the project; without it the test is skipped.
LOCALITY_CLI names the command. Data: mySociety, Open Data Commons Attribution License. Exit 0: all holds; 77: skipped; 1: not.
"""
import collections
import csv
import gzip
import json
import math
import os
import random
import re
import subprocess
import sys
import tempfile

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DATA = os.environ.get("LOCALITY_DATA") or os.path.join(os.path.dirname(TOP), "shared", "data")
CLI = os.environ.get("LOCALITY_CLI", "")
DISTRICTS = "fixmystreet_site_lad_month_shefB.csv.gz"
SMALL = "fixmystreet_site_lsoa_month_shefB_2016_2020.csv.gz"
MAP = "boundaries_norfolk_lsoas.geojson.gz"
RULES = os.path.join(TOP, "docs", "rules", "street-scene.rules")
failures = []


def check(holds, what, more=""):
    if not holds:
        failures.append(what)
        print("FAILS: %s %s" % (what, more))
    return holds


def rows_of(folder, name):
    with gzip.open(os.path.join(DATA, folder, name), "rt", encoding="utf-8") as file:
        yield from csv.DictReader(file)


def trends(folder, *arguments):
    done = subprocess.run([CLI, "trends", *arguments], cwd=folder, capture_output=True)
    check(done.returncode == 0, "trends " + " ".join(arguments), done.stderr.decode()[:300])
    return done.stdout


def categories():
    with open(os.path.join(DATA, "demand", "CODES_SHEF_B.csv"), encoding="utf-8") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file)}


def write(path, heading, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([heading, *rows])


def claims():
    """The numbers of the page: (text of the page that holds them, the numbers) by name."""
    with open(os.path.join(TOP, "docs", "guide", "street-scene.md"), encoding="utf-8") as file:
        page = " ".join(file.read().split())
    patterns = {
        "districts": r"([\d,]+) rows with ([\d,]+) reports from (\d+) districts in (\d+) categories",
        "listed": r"(\d+) of ([\d,]+) cells are listed, (\d+) of them rises, (\d+) of them rubbish; ([\d,]+) more are to be watched",
        "untold": r"In ([\d,]+) of the cells a doubling would have gone unseen",
        "moved": r"(\d+) levels may have moved for good",
        "first": r"the first line is ([^:]+) in (E\d+): (\d+) reports in (\d+) months, where ([\d.]+) were expected",
        "norfolk": r"([\d,]+) reports from (\d+) small areas of Norfolk: (\d+) lines? and (\d+) clusters? are listed",
    }
    found = {name: re.search(pattern, page) for name, pattern in patterns.items()}
    for name, match in found.items():
        check(match, "the page says nothing of", name)
    return {name: tuple(text.replace(",", "") for text in match.groups()) for name, match in found.items() if match}


def judge_lines(answer, counts, months):
    """Each listed line against sums of the rows themselves."""
    for line in (line for line in answer["trends"] if line["standing"] == "listed"):
        name = "%s in %s" % (line["service"], line["area"] or "all areas")
        latest = months[len(months) - line["window"]:]
        seen = sum(counts[area, line["service"], month] for month in latest
                   for area in ([line["area"]] if line["area"] else {key[0] for key in counts}))
        check(seen == line["observed"], name + ": seen", "%d %d" % (seen, line["observed"]))
        check(line["q"] is None or line["q"] <= 0.1, name + ": its q", line["q"])
        check(line["expected"] is None or math.isclose(line["excess"], line["observed"] - line["expected"], abs_tol=1e-6), name + ": excess")
        check("window" not in line["rules"] or line["direction"] < 0 or line["unless"] < line["observed"], name + ": unless")


def judge_districts(folder, said):
    names, counts = categories(), collections.Counter()
    rows = [(row["month"], row["lad"], names[row["SHEF_B_CODE"]], row["reports"]) for row in rows_of("demand", DISTRICTS)]
    heading = ("month", "lad", "category", "reports")
    write(os.path.join(folder, "reports.csv"), heading, rows)
    arguments = ("reports.csv", "--area", "lad", "--service", "category", "--count", "reports", "--every", "month")
    text = trends(folder, *arguments, "--json")
    answer = json.loads(text)
    for month, area, category, number in rows:
        counts[area, category, month] += int(number)
    lines = [line for line in answer["trends"] if line["standing"] == "listed"]
    found = {
        "districts": (len(rows), answer["events"], len({row[1] for row in rows}), len({row[2] for row in rows})),
        "listed": (len(lines), answer["cells"]["all"], sum(line["direction"] > 0 for line in lines),
                   sum(line["service"] == "Rubbish" for line in lines), sum(line["standing"] == "watched" for line in answer["trends"])),
        "untold": (answer["cells"]["cannot_tell"],), "moved": (len(answer["suggestions"]),),
        "first": (lines[0]["service"], lines[0]["area"], lines[0]["observed"], lines[0]["window"], "%.1f" % lines[0]["expected"])}
    for name, numbers in found.items():
        check(said.get(name) == tuple(map(str, numbers)), "the page on %s" % name, "%s, found %s" % (said.get(name), numbers))
    check(answer["rows"]["counted"] == len(rows) and answer["events"] == sum(counts.values()), "every row is counted")
    judge_lines(answer, counts, answer["periods"])
    check(trends(folder, *arguments, "--json", "--threads", "2") == text, "two threads say the same to the byte")
    random.Random(1).shuffle(rows)
    write(os.path.join(folder, "reports.csv"), heading, rows)
    check(trends(folder, *arguments, "--json") == text, "the order of rows changes nothing")
    judge_followed(folder, arguments, lines)


def judge_followed(folder, arguments, lines):
    """Nobody is at work on any of it: one case of the rule for each rise that is listed."""
    trends(folder, *arguments, "--write", "signals.json")
    done = subprocess.run([CLI, "check", "signals.json", "--rules", RULES, "--rule", "SST-01", "--json"], cwd=folder, capture_output=True)
    cases = json.loads(done.stdout)["findings"][0]["cases"]
    check(cases["fail"] == sum(line["direction"] > 0 for line in lines), "every listed rise lacks a work item", cases)


def centre(geometry):
    """Middle of a shape, weighed by area, in kilometres."""
    area = east = north = 0
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for ring in (polygon[0] for polygon in polygons):
        for (x, y), (u, v) in zip(ring, ring[1:]):
            cross = x * v - u * y
            area, east, north = area + cross, east + (x + u) * cross, north + (y + v) * cross
    return round(east / area / 3 * 67.6, 2), round(north / area / 3 * 111.2, 2)  # kilometres a degree, at 52.6 degrees north


def judge_norfolk(folder, said):
    names, counts = categories(), collections.Counter()
    with gzip.open(os.path.join(DATA, "localities", MAP), "rt", encoding="utf-8") as file:
        shapes = json.load(file)["features"]
    places = {shape["properties"]["LSOA21CD"]: (shape["properties"]["LADCD_ACTIVE"], *centre(shape["geometry"])) for shape in shapes}
    rows = [(row["month"], row["lsoa"], names[row["SHEF_B_CODE"]], row["reports"]) for row in rows_of("demand", SMALL) if row["lsoa"] in places]
    write(os.path.join(folder, "reports.csv"), ("month", "lsoa", "category", "reports"), rows)
    districts = [(district, "E10000020", "", "") for district in sorted({place[0] for place in places.values()})]
    write(os.path.join(folder, "places.csv"), ("id", "parent", "east", "north"),
          [(name, *place) for name, place in places.items()] + districts + [("E10000020", "", "", "")])
    answer = json.loads(trends(folder, "reports.csv", "--area", "lsoa", "--service", "category", "--count", "reports", "--every", "month",
                               "--places", "places.csv", "--json"))
    for month, area, category, number in rows:
        for place in (area, places[area][0], "E10000020"):
            counts[place, category, month] += int(number)
    found = (sum(int(row[3]) for row in rows), len(places), sum(line["standing"] == "listed" for line in answer["trends"]),
             sum(cluster["standing"] == "listed" for cluster in answer["clusters"]))
    check(said.get("norfolk") == tuple(map(str, found)), "the page on Norfolk", "%s, found %s" % (said.get("norfolk"), found))
    judge_lines(answer, counts, answer["periods"])


def main():
    needed = [os.path.join(DATA, "demand", DISTRICTS), os.path.join(DATA, "demand", SMALL), os.path.join(DATA, "localities", MAP)]
    if not all(map(os.path.exists, needed)):
        print("skipped: no data of FixMyStreet (LOCALITY_DATA)")
        return 77
    said = claims()
    with tempfile.TemporaryDirectory() as folder:
        judge_districts(folder, said)
    with tempfile.TemporaryDirectory() as folder:
        judge_norfolk(folder, said)
    print("%d failures" % len(failures))
    return 1 if failures else 0


sys.exit(main())
