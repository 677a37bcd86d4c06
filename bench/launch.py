"""Launch a campaign for 500 units with 5,000 members: enrolment, sheets, stop, resumption."""

import time
from unittest.mock import patch

from _common import Run, add_campaign, add_county, arguments, connect, environment, table, watch

from odoo.api import SUPERUSER_ID, Environment

STOP_AFTER = 6  # batches, then the worker's time is up


def main():
    options = arguments(
        __doc__, units=(500, "units in the county"), members=(5000, "people on their rosters")
    )
    registry = connect()
    rows = []
    with environment(registry, keep=True) as env:
        with watch(env, Run()) as run:
            units = add_county(env, options.units, options.members)
        rows.append(["county: units and rosters (made for the measurement)", run, ""])
    with environment(registry, keep=True) as env:
        units = units.with_env(env)
        with watch(env, Run()) as run:
            campaign = add_campaign(env, units)
        rows.append(["enrol the units", run, ""])
        with watch(env, Run()) as run:
            campaign.action_launch()
        rows.append(["launch: what the leader waits for", run, ""])
    for step, limit in (
        (f"the job, stopped after {STOP_AFTER} batches", STOP_AFTER),
        ("the job again: the rest", None),
        ("the job again: nothing left to do", None),
    ):
        rows.append([step, run_job(registry, limit), count(registry)])

    table(
        f"Launch for {options.units:,} units with {options.members:,} members",
        ["step", "seconds", "queries", "units prepared", "sheets", "lines"],
        [
            [name, run.seconds, run.queries, *(figures or ("", "", ""))]
            for name, run, figures in rows
        ],
    )
    queries = rows[3][1].queries + rows[4][1].queries
    sheets = count(registry)[1]
    print(f"\n{queries / sheets:.2f} queries a sheet; lines are written when a sheet is started")
    if sheets != options.units + options.members:
        raise SystemExit(f"{sheets} sheets for {options.units} units and {options.members} members")


def count(registry):
    """Return how many units are prepared, how many sheets there are, and how many lines."""
    with environment(registry) as env:
        return (
            env["rectification.dossier"].search_count([("is_prepared", "=", True)]),
            env["rectification.check"].search_count([]),
            env["rectification.check.line"].search_count([]),
        )


def run_job(registry, limit=None):
    """Run the scheduled job, until it is done or its time is up after ``limit`` batches."""
    batches = []
    with registry.cursor() as cr:
        env = Environment(cr, SUPERUSER_ID, {})
        commit = type(env["ir.cron"])._commit_progress

        def commit_and_look_at_the_clock(cron, processed=0, **kwargs):
            seconds_left = commit(cron, processed, **kwargs)
            batches.append(processed)
            return 0 if limit and len(batches) > limit else seconds_left

        run = Run()
        start, queries = time.perf_counter(), cr.sql_log_count
        with patch.object(type(env["ir.cron"]), "_commit_progress", commit_and_look_at_the_clock):
            env["rectification.campaign"]._cron_prepare_dossiers()
        cr.commit()
        run.seconds, run.queries = time.perf_counter() - start, cr.sql_log_count - queries
    return run


if __name__ == "__main__":
    main()
