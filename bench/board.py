"""Open board, list, forms and pivot at 1,000, 20,000 and 100,000 findings: time and queries."""

from _common import (
    add_campaign,
    add_county,
    add_user,
    analyze,
    arguments,
    connect,
    environment,
    measure_request,
    most_frequent,
    table,
    verdict,
)

from odoo import fields
from odoo.tools import SQL

QUERY_GOAL = 12
SIZES = (1000, 20000, 100000)
OPEN = [("light", "!=", "closed")]  # what the action shows first
# A number for row n that looks like chance and is the same in every run.
CHANCE = "(hashint4(n) & 2147483647)"


def main():
    options = arguments(
        __doc__,
        units=(500, "units in the county"),
        largest=(100000, "stop at so many findings"),
        peers=(1, "0: without project and maintenance"),
        log=(0, "1: print the queries as well"),
    )
    registry = connect(*(("project", "maintenance") if options.peers else ()))
    prepare(registry, options)
    rows, board = [], {}
    for size in SIZES:
        if size > options.largest:
            break
        fill(registry, size, options.peers)
        analyze(registry)
        for name, login, model, opening, arguments_ in get_screens(registry, options.peers):
            run = measure_request(
                registry, login, model, opening, repeat=options.repeat, **arguments_
            )
            rows.append([f"{size:>7,}  {name}", run.milliseconds, run.queries])
            board.setdefault(name, []).append(run.queries)
            if options.log and model == "rectification.finding":
                print(f"\n{size:,} {name}: {run.queries} queries")
                most_frequent(run.statements, count=60, width=options.log)
    table(
        "Opening a screen", ["findings", "ms", "queries"], sorted(rows, key=lambda row: row[0][9:])
    )
    print()
    for name, queries in board.items():
        if name.startswith("board"):
            verdict(f"{name}: queries", max(queries), QUERY_GOAL)
        if name.startswith(("board", "list")):
            verdict(f"{name}: more queries at the largest size", max(queries) - min(queries), 0)


def get_screens(registry, peers):
    """Return ``[(name, login, model, method of the client, its arguments)]``."""
    finding = "rectification.finding"
    kanban = {"group": "state", "bar": "light"}
    with environment(registry, "liaison") as env:
        finding_id = env[finding].search([("state", "=", "in_progress")], limit=1).id
        dossier_id = env["rectification.dossier"].search([], limit=1).id
    screens = [
        (
            "board, still open, liaison",
            "liaison",
            finding,
            "open_kanban",
            {"domain": OPEN, **kanban},
        ),
        ("board, all, liaison", "liaison", finding, "open_kanban", {"domain": [], **kanban}),
        (
            "board, still open, officer",
            "officer",
            finding,
            "open_kanban",
            {"domain": OPEN, **kanban},
        ),
        ("board, all, officer", "officer", finding, "open_kanban", {"domain": [], **kanban}),
        ("list, still open, liaison", "liaison", finding, "open_list", {"domain": OPEN}),
        ("list, all, liaison", "liaison", finding, "open_list", {"domain": []}),
        ("list, all, officer", "officer", finding, "open_list", {"domain": []}),
        ("form of a finding, liaison", "liaison", finding, "open_form", {"record_id": finding_id}),
        ("its chatter, liaison", "liaison", finding, "open_chatter", {"record_id": finding_id}),
        (
            "form of a dossier, liaison",
            "liaison",
            "rectification.dossier",
            "open_form",
            {"record_id": dossier_id},
        ),
        (
            "board of dossiers, officer",
            "officer",
            "rectification.dossier",
            "open_kanban",
            {"domain": [], "group": "state"},
        ),
    ]
    pivot = {
        "domain": [],
        "rows": "area_id",
        "columns": "unit_kind",
        "measures": ["signed_off_share:avg", "overdue_count:sum", "days_open:avg"],
    }
    screens += [
        (f"pivot of the analysis, {login}", login, "rectification.analysis", "open_pivot", pivot)
        for login in ("liaison", "officer")
    ]
    if peers:
        screens += [
            (
                "project.task: board",
                "manager",
                "project.task",
                "open_kanban",
                {"domain": [], "group": "stage_id", "bar": "activity_state"},
            ),
            ("project.task: list", "manager", "project.task", "open_list", {"domain": []}),
            (
                "maintenance.request: board",
                "manager",
                "maintenance.request",
                "open_kanban",
                {"domain": [], "group": "stage_id", "bar": "activity_state"},
            ),
            (
                "maintenance.request: list",
                "manager",
                "maintenance.request",
                "open_list",
                {"domain": []},
            ),
        ]
    return screens


