from odoo import api, fields, models
from odoo.tools import SQL

CONFIDENTIAL_NUMBERS = "rectification_signoff_confidential_seq"
FIRST_CONFIDENTIAL_NUMBER = 1_000_000_001  # far beyond what the register of a county comes to


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

        In the numbers of the others they would leave a gap, and a reader of the whole register
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
