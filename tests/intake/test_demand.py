#!/usr/bin/env python3
"""Reads every file of events of the shared data with `locality trends` and holds its rows against the manifest.

The folder is LOCALITY_DATA, else `data` in the folder `shared` beside the project; without it the test is skipped.
LOCALITY_CLI names the command. Exit 0: all holds; 77: skipped; 1: something does not.
"""
import collections
import csv
import gzip
import io
import json
import os
import re
import subprocess
import sys
import tempfile

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DATA = os.environ.get("LOCALITY_DATA") or os.path.join(os.path.dirname(TOP), "shared", "data")
CLI = os.environ.get("LOCALITY_CLI", "")

# file: columns of area, service, date and count ("" for none), period, rows that are not counted by reason
FILES = {
    "fixmystreet_site_lad_month_shefB.csv.gz": ("lad", "SHEF_B_CODE", "month", "reports", "month"),
    "fixmystreet_site_lsoa_month_shefB_2016_2020.csv.gz": ("lsoa", "SHEF_B_CODE", "month", "reports", "month"),
    "CODES_SHEF_A.csv": ("name", "code", "", "", "month"),
    "CODES_SHEF_B.csv": ("name", "code", "", "", "month"),
    "boston311_2011_h2.csv.gz": ("neighborhood", "reason", "open_dt", "", "week"),
    "townsville_animal_complaints.csv.gz": ("Suburb", "Animal Type", "Date Received", "", "month"),
    "defra_flytipping_incidents_2012_2022.csv": ("LA Name", "Region", "Year", "Total Incidents", "financial-year"),
    "defra_flytipping_actions_2012_2022.csv": ("LA Name", "Region", "Year", "Total Actions", "financial-year"),
    "police_norfolk_street_2018-10_2019-02.csv.gz": ("LSOA code", "Crime type", "Month", "", "month"),
}
# Sums that the manifest states.
EVENTS = {"fixmystreet_site_lad_month_shefB.csv.gz": 1560401,
          "fixmystreet_site_lsoa_month_shefB_2016_2020.csv.gz": 1005485}

failures = []


def check(holds, what):
    if not holds:
        failures.append(what)
        print("FAILS: " + what)


def manifest():
    """Rows of each file, as its manifest says."""
    rows = {}
    with open(os.path.join(DATA, "MANIFEST.md"), encoding="utf-8") as file:
        for line in file:
            found = re.match(r"\| demand/(\S+) \| ([\d,]+) \|", line)
            if found:
                rows[found.group(1)] = int(found.group(2).replace(",", ""))
    return rows


def unpacked(name):
    path = os.path.join(DATA, "demand", name)
    with (gzip.open(path) if name.endswith(".gz") else open(path, "rb")) as file:
        return file.read()


def counts_of(text, columns):
    """The same counts by the csv module: of area, service and period as it is written, and what was not counted."""
    area, service, date, count, every = columns
    found, rows = collections.Counter(), 0
    reader = csv.DictReader(io.StringIO(text, newline=""))
    wrong = collections.Counter()
    for row in reader:
        rows += 1
        if not date or not (row[date] or "").strip():
            wrong["received: blank"] += 1
        elif count and not re.fullmatch(r"\d+", row[count].strip()):
            wrong["count"] += 1
        elif not row[area].strip() or not row[service].strip():
            wrong["name"] += 1
        else:
            found[row[area].strip(), row[service].strip()] += int(row[count]) if count else 1
    return rows, found, sum(wrong.values())


def run(path, columns, *more):
    options = []
    for name, column in zip(("--area", "--service", "--date", "--count"), columns):
        options += [name, column] if column else []
    result = subprocess.run([CLI, "trends", path, "--every", columns[4], "--counts", "--json", *options, *more],
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    return result


def read(name, columns, rows):
    data = unpacked(name)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "events.csv")
        with open(path, "wb") as file:
            file.write(data)
        result = run(path, columns)
        two = run(path, columns, "--threads", "2")
    if result.returncode not in (0, 1):
        check(False, "%s: %s" % (name, result.stderr.decode()))
        return
    check(result.stdout == two.stdout, "%s: two threads say the same" % name)
    answer = json.loads(result.stdout)
    told = answer["rows"]
    check(told["read"] == rows, "%s: %d rows read, %d in the manifest" % (name, told["read"], rows))
    check(told["read"] == told["counted"] + told["blank"] + told["unknown"] + told["malformed"],
          "%s: every row is accounted for" % name)
    own_rows, found, wrong = counts_of(data.decode("utf-8-sig"), columns)
    check(own_rows == rows, "%s: %d rows by the csv module" % (name, own_rows))
    check(told["read"] - told["counted"] == wrong,
          "%s: %d rows were not counted, %d by the csv module" % (name, told["read"] - told["counted"], wrong))
    check(answer["events"] == sum(found.values()), "%s: %d events" % (name, answer["events"]))
    check(answer["events"] == EVENTS.get(name, answer["events"]), "%s: the sum of the manifest" % name)
    ours = {(line["area"], line["service"]): line["total"] for line in answer["series"]}
    check(ours == {key: value for key, value in found.items() if value}, "%s: the totals of the series" % name)
    for line in answer["series"]:
        if sum(value or 0 for value in line["counts"]) != line["total"]:
            check(False, "%s: %s/%s: counts and total" % (name, line["area"], line["service"]))
    print("%-52s %7d rows, %7d counted, %8d events, %6d series" %
          (name, told["read"], told["counted"], answer["events"], len(answer["series"])))


def main():
    if not CLI or not os.path.isdir(os.path.join(DATA, "demand")):
        print("skipped: no command, or no shared data (LOCALITY_DATA)")
        return 77
    rows = manifest()
    check(sorted(rows) == sorted(FILES), "every file of the manifest is read, and no other: %s" % sorted(rows))
    for name, columns in FILES.items():
        read(name, columns, rows.get(name, -1))
    print("%d files, %d failures" % (len(FILES), len(failures)))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