def prepare(registry, options):
    """A county with a launched campaign, one record of each kind to be multiplied."""
    with environment(registry, keep=True) as env:
        campaign = add_campaign(env, add_county(env, options.units, options.units * 4))
        campaign.action_launch()
        campaign.dossier_ids._prepare_sheets()
        problem = env["rectification.problem"].search([("catalogue_id.state", "=", "published")])[0]
        env["rectification.finding"].with_user(
            env["res.users"].search([("login", "=", "officer")])
        ).create(
            {
                "dossier_id": campaign.dossier_ids[0].id,
                "problem_id": problem.id,
                "description": "Papers were passed on by meetings that nobody had asked for",
                "measures": "Put three meetings into one; look again in a month",
                "deadline": fields.Date.today(),
            }
        )
        if options.peers:
            manager = add_user(
                env,
                "manager",
                "project.group_project_manager",
                "maintenance.group_equipment_manager",
            )
            project = env["project.project"].create({"name": "Compared with"})
            for number, name in enumerate(("New", "Planned", "Doing", "To Verify", "Done")):
                env["project.task.type"].create(
                    {"name": name, "sequence": number, "project_ids": project.ids}
                )
            env["project.task"].with_user(manager).create(
                {"name": "Compared with", "project_id": project.id}
            )
            env["maintenance.request"].with_user(manager).create({"name": "Compared with"})


def multiply(env, model, count, **columns):
    """Copy the first record of ``model`` by SQL until there are ``count``.

    ``columns``: what differs from copy to copy, as SQL expressions over ``n``, the number of the
    copy. Raw SQL: this only fills the tables, and 100,000 rows through the ORM take minutes.
    """
    records = env[model].sudo().search([], order="id")
    table_name = SQL.identifier(records._table)
    names = [
        name
        for name, field in records._fields.items()
        if field.store and field.column_type and name != "id" and name not in columns
    ]
    env.cr.execute(
        SQL(
            "INSERT INTO %s (%s) SELECT %s FROM %s source, generate_series(%s, %s) AS n"
            " WHERE source.id = %s",
            table_name,
            SQL(", ").join(SQL.identifier(name) for name in [*names, *columns]),
            SQL(", ").join(
                [SQL.identifier("source", name) for name in names]
                + [SQL(text.replace("%", "%%")) for text in columns.values()]
            ),
            table_name,
            len(records) + 1,
            count,
            records[0].id,
        )
    )
    env.invalidate_all()


