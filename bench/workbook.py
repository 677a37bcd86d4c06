"""An offline workbook written, looked at and brought in: time and memory, against Odoo's import."""

import base64
import io
import time
from datetime import timedelta
from functools import partial

import openpyxl
from _common import (
    Run,
    add_campaign,
    add_county,
    arguments,
    connect,
    environment,
    table,
    verdict,
    watch,
)
from _memory import measure_growth

from odoo import fields

ODOO_GOAL, MEMORY_GOAL = 1.0, 10.0
DESCRIPTION = "会议多而杂，同一内容层层开会、重复部署，基层干部一周参加会议达到七次以上。"
MEASURES = "精简会议，合并同类议题，每周五集中安排一次例会。"
OPTIONS = {"has_headers": True, "quoting": '"', "separator": ",", "headers": True}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def main():
    options = arguments(
        __doc__, findings=(30, "new findings in the file"), actions=(60, "new actions")
    )
    registry = connect("base_import")
    state = prepare(registry, options)
    works = {
        "write the workbook": write,
        "look: read, compare, try out": preview,
        "look and bring in": bring_in,
        "Odoo's own import: test": test_with_odoo,
        "Odoo's own import: test and import": import_with_odoo,
    }
    memory = {}
    for name, work in works.items():
        step = partial(measure, registry, work, state)
        memory[name] = measure_growth(step, step)
    runs = {name: [] for name in works}
    for __ in range(options.repeat):
        for name, work in works.items():
            runs[name].append(measure(registry, work, state))
    times = {name: min(list_, key=lambda run: run.processor) for name, list_ in runs.items()}
    table(
        f"43 answers, {options.findings} findings and {options.actions} actions",
        ["", "s", "processor s", "queries", "peak memory +MB"],
        [
            [name, run.seconds, run.processor, run.queries, memory[name]]
            for name, run in times.items()
        ],
    )
    __, __, whole, __, odoo_ = times.values()
    print()
    ratio = whole.processor / odoo_.processor
    verdict("look and bring in, against Odoo's test and import", ratio, ODOO_GOAL)
    verdict("memory of the whole, MB", max(list(memory.values())[:3]), MEMORY_GOAL)


def prepare(registry, options):
    """Launch a campaign and fill in a township's workbook; return what the works need."""
    with environment(registry, keep=True) as env:
        units = add_county(env, 10, 200)
        campaign = add_campaign(env, units)
        campaign.action_launch()
        campaign.dossier_ids._prepare_sheets()
        liaison = env["res.users"].search([("login", "=", "liaison")])
        township = units.filtered(lambda unit: liaison in unit.manager_user_ids)[:1]
        check = campaign.dossier_ids.filtered(
            lambda dossier: dossier.unit_id == township
        ).unit_check_id.with_user(liaison)
        check.action_start()
        state = {"check": check.id, "findings": options.findings, "actions": options.actions}
    with environment(registry, "liaison") as env:
        file = io.BytesIO()
        env["rectification.offline.workbook"]._write_workbook(
            env["rectification.check"].browse(state["check"]), file
        )
    return {**state, "content": base64.b64encode(fill(file.getvalue(), state))}


def fill(content, state):
    """Fill in every answer, and lines for findings and actions."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    __, answers, findings, actions = book.worksheets[:4]
    words = [cell.value for cell in book["rc_lists"]["A"] if cell.value]
    later = fields.Date.today() + timedelta(days=60)
    for row in range(5, 48):
        number = answers.cell(row, 2).value
        answers.cell(row, 5).value = words[1] if number <= state["findings"] else words[0]
    for number in range(state["findings"]):
        cells = {3: 1 + number % 43, 4: DESCRIPTION, 7: MEASURES, 10: later}
        for column, value in cells.items():
            findings.cell(5 + number, column).value = value
    for number in range(state["actions"]):
        name = findings.cell(5 + number % state["findings"], 2).value
        actions.cell(5 + number, 2).value = name
        actions.cell(5 + number, 3).value = MEASURES
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


# ------------------------------------------------------------
# The works to be compared
# ------------------------------------------------------------


def write(env, state):
    check = env["rectification.check"].browse(state["check"])
    env["rectification.offline.workbook"]._write_workbook(check, io.BytesIO())


def preview(env, state):
    check = env["rectification.check"].browse(state["check"])
    upload = env["rectification.workbook.import"].create(
        {
            "dossier_id": check.dossier_id.id,
            "check_id": check.id,
            "file": state["content"],
            "file_name": "sheet.xlsx",
        }
    )
    upload.action_preview()
    assert not upload.error_count, upload.line_ids.mapped("sentence")
    return upload


def bring_in(env, state):
    preview(env, state).action_confirm()


def test_with_odoo(env, state):
    check = env["rectification.check"].browse(state["check"])
    for model, rows in get_rows(check, state).items():
        load(env, model, rows, dryrun=True)


def import_with_odoo(env, state):
    check = env["rectification.check"].browse(state["check"])
    for model, rows in get_rows(check, state).items():
        load(env, model, rows, dryrun=True)
        ids = load(env, model, rows)
    rows = [["finding_id/.id", "name"]]
    rows += [[ids[number % len(ids)], MEASURES] for number in range(state["actions"])]
    load(env, "rectification.action", rows, dryrun=True)
    load(env, "rectification.action", rows)


def get_rows(check, state):
    """Return the same answers and findings as Odoo's import wants them."""
    lines = check.line_ids.sorted("problem_number")
    later = fields.Date.to_string(fields.Date.today() + timedelta(days=60))
    answers = [
        [line.id, "found" if line.problem_number <= state["findings"] else "none"] for line in lines
    ]
    findings = [
        [lines[number % 43].id, DESCRIPTION, MEASURES, later] for number in range(state["findings"])
    ]
    heads = ["check_line_id/.id", "description", "measures", "deadline"]
    return {
        "rectification.check.line": [[".id", "answer"], *answers],
        "rectification.finding": [heads, *findings],
    }


def load(env, model, rows, dryrun=False):
    """Bring a spreadsheet in through Odoo's own import screen and return the records' ids."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    wizard = env["base_import.import"].create(
        {
            "res_model": model,
            "file": file.getvalue(),
            "file_name": "rows.xlsx",
            "file_type": XLSX,
        }
    )
    options = {**OPTIONS, "date_format": "%Y-%m-%d"}
    result = wizard.execute_import(rows[0], rows[0], options, dryrun=dryrun)
    assert not result["messages"], result["messages"]
    return result["ids"]


# ------------------------------------------------------------
# Time and memory
# ------------------------------------------------------------


def measure(registry, work, state):
    with environment(registry, "liaison") as env:
        env.invalidate_all()
        run = Run()
        start = time.process_time()
        with watch(env, run):
            work(env, state)
        run.processor = time.process_time() - start
        return run


if __name__ == "__main__":
    main()
