"""Fill in a self-check sheet: what opening it and one click cost, and the forms behind it."""

from datetime import timedelta

from _common import (
    Run,
    add_campaign,
    add_county,
    arguments,
    connect,
    environment,
    measure_request,
    most_frequent,
    table,
    watch,
)

from odoo import fields


def main():
    options = arguments(
        __doc__, units=(20, "units in the county"), log=(0, "print the queries, so many characters")
    )
    registry = connect()
    sheet, lines = prepare(registry, options.units)
    check, line = "rectification.check", "rectification.check.line"
    screens = [
        ("open the sheet's screen", check, "open_call", ("get_sheet_data", [sheet])),
        ("answer one item", line, "open_call", ("action_answer", [lines[5]], "none")),
        (
            "answer all that is open with none",
            check,
            "open_call",
            ("action_answer_rest_none", [sheet]),
        ),
        ("form of the sheet", check, "open_form", (sheet,)),
    ]
    rows = [["start the sheet (43 lines)", *start(registry)]]
    for name, model, opening, args in screens:
        run = measure_request(registry, "liaison", model, opening, *args, repeat=options.repeat)
        rows.append([name, run.milliseconds, run.queries])
        if options.log:
            print(f"\n{name}: {run.queries} queries")
            most_frequent(run.statements, count=60, width=options.log)
    table("A sheet with 3 findings, by the unit's liaison", ["request", "ms", "queries"], rows)


def prepare(registry, units):
    """Start the liaison's sheet and record three findings; return the ids of sheet and lines."""
    with environment(registry, keep=True) as env:
        campaign = add_campaign(env, add_county(env, units, units * 4))
        campaign.action_launch()
        campaign.dossier_ids._prepare_sheets()
        sheet_id = get_sheet(env).id
    with environment(registry, "liaison", keep=True) as env:
        sheet = env["rectification.check"].browse(sheet_id)
        sheet.action_start()
        env["rectification.finding"].create(
            [
                {
                    "check_line_id": line.id,
                    "description": "Papers were passed on by meetings that nobody had asked for",
                    "measures": "Put three meetings into one",
                    "deadline": fields.Date.today() + timedelta(days=20),
                }
                for line in sheet.line_ids[:3]
            ]
        )
        return sheet_id, sheet.line_ids.ids


def get_sheet(env):
    liaison = env["res.users"].search([("login", "=", "liaison")])
    return env["rectification.check"].search(
        [("unit_id.manager_user_ids", "in", liaison.ids), ("member_id", "=", False)], limit=1
    )


def start(registry):
    """Return what the first click on a personal sheet costs."""
    with environment(registry, "head") as env:
        sheet = env["rectification.check"].search(
            [("user_id", "=", env.uid), ("line_ids", "=", False)], limit=1
        )
        env.invalidate_all()
        with watch(env, Run()) as run:
            sheet.action_open_sheet()
    return run.milliseconds, run.queries


if __name__ == "__main__":
    main()
