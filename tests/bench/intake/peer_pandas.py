"""Reads and checks both tables of an organogram with pandas, as an analyst would: peer_pandas.py DIR [ROUNDS]

Prints what intake_ours prints: the best seconds of reading with the checks of rows and references, and of the structure.
"""
import sys
import time

import pandas

MISSING = ["N/D", "N/A", "NA", "'N/D'", ""]


def read(directory, part):
    """A table as texts: references such as 00155792 must stay what they are."""
    return pandas.read_csv("%s/%s.csv" % (directory, part), dtype=str, keep_default_na=False)


def mangled(table, columns):
    return int(sum(table[column].str.contains("\ufffd", regex=False).sum() for column in columns))


def pay(table, low, high):
    """Cells that are no numbers, and rows whose lowest pay exceeds the highest."""
    given = [table[column].where(~table[column].str.strip().isin(MISSING)) for column in (low, high)]
    numbers = [pandas.to_numeric(column.str.replace(",", ""), errors="coerce") for column in given]
    wrong = sum(int((column.notna() & number.isna()).sum()) for column, number in zip(given, numbers))
    table["floor"], table["ceiling"] = numbers
    return wrong, int((numbers[0] > numbers[1]).sum())


def slug(column):
    return column.str.lower().str.replace("'", "").str.replace(r"[^a-z0-9\u0080-\uffff]+", "-", regex=True).str.strip("-")


def once(tables, make):
    """The distinct records of all tables, and how many ids are given differently."""
    records = pandas.concat([make(table) for table in tables]).drop_duplicates()
    return records.drop_duplicates("id"), int(records["id"].duplicated().sum())


def load(directory):
    senior, junior = read(directory, "senior"), read(directory, "junior")
    answers = {"rows": len(senior) + len(junior)}
    for table in (senior, junior):
        for column in table.columns:
            table[column] = table[column].str.strip()
    reference, boss = senior["Post Unique Reference"], senior["Reports to Senior Post"]
    nameless = reference.isin(MISSING)
    senior["id"] = senior["body"] + "/" + reference
    repeated = senior.duplicated("id") & ~nameless
    posts = senior[~nameless & ~repeated].copy()
    answers["repeated"], answers["nameless"] = int(repeated.sum()), int(nameless.sum())
    boss = posts["Reports to Senior Post"]
    posts["boss"] = (posts["body"] + "/" + boss).where(~boss.isin(["XX", "X"] + MISSING))
    junior["id"] = junior["body"] + "/" + junior["Reporting Senior Post"] + "/" + (junior.index + 2).astype(str)
    junior["boss"] = junior["body"] + "/" + junior["Reporting Senior Post"]
    wrong = pay(senior, "Actual Pay Floor (£)", "Actual Pay Ceiling (£)")
    more = pay(junior, "Payscale Minimum (£)", "Payscale Maximum (£)")
    answers["unreadable"], answers["disordered"] = wrong[0] + more[0], wrong[1] + more[1]
    answers["mangled"] = mangled(senior, ["Job Title", "Job/Team Function", "Organisation", "Unit", "Parent Department"])
    answers["mangled"] += mangled(junior, ["Generic Job Title", "Organisation", "Unit", "Parent Department"])
    junior["fte"] = pandas.to_numeric(junior["Number of Posts in FTE"], errors="coerce")
    tables = [senior.rename(columns={"Grade (or equivalent)": "Grade"}), junior]
    once(tables, lambda t: pandas.DataFrame({"id": t["body"] + "/" + slug(t["Unit"]), "name": t["Unit"]}))
    once(tables, lambda t: pandas.DataFrame({"id": slug(t["Organisation"]), "name": t["Organisation"]}))
    once(tables, lambda t: pandas.DataFrame({"id": slug(t["Professional/Occupational Group"]),
                                             "name": t["Professional/Occupational Group"]}))
    once(tables, lambda t: pandas.DataFrame({"id": slug(t["Grade"]) + "/" + t["floor"].astype(str) + "-" +
                                             t["ceiling"].astype(str), "name": t["Grade"]}))
    every = pandas.concat([posts[["id", "boss"]], junior[["id", "boss"]]], ignore_index=True)
    dangling = every["boss"].notna() & ~every["boss"].isin(every["id"])
    answers["dangling"] = int(dangling.sum())
    answers["posts"] = len(every)
    answers["roots"] = int(boss.isin(["XX", "X"]).sum())
    every.loc[dangling, "boss"] = None
    return every, junior, answers


def check(every, junior, answers):
    answers["widest"] = int(every.groupby("boss").size().max())
    answers["fte"] = round(junior["fte"].sum() * 100)
    parent = every.set_index("id")["boss"]
    above, levels = every["boss"], 0
    while above.notna().any() and levels < 100:  # a circle never ends
        above = above.map(parent)
        levels += 1


def main():
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    best = None
    for _ in range(rounds):
        begun = time.perf_counter()
        every, junior, answers = load(sys.argv[1])
        imported = time.perf_counter()
        check(every, junior, answers)
        times = imported - begun, time.perf_counter() - imported
        best = times if best is None else (min(best[0], times[0]), min(best[1], times[1]))
    print("time import %.6f check %.6f" % best)
    for name in ("rows", "posts", "repeated", "nameless", "dangling", "unreadable", "disordered", "mangled", "roots",
                 "widest", "fte"):
        print(name, answers[name])


if __name__ == "__main__":
    main()
