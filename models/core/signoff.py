import hashlib
import json

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class RectificationSignoff(models.Model):
    """One line of the sign-off register: who answered for which step, when, and on what content.

    The register only grows. Entries are made by the steps themselves; nobody can change or delete
    one, whatever their rights, and what an entry points to cannot be deleted either.
    """

    _name = "rectification.signoff"
    _description = "Sign-off"
    # Not by number: entries about referrals are numbered on their own.
    _order = "date desc, id desc"
    _rec_name = "record_name"

    # what
    res_model = fields.Char("Kind of Record (Technical)", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        "Record ID", model_field="res_model", required=True, readonly=True
    )
    model_name = fields.Char("Kind of Record", readonly=True)
    record_name = fields.Char("Record", required=True, readonly=True)
    campaign_id = fields.Many2one(
        "rectification.campaign", readonly=True, index=True, ondelete="restrict"
    )
    unit_id = fields.Many2one("rectification.unit", readonly=True, index=True, ondelete="restrict")
    dossier_id = fields.Many2one(
        "rectification.dossier", readonly=True, index=True, ondelete="restrict"
    )
    # step
    origin = fields.Char("From (Technical)", readonly=True, export_string_translation=False)
    transition = fields.Char(
        "Step (Technical)", required=True, readonly=True, export_string_translation=False
    )
    step = fields.Char(required=True, readonly=True)
    comment = fields.Text("Reason", readonly=True)
    # who and when
    user_id = fields.Many2one("res.users", required=True, readonly=True, ondelete="restrict")
    user_name = fields.Char("Signed By", required=True, readonly=True)
    role = fields.Char("Signed As", readonly=True)
    date = fields.Datetime("Signed On", required=True, readonly=True)
    # evidence
    digest = fields.Char(
        "Content Digest",
        required=True,
        readonly=True,
        help="SHA-256 of what was signed: texts, figures and the digests of the evidence.",
    )

    _record_idx = models.Index("(res_model, res_id)")
    _date_idx = models.Index("(date DESC, id DESC)")

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        if not vals_list:
            return super().create(vals_list)
        # Anyone who asks is refused: an entry is made by the step that somebody takes.
        raise UserError(self.env._("The sign-off register is written by the steps themselves."))

    def write(self, vals):  # pylint: disable=method-required-super
        # No call of super: the register is never written, whatever the rights of the user.
        raise UserError(
            self.env._("The sign-off register only grows: an entry cannot be changed afterwards.")
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        raise UserError(self.env._("The sign-off register only grows: an entry cannot be deleted."))

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_open_record(self):
        """Open the record that was signed."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "view_mode": "form",
        }

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    @api.model
    def _enter(self, records, transition, origins, comment=""):
        """Enter one step of ``records`` and return the entries.

        ``transition``: the state reached, or the name of a signature that is no state (such as
        ``confirmed_by_head``); ``origins``: {record id: state before}.
        """
        if not records:
            return self
        now = fields.Datetime.now()
        user = self.env.user
        step = records._get_signoff_step(transition)
        details = records._get_signoff_values()
        roles = records._get_signoff_roles()
        model_name = self.env["ir.model"]._get(records._name).name
        common = {
            "res_model": records._name,
            "model_name": model_name,
            "transition": transition,
            "step": step,
            "comment": comment or None,
            "user_id": user.id,
            "user_name": user.name,
            "date": now,
            "create_uid": user.id,
            "create_date": now,
            "write_uid": user.id,
            "write_date": now,
        }
        rows = []
        for record in records:
            place = details[record.id]
            row = {
                "res_id": record.id,
                "record_name": record.display_name,
                **{name: place.get(name) or None for name in self._get_place_names()},
                "origin": origins.get(record.id) or None,
                "role": roles.get(record.id) or None,
                "digest": self._compute_digest(place["content"]),
            }
            rows.append(row)
        return self._insert(common, rows)

    @api.model
    def _get_place_names(self):
        """Return the fields that say where an entry belongs."""
        return ("campaign_id", "unit_id", "dossier_id")

    @api.model
    def _insert(self, common, rows):
        """Enter ``rows``, each completed with ``common``, with one INSERT; return the entries."""
        names = list(rows[0])
        arrays = [
            SQL(
                "%s::%s[]",
                [row[name] for row in rows],
                SQL.identifier(self._fields[name].column_type[0]),
            )
            for name in names
        ]
        # Raw SQL: entries are columns and nothing else, nobody has the right to create one, and
        # the ORM would take longer for the register than for all the rest of a large step.
        inserted = self.env.execute_query(
            SQL(
                "INSERT INTO rectification_signoff (%s) SELECT %s FROM unnest(%s) AS row (%s)"
                " RETURNING id",
                SQL(", ").join(SQL.identifier(name) for name in [*common, *names]),
                SQL(", ").join(
                    [SQL("%s", value) for value in common.values()]
                    + [SQL.identifier("row", name) for name in names]
                ),
                SQL(", ").join(arrays),
                SQL(", ").join(SQL.identifier(name) for name in names),
            )
        )
        return self.browse([entry_id for (entry_id,) in inserted])

    @api.model
    def _compute_digest(self, content):
        """Return the SHA-256 of a dictionary, independent of the order of its keys."""
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()
