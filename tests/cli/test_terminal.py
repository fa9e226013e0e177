#!/usr/bin/env python3
"""Width and colour: as a terminal wants them, and never the only carrier of meaning."""
import fcntl
import os
import pty
import re
import struct
import subprocess
import termios

from cli import DATA, Count, command, run

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def on_terminal(arguments, columns, environment=None):
    """What the command writes to a terminal of that many columns."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    keep = {k: v for k, v in os.environ.items() if k.startswith(("ASAN_", "UBSAN_", "TSAN_", "PATH", "LD_"))}
    process = subprocess.Popen([command(), *arguments], cwd=DATA, stdin=subprocess.DEVNULL, stdout=slave,
                               stderr=subprocess.DEVNULL, env={**keep, "TERM": "xterm", **(environment or {})})
    os.close(slave)
    text = b""
    while True:
        try:
            part = os.read(master, 65536)
        except OSError:
            break
        if not part:
            break
        text += part
    process.wait()
    os.close(master)
    return text.decode().replace("\r\n", "\n")


def widest(text):
    return max(len(line) for line in ESCAPE.sub("", text).split("\n"))


def main():
    count = Count()
    plain = run("check town.json")[1]
    count.holds(not ESCAPE.search(plain) and widest(plain) <= 80, "80 columns and no colour without a terminal")
    colored = on_terminal(["check", "town.json"], 100)
    count.holds(ESCAPE.search(colored), "colour on a terminal")
    count.holds(80 < widest(colored) <= 100, "text fits the terminal", colored)
    same = run("check town.json --width 100")[1]
    count.holds(ESCAPE.sub("", colored) == same, "the text is the same with and without colour")
    for name, environment in (("NO_COLOR", {"NO_COLOR": "1"}), ("a dumb terminal", {"TERM": "dumb"})):
        text = on_terminal(["check", "town.json"], 100, environment)
        count.holds(text == same, "no colour with %s" % name)
    count.holds(ESCAPE.search(on_terminal(["check", "town.json"], 100, {"NO_COLOR": ""})),
                "an empty NO_COLOR changes nothing")
    count.holds(on_terminal(["check", "town.json", "--no-color"], 100) == same, "no colour with --no-color")
    count.holds(on_terminal(["check", "town.json", "--color", "never"], 100) == same, "no colour with --color never")
    count.holds(run("check town.json", environment={"COLUMNS": "100"})[1] == same, "COLUMNS is the width")
    count.holds(run("check town.json", environment={"COLUMNS": "wide"})[1] == plain, "a COLUMNS that is no number is not")
    count.holds(widest(on_terminal(["check", "town.json"], 30)) <= 30, "a narrow terminal is fitted too")
    with open("/dev/full", "wb") as full:
        done = subprocess.run([command(), "check", "town.json"], cwd=DATA, stdout=full, stderr=subprocess.PIPE)
    count.holds(done.returncode == 2 and done.stderr, "an output that cannot be written is an error")
    with open(os.path.join(DATA, "town.json"), "rb") as file:
        text = file.read()
    count.holds(run("show - post:head", stdin=text)[0] == 0, "the standard input is read for -")
    count.end()


main()
