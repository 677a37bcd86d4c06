"""What other models know about referrals: nothing that anybody without a right to them can read."""

from odoo import api, fields, models
from odoo.tools import SQL

CONFIDENTIAL = "rectification.referral"
CONFIDENTIAL_NUMBERS = "rectification_signoff_confidential_seq"
FIRST_CONFIDENTIAL_NUMBER = 1_000_000_001  # far beyond what the register of a county comes to
INSIDERS = "rectification_campaign.group_officer,rectification_campaign.group_inspector"


class RectificationFinding(models.Model):
    _inherit = "rectification.finding"

    # For the record rules of inspectors alone.
    referral_ids = fields.One2many("rectification.referral", "finding_id", groups=fields.NO_ACCESS)
    referral_count = fields.Integer("Referrals", compute="_compute_referral_count", groups=INSIDERS)

    @api.depends_context("uid")
    def _compute_referral_count(self):
        """Count those that the user may see; for everybody else there are none."""
        counts = dict(
            self.env["rectification.referral"]._read_group(
                [("finding_id", "in", self.ids)], ["finding_id"], ["__count"]
            )
        )
        for finding in self:
            finding.referral_count = counts.get(finding._origin, 0)

    def action_refer(self):
        """Open the form on which an officer proposes a referral of this finding."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Refer to Discipline Inspection"),
            "res_model": "rectification.referral",
            "views": [(False, "form")],
            "context": {"default_finding_id": self.id},
        }

    def action_open_referrals(self):
        """Open the referrals of this finding that the user may see."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "rectification_campaign.rectification_referral_action"
        )
        action.update(domain=[("finding_id", "=", self.id)], context={})
        return action


class RectificationDossier(models.Model):
    _inherit = "rectification.dossier"

    def action_refer(self):
        """Open the form on which an officer proposes a referral about the unit as such."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Refer to Discipline Inspection"),
            "res_model": "rectification.referral",
            "views": [(False, "form")],
            "context": {
                "default_unit_id": self.unit_id.id,
                "default_campaign_id": self.campaign_id.id,
            },
        }


class RectificationUnit(models.Model):
    _inherit = "rectification.unit"

    # For the record rules of inspectors alone.
    referral_ids = fields.One2many("rectification.referral", "unit_id", groups=fields.NO_ACCESS)


class RectificationSignoff(models.Model):
    _name = "rectification.signoff"
    _inherit = ["rectification.signoff", "rectification.confidential.mixin"]

    # For the record rules alone: who may read which entry about a referral.
    referral_id = fields.Many2one(
        "rectification.referral",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        groups=fields.NO_ACCESS,
    )

    def init(self):
        """Number the entries about referrals on their own.

        In the numbers of the others they would leave a gap, and whoever reads the whole register
        would know that there is something to be hidden.
        """
        # Raw SQL: sequences are none of the ORM's affair; it goes when the table goes.
        self.env.cr.execute(
            SQL(
                "CREATE SEQUENCE IF NOT EXISTS %s AS integer START %s OWNED BY %s",
                SQL.identifier(CONFIDENTIAL_NUMBERS),
                SQL(str(FIRST_CONFIDENTIAL_NUMBER)),
                SQL.identifier(self._table, "id"),
            )
        )

    def _get_confidential(self):
        return self.filtered("referral_id")

    @api.model
    def _get_place_names(self):
        return (*super()._get_place_names(), "referral_id")

    @api.model
    def _insert(self, common, rows):
        if not rows[0]["referral_id"]:
            return super()._insert(common, rows)
        numbers = self.env.execute_query(
            SQL("SELECT nextval(%s) FROM generate_series(1, %s)", CONFIDENTIAL_NUMBERS, len(rows))
        )
        return super()._insert(
            common, [{"id": number, **row} for (number,), row in zip(numbers, rows, strict=True)]
        )


class RectificationEvidence(models.Model):
    _inherit = "rectification.evidence"

    @api.model
    def _selection_reference(self):
        return [
            (model, name)
            for model, name in super()._selection_reference()
            if not model.startswith(CONFIDENTIAL)
        ]
