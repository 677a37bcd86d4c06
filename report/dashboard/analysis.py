from odoo import fields, models
from odoo.tools import SQL

from ...models.core import clock


def _labels_of_finding(name):
    """Return the function that gives a selection of the finding, labelled for the reader."""
    return lambda self: (
        self.env["rectification.finding"]._fields[name]._description_selection(self.env)
    )


class RectificationAnalysis(models.Model):
    """Every finding as a row of figures, for pivot tables and charts; read-only.

    A row has the id of its finding. Which rows there are follows from the query itself: it starts
    from the findings that the reader may read, by the record rules of findings, so that there is no
    second set of rules that could say something else.
    """

    _name = "rectification.analysis"
    _description = "Analysis of Findings"
    _auto = False
    _rec_name = "name"
    _order = "unit_id, problem_number, id"
    # what the query reads beside the findings
    _depends = {
        "rectification.extension": ["finding_id", "state"],
        "rectification.finding": ["create_date"],
        "rectification.unit": ["parent_id"],
    }

    # what is counted
    finding_id = fields.Many2one("rectification.finding", readonly=True)
    reference = fields.Char(readonly=True)
    name = fields.Char("In Short", readonly=True)
    # by what
    campaign_id = fields.Many2one("rectification.campaign", readonly=True)
    unit_id = fields.Many2one("rectification.unit", readonly=True)
    unit_kind = fields.Selection(
        _labels_of_finding("unit_kind"), string="Kind of Unit", readonly=True
    )
    parent_unit_id = fields.Many2one("rectification.unit", "Superior Unit", readonly=True)
    area_id = fields.Many2one("rectification.area", readonly=True)
    problem_id = fields.Many2one("rectification.problem", "Problem Item", readonly=True)
    problem_number = fields.Integer("No.", readonly=True, aggregator=None)
    rectification_type = fields.Selection(
        _labels_of_finding("rectification_type"), string="Type", readonly=True
    )
    source = fields.Selection(_labels_of_finding("source"), readonly=True)
    state = fields.Selection(_labels_of_finding("state"), readonly=True)
    light = fields.Selection(_labels_of_finding("light"), readonly=True)
    leader_member_id = fields.Many2one(
        "rectification.unit.member", "Responsible Leader", readonly=True
    )
    found_on = fields.Date(readonly=True)
    deadline = fields.Date(readonly=True)
    settled_on = fields.Date(
        readonly=True, help="Signed off, not substantiated, or carried over to another campaign."
    )
    # figures
    signed_off_count = fields.Integer("Signed Off (Number)", readonly=True)
    signed_off_share = fields.Float(
        "Completion Rate",
        readonly=True,
        aggregator="avg",
        help="Share that is signed off; what was not substantiated does not count.",
    )
    overdue_count = fields.Integer("Overdue (Number)", readonly=True)
    days_open = fields.Integer(
        readonly=True,
        aggregator="avg",
        help="From the day it was recorded until it was settled, or until today.",
    )
    days_over = fields.Integer(
        "Days Overdue",
        readonly=True,
        aggregator="avg",
        help="Beyond the deadline; an average is of those that are or were late.",
    )
    return_count = fields.Integer("Times Returned", readonly=True)
    extension_count = fields.Integer("Times Extended", readonly=True)

    @property
    def _table_query(self):
        """The findings that the user may read, one row each."""
        query = self.env["rectification.finding"]._search([])
        columns = self._get_columns(query)
        return query.select(
            *(SQL("%s AS %s", column, SQL.identifier(name)) for name, column in columns.items())
        )

    def _get_columns(self, query):
        """Return ``{field name: SQL}`` over ``query``, a query of findings; may join to it.

        Joins follow a key and figures of other tables are single values: PostgreSQL leaves out what
        a reader's table or chart does not ask for.
        """
        findings, table = self.env["rectification.finding"], query.table
        unit = query.left_join(table, "unit_id", "rectification_unit", "id", "unit_id")
        successor = query.left_join(
            table, "successor_id", "rectification_finding", "id", "successor_id"
        )

        def of(name):
            return findings._field_to_sql(table, name, query)

        to_date = self.env["rectification.ledger"]._local_date
        found_on = to_date(of("create_date"), SQL("TRUE"))
        settled_on = to_date(
            SQL("coalesce(%s, %s)", of("closed_on"), SQL.identifier(successor, "create_date")),
            SQL("TRUE"),
        )
        until = SQL("coalesce(%s, %s)", settled_on, clock.today(self.env))
        return {
            "id": of("id"),
            "finding_id": of("id"),
            **{
                name: of(name)
                for name in (
                    "reference",
                    "name",
                    "campaign_id",
                    "unit_id",
                    "unit_kind",
                    "area_id",
                    "problem_id",
                    "problem_number",
                    "rectification_type",
                    "source",
                    "state",
                    "light",
                    "leader_member_id",
                    "deadline",
                    "return_count",
                )
            },
            "parent_unit_id": SQL.identifier(unit, "parent_id"),
            "found_on": found_on,
            "settled_on": settled_on,
            "signed_off_count": SQL("(%s = 'closed')::int", of("state")),
            "signed_off_share": SQL(
                "CASE %s WHEN 'closed' THEN 1.0 WHEN 'rejected' THEN NULL ELSE 0.0 END", of("state")
            ),
            "overdue_count": SQL("(%s = 'red')::int", of("light")),
            "days_open": SQL("%s - %s", until, found_on),
            "days_over": SQL("nullif(greatest(%s - %s, 0), 0)", until, of("deadline")),
            "extension_count": SQL(
                """(SELECT count(*)::int FROM rectification_extension
                     WHERE finding_id = %s AND state = 'granted')""",
                of("id"),
            ),
        }

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    def _check_access(self, operation):
        """A row is for those who may read its finding."""
        if refused := super()._check_access(operation):
            return refused
        if refused := self.env["rectification.finding"].browse(self._ids)._check_access("read"):
            findings, make_error = refused
            return self.browse(findings._ids), make_error
        return None

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_open_finding(self):
        """Open the finding behind a row."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "rectification.finding",
            "view_mode": "form",
            "res_id": self.finding_id.id,
        }

    def action_open_findings(self):
        """Open the findings behind the chosen rows as a list."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "rectification_campaign.rectification_finding_action"
        )
        action.update(
            view_mode="list,kanban,form",
            views=[(False, "list"), (False, "kanban"), (False, "form")],
            domain=[("id", "in", self.ids)],
            context={},
        )
        return action
