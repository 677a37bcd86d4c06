"""Run Odoo's tests, show a readable progress and judge its log.

Usage: python _testlog.py LOG RESULT DATABASE ODOO-OPTION...

LOG gets all that Odoo says, RESULT one line: tests run, failed, skipped, log problems.
The numbers are those of Odoo's own report. A log problem is a record that should not be
there although no test failed:

- any ERROR or CRITICAL record;
- any WARNING record that this addon is the source of: its logger, or its name in the text
  (views, access lists, translations, deprecated calls in its files).
"""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time

MODULE = "rectification_campaign"
RECORD = re.compile(
    r"^\d{4}-\d\d-\d\d \S+ \d+ (?P<level>[A-Z]+) \S+ (?P<logger>\S+): (?P<text>.*)$"
)
STARTING = re.compile(r"^Starting (?P<test>\w+)\.\w+ \.\.\.")
REPORT = re.compile(r"^(\d+) failed, (\d+) error\(s\) of (\d+) tests when loading database")
MINUTES = 60  # then something hangs
BAD = ("WARNING", "ERROR", "CRITICAL")
# Odoo says these itself after a failure that was counted already.
ECHOES = ("At least one test failed when loading the modules", "when loading database")


class Judge:
    """Reads log lines, keeps the numbers and the records that should not be there."""

    def __init__(self, neutral):
        self.neutral = neutral
        self.run = self.failed = self.skipped = 0
        self.finished = False
        self.problems = []
        self.record = None
        self.shown_class = None
        self.start = time.monotonic()

    def line(self, line):
        match = RECORD.match(line)
        if not match:
            if self.record:
                self.record["lines"].append(line)
            return
        self.close()
        self.record = {"level": match["level"], "logger": match["logger"], "lines": [match["text"]]}
        self.progress(match["logger"], match["text"])

    def progress(self, logger, text):
        if report := REPORT.match(text):
            failures, errors, self.run = map(int, report.groups())
            self.failed = failures + errors
            self.finished = True
        elif (starting := STARTING.match(text)) and starting["test"] != self.shown_class:
            self.shown_class = starting["test"]
            self.say(self.shown_class)
        elif text.startswith("skipped ") and ".tests." in logger:
            self.skipped += 1
            self.say(text)
        elif "[HOOT]" in text and re.search(r"\d+ tests?", text):
            self.say(text[text.index("[HOOT]") :])
        elif text.startswith("Loading module " + MODULE):
            self.say("installing " + MODULE)

    def close(self):
        """Judge the record that is complete now that the next one begins."""
        record, self.record = self.record, None
        if not record or record["level"] not in BAD:
            return
        text = "\n".join(record["lines"])
        if any(echo in text for echo in ECHOES):
            return
        if record["level"] == "WARNING" and not self.is_ours(record["logger"], text):
            return
        self.say(f"{record['level']} {record['logger']}\n{text}")
        if not re.match(r"(FAIL|ERROR): ", text):
            self.problems.append(f"{record['level']} {record['logger']}: {record['lines'][0]}")

    def is_ours(self, logger, text):
        for path, word in self.neutral:
            text = text.replace(path, word)
        return MODULE in logger or "rectification" in text

    def say(self, text):
        elapsed = int(time.monotonic() - self.start)
        print(f"  {elapsed // 60}:{elapsed % 60:02} {text}", flush=True)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def run(command):
    """Yield the lines a command prints; it and all it started end with us."""
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as process:

        def kill():
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)

        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
        limit = threading.Timer(MINUTES * 60, kill)
        limit.daemon = True
        limit.start()
        try:
            yield from process.stdout
            process.wait()
        finally:
            limit.cancel()
            kill()


def main(log_path, result_path, database, *options):
    here, cache = os.environ["RECTIFICATION_HERE"], os.environ["RECTIFICATION_CACHE"]
    judge = Judge([(here + "/addons/", ""), (cache, "<cache>"), (database, "<database>")])
    command = [sys.executable, "-m", "odoo", "-d", database, "--stop-after-init"]
    command += ["--http-port", str(free_port()), "--max-cron-threads", "0", *options]
    with open(log_path, "w", encoding="utf-8") as log:
        for line in run(command):
            log.write(line)
            judge.line(line.rstrip())
    judge.close()
    if not judge.finished:
        judge.problems.append("Odoo ended before its report")
    for problem in judge.problems:
        judge.say("not allowed in the log: " + problem)
    with open(result_path, "w", encoding="utf-8") as result:
        result.write(f"{judge.run} {judge.failed} {judge.skipped} {len(judge.problems)}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
