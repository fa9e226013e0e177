#!/usr/bin/env python3
"""Imports every table of the shared data with the maps of the library and holds the result against its manifest.

The folder is LOCALITY_DATA, else `data` in the folder `shared` beside the project; without it the test is skipped.
LOCALITY_CLI names the command. Exit 0: all holds, or skipped; 1: something does not.
"""
import collections
import csv
import decimal
import glob
import gzip
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import time

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DATA = os.environ.get("LOCALITY_DATA") or os.path.join(os.path.dirname(TOP), "shared", "data")
CLI = os.environ.get("LOCALITY_CLI", "")

# file: map, rows, records made by plural or singular, problems by fault, refused
TABLES = {
    "structures/organogram_mod_2015-09-30_senior.csv":
        ("uk-organogram-senior", 654, {"post": 652, "unit": 9, "organisation": 1}, {"repeated": 2}, {"post": 2}),
    "structures/organogram_mod_2015-09-30_junior.csv":
        ("uk-organogram-junior", 4653, {"post": 4653}, {"dangling": 4653}, {}),
    "structures/organogram_dfid_2014-09-30_senior.csv":
        ("uk-organogram-senior", 92, {"post": 92}, {}, {}),
    "structures/organogram_dfid_2014-09-30_junior.csv":
        ("uk-organogram-junior", 684, {"post": 684}, {"dangling": 684}, {}),
    "structures/organogram_allbodies_2011-03-31_senior.csv.gz":
        ("uk-organogram-senior", 5007, {"post": 4973},
         {"mangled": 846, "id": 1, "repeated": 33, "dangling": 1}, {"post": 34}),
    "structures/organogram_allbodies_2011-03-31_junior.csv.gz":
        ("uk-organogram-junior", 53651, {"post": 53651},
         {"mangled": 21, "value": 220, "order": 2, "different": 6, "dangling": 53651}, {}),
    "structures/organogram_dclg_all_snapshots.csv.gz":
        ("uk-organogram-history", 11438, {"structure": 10, "post": 11376},
         {"id": 13, "repeated": 9, "different": 2, "dangling": 20}, {"post": 22}),
    "structures/trafford_council_organisation_structure_2024.csv":
        ("council-organisation-chart", 80, {"post": 80, "unit": 60}, {}, {}),
    "structures/trafford_senior_salaries_count.csv":
        ("council-senior-salaries", 30, {"observation": 30, "measure": 1}, {}, {}),
    "structures/trafford_pay_multiple.csv":
        ("council-pay-multiple", 24, {"figure": 24}, {}, {}),
    "structures/baltimore_employees_fy2018.csv":
        ("employee-list", 13683, {"post": 13683, "person": 13683, "unit": 673}, {}, {}),
    "localities/mysociety_uk_local_authorities_current.csv":
        ("mysociety-local-authorities", 470, {"area": 483, "organisation": 470, "alias": 925}, {}, {}),
    "localities/la_all_codes.csv":
        ("ons-local-authorities", 415, {"area": 449}, {}, {}),
    "localities/lookup_lsoa21_ward24_ltla24.csv.gz":
        ("ons-lsoa-ward-district", 35672, {"area": 35672 + 7536 + 318}, {}, {}),
    "localities/lookup_ltla23_utla23.csv":
        ("ons-district-county", 318, {"area": 339}, {}, {}),
    "localities/imd2019_england_lsoa11.csv.gz":
        ("imd-lsoa", 32844, {"area": 32844, "measure": 16, "observation": 16 * 32844}, {}, {}),
    "localities/population20_ltla20.csv":
        ("population-by-age", 336, {"area": 336, "observation": 336 * 91}, {}, {}),
    "localities/gm_population_1981_2021_sex_age.csv":
        ("population-long", 2850, {"area": 10, "observation": 2850}, {}, {}),
    "localities/boundaries_coventry_wards.geojson":
        ("ons-ward-boundaries", 18, {"area": 18 + 1}, {}, {}),
    "localities/boundaries_norfolk_lsoas.geojson.gz":
        ("ons-lsoa-boundaries", 552, {"area": 552 + 7}, {}, {}),
    "localities/trafford_localities.geojson":
        ("council-localities", 4, {"area": 4}, {}, {}),
    "localities/trafford_electoral_ward.geojson":
        ("council-localities", 21, {"area": 21}, {}, {}),
    "payscales/uk_civil_service_grade_payscales_2011-03-31.csv":
        ("grades", 2226, {"grade": 2226}, {"value": 30, "order": 1}, {}),
    "payscales/canada_core_rates.csv":
        ("grades", 494, {"grade": 494}, {}, {}),
}
SINGULAR = {"posts": "post", "units": "unit", "organisations": "organisation", "observations": "observation",
            "measures": "measure", "figures": "figure", "areas": "area", "aliases": "alias", "people": "person",
            "structures": "structure", "grades": "grade", "functions": "function", "spends": "spend"}

