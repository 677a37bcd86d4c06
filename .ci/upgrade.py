"""The stages of .ci/upgrade, run in Odoo's shell, where ``env`` is the superuser's environment."""

import json
import os
import sys
import traceback
from pathlib import Path

from odoo.exceptions import UserError

MODULE = "rectification_campaign"
PREFIX = "rectification."
# Odoo's SMS app gives every thread this field; under whose name it is noted depends on which of the
# two was loaded first, and an update alone loads ours first.
FOREIGN_FIELD = "__message_has_sms_error"
# An update writes what the data files hold once more, and notes that it did.
CHANGED_BY_UPDATE = frozenset({"write_date", "write_uid"})


def work(env):
    """Do a little of everything, and change what an office may change."""
    users = env["res.users"].create(
        [{"name": name, "login": name} for name in ("upgrade_head", "upgrade_liaison")]
    )
    unit = env["rectification.unit"].create({"name": "Upgrade", "kind": "village"})
    env["rectification.unit.member"].create(
        [
            {"unit_id": unit.id, "name": user.name, "role": role, "user_id": user.id}
            for user, role in zip(users, ("head", "liaison"), strict=True)
        ]
    )
    catalogue = env["rectification.catalogue"].search([("state", "=", "published")], limit=1)
    campaign = env["rectification.campaign"].create(
        {"name": "Upgrade", "catalogue_id": catalogue.id}
    )
    dossier = env["rectification.dossier"].create({"campaign_id": campaign.id, "unit_id": unit.id})
    dossier._prepare_sheets()
    head = dossier.with_user(users[0])
    head.unit_check_id.action_nil_return()
    head.action_submit()
    finding = (
        env["rectification.finding"]
        .with_user(users[1])
        .create(
            {
                "dossier_id": dossier.id,
                "problem_id": catalogue.area_ids.problem_ids[0].id,
                "description": "Found",
                "action_ids": [(0, 0, {"name": "Do it", "user_id": users[1].id})],
            }
        )
    )
    env["rectification.evidence"].with_user(users[1]).create(
        {"finding_id": finding.id, "file": b"SGVsbG8=", "file_name": "minutes.txt"}
    )
    finding.message_post(body=unit.name)
    env["ir.config_parameter"].set_param(f"{MODULE}.warn_days", "3")
    env.ref(f"{MODULE}.ir_cron_refresh_lights").interval_number = 2
    env.ref(f"{MODULE}.mail_activity_action").name = "Our own name"
    env.ref(f"{MODULE}.sequence_finding").prefix = "Q"


def note(env):
    """Write down what stands in the database before the update, into the file NOTES."""
    Path(os.environ["NOTES"]).write_text(json.dumps(_take_stock(env)), encoding="utf-8")


def compare(env):
    """The update lost nothing: same rows with the same values, same external ids."""
    before = json.loads(Path(os.environ["NOTES"]).read_text(encoding="utf-8"))
    after = _take_stock(env, before["columns"])
    problems = [f"external id lost: {name}" for name in sorted({*before["ids"]} - {*after["ids"]})]
    for table, (count, digest) in before["rows"].items():
        count_after, digest_after = after["rows"].get(table, (0, ""))
        if count != count_after:
            problems.append(f"{table}: {count} rows before the update, {count_after} after it")
        elif digest != digest_after:
            problems.append(f"{table}: other values than before the update")
    new = sorted({*after["ids"]} - {*before["ids"]})
    sys.stderr.write(f"{len(before['ids'])} external ids kept, {len(new)} new: {', '.join(new)}\n")
    sys.stderr.write(f"{sum(count for count, __ in before['rows'].values())} rows as before\n")
    return problems


def filled(env):
    """What a migration has filled is what the code would compute."""
    problems = []
    for finding in env["rectification.finding"].search([]):
        people = finding.author_user_id | finding.leader_user_id | finding.responsible_user_id
        if finding.people_user_ids != people:
            problems.append(f"{finding.display_name}: other people than it belongs to")
        if finding.involved_user_ids != people | finding.action_ids.user_id:
            problems.append(f"{finding.display_name}: other people than it involves")
    return problems


def _take_stock(env, columns=None):
    """Return the external ids, and for each table the number of rows and a digest of their values.

    ``columns``: {table: the columns to look at}; all of them when nothing is given.
    """
    env.cr.execute("SELECT model || ' ' || name FROM ir_model_data WHERE module = %s", [MODULE])
    ids = [name for (name,) in env.cr.fetchall() if not name.endswith(FOREIGN_FIELD)]
    if columns is None:
        env.cr.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " JOIN information_schema.tables USING (table_schema, table_name)"
            " WHERE table_type = 'BASE TABLE' AND table_name LIKE %s ORDER BY 1, 2",
            [PREFIX.replace(".", "\\_") + "%"],
        )
        columns = {}
        for table, column in env.cr.fetchall():
            columns.setdefault(table, []).append(column)
    rows = {}
    for table, names in columns.items():
        values = ", ".join(f'"{name}"' for name in names if name not in CHANGED_BY_UPDATE)
        env.cr.execute(
            f"SELECT count(*), md5(string_agg(line, ',' ORDER BY line))"
            f' FROM (SELECT md5(ROW({values})::text) AS line FROM "{table}") AS lines'
        )
        rows[table] = env.cr.fetchone()
    return {"ids": ids, "columns": columns, "rows": rows}


