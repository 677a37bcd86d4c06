"""Export 20,000 findings to xlsx: time and memory, against raw xlsxwriter and Odoo's export."""

import tempfile
import time
from functools import partial
from types import SimpleNamespace
from unittest.mock import patch

import xlsxwriter
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
    watch,
)
from _memory import measure_growth
from board import spread_findings

from odoo import fields

from odoo.addons.web.controllers import export

RAW_GOAL, ODOO_GOAL, MEMORY_GOAL = 1.3, 1.0, 10.0
DESCRIPTION = (
    "会议多而杂，同一内容层层开会、重复部署，"
    "基层干部一周参加会议达到七次以上，挤占走访群众、解决问题的时间。"
)
MEASURES = "精简会议，合并同类议题，每周五集中安排一次例会；材料不超过两页；一个月后回头看。"
# What Odoo's export calls the same columns.
ODOO_FIELDS = (
    "id",
    "reference",
    "unit_id/name",
    "unit_kind",
    "area_id/name",
    "problem_number",
    "problem_id/name",
    "description",
    "cause",
    "measures",
    "leader_member_id/name",
    "responsible_member_id/name",
    "deadline",
    "rectification_type",
    "state",
    "result",
    "light",
    "closed_on",
    "return_count",
    "source",
    "member_id/name",
    "member_id/job_title",
    "origin_finding_id/reference",
)


def main():
    options = arguments(
        __doc__, count=(20000, "findings"), units=(200, "units in the county of the campaign")
    )
    registry = connect()
    campaign_id, small_id = prepare(registry, options)
    analyze(registry)
    works = {
        "raw xlsxwriter, findings only": write_raw,
        "this addon, findings only": write_findings,
        "this addon, whole workbook": write_workbook,
        "Odoo's own export, findings only": write_with_odoo,
    }
    # Memory first: what an earlier work has freed would hide what a later one takes.
    memory = {
        name: measure_growth(
            partial(measure, registry, work, small_id),
            partial(measure, registry, work, campaign_id),
        )
        for name, work in works.items()
    }
    runs = {name: [] for name in works}
    for __ in range(options.repeat):
        for name, work in works.items():
            runs[name].append(measure(registry, work, campaign_id))
    # The least disturbed run of each: the works are short, and the machine may have others.
    times = {name: min(list_, key=lambda run: run.seconds) for name, list_ in runs.items()}
    # Ratios of processor time: the query is the same, and nothing else on the machine counts.
    raw, own, whole, odoo_ = (times[name].processor for name in works)
    table(
        f"{options.count:,} findings to xlsx",
        ["", "s", "processor s", "of raw", "queries", "peak memory +MB", "file MB"],
        [
            [
                name,
                run.seconds,
                run.processor,
                run.processor / raw,
                run.queries,
                memory[name],
                run.size / 1e6,
            ]
            for name, run in times.items()
        ],
    )
    print()
    verdict("findings, against raw xlsxwriter", own / raw, RAW_GOAL)
    verdict("whole workbook, against raw xlsxwriter", whole / raw, RAW_GOAL)
    verdict("whole workbook, against Odoo's own export", whole / odoo_, ODOO_GOAL)
    verdict("memory of the whole workbook, MB", memory["this addon, whole workbook"], MEMORY_GOAL)


def prepare(registry, options):
    """A launched campaign with ``count`` findings, and an empty one; return their ids."""
    with environment(registry, keep=True) as env:
        campaign = add_campaign(env, add_county(env, options.units, options.units * 4))
        campaign.action_launch()
        campaign.dossier_ids._prepare_sheets()
        problem = campaign.catalogue_id.area_ids.problem_ids[0]
        officer = env["res.users"].search([("login", "=", "officer")])
        # Odoo's own export is for this group only.
        officer.group_ids += env.ref("base.group_allow_export")
        env["rectification.finding"].with_user(officer).create(
            {
                "dossier_id": campaign.dossier_ids[0].id,
                "problem_id": problem.id,
                "description": DESCRIPTION,
                "cause": "习惯于以会议落实会议",
                "measures": MEASURES,
                "deadline": fields.Date.today(),
            }
        )
        spread_findings(
            env,
            options.count,
            description=f"n || '{DESCRIPTION}'",
            state="(ARRAY['draft', 'open', 'in_progress', 'to_verify', 'closed'])[1 + n % 5]",
            closed_on="CASE WHEN n % 5 = 4 THEN now() AT TIME ZONE 'UTC' END",
            result="CASE WHEN n % 5 > 2 THEN '已取消例会三个，合并会议两个' END",
            deadline="current_date + n % 90 - 30",
        )
        env.cr.execute(
            "UPDATE rectification_finding f SET leader_member_id = u.head_member_id,"
            " responsible_member_id = u.head_member_id FROM rectification_unit u"
            " WHERE u.id = f.unit_id"
        )
        return campaign.id, add_campaign(env).id


