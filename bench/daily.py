"""The daily job over 100,000 findings: lights against one UPDATE, and the digests of a day."""

import statistics
import time

from _common import (
    Run,
    analyze,
    arguments,
    connect,
    environment,
    most_frequent,
    statements,
    table,
    verdict,
)
from board import fill, prepare

from odoo.api import SUPERUSER_ID, Environment
from odoo.tools import SQL

LIGHT_GOAL = 1.5  # of the first run after a month; an ordinary day is over before one looks
TABLES = ("rectification_finding", "rectification_action")
# What the lights were before the job, as a condition on the rows that it has to move.
MORNINGS = {
    "an ordinary day": "deadline = current_date - 1 OR deadline = current_date + 7",
    "the first run after a month": "deadline < current_date + 8",
}


def main():
    options = arguments(
        __doc__,
        findings=(100000, "findings, with an action each"),
        units=(500, "units in the county"),
        persons=(2, "responsible persons with a user, in each unit"),
        log=(0, "print the queries, cut at so many characters"),
    )
    options.peers = 0
    registry = connect()
    prepare(registry, options)
    fill(registry, options.findings, peers=0)
    people(registry, options.persons)
    analyze(registry)
    lights(registry, options)
    digests(registry, options)


def people(registry, count):
    """Give ``count`` cadres of each unit a user, and its findings and actions to them in turn."""
    with environment(registry, keep=True) as env:
        members = env["rectification.unit.member"].search([("role", "=", "cadre")], order="unit_id")
        chosen = [
            member for cadres in members.grouped("unit_id").values() for member in cadres[:count]
        ]
        users = (
            env["res.users"]
            .with_context(no_reset_password=True)
            .create(
                [
                    {
                        "name": member.name,
                        "login": f"person_{member.id}",
                        "email": f"person_{member.id}@example.com",
                        "notification_type": "inbox",
                        "lang": "zh_CN",
                    }
                    for member in chosen
                ]
            )
        )
        for member, user in zip(chosen, users, strict=True):
            member.user_id = user
        env.flush_all()
        # Raw SQL: this only fills the tables.
        for name, user, row in (
            ("rectification_finding", "responsible_user_id", "responsible_member_id"),
            ("rectification_action", "user_id", "member_id"),
        ):
            env.cr.execute(
                SQL(
                    "UPDATE %(table)s t SET %(user)s = p.users[1 + t.id %% cardinality(p.users)],"
                    " %(member)s = p.members[1 + t.id %% cardinality(p.users)]"
                    " FROM (SELECT unit_id, array_agg(user_id ORDER BY id) AS users,"
                    " array_agg(id ORDER BY id) AS members FROM rectification_unit_member"
                    " WHERE role = 'cadre' AND user_id IS NOT NULL GROUP BY unit_id) p"
                    " WHERE p.unit_id = t.unit_id",
                    table=SQL.identifier(name),
                    user=SQL.identifier(user),
                    member=SQL.identifier(row),
                )
            )


# ------------------------------------------------------------
# Lights
# ------------------------------------------------------------


def lights(registry, options):
    """Move the lights by the job and by one UPDATE for each table, from the same rows, in turn."""
    rows = []
    for morning, condition in MORNINGS.items():
        runs = {"job": [], "update": []}
        for _number in range(options.repeat):
            for name, work in (("job", run_job), ("update", run_update)):
                moved = set_back(registry, condition)
                runs[name].append(work(registry))
                left = count_stale(registry, condition)
                if left:
                    raise SystemExit(f"{name}: {left} lights still stand as they did yesterday")
        seconds = {name: statistics.median(run.seconds for run in runs[name]) for name in runs}
        ratio = seconds["job"] / seconds["update"]
        rows.append(
            [morning, moved, seconds["job"], seconds["update"], ratio, runs["job"][-1].queries]
        )
    table(
        f"Lights of {options.findings:,} findings and as many actions",
        ["", "lights moved", "job s", "UPDATE s", "ratio", "queries"],
        rows,
    )
    print()
    morning, *_figures, ratio, _queries = rows[-1]
    verdict(f"lights, {morning}: ratio to one UPDATE", ratio, LIGHT_GOAL)


def set_back(registry, condition):
    """Let the rows under ``condition`` have the light before; return how many they are."""
    moved = 0
    with registry.cursor() as cr:
        for name in TABLES:
            cr.execute(
                f"UPDATE {name} SET light = CASE WHEN deadline < current_date THEN 'yellow'"
                f" ELSE 'green' END WHERE light != 'closed' AND ({condition})"
            )
            moved += cr.rowcount
    analyze(registry)
    return moved


def count_stale(registry, condition):
    """Return how many lights the calendar has moved on and nobody else has."""
    with registry.cursor() as cr:
        stale = 0
        for name in TABLES:
            cr.execute(
                f"SELECT count(*) FROM {name} WHERE ({condition}) AND light != 'closed' AND"
                " light != CASE WHEN deadline < current_date THEN 'red' ELSE 'yellow' END"
            )
            stale += cr.fetchone()[0]
        return stale


def run_job(registry):
    run = Run()
    with registry.cursor() as cr:
        env = Environment(cr, SUPERUSER_ID, {})
        queries, start = cr.sql_log_count, time.perf_counter()
        env["rectification.finding"]._cron_refresh_lights()
        cr.commit()
        run.seconds, run.queries = time.perf_counter() - start, cr.sql_log_count - queries
    return run


def run_update(registry):
    """The yardstick: the same rows, one statement for each table."""
    run = Run()
    with registry.cursor() as cr:
        start = time.perf_counter()
        for name in TABLES:
            cr.execute(
                f"UPDATE {name} SET light = CASE WHEN deadline < current_date THEN 'red'"
                " ELSE 'yellow' END, write_date = now() WHERE light IN ('green', 'yellow') AND"
                " (deadline < current_date OR light = 'green' AND deadline <= current_date + 7)"
            )
        cr.commit()
        run.seconds = time.perf_counter() - start
    return run


# ------------------------------------------------------------
# Digest
# ------------------------------------------------------------


def digests(registry, options):
    """Send the digests of a day, and run the job a second time."""
    rows = []
    for name in ("the digests of a day", "the job again: nothing left to do"):
        run, sent, items = send(registry, options.log)
        rows.append([name, sent, items, run.seconds, run.queries, run.queries / max(sent, 1)])
    table(
        "Daily reminder",
        ["", "persons", "items", "seconds", "queries", "queries a person"],
        rows,
    )


def send(registry, log):
    from odoo.addons.rectification_campaign.models.core import clock

    run = Run()
    with registry.cursor() as cr:
        env = Environment(cr, SUPERUSER_ID, {})
        reminders = env["rectification.reminder"]
        env["rectification.quiet.day"].search([]).unlink()
        today = clock.today(env)
        if today.weekday() >= 5:
            env["rectification.quiet.day"].create(
                {"name": "Measured", "date": today, "kind": "workday"}
            )
        cr.commit()
        before = reminders.search_count([])
        queries, start = cr.sql_log_count, time.perf_counter()
        with statements() as seen:
            env["rectification.digest"]._cron_send_digests()
        cr.commit()
        run.seconds, run.queries = time.perf_counter() - start, cr.sql_log_count - queries
        count = reminders.search_count([]) - before
        sent = reminders.search([], order="id desc", limit=count) if count else reminders
        if log:
            most_frequent(seen, count=40, width=log)
        return run, len(sent), sum(sent.mapped("item_count"))


if __name__ == "__main__":
    main()
