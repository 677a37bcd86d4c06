"""Print a list of 500 findings: time and peak memory, wkhtmltopdf's apart from the program's."""

import os
import subprocess
import tempfile
import threading
import time
from contextlib import contextmanager
from html import escape
from pathlib import Path
from unittest.mock import patch

from _common import (
    Run,
    add_campaign,
    add_county,
    analyze,
    arguments,
    connect,
    environment,
    table,
    verdict,
)
from _memory import read_status, reset_peak

from odoo import fields

TIME_GOAL, SHARE_GOAL, SIZE_GOAL = 1.5, 0.5, 1.0
# How often the memory of wkhtmltopdf is looked at while it works, in seconds.
LOOK_EVERY = 0.01
REPORT = "rectification_campaign.print_list"
DESCRIPTION = (
    "会议多而杂，同一内容层层开会、重复部署，"
    "基层干部一周参加会议达到七次以上，挤占走访群众、解决问题的时间。"
)
MEASURES = "精简会议，合并同类议题，每周五集中安排一次例会；材料不超过两页；一个月后回头看。"
BARE = """<!DOCTYPE html><html><head><meta charset="utf-8"><style>
table {{ width: 100%; border-collapse: collapse; table-layout: fixed; font-size: 10.5pt;
font-family: 'Noto Serif CJK SC' }} td {{ border: 1px solid; white-space: pre-line }}
</style></head><body><table><colgroup>{columns}</colgroup>{rows}</table></body></html>"""


def main():
    options = arguments(__doc__, count=(500, "findings of one unit"))
    registry = connect()
    dossier_id = prepare(registry, options.count)
    analyze(registry)
    works = {
        "wkhtmltopdf, the bare table": print_bare,
        "this addon, HTML alone": render_html,
        "this addon, the printed list": print_list,
    }
    runs = {name: [] for name in works}
    for __ in range(options.repeat + 1):  # the first one warms the caches of the server
        for name, work in works.items():
            runs[name].append(measure(registry, work, dossier_id))
    # The least disturbed run of each: the works are short, and the machine may have others.
    times = {name: min(list_[1:], key=lambda run: run.seconds) for name, list_ in runs.items()}
    bare, __, own = times.values()
    table(
        f"A list of {options.count} findings as PDF",
        [
            *("", "s", "wkhtmltopdf s", "program s", "of bare"),
            *("program +MB", "wkhtmltopdf MB", "file MB"),
        ],
        [
            [
                name,
                run.seconds,
                run.rendering,
                run.seconds - run.rendering,
                run.seconds / bare.seconds,
                run.memory,
                run.renderer_memory,
                run.size,
            ]
            for name, run in times.items()
        ],
    )
    print()
    verdict("the printed list, against the bare table", own.seconds / bare.seconds, TIME_GOAL)
    share = (own.seconds - own.rendering) / own.seconds
    verdict("the program's share of the printed list", share, SHARE_GOAL)
    verdict("its size, MB", own.size, SIZE_GOAL)


def prepare(registry, count):
    """A dossier with ``count`` findings; return its id."""
    with environment(registry, keep=True) as env:
        campaign = add_campaign(env, add_county(env, 2, 8))
        campaign.action_launch()
        campaign.dossier_ids._prepare_sheets()
        dossier = campaign.dossier_ids[0]
        problems = campaign.catalogue_id.area_ids.problem_ids
        member = dossier.unit_id.member_ids[0]
        officer = env["res.users"].search([("login", "=", "officer")])
        env["rectification.finding"].with_user(officer).create(
            [
                {
                    "dossier_id": dossier.id,
                    "problem_id": problems[number % len(problems)].id,
                    "description": f"{number} {DESCRIPTION}",
                    "measures": MEASURES,
                    "leader_member_id": member.id,
                    "responsible_member_id": member.id,
                    "deadline": fields.Date.today(),
                }
                for number in range(count)
            ]
        )
        return dossier.id


def measure(registry, work, dossier_id):
    """Return the :class:`Run` of one work, with what wkhtmltopdf takes of it apart."""
    with environment(registry, "officer") as env:
        env.invalidate_all()
        before = reset_peak()
        with watch_renderer() as renderer:
            start = time.perf_counter()
            content = work(env, env["rectification.dossier"].browse(dossier_id))
            run = Run(time.perf_counter() - start)
        run.memory = (read_status("VmHWM") - before) / 1024
        run.rendering, run.renderer_memory = renderer["seconds"], renderer["peak"] / 1024
        run.size = len(content) / 1e6
        return run


@contextmanager
def watch_renderer():
    """Yield a dictionary that has, at the end, seconds and peak memory (kB) of wkhtmltopdf."""
    figures = {"seconds": 0.0, "peak": 0}
    over = threading.Event()
    start_process = subprocess.Popen

    class TimedProcess(start_process):
        """A process that says how long it ran."""

        def __init__(self, *args, **kwargs):
            self.begun = time.perf_counter()
            super().__init__(*args, **kwargs)
            self.is_renderer = "wkhtmltopdf" in str(args[0][0] if args else kwargs["args"][0])
            self.is_counted = False

        def communicate(self, *args, **kwargs):
            result = super().communicate(*args, **kwargs)
            if self.is_renderer and not self.is_counted:
                self.is_counted = True
                figures["seconds"] += time.perf_counter() - self.begun
            return result

    def look():
        children = f"/proc/{os.getpid()}/task"
        while not over.wait(LOOK_EVERY):
            for task in os.listdir(children):
                try:
                    numbers = Path(children, task, "children").read_text().split()
                    peaks = [read_status("VmHWM", number) for number in numbers]
                except (OSError, StopIteration):
                    continue  # it has just ended
                figures["peak"] = max([figures["peak"], *peaks])

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        with patch.object(subprocess, "Popen", TimedProcess):
            yield figures
    finally:
        over.set()
        watcher.join()


def render_html(env, dossier):
    return env["ir.actions.report"]._render_qweb_html(REPORT, dossier.ids)[0]


def print_list(env, dossier):
    return env["ir.actions.report"]._render_qweb_pdf(REPORT, dossier.ids)[0]


def print_bare(env, dossier):
    """The same texts in a table without head, foot or style of its own, on the same paper."""
    sheet = dossier._get_list()
    columns = "".join(f"<col style='width: {column.width}%'>" for column in sheet["columns"])
    rows = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in sheet["rows"]
    )
    report = env["ir.actions.report"]._get_report(REPORT)
    size = env["ir.actions.report"]._build_wkhtmltopdf_args(
        report.paperformat_id, None, {"data-report-exact": "1"}
    )
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "bare.html"), Path(folder, "bare.pdf")
        source.write_text(BARE.format(columns=columns, rows=rows), encoding="utf-8")
        subprocess.run(["wkhtmltopdf", *size, source, target], check=True, capture_output=True)
        return target.read_bytes()


if __name__ == "__main__":
    main()
