"""Launch a campaign for 500 units with 5,000 members: enrolment, sheets, a stop and a resumption."""

import time

from _common import Run, add_campaign, add_county, arguments, connect, environment, table, watch


def main():
    options = arguments(
        __doc__, units=(500, "units in the county"), members=(5000, "people on their rosters")
    )
    registry = connect()
    rows = []
    with environment(registry, keep=True) as env, watch(env, Run()) as county:
        units = add_county(env, options.units, options.members)
    rows.append(["county: units and rosters (made for the measurement)", county])
    with environment(registry, keep=True) as env:
        units = units.with_env(env)
        with watch(env, Run()) as enrolment:
            campaign = add_campaign(env, units)
        with watch(env, Run()) as start:
            campaign.action_launch()
        campaign_id = campaign.id
    rows += [["enrol the units", enrolment], ["launch: what the leader waits for", start]]

    job = run_job(registry)
    rows.append(["the job writes the sheets", job])
    with environment(registry) as env:
        campaign = env["rectification.campaign"].browse(campaign_id)
        sheets = env["rectification.check"].search_count([("campaign_id", "=", campaign_id)])
        lines = env["rectification.check.line"].search_count([])
        prepared = campaign.prepared_count
    again = run_job(registry)
    rows.append(["the job again: nothing left to do", again])

    table(
        f"Launch for {options.units:,} units with {options.members:,} members",
        ["step", "seconds", "queries"],
        [[name, run.seconds, run.queries] for name, run in rows],
    )
    print(
        f"\n{prepared} units prepared, {sheets:,} sheets, {lines} lines (written when a sheet is "
        f"started); {job.queries / max(sheets, 1):.2f} queries a sheet"
    )


def run_job(registry):
    """Run the scheduled job until it reports that nothing is left."""
    run = Run()
    with registry.cursor() as cr:
        from odoo.api import SUPERUSER_ID, Environment

        env = Environment(cr, SUPERUSER_ID, {})
        start, queries = time.perf_counter(), cr.sql_log_count
        env["rectification.campaign"]._cron_prepare_dossiers()
        cr.commit()
        run.seconds, run.queries = time.perf_counter() - start, cr.sql_log_count - queries
    return run


if __name__ == "__main__":
    main()
