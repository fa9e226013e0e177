#!/usr/bin/env python3
"""What `locality trends` says beside its list: a stray date, places that are not named, whose fault a refusal is, and
records of signals whose ids never meet."""
import datetime
import json
import os
import tempfile

from cli import Count, run

MONDAY = datetime.date(2024, 1, 1)
count = Count()


def write(folder, name, lines):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    return path


def feed(folder, cells, weeks, more=(), name="requests.csv"):
    """One request for each cell (area, service) in each week, five in the latest four."""
    rows = ["date,area,service"]
    for week in range(weeks):
        day = MONDAY + datetime.timedelta(weeks=week)
        for area, service in cells:
            rows += ["%s,%s,%s" % (day, area, service)] * (8 if week >= weeks - 4 else 1)
    return write(folder, name, rows + list(more))


def silence(folder):
    said = "Nothing at all came in from %s to %s (%d weeks) before the latest row, of %s"
    for weeks, stray, wanted in ((40, "2025-03-15", ("2024-10-07", "2025-03-09", 22, "2025-W11")),
                                 (40, "2024-11-04", ("2024-10-07", "2024-11-03", 4, "2024-W45")),
                                 (40, "2024-10-28", None)):
        path = feed(folder, [("Elm", "Litter")], weeks, [stray + ",Elm,Litter"])
        code, out, _ = run("trends %s --every week" % path)
        count.holds(code == 0, "a stray date does not stop it", code)
        told = json.loads(run("trends %s --every week --json" % path)[1]).get("silence")
        if wanted is None:
            count.holds("Nothing at all" not in out and told is None, "three empty weeks are none to speak of", out)
            continue
        count.holds(said % wanted in out and out.index("Nothing at all") < out.index("listed"), "silence to " + stray, out)
        count.holds(told == dict(zip(("from", "to", "periods", "before"), wanted)), "silence in JSON", told)
        err = run("trends %s --every week --csv" % path)[2]
        count.holds(said % wanted in err, "silence beside CSV", err)
    code, out, _ = run("trends %s --every month" % feed(folder, [("Elm", "Litter")], 40, ["2025-01-15,Elm,Litter"]))
    count.holds("from 2024-10-01 to 2024-12-31 (3 months)" in out, "silent months", out)
    code, out, _ = run("trends %s" % feed(folder, [("Elm", "Litter")], 40))
    count.holds("Nothing at all" not in out, "no silence where there is none", out)


def places(folder):
    path = feed(folder, [("Elm", "Litter"), ("Oak", "Litter")], 40)
    for rows, code, wanted in (
            (["ward,population", "Elm,5", "Oak,-5"], 2, "row 3, column population: -5 is no number of people"),
            (["ward,lies in", "Elm,Oak", "Oak,Elm"], 2, 'wards.csv: "Elm" lies in itself'),
            (["ward,lies in", "Elm,Elm"], 2, 'wards.csv: "Elm" lies in itself'),
            (["ward,lies in", "Elm,Town", "Oak,Town", "Town,"], 0, None),
            (["ward", "Elm", "Elms", "Oaks"], 0, 'No event is of 2 of the places of --places, of "Elms" for one')):
        found, out, err = run("trends %s --places %s" % (path, write(folder, "wards.csv", rows)))
        count.holds(found == code, "exit code of %s" % rows, found)
        if wanted is None:
            count.holds("No event is of" not in out, "a town is named by its wards", out)
        else:
            count.holds(wanted in (err if code else out), wanted, out + err)
    services = write(folder, "services.csv", ["service,part of", "Litter,Street", "Street,Litter"])
    err = run("trends %s --services %s" % (path, services))[2]
    count.holds('services.csv: "Litter" lies in itself' in err, "a circle of services", err)


def scattered(folder):
    """Wards that are too thin to tell alone: those that lie nowhere are counted, and too many are said to be."""
    rows = ["date,area,service"]
    for ward in range(6):
        rows += ["%s,Ward %d,Litter" % (MONDAY + datetime.timedelta(weeks=week), ward) for week in range(ward, 80, 9)]
    path = write(folder, "requests.csv", rows)
    for known, wanted in ((4, "2 of 6 places too thin to tell alone, counted for each service, have no coordinates"),
                          (6, None), (1, "Of 1 service, places too thin to tell alone were not looked at together: --places")):
        wards = ["ward,east,north"] + ["Ward %d,%s" % (k, "%d,280000" % (430000 + 1000 * k) if k < known else ",") for k in range(6)]
        code, out, err = run("trends %s --places %s" % (path, write(folder, "wards.csv", wards)))
        count.holds(code == 0, "thin wards", err)
        count.holds(wanted in out if wanted else "thin" not in out, "%d wards that lie somewhere" % known, out)
    most = 16400
    path = write(folder, "requests.csv", ["date,area,service"] + [
        "%s,W%d,Litter" % (MONDAY + datetime.timedelta(weeks=k % 30), k) for k in range(most)])
    wards = write(folder, "wards.csv", ["ward,east,north"] + ["W%d,%d,280000" % (k, 400000 + k) for k in range(most)])
    out = run("trends %s --places %s" % (path, wards))[1]
    count.holds("were not looked at together: there are more than 16384 of them" in out, "too many places", out[-600:])


def options(folder):
    path = feed(folder, [("Elm", "Litter")], 40)
    for given, wanted in (("--set q=2", "locality: --set: q is out of its range"),
                          ("--set windows=0", "locality: --set: window is out of its range")):
        code, _, err = run("trends %s %s" % (path, given))
        count.holds(code == 2 and err.startswith(wanted), given, err)


def ids(folder):
    """The area A/B with the service C is not the area A with the service B/C."""
    path = feed(folder, [("A/B", "C"), ("A", "B/C"), ("A", "B%2FC")], 60)
    target = os.path.join(folder, "signals.json")
    code, _, err = run("trends %s --write %s" % (path, target))
    count.holds(code == 0, "signals are written", err)
    with open(target, encoding="utf-8") as file:
        records = json.load(file)["signal"]
    found = {(r["area"], r["category"]): r["id"] for r in records if r.get("area")}
    count.holds(found.get(("A/B", "C"), "").endswith("/A%2FB/C"), "A/B and C", found)
    count.holds(found.get(("A", "B/C"), "").endswith("/A/B%2FC"), "A and B/C", found)
    count.holds(found.get(("A", "B%2FC"), "").endswith("/A/B%252FC"), "A and B%2FC", found)
    count.holds(len({r["id"] for r in records}) == len(records), "each has an id of its own", records)


def redesign(folder):
    path = feed(folder, [("Ward %02d" % k, "Litter") for k in range(45)], 60)
    change = write(folder, "changes.csv", ["service,from,least,likely,most,basis",
                                           "Litter,2025-03-01,-30%,-20%,-10%,stated"])
    code, out, err = run("trends %s --every week --outlook 8 --redesign %s" % (path, change))
    count.holds(code == 0, "a redesign of 45 wards", err)
    shown = out[out.index("\nRedesign"):]
    lines = sum(" 2024/25 " in line for line in shown.splitlines())
    count.holds(lines == 40 and "and 6 more; --json has all" in shown, "what is cut is counted", shown)


with tempfile.TemporaryDirectory() as FOLDER:
    for test in (silence, places, scattered, options, ids, redesign):
        test(FOLDER)
count.end()