def spread_findings(env, count, **columns):
    """Bring the findings to ``count``, spread over all units, items, states and lights.

    ``columns``: {column: SQL} of what a program needs beside or instead; the same in every run.
    """
    spread = (
        "(SELECT array_agg({0} ORDER BY id) FROM rectification_dossier)"
        "[1 + n % (SELECT count(*) FROM rectification_dossier)]"
    )
    problem = (
        "(SELECT array_agg({0} ORDER BY id) FROM rectification_problem WHERE number <= 43)"
        "[1 + n % 43]"
    )
    usual = {
        "reference": "'F' || n",
        "dossier_id": spread.format("id"),
        "unit_id": spread.format("unit_id"),
        "unit_kind": spread.format("unit_kind"),
        "problem_id": problem.format("id"),
        "problem_number": problem.format("number"),
        "area_id": problem.format("area_id"),
        "name": "'Finding ' || n",
        "state": "(ARRAY['draft', 'open', 'in_progress', 'to_verify', 'closed', 'rejected'])"
        f"[1 + {CHANCE} % 6]",
        "deadline": f"current_date + {CHANCE} / 6 % 90 - 30",
        "light": f"CASE WHEN {CHANCE} % 6 > 3 THEN 'closed' WHEN {CHANCE} / 6 % 90 < 30 THEN 'red'"
        f" WHEN {CHANCE} / 6 % 90 < 38 THEN 'yellow' ELSE 'green' END",
    }
    multiply(env, "rectification.finding", count, **{**usual, **columns})


def fill(registry, size, peers):
    """Bring the number of findings (and peers) to ``size``, in all units, states and lights.

    One in ten carries an activity, as in a campaign that is under way.
    """
    with environment(registry, keep=True) as env:
        spread_findings(env, size)
        # The person responsible is the unit's head; the liaison sees the units below by the rule.
        env.cr.execute(
            "UPDATE rectification_finding f SET leader_member_id = u.head_member_id,"
            " responsible_member_id = u.head_member_id, leader_user_id = u.head_user_id,"
            " responsible_user_id = u.head_user_id FROM rectification_unit u"
            " WHERE u.id = f.unit_id AND f.leader_member_id IS DISTINCT FROM u.head_member_id"
        )
        env.cr.execute(
            "INSERT INTO rectification_action (finding_id, name, dossier_id, campaign_id, unit_id,"
            " member_id, user_id, deadline, state, light) SELECT id, 'Put it right', dossier_id,"
            " campaign_id, unit_id, leader_member_id, leader_user_id, deadline, 'todo', light"
            " FROM rectification_finding f WHERE NOT EXISTS"
            " (SELECT 1 FROM rectification_action a WHERE a.finding_id = f.id)"
        )
        env.cr.execute(
            "INSERT INTO rectification_finding_people_rel (finding_id, user_id)"
            " SELECT id, leader_user_id FROM rectification_finding"
            " WHERE leader_user_id IS NOT NULL ON CONFLICT DO NOTHING"
        )
        env.cr.execute(
            "INSERT INTO rectification_finding_involved_rel (finding_id, user_id)"
            " SELECT finding_id, user_id FROM rectification_finding_people_rel"
            " ON CONFLICT DO NOTHING"
        )
        models = ["rectification.finding"]
        if peers:
            models += ["project.task", "maintenance.request"]
            for model in models[1:]:
                stage = env[model]._fields["stage_id"].comodel_name.replace(".", "_")
                multiply(
                    env,
                    model,
                    size,
                    name="'Record ' || n",
                    stage_id=f"(SELECT array_agg(id) FROM {stage})"
                    f"[1 + n % (SELECT count(*) FROM {stage})]",
                )
        activity_type = env.ref("mail.mail_activity_data_todo")
        user = env["res.users"].search([("login", "=", "head")])
        for model in models:
            env.cr.execute(
                SQL(
                    "INSERT INTO mail_activity (res_model, res_model_id, res_id, res_name, user_id,"
                    " date_deadline, activity_type_id, automated, active)"
                    " SELECT %s, %s, id, 'Record', %s, current_date, %s, true, true FROM %s"
                    " WHERE (hashint4(id) & 2147483647) %% 10 = 0"
                    " AND NOT EXISTS (SELECT 1 FROM mail_activity a"
                    " WHERE a.res_model = %s AND a.res_id = %s.id)",
                    model,
                    env["ir.model"]._get_id(model),
                    user.id,
                    activity_type.id,
                    SQL.identifier(env[model]._table),
                    model,
                    SQL.identifier(env[model]._table),
                )
            )


if __name__ == "__main__":
    main()