failures = []


def hold(condition, what):
    if not condition:
        failures.append(what)
        print("not so: %s" % what)


def same(actual, expected, what):
    hold(actual == expected, "%s is %r, expected %r" % (what, actual, expected))


def read(name):
    """The bytes of a table."""
    path = os.path.join(DATA, name)
    with gzip.open(path, "rb") if name.endswith(".gz") else open(path, "rb") as file:
        return file.read()


def rows_of(name):
    """The rows of a table as Python's own reader sees them."""
    return list(csv.DictReader(io.StringIO(read(name).decode("utf-8"), newline="")))


def counts(report, title):
    """The counts of one line of the report: `  imported  2 posts, 1 unit`."""
    found = collections.Counter()
    for line in report.splitlines():
        if line.startswith("  " + title + " "):
            for part in line[len(title) + 2:].strip().split(", "):
                number, _, word = part.partition(" ")
                found[SINGULAR.get(word, word)] = int(number)
    return found


def bring(name, map_name, *more):
    """Imports a table: exit code, document, report."""
    done = subprocess.run([CLI, "import", "-", "--map", map_name, *more], input=read(name), capture_output=True,
                          check=False)
    report = done.stderr.decode("utf-8")
    if done.returncode not in (0, 1):
        hold(False, "%s by %s: exit code %d: %s" % (name, map_name, done.returncode, report[:300]))
        return done.returncode, {}, report
    return done.returncode, json.loads(done.stdout, parse_float=decimal.Decimal), report


def quantity(value):
    """A quantity of a document as a decimal; None where it is no exact number."""
    return decimal.Decimal(value) if isinstance(value, (int, str, decimal.Decimal)) and re.fullmatch(
        r"-?[0-9.]+", str(value)) else None


def total(posts, field):
    return sum(quantity(post[field]) or 0 for post in posts if field in post)


def check_table(name):
    map_name, rows, made, problems, refused = TABLES[name]
    code, document, report = bring(name, map_name)
    if not document:
        return {}
    stated = re.search(r": (\d+) rows$", report.splitlines()[0])
    same(int(stated.group(1)), rows, "rows of " + name)
    for kind, count in made.items():
        same(counts(report, "imported")[kind], count, "%s of %s" % (kind, name))
        same(len(document.get(kind, [])), count, "%s written for %s" % (kind, name))
    same(dict(counts(report, "problems")), problems, "problems of " + name)
    same(dict(counts(report, "not imported")), refused, "refused of " + name)
    errors = sum(count for fault, count in problems.items() if fault not in ("mangled", "different"))
    same(code, 1 if errors else 0, "exit code of " + name)
    hold("(heading" not in report and "does not cover" not in report, "every column of %s is covered" % name)
    return document


def organogram(folder, senior, junior, sums):
    """Both tables of an organogram in one document."""
    with tempfile.TemporaryDirectory(dir=folder) as place:
        base = os.path.join(place, "base.json")
        _, document, report = bring(senior, "uk-organogram-senior", "--structure", "now")
        with open(base, "w", encoding="utf-8") as file:
            json.dump(document, file, default=str)
        _, document, second = bring(junior, "uk-organogram-junior", "--structure", "now", "--into", base)
    posts = document.get("post", [])
    juniors = [post for post in posts if post.get("senior") is False]
    same(total(juniors, "fte"), sums["junior FTE"], "FTE of " + junior)
    same(sum(post.get("reports_to") == "none" for post in posts), sums["roots"], "roots of " + senior)
    same(counts(second, "problems")["dangling"], 0, "rows of %s that report to nobody there" % junior)
    same(sum(post.get("disposition") == "ceases" for post in posts), sums["eliminated"], "eliminated of " + senior)
    same(sum(post.get("vacant") == 1 for post in posts), sums["vacant"], "vacant of " + senior)
    for word, count in sums["words"].items():
        hold("Name: %s %d" % (word, count) in report, "%s counts %d %s" % (senior, count, word))
    ids = {post["id"] for post in posts} | {"none"}
    hold(all(post.get("reports_to", "none") in ids for post in posts), "lines of %s lead to posts" % senior)
    hold(all(post["source"] == "standard input" and post["section"].startswith("row ") for post in posts),
         "every post of %s says its row" % senior)
    return document


def check_mod(folder):
    organogram(folder, "structures/organogram_mod_2015-09-30_senior.csv",
               "structures/organogram_mod_2015-09-30_junior.csv",
               {"junior FTE": decimal.Decimal("188683.14"), "roots": 10, "eliminated": 2, "vacant": 27,
                "words": {"N/D": 452, "Vacant": 27, "Eliminated": 2}})


def check_dfid(folder):
    fte = sum(decimal.Decimal(row["Number of Posts in FTE"])
              for row in rows_of("structures/organogram_dfid_2014-09-30_junior.csv"))
    same(round(fte), 1933, "FTE of DFID as the manifest has it")
    organogram(folder, "structures/organogram_dfid_2014-09-30_senior.csv",
               "structures/organogram_dfid_2014-09-30_junior.csv",
               {"junior FTE": fte, "roots": 1, "eliminated": 0, "vacant": 0, "words": {}})


def check_all_bodies(folder):
    junior = "structures/organogram_allbodies_2011-03-31_junior.csv.gz"
    fte = sum(decimal.Decimal(row["Number of Posts in FTE"]) for row in rows_of(junior))
    document = organogram(folder, "structures/organogram_allbodies_2011-03-31_senior.csv.gz", junior,
                          {"junior FTE": fte, "roots": 144, "eliminated": 25, "vacant": 7, "words": {}})
    bodies = {post["id"].split("/")[0] for post in document["post"]}
    same(len(bodies), 138, "bodies that have a post (141, three of them with a header alone)")
    mangled = sum("\ufffd" in post.get("remit", "") + post.get("title", "") for post in document["post"])
    hold(mangled > 800, "mangled letters are imported as they are")


def check_history(document):
    rows = rows_of("structures/organogram_dclg_all_snapshots.csv.gz")
    by_date = collections.Counter(row["Back to Index"] for row in rows)
    same(by_date["Sep-14"], 1876, "rows of September 2014 as the manifest has it")
    posts = collections.Counter(post["structure"] for post in document["post"])
    for label, count in by_date.items():
        lost = count - posts[label.lower()]
        hold(0 <= lost <= 45, "%s has %d posts of %d rows" % (label, posts[label.lower()], count))
    dates = {record["id"]: record["effective"] for record in document["structure"]}
    same(dates["sep-14"], "2014-09", "date of sep-14")
    same(dates["jun-10"], "2010-06", "date of jun-10")
    false_roots = sum(post.get("reports_to") == "none" and post.get("disposition") == "ceases"
                      for post in document["post"] if post["structure"] == "sep-14")
    hold(111 <= false_roots <= 146, "eliminated posts that report to XX are no true roots: %d" % false_roots)


def check_chart(document):
    posts = {post["id"]: post for post in document["post"]}
    same(posts["level-1"]["reports_to"], "none", "the chief executive's line")
    same(sum(post.get("reports_to") == "level-1" for post in posts.values()), 6, "posts of level 2")
    same(sum(post["vacant"] for post in posts.values()), 3, "vacant posts of Trafford")
    hold(all("reports_to" in post or post["reports_basis"] == "unknown" for post in posts.values()),
         "a line is given or known to be unknown")


def check_employees(document):
    people = {person["id"]: person for person in document["person"]}
    rows = rows_of("structures/baltimore_employees_fy2018.csv")
    first = people[rows[0]["DEPTID"] + "/2"]
    same(first["starts"], "1979-10-24", "hire date of the first row")
    rate = sum(decimal.Decimal(row["ANNUAL_RT"]) for row in rows)
    same(sum(quantity(s["amount"]) for s in document["spend"] if s["recurring"]), rate, "annual rates")


def check_register(document):
    areas = {area["id"]: area for area in document["area"]}
    same(areas["E07000004"]["successors"], ["BUC"], "what replaced Aylesbury Vale")
    same(areas["E10000006"]["successors"], ["CBD", "WAF"], "what Cumbria was split into")
    same(areas["E10000021"]["successors"], ["NNT", "WNT"], "what Northamptonshire was split into")
    same(sum(len(area.get("successors", [])) for area in areas.values()),
         sum(len(row["replaced-by"].split(",")) for row in rows_of("localities/mysociety_uk_local_authorities_current.csv")
             if row["replaced-by"]), "what replaces an authority, in all")
    same(areas["E07000004"]["ends"], "2020-03-31", "end of Aylesbury Vale")
    same(sum(area.get("status") == "retired" for area in areas.values()), 73, "retired authorities")
    texts = {alias["text"]: alias["record"] for alias in document["alias"]}
    same(texts["BUC"], "area:E06000060", "code of Buckinghamshire")
    same(texts["E07000097"], "area:E07000242", "former code of East Hertfordshire")
    same(texts["S12000046"], "area:S12000049", "one of two former codes of Glasgow")


def check_codes(document):
    areas = {area["id"]: area for area in document["area"]}
    same(sum(area.get("status") == "retired" for area in areas.values()), 54, "abolished codes")
    same(areas["E06000028"]["successor"], "E06000058", "what Bournemouth became")
    same(areas["E07000148"]["parent"], "E10000020", "Norwich lies in Norfolk")
    same(areas["E10000020"]["level"], "county", "level of Norfolk")


def check_deprivation(document):
    rows = rows_of("localities/imd2019_england_lsoa11.csv.gz")
    same(sum(area.get("category") == "deprived" for area in document["area"]),
         sum(row["IMD_decile"] == "1" for row in rows), "most deprived tenth")
    same(sum(quantity(record["value"]) for record in document["observation"]),
         sum(int(value) for row in rows for name, value in row.items() if name != "lsoa11_code"),
         "all deciles and ranks")


def check_population(document):
    rows = rows_of("localities/population20_ltla20.csv")
    same(sum(area["population"] for area in document["area"]), sum(int(row["total_population"]) for row in rows),
         "population of the districts")
    same(sum(quantity(record["value"]) for record in document["observation"]),
         sum(int(row[str(age)]) for row in rows for age in range(90)) + sum(int(row["90+"]) for row in rows),
         "population by age")


def check_document(folder):
    """A document that names its tables works with every command; a structure is judged in under a second."""
    for part in ("senior", "junior"):
        name = "organogram_mod_2015-09-30_%s.csv" % part
        with open(os.path.join(folder, name), "wb") as file:
            file.write(read("structures/" + name))
    path = os.path.join(folder, "mod.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"locality": 1, "title": "Ministry of Defence", "tables": [
            {"file": "organogram_mod_2015-09-30_%s.csv" % part, "map": "uk-organogram-" + part, "structure": "mod",
             "as_at": "2015-09-30"} for part in ("senior", "junior")]}, file)
    rules = os.path.join(TOP, "docs", "rules", "structure-health.rules")
    begun = time.monotonic()
    done = subprocess.run([CLI, "check", path, "--rules", rules, "--json"], capture_output=True, check=False)
    took = time.monotonic() - begun
    same(done.returncode, 1, "exit code of a check in which rules fail")
    verdicts = {finding["rule"]: finding["verdict"] for finding in json.loads(done.stdout)["findings"]}
    for rule, verdict in {"STH-01": "fail", "STH-02": "fail", "STH-03": "pass", "STH-04": "pass", "STH-05": "pass",
                          "STH-06": "fail", "STH-08": "pass", "STH-09": "pass"}.items():
        same(verdicts.get(rule), verdict, "verdict of " + rule)
    hold(took < 1 or "LOCALITY_SLOW" in os.environ, "the check took %.2f s, more than a second" % took)
    done = subprocess.run([CLI, "query", path, "count(p in post where p.reports_to is none)"], capture_output=True,
                          check=False)
    same(done.stdout.split(), [b"10"], "roots asked for")


CHECKS = {
    "structures/organogram_dclg_all_snapshots.csv.gz": check_history,
    "structures/trafford_council_organisation_structure_2024.csv": check_chart,
    "structures/baltimore_employees_fy2018.csv": check_employees,
    "localities/mysociety_uk_local_authorities_current.csv": check_register,
    "localities/la_all_codes.csv": check_codes,
    "localities/imd2019_england_lsoa11.csv.gz": check_deprivation,
    "localities/population20_ltla20.csv": check_population,
}


def main():
    if not os.path.isdir(DATA):
        print("skipped: there is no folder %s; LOCALITY_DATA names another" % DATA)
        return 0
    if not CLI:
        print("LOCALITY_CLI does not name the command")
        return 1
    for folder in ("structures", "localities"):
        for path in sorted(glob.glob(os.path.join(DATA, folder, "*"))):
            name = folder + "/" + os.path.basename(path)
            hold(name in TABLES, "%s has a row in this test" % name)
    for name in TABLES:
        document = check_table(name)
        if document and name in CHECKS:
            CHECKS[name](document)
    with tempfile.TemporaryDirectory() as folder:
        check_mod(folder)
        check_dfid(folder)
        check_all_bodies(folder)
        check_document(folder)
    print("%d tables, %d failures" % (len(TABLES), len(failures)))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
