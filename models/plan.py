import hashlib

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.flow import Transition

FLOW = {
    ("draft", "proposal"): Transition(("office",), "_get_reading_reasons"),
    ("proposal", "draft"): Transition(("office",)),
    ("proposal", "done"): Transition(("office",), "_get_set_up_reasons"),
    # Only when the campaign that was set up has been deleted again.
    ("done", "proposal"): Transition(("office",), "_get_reopening_reasons"),
}
SOURCE_FIELDS = frozenset({"source_file", "source_filename", "source_text", "year"})


class RectificationPlan(models.Model):
    """An implementation plan (实施方案) on its way to a catalogue and a campaign.

    Its text is read, what was found is proposed as a tree of nodes, a person corrects it, and
    catalogue and campaign are set up in one step. The plan is kept with them.

    | action                                | who                          | when             |
    |---------------------------------------|------------------------------|------------------|
    | enter the text, have it read          | officer of the leading group | until set up     |
    | correct the proposal                  | officer of the leading group | while proposed   |
    | set up catalogue and campaign         | officer of the leading group | once             |
    | delete                                | officer of the leading group | until set up     |
    """

    _name = "rectification.plan"
    _description = "Implementation Plan"
    _inherit = ["rectification.flow.mixin", "mail.thread"]
    _order = "create_date desc, id desc"

    _protected_fields = frozenset({"reading", "submission_text", "campaign_id", "catalogue_id"})

    # source
    source_file = fields.Binary("File", attachment=True, copy=False)
    source_filename = fields.Char("File Name", copy=False)
    source_text = fields.Text(
        "Text",
        compute="_compute_source_text",
        store=True,
        readonly=False,
        help="The text of the plan, pasted or taken from the file.",
    )
    source_digest = fields.Char(compute="_compute_source_digest", store=True, index=True)
    year = fields.Integer(
        "Year of the Campaign",
        compute="_compute_year",
        store=True,
        readonly=False,
        help="Deadlines for which the text gives no year take this one, and are marked.",
    )
    year_hint = fields.Char("Where the Year Comes From", compute="_compute_year_hint")
    twin_notice = fields.Char("Read Before", compute="_compute_twin_notice")
    reading = fields.Json("What Was Read", readonly=True, copy=False)
    # proposal
    name = fields.Char("Title", copy=False, help="The name of the campaign to be set up.")
    catalogue_name = fields.Char("Name of the Catalogue", copy=False)
    document_number = fields.Char(copy=False)
    organiser = fields.Char("Leading Group", copy=False)
    basis = fields.Text("Issuing Basis", copy=False)
    study_theme = fields.Char("Theme of Study", copy=False)
    date_start = fields.Date("Start Date", copy=False)
    date_submission = fields.Date("Submission Deadline", copy=False)
    submission_text = fields.Char("Submission as Written", readonly=True, copy=False)
    is_numbered_through = fields.Boolean(
        "Numbered Through",
        copy=False,
        help="The items are numbered 1, 2, 3 … through all areas, whatever is moved or deleted.",
    )
    node_ids = fields.One2many("rectification.plan.node", "plan_id", "Proposal")
    # flow
    state = fields.Selection(
        [("draft", "Text"), ("proposal", "Proposal"), ("done", "Set Up")],
        default="draft",
        required=True,
        copy=False,
        index=True,
    )
    obstacles = fields.Text("Before It Can Be Set Up", compute="_compute_obstacles")
    catalogue_id = fields.Many2one(
        "rectification.catalogue", readonly=True, copy=False, ondelete="set null"
    )
    campaign_id = fields.Many2one(
        "rectification.campaign",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
    )

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("name", "source_filename")
    def _compute_display_name(self):
        for plan in self:
            plan.display_name = plan.name or plan.source_filename or self.env._("New plan")

    @api.depends("source_file", "source_filename")
    def _compute_source_text(self):
        """Take the text from a file as soon as it is chosen; refuse one that cannot be read."""
        for plan in self:
            plan.source_text = plan._read_source_file() or plan.source_text

    @api.depends("source_text")
    def _compute_source_digest(self):
        for plan in self:
            text = "".join((plan.source_text or "").split())
            plan.source_digest = hashlib.sha256(text.encode()).hexdigest() if text else False

    @api.depends("source_text")
    def _compute_year(self):
        for plan in self:
            plan.year = plan._propose_year().year

    @api.depends("source_text", "year")
    def _compute_year_hint(self):
        for plan in self:
            plan.year_hint = plan._get_year_hint(plan._propose_year())

    @api.depends("source_digest")
    def _compute_twin_notice(self):
        for plan in self:
            twin = self.search(
                [
                    ("source_digest", "=", plan.source_digest),
                    ("source_digest", "!=", False),
                    ("id", "!=", plan._origin.id),
                ],
                order="campaign_id, id desc",
                limit=1,
            )
            plan.twin_notice = twin._get_twin_notice() if twin else False

    @api.depends(
        "state",
        "name",
        "catalogue_name",
        "date_start",
        *(
            f"node_ids.{name}"
            for name in (
                "kind",
                "parent_id",
                "sequence",
                "number",
                "name",
                "phase",
                "deadline",
                "deadline_text",
            )
        ),
    )
    @api.depends_context("lang")
    def _compute_obstacles(self):
        proposed = self.filtered(lambda plan: plan.state == "proposal")
        reasons = proposed._get_set_up_reasons()
        for plan in self:
            plan.obstacles = "\n".join(reasons.get(plan.id, [])) or False

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.ondelete(at_uninstall=False)
    def _unlink_except_set_up(self):
        kept = self.filtered("campaign_id")
        if kept:
            raise UserError(
                self.env._(
                    "%s: a campaign was set up from it; the plan stays with the campaign.",
                    kept._get_names(),
                )
            )

    def _check_content_write(self, vals):
        super()._check_content_write(vals)
        if vals.keys() - {"message_main_attachment_id"}:
            self._check_not_set_up()
        read = self.filtered(lambda plan: plan.state == "proposal")
        if read and SOURCE_FIELDS.intersection(vals):
            raise UserError(
                self.env._(
                    "%s: its text has been read and stays as it is. Choose “Back to the Text” "
                    "to change the text or the year and have it read again.",
                    read._get_names(),
                )
            )

    def _check_not_set_up(self):
        """Raise UserError when a campaign has been set up from one of the plans."""
        done = self.filtered(lambda plan: plan.state == "done")
        if done:
            raise UserError(
                self.env._(
                    "%s: has been set up and stays as it is. Go on in the catalogue and the "
                    "campaign.",
                    done._get_names(),
                )
            )

    # ------------------------------------------------------------
    # FLOW
    # ------------------------------------------------------------

    @api.model
    def _get_flow(self):
        return FLOW

    def _get_reopening_reasons(self):
        return {
            plan.id: [
                self.env._(
                    "the campaign “%s” was set up from it. Go on there.", plan.campaign_id.name
                )
            ]
            for plan in self
            if plan.campaign_id
        }

    def _after_transition(self, origins, target, vals):
        super()._after_transition(origins, target, vals)
        for plan in self:
            if target == "done":
                plan._set_up()
            elif target == "draft":
                plan._forget_reading()
            elif origins[plan.id] == "draft":
                plan._read()

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_read(self):
        """Read the text and propose what was found."""
        self._move_to("proposal")

    def action_back(self):
        """Return to the text; what was read and corrected is forgotten."""
        self._move_to("draft")

    def action_set_up(self):
        """Set up catalogue and campaign as proposed; return the action that opens the campaign."""
        self.ensure_one()
        self._move_to("done")
        return self.action_open_campaign()

    def action_open_campaign(self):
        """Open the campaign that was set up from the plan."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "rectification.campaign",
            "res_id": self.campaign_id.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }
