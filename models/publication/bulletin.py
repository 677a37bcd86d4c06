from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.core.listing import join_names
from ...tools.publication.anonymise import anonymise, find_names
from ..core import clock

TEXT_FIELDS = frozenset(
    {
        "name",
        "kind",
        "campaign_id",
        "document_number",
        "body",
        "finding_ids",
        "anonymise_persons",
        "anonymise_units",
        "audience",
        "unit_ids",
    }
)


class RectificationBulletin(models.Model):
    """A bulletin (通报): a good practice or a warning case that the units are to read.

    | action                  | who                                             | when      |
    |-------------------------|-------------------------------------------------|-----------|
    | write, take names out   | officer of the leading group                    | draft     |
    | approve                 | head of the leading group                       | draft     |
    | publish                 | officer of the leading group                    | approved  |
    | back to draft           | head, before publication an officer too; reason | later     |
    | read                    | the leading group; the units it is addressed to | published |

    There is no chatter: the units read a bulletin, and what stood in it before names were taken out
    must not be read in its history. Who approved and published is in the sign-off register.
    """

    _name = "rectification.bulletin"
    _description = "Bulletin"
    _inherit = ["rectification.flow.mixin"]
    _order = "published_on desc, id desc"
    _rec_names_search = ["name", "document_number"]

    _protected_fields = frozenset(
        {"approved_by_id", "approved_on", "published_by_id", "published_on"}
    )

    # what
    name = fields.Char("Title", required=True)
    kind = fields.Selection(
        [("good_practice", "Good Practice"), ("warning", "Warning Case")],
        required=True,
        default="warning",
    )
    document_number = fields.Char(help="For example 〔2026〕12号.", copy=False)
    campaign_id = fields.Many2one(
        "rectification.campaign",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env["rectification.campaign"]._get_running(),
    )
    # Findings name units and people, so only the leading group sees which they are.
    finding_ids = fields.Many2many(
        "rectification.finding",
        "rectification_bulletin_finding_rel",
        string="Findings",
        domain="[('campaign_id', '=', campaign_id), ('state', '!=', 'draft')]",
        groups="rectification_campaign.group_observer",
    )
    # text
    body = fields.Text("Text")
    anonymise_persons = fields.Boolean("Without Persons' Names", default=True)
    anonymise_units = fields.Boolean("Without Units' Names")
    names_left = fields.Char(
        "Names Still in the Text",
        compute="_compute_names_left",
        groups="rectification_campaign.group_observer",
    )
    # to whom
    audience = fields.Selection(
        [("all", "All Units"), ("chosen", "Chosen Units")], required=True, default="all"
    )
    unit_ids = fields.Many2many(
        "rectification.unit",
        "rectification_bulletin_unit_rel",
        string="Addressed To",
        groups="rectification_campaign.group_observer",
    )
    # how it went
    state = fields.Selection(
        [("draft", "Draft"), ("approved", "Approved"), ("published", "Published")],
        default="draft",
        required=True,
        copy=False,
        index=True,
    )
    return_reason = fields.Text(
        "Why Back to Draft", copy=False, groups="rectification_campaign.group_observer"
    )
    approved_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    approved_on = fields.Datetime(readonly=True, copy=False)
    published_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    published_on = fields.Datetime(readonly=True, copy=False)

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("name", "document_number")
    def _compute_display_name(self):
        for bulletin in self:
            bulletin.display_name = " ".join(
                filter(None, (bulletin.name, bulletin.document_number))
            )

    @api.depends("name", "body", "anonymise_persons", "anonymise_units", "finding_ids")
    def _compute_names_left(self):
        for bulletin in self:
            bulletin.names_left = join_names(bulletin._find_names_left(), self.env.lang) or False

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.ondelete(at_uninstall=False)
    def _unlink_except_issued(self):
        kept = self.filtered(lambda bulletin: bulletin.state != "draft" or bulletin.approved_by_id)
        if kept:
            raise UserError(
                self.env._("%s: has been approved and stays on record.", kept._get_names())
            )

    def _check_content_write(self, vals):
        super()._check_content_write(vals)
        fixed = self.filtered(lambda bulletin: bulletin.state != "draft")
        if fixed and vals.keys() & TEXT_FIELDS:
            raise UserError(
                self.env._(
                    "%s: stands as it was approved. Take it back to draft to change it.",
                    fixed._get_names(),
                )
            )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_write_text(self):
        """Write a first text from the findings chosen, for a person to go on with."""
        for bulletin in self:
            bulletin.body = bulletin._get_text_of_findings()

    def action_anonymise(self):
        """Take the names of persons, and of units if that is wanted, out of title and text."""
        for bulletin in self:
            persons, units = bulletin._get_names_to_hide()
            bulletin.write(
                {
                    "name": anonymise(bulletin.name, persons, units),
                    "body": anonymise(bulletin.body or "", persons, units),
                }
            )

    def action_approve(self):
        """Approve the bulletins as head of the leading group."""
        self._move_to("approved")

    def action_publish(self):
        """Publish the bulletins to the units they are addressed to."""
        self._move_to("published")

    def action_draft(self):
        """Ask for the reason, and take the bulletins back to draft."""
        self._check_transition("draft")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Back to Draft"),
            "res_model": "rectification.bulletin.reason",
            "view_mode": "form",
            "target": "new",
            "context": {"default_bulletin_ids": self.ids},
        }

    # ------------------------------------------------------------
    # FLOW
    # ------------------------------------------------------------

    def _get_approval_reasons(self):
        """Blocks without a text or addressees, and while names to be taken out stand in it."""
        reasons = {}
        for bulletin in self:
            sentences = []
            if not (bulletin.body or "").strip():
                sentences.append(self.env._("has no text yet."))
            if bulletin.audience == "chosen" and not bulletin.unit_ids:
                sentences.append(self.env._("choose the units it is addressed to."))
            names = bulletin._find_names_left()
            if names:
                sentences.append(
                    self.env._(
                        "names still stand in it: %s. Choose “Take Names Out”, or write the "
                        "sentence differently.",
                        names,
                    )
                )
            if sentences:
                reasons[bulletin.id] = sentences
        return reasons

    def _get_publishing_reasons(self):
        """Blocks as approval does: a roster may have grown since."""
        return self._get_approval_reasons()

    def _get_transition_values(self, target):
        now = fields.Datetime.now()
        if target == "approved":
            return {"approved_by_id": self.env.uid, "approved_on": now, "return_reason": False}
        if target == "published":
            return {"published_by_id": self.env.uid, "published_on": now}
        return {"published_by_id": False, "published_on": False}

    def _log_transition(self, origins, target, comment=""):
        """Write nothing into a chatter: there is none, see the class."""

    def _get_signoff_values(self):
        return {
            bulletin.id: {
                "campaign_id": bulletin.campaign_id.id,
                "content": {
                    "name": bulletin.name,
                    "number": bulletin.document_number,
                    "body": bulletin.body,
                    "audience": bulletin.audience,
                    "units": bulletin.unit_ids.mapped("name"),
                    "findings": bulletin.finding_ids.mapped("reference"),
                },
            }
            for bulletin in self
        }

    def _get_signoff_roles(self):
        leaders = self._filter_role_leader()
        return {
            bulletin.id: self.env._("Head of the leading group")
            if bulletin in leaders
            else self.env._("Officer of the leading group")
            for bulletin in self
        }

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def _get_text_of_findings(self):
        """Return a first text: what was found where, and how it was put right."""
        self.ensure_one()
        if not self.finding_ids:
            raise UserError(
                self.env._("%s: choose the findings it is to tell of.", self.display_name)
            )
        paragraphs = []
        for finding in self.finding_ids.sorted(lambda finding: finding.problem_number):
            sentences = [
                self.env._(
                    "%(unit)s: %(description)s",
                    unit=finding.unit_id.name,
                    description=finding.description,
                )
            ]
            if finding.cause and self.kind == "warning":
                sentences.append(self.env._("Cause: %s", finding.cause))
            measures = finding.result or finding.measures
            if measures:
                sentences.append(self.env._("How it was put right: %s", measures))
            paragraphs.append("\n".join(sentences))
        return "\n\n".join(paragraphs)

    def _get_names_to_hide(self):
        """Return ``(names of persons, [(name, kind) of units])`` that may not stand in the text."""
        self.ensure_one()
        # sudo: the findings are the leading group's; only names are taken from them
        return self.sudo().finding_ids._get_names_to_hide(
            persons=self.anonymise_persons, units=self.anonymise_units
        )

    def _find_names_left(self):
        """Return the names that still stand in title or text though they should not."""
        self.ensure_one()
        persons, units = self._get_names_to_hide()
        text = f"{self.name or ''}\n{self.body or ''}"
        return find_names(text, persons) + find_names(text, [name for name, __ in units])

    # ------------------------------------------------------------
    # PRINT
    # ------------------------------------------------------------

    def _get_print_name(self):
        """Return the name of the printed file, without its ending."""
        self.ensure_one()
        return self.display_name

    def _get_page(self):
        """Return what the printed bulletin shows, all as text."""
        self.ensure_one()
        organiser = self.campaign_id.sudo().organiser  # sudo: its name, as in the document's head
        day = self.published_on or clock.today(self.env)
        # sudo: names of the units it is addressed to
        units = self.sudo().unit_ids.mapped("name") if self.audience != "all" else []
        return {
            **self.env["rectification.print"]._get_head(organiser),
            "number": self.document_number or "",
            "title": self.name,
            "addressee": "、".join(units) or self.env._("All units"),
            "body": self.body,
            "signature": organiser,
            "date": clock.format_day(self.env, day),
            "printed_by": organiser,
        }
