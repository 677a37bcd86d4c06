"""Create 5,000 findings, then accept them in one go, against tasks and maintenance requests."""

from datetime import timedelta

from _common import (
    Run,
    add_campaign,
    add_county,
    add_user,
    analyze,
    arguments,
    connect,
    environment,
    median,
    most_frequent,
    statements,
    table,
    verdict,
    watch,
)

from odoo import fields

CREATE_GOAL, ACCEPT_GOAL = 0.2, 0.1
TEXT = "Meetings were held to pass on papers that nobody had asked for, and minutes were written."
MEASURES = "Put three meetings into one; send papers by the system only; look again in a month."


def main():
    options = arguments(
        __doc__,
        count=(5000, "records of each kind"),
        units=(500, "units in the county"),
        create=(1, "0: leave out the creation"),
        accept=(1, "0: leave out the acceptance"),
        log=(0, "1: print the most frequent queries instead"),
    )
    registry = connect("project", "maintenance")
    prepare(registry, options.units)
    analyze(registry)
    if options.log:
        for work in (create_findings, accept_findings):
            show_queries(registry, work, options.count)
        return
    if options.create:
        create(registry, options)
    if options.accept:
        accept(registry, options)


def prepare(registry, units):
    """A county with a launched campaign; a project and a team for the peers."""
    with environment(registry, keep=True) as env:
        campaign = add_campaign(env, add_county(env, units, units * 4))
        campaign.action_launch()
        campaign.dossier_ids._prepare_sheets()
        add_user(
            env, "manager", "project.group_project_manager", "maintenance.group_equipment_manager"
        )
        project = env["project.project"].create({"name": "Compared with"})
        for number, name in enumerate(("To Do", "Doing", "Done")):
            env["project.task.type"].create(
                {"name": name, "sequence": number, "project_ids": project.ids, "fold": False}
            )
        env["maintenance.equipment"].create({"name": "Compared with"})


# ------------------------------------------------------------
# The work to be compared
# ------------------------------------------------------------


def get_finding_values(env, count):
    today = fields.Date.today()
    dossiers = env["rectification.dossier"].search([]).ids
    problems = env["rectification.problem"].search([("catalogue_id.state", "=", "published")]).ids
    return [
        {
            "dossier_id": dossiers[number % len(dossiers)],
            "problem_id": problems[number % len(problems)],
            "description": f"{number}: {TEXT}",
            "measures": MEASURES,
            "deadline": today + timedelta(days=number % 60 - 10),
        }
        for number in range(count)
    ]


def create_findings(registry, count):
    """An officer records findings in all units, as an import does."""
    with environment(registry, "officer") as env:
        values = get_finding_values(env, count)
        env.invalidate_all()
        with watch(env, Run()) as run:
            env["rectification.finding"].create(values)
    return run