# ------------------------------------------------------------
# The works to be compared
# ------------------------------------------------------------


def write_workbook(env, campaign_id, target):
    campaign = env["rectification.campaign"].browse(campaign_id)
    env["rectification.ledger"]._write_workbook(campaign, target)


def write_findings(env, campaign_id, target):
    # Only after connect() does Odoo know where the addon is.
    from odoo.addons.rectification_campaign.report.ledger.headings import WHOLE_LEDGER
    from odoo.addons.rectification_campaign.tools.office_files.writer import LedgerBook

    ledger = env["rectification.ledger"]
    rows = ledger._iter_rows([("campaign_id", "=", campaign_id)], WHOLE_LEDGER)
    with LedgerBook(target) as book:
        book.add_table("Findings", "Findings", "", ledger._get_columns(WHOLE_LEDGER), rows)


def write_raw(env, campaign_id, target):
    """The same cells as plainly as can be: one query, one loop, constant memory."""
    from odoo.addons.rectification_campaign.report.ledger.headings import WHOLE_LEDGER

    ledger = env["rectification.ledger"]
    query, expressions = ledger._get_finding_query([("campaign_id", "=", campaign_id)])
    columns = ledger._get_columns(WHOLE_LEDGER)
    labels = ledger._get_converters(WHOLE_LEDGER)
    labels = [labels.get(name) for name in WHOLE_LEDGER[1:]]
    select = query.select(*(expressions[name] for name in WHOLE_LEDGER[1:]))
    env.flush_all()
    book = xlsxwriter.Workbook(target, {"constant_memory": True})
    text = book.add_format({"border": 1, "valign": "vcenter", "font_size": 10, "text_wrap": True})
    date = book.add_format({"border": 1, "valign": "vcenter", "num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet()
    for number, column in enumerate(columns):
        sheet.write_string(0, number, column.label)
    with env.cr._cnx.cursor("raw") as cursor:
        cursor.itersize = 2000
        cursor.execute(select.code, select.params)
        for row, values in enumerate(cursor, 1):
            sheet.write_number(row, 0, row, text)
            for number, (value, label) in enumerate(zip(values, labels, strict=True), 1):
                if label and value is not None:
                    value = label(value)
                if value is None or value == "":
                    sheet.write_blank(row, number, None, text)
                elif isinstance(value, str):
                    sheet.write_string(row, number, value, text)
                elif isinstance(value, int):
                    sheet.write_number(row, number, value, text)
                else:
                    sheet.write_datetime(row, number, value, date)
    book.close()


def write_with_odoo(env, campaign_id, target):
    """What the list view's Export does on the server."""
    findings = env["rectification.finding"].search([("campaign_id", "=", campaign_id)])
    names = list(ODOO_FIELDS)
    descriptions = [{"name": name, "label": name, "type": "char"} for name in names]
    rows = findings.export_data(names)["datas"]
    with patch.object(export, "request", SimpleNamespace(env=env)):
        target.write(export.ExcelExport().from_data(descriptions, names, rows))


# ------------------------------------------------------------
# Time and memory
# ------------------------------------------------------------


def measure(registry, work, campaign_id):
    with environment(registry, "officer") as env, tempfile.TemporaryFile() as target:
        env.invalidate_all()
        run = Run()
        start = time.process_time()
        with watch(env, run):
            work(env, campaign_id, target)
        run.processor = time.process_time() - start
        run.size = target.seek(0, 2)
        return run


if __name__ == "__main__":
    main()
