#!/usr/bin/env python3
"""Charts: what is drawn is all there is, in words as well as in styles; SVG that a screen reader reads; large structures."""
import json
import os
import re
import shutil
import tempfile
import xml.etree.ElementTree as tree

from cli import Count, run

SVG = "{http://www.w3.org/2000/svg}"


def document(posts):
    """A structure of so many posts, six below each manager, the last of them without a line."""
    rows = [{"id": "p0", "title": "Chief", "structure": "s", "posts": 1, "reports_to": "none"}]
    for i in range(1, posts):
        rows.append({"id": "p%d" % i, "title": "Officer %d" % (i % 40), "structure": "s", "posts": 1})
        if i < posts - posts // 10:
            rows[-1]["reports_to"] = "p%d" % ((i - 1) // 6)
    return {"locality": 1, "structure": [{"id": "s"}], "post": rows}


def boxes(dot):
    return len(re.findall(r'^  "(?!\(legend\)).*\[label=', dot, re.M))


def strings_end(dot):
    """Whether every quoted text of a chart ends on its line."""
    return all(len(re.findall(r'(?<!\\)(?:\\\\)*"', line)) % 2 == 0 for line in dot.splitlines() if not line.startswith("//"))


def look_at_text(count, folder):
    """Ids and titles that mean something to DOT mean nothing but themselves."""
    odd = {"locality": 1, "structure": [{"id": "s", "name": "A \"b\" \\ <c> & &amp; {d|e}"}], "post": [
        {"id": "a\"1\\", "title": "He said \"no\" \\N & <b>x</b> {y|z}", "structure": "s", "reports_to": "none"},
        {"id": "ü", "title": "Köchin", "structure": "s", "reports_to": "a\"1\\", "reports_basis": "inferred"},
        {"id": "(legend) 1", "title": "x" * 90, "structure": "s", "reports_to": "ü", "reports_basis": "unknown"}]}
    with open(os.path.join(folder, "odd.json"), "w", encoding="utf-8") as file:
        json.dump(odd, file)
    code, dot, err = run(["show", "odd.json", "structure", "s", "--dot"], folder=folder)
    count.holds(code == 0 and strings_end(dot), "quotes are escaped", dot + err)
    count.holds('\\"no\\" \\\\N &amp; <b>x</b>' in dot.replace("\\n", " "), "a label means itself", dot)
    count.holds("style=dashed" in dot and "style=dotted" in dot and "Legend" in dot, "lines have styles and a legend", dot)
    count.holds(dot == run(["show", "odd.json", "structure", "s", "--dot"], folder=folder)[1], "the same again")
    if shutil.which("dot"):
        code, svg, err = run(["show", "odd.json", "structure", "s", "--svg"], folder=folder)
        count.holds(code == 0 and not err, "odd texts are drawn", err)
        words = "".join(tree.fromstring(svg.encode()).itertext())
        count.holds('"no" \\N & <b>x</b>' in re.sub(r"\s+", " ", words), "and read as they are", words)


def look_at_large(count, folder):
    for posts, most in ((200, 200), (400, 300), (10000, 1600), (40000, 1600)):
        with open(os.path.join(folder, "large.json"), "w", encoding="utf-8") as file:
            json.dump(document(posts), file)
        code, dot, err = run(["show", "large.json", "structure", "s", "--dot"], folder=folder)
        count.holds(code == 0 and 10 < boxes(dot) <= most, "%d posts in %d boxes" % (posts, boxes(dot)), err)
        count.holds(posts > 300 or boxes(dot) == posts, "%d posts have a box each" % posts)
        count.holds("%d records of posts" % posts in dot.splitlines()[1], "the remark counts %d posts" % posts, dot[:300])
        count.holds(posts < 10000 or "more records below" in dot, "what is not drawn of %d is counted" % posts)
    if shutil.which("dot"):
        code, svg, err = run(["show", "large.json", "structure", "s", "--svg"], folder=folder)
        count.holds(code == 0 and svg.rstrip().endswith("</svg>"), "a large structure is drawn", err)


def look_at_drawing(count):
    for words in ("structure plan", "matrix themes plan"):
        code, svg, err = run("show town.json %s --svg" % words)
        if not count.holds(code == 0 and not err, "%s is drawn" % words, err):
            continue
        root = tree.fromstring(svg.encode())
        first = list(root)[:2]
        count.holds(root.get("role") == "img" and root.get("aria-labelledby") == "chart-title chart-description", "a screen reader is told of %s" % words)
        count.holds([e.tag for e in first] == [SVG + "title", SVG + "desc"] and all(e.text for e in first), "%s has a title and a description" % words, svg[:600])
        text = "".join(root.itertext())
        for word in ("Legend", "Ward") if "structure" in words else ("GAP", "South Ward", "thick border"):
            count.holds(word in text, "%s shows %s in words" % (words, word))


def main():
    count = Count()
    with tempfile.TemporaryDirectory() as folder:
        look_at_text(count, folder)
        look_at_large(count, folder)
        code, out, err = run("show town.json structure plan --svg", environment={"PATH": folder})
        count.holds(code == 2 and not out and "Graphviz" in err and "--dot" in err, "without Graphviz the message says so", out + err)
    if shutil.which("dot"):
        look_at_drawing(count)
    else:
        print("skipped: drawing SVG, because the program dot of Graphviz is not installed")
    for wrong in ("show town.json sheet north --dot", "show town.json post:clerk --svg", "list town.json --svg", "show town.json structure plan --dot --svg",
                  "show town.json structure plan --dot --json"):
        code, out, err = run(wrong)
        count.holds(code == 2 and not out and err, wrong, out)
    code, out, err = run("show town.json structure nothing --svg")
    count.holds(code == 2 and not out and "nothing" in err, "a structure that is none", err)
    count.end()


main()