def create_sheet_findings(registry, count):
    """The unit's people record findings under the answers of their sheets."""
    with environment(registry, "head") as env:
        today = fields.Date.today()
        checks = env["rectification.check"].search([("member_id", "=", False)])
        checks[: max(count // 43, 1) + 1].action_start()
        lines = checks.line_ids
        values = [
            {
                "check_line_id": lines[number % len(lines)].id,
                "description": f"{number}: {TEXT}",
                "measures": MEASURES,
                "deadline": today + timedelta(days=number % 60 - 10),
            }
            for number in range(count)
        ]
        env.flush_all()
        env.invalidate_all()
        with watch(env, Run()) as run:
            env["rectification.finding"].create(values)
    return run


def create_tasks(registry, count):
    """Tasks with the creator as assignee: nobody else is notified."""
    with environment(registry, "manager") as env:
        today = fields.Datetime.now()
        project = env["project.project"].search([("name", "=", "Compared with")])
        values = [
            {
                "project_id": project.id,
                "name": f"{number}: {TEXT}"[:40],
                "description": f"{TEXT} {MEASURES}",
                "user_ids": [fields.Command.set([env.uid])],
                "date_deadline": today + timedelta(days=number % 60 - 10),
            }
            for number in range(count)
        ]
        env.invalidate_all()
        with watch(env, Run()) as run:
            env["project.task"].create(values)
    return run


def create_requests(registry, count):
    """Maintenance requests with the creator as responsible person."""
    with environment(registry, "manager") as env:
        today = fields.Datetime.now()
        equipment = env["maintenance.equipment"].search([], limit=1)
        values = [
            {
                "equipment_id": equipment.id,
                "name": f"{number}: {TEXT}"[:40],
                "description": f"{TEXT} {MEASURES}",
                "user_id": env.uid,
                "schedule_date": today + timedelta(days=number % 60 - 10),
            }
            for number in range(count)
        ]
        env.invalidate_all()
        with watch(env, Run()) as run:
            env["maintenance.request"].create(values)
    return run


def copy_rows(registry, count):
    """The same rows through COPY: what PostgreSQL itself needs, with all indexes."""
    with environment(registry, "officer") as env:
        findings = env["rectification.finding"].create(get_finding_values(env, count))
        env.flush_all()
        columns = [
            name
            for name, field in findings._fields.items()
            if field.store and field.column_type and name != "id"
        ]
        names = ", ".join(f'"{name}"' for name in columns)
        # Raw SQL: this is the yardstick, the same rows without the ORM.
        env.cr.execute(
            f"CREATE TEMP TABLE copied AS SELECT {names} FROM rectification_finding "
            "WHERE id = ANY(%s)",
            [findings.ids],
        )
        import io

        rows = io.StringIO()
        env.cr._obj.copy_expert("COPY copied TO STDOUT", rows)
        rows.seek(0)
        with watch(env, Run()) as run:
            env.cr._obj.copy_expert(f"COPY rectification_finding ({names}) FROM STDIN", rows)
        run.queries = 1
    return run


def get_waiting_findings(registry, env, count):
    """Findings that wait for acceptance, each with an action done, evidence and an activity.

    They are taken there by SQL: this is only what the measured step starts from.
    """
    findings = env["rectification.finding"].create(get_finding_values(env, count))
    env.flush_all()
    head = env["res.users"].sudo().search([("login", "=", "head")])
    ids, parameters = findings.ids, {"ids": findings.ids, "head": head.id}
    for statement in (
        "UPDATE rectification_finding SET state = 'to_verify', result = measures,"
        " requested_by_id = %(head)s, requested_on = now() at time zone 'UTC',"
        " head_confirmed_by_id = %(head)s, head_confirmed_on = now() at time zone 'UTC'"
        " WHERE id = ANY(%(ids)s)",
        "INSERT INTO rectification_action (finding_id, name, dossier_id, campaign_id, unit_id,"
        " member_id, deadline, state, light, done_on)"
        " SELECT id, 'Put three meetings into one', dossier_id, campaign_id, unit_id,"
        " leader_member_id, deadline, 'done', 'closed', now() at time zone 'UTC'"
        " FROM rectification_finding WHERE id = ANY(%(ids)s)",
        "INSERT INTO rectification_evidence (finding_id, kind, name, note, frozen_on, frozen_title,"
        " digest) SELECT id, 'note', 'Minutes', 'Minutes', now() at time zone 'UTC', 'Minutes',"
        " md5(id::text) FROM rectification_finding WHERE id = ANY(%(ids)s)",
    ):
        env.cr.execute(statement, parameters)
    env.invalidate_all()
    findings = findings.browse(ids)
    env["rectification.activity.planner"]._plan(
        findings,
        "rectification_campaign.mail_activity_confirm",
        dict.fromkeys(ids, head),
    )
    env.flush_all()
    env.cr.precommit.run()
    env.invalidate_all()
    return findings


def accept_findings(registry, count):
    """An officer accepts: state, register, message, and the activities taken back."""
    with environment(registry, "officer") as env:
        findings = get_waiting_findings(registry, env, count)
        with watch(env, Run()) as run:
            findings.action_accept()
        entries = env["rectification.signoff"].search_count(
            [("transition", "=", "closed"), ("res_id", "in", findings.ids)]
        )
        left = (
            env["mail.activity"]
            .sudo()
            .search_count([("res_model", "=", findings._name), ("res_id", "in", findings.ids)])
        )
        if (entries, left) != (count, 0):
            raise SystemExit(f"{count} findings, {entries} entries, {left} activities left")
    return run


def move_tasks(registry, count):
    """The last stage of tasks, and with it their state: both tracked in the chatter."""
    with environment(registry, "manager") as env:
        project = env["project.project"].search([("name", "=", "Compared with")])
        tasks = env["project.task"].create(
            [
                {
                    "project_id": project.id,
                    "name": TEXT,
                    "user_ids": [fields.Command.set([env.uid])],
                }
                for __ in range(count)
            ]
        )
        env.flush_all()
        env.cr.precommit.run()
        env.invalidate_all()
        with watch(env, Run()) as run:
            tasks.write({"state": "1_done"})
    return run


def move_requests(registry, count):
    """The stage of maintenance requests, tracked in the chatter."""
    with environment(registry, "manager") as env:
        stage = env["maintenance.stage"].search([("done", "=", False)])[1]
        requests = env["maintenance.request"].create(
            [{"name": TEXT[:40], "user_id": env.uid} for __ in range(count)]
        )
        env.flush_all()
        env.cr.precommit.run()
        env.invalidate_all()
        with watch(env, Run()) as run:
            requests.write({"stage_id": stage.id})
    return run


# ------------------------------------------------------------
# Comparisons
# ------------------------------------------------------------


def compare(registry, works, options):
    """Run each of ``works`` in turn, ``--repeat`` times; return the median of each."""
    runs = {work: [] for work in works}
    for number in range(options.repeat):
        for work in works:
            runs[work].append(work(registry, options.count))
            print(
                f"  {number + 1}/{options.repeat} {work.__name__}: {runs[work][-1].seconds:.2f} s",
                flush=True,
            )
    return {work: median(found) for work, found in runs.items()}


def create(registry, options):
    works = {
        create_findings: "rectification.finding, by an officer",
        create_sheet_findings: "rectification.finding, on sheets",
        create_tasks: "project.task",
        create_requests: "maintenance.request",
        copy_rows: "COPY of the same findings",
    }
    result = compare(registry, works, options)
    base = result[create_findings].seconds
    table(
        f"Creating {options.count:,} records (medians of {options.repeat})",
        ["", "seconds", "queries", "finding / this"],
        [
            [name, result[work].seconds, result[work].queries, base / result[work].seconds]
            for work, name in works.items()
        ],
    )
    for work in (create_findings, create_sheet_findings):
        ratio = result[work].seconds / result[create_tasks].seconds
        verdict(f"{works[work]}, of project.task's time", ratio, CREATE_GOAL)


def accept(registry, options):
    works = {
        accept_findings: "findings accepted",
        move_tasks: "project.task done",
        move_requests: "maintenance.request moved",
    }
    result = compare(registry, works, options)
    base = result[accept_findings].seconds
    table(
        f"Moving {options.count:,} records in one go (medians of {options.repeat})",
        ["", "seconds", "queries", "finding / this"],
        [
            [name, result[work].seconds, result[work].queries, base / result[work].seconds]
            for work, name in works.items()
        ],
    )
    verdict("acceptance, of project.task's time", base / result[move_tasks].seconds, ACCEPT_GOAL)


def show_queries(registry, work, count):
    with statements() as seen:
        run = work(registry, count)
    print(f"\n{work.__name__}: {run.queries} queries for {count} records, {run.seconds:.2f} s")
    most_frequent(seen)


if __name__ == "__main__":
    main()