def kept(env):
    """Everything is as it was before the update."""
    finding = env["rectification.finding"].search([("description", "=", "Found")])
    catalogues = env["rectification.catalogue"].search([("state", "=", "published")])
    expected = {
        "finding": len(finding) == 1,
        "action and its activity": finding.action_ids.activity_ids.summary == "Do it",
        "evidence": finding.evidence_ids.attachment_id.raw == b"Hello",
        "register": env["rectification.signoff"].search_count([("unit_id.name", "=", "Upgrade")])
        > 1,
        "one catalogue of 43 items": len(catalogues) == 1 and len(catalogues.problem_ids) == 43,
        "setting": env["ir.config_parameter"].get_param(f"{MODULE}.warn_days") == "3",
        "job": env.ref(f"{MODULE}.ir_cron_refresh_lights").interval_number == 2,
        "activity type": env.ref(f"{MODULE}.mail_activity_action").name == "Our own name",
        "counter": env.ref(f"{MODULE}.sequence_finding").prefix == "Q",
        "head's rights": finding.unit_id.head_user_id.login == "upgrade_head",
    }
    return [f"not kept: {name}" for name, is_kept in expected.items() if not is_kept]


def uninstall(env):
    """Uninstall, as the Apps screen does: refused while something is signed, until permitted."""
    app = env["ir.module.module"].search([("name", "=", MODULE)])
    try:
        app.button_immediate_uninstall()
    except UserError:
        env["ir.config_parameter"].set_param(f"{MODULE}.permit_uninstall", "True")
        app.button_immediate_uninstall()
        return []
    return ["uninstalled although the register has entries"]


def clean(env):
    """Nothing of the addon is left in the database."""
    like = PREFIX.replace(".", "\\_") + "%"
    questions = {
        "tables and counters": (
            "SELECT relname FROM pg_class WHERE relkind IN ('r', 'S', 'v') AND relname LIKE %s",
            like,
        ),
        "columns": (
            "SELECT table_name || '.' || column_name FROM information_schema.columns"
            " WHERE column_name LIKE %s",
            like,
        ),
        "parameters": ("SELECT key FROM ir_config_parameter WHERE key LIKE %s", f"{MODULE}%"),
        "external IDs": ("SELECT name FROM ir_model_data WHERE module = %s", MODULE),
        "jobs": ("SELECT cron_name FROM ir_cron WHERE cron_name LIKE %s", "Rectification%"),
        "counter of findings": ("SELECT code FROM ir_sequence WHERE code LIKE %s", f"{PREFIX}%"),
        "activity types": (
            "SELECT name::text FROM mail_activity_type WHERE res_model LIKE %s",
            f"{PREFIX}%",
        ),
        "groups": (
            "SELECT g.name::text FROM res_groups g JOIN res_groups_privilege p"
            " ON p.id = g.privilege_id WHERE p.name::text LIKE %s",
            "%Leading Group%",
        ),
        "sequences of findings in the database": (
            "SELECT s.relname FROM pg_class s WHERE s.relkind = 'S' AND s.relname ~ %s"
            " AND NOT EXISTS (SELECT FROM ir_sequence"
            " WHERE 'ir_sequence_' || lpad(id::text, 3, '0') = s.relname)",
            "^ir_sequence_[0-9]+$",
        ),
    }
    for table, column in (
        ("ir_model", "model"),
        ("ir_model_fields", "relation"),
        ("ir_attachment", "res_model"),
        ("mail_message", "model"),
        ("mail_activity", "res_model"),
        ("mail_followers", "res_model"),
        ("ir_act_window", "res_model"),
        ("ir_ui_view", "model"),
        ("ir_filters", "model_id"),
    ):
        questions[table] = (f"SELECT id::text FROM {table} WHERE {column} LIKE %s", f"{PREFIX}%")
    left = []
    for name, (query, value) in questions.items():
        env.cr.execute(query, [value])
        left += [f"left behind, {name}: {row[0]}" for row in env.cr.fetchall()]
    return left


try:
    problems = globals()[os.environ["STAGE"]](env) or []  # noqa: F821
    env.cr.commit()  # noqa: F821
except Exception:
    problems = [traceback.format_exc()]
for problem in problems:
    sys.stderr.write(f"{problem}\n")
    sys.stdout.write(f"{problem}\n")
sys.stdout.flush()
os._exit(1 if problems else 0)
