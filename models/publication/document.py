import json

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.core.dates import document_number
from ...tools.office_files.columns import share_width
from ...tools.prints.fonts import find_missing
from ..core import clock
from ..core.lock_mixin import mark_changed
from ..core.selection import get_labels

# The columns of its table of findings, and how many Chinese characters fit across it.
COLUMNS = {
    "notice": ("index", "description", "measures", "deadline", "responsible"),
    "supervision": ("index", "description", "deadline", "responsible", "progress"),
}
CHARACTERS_PER_LINE = 30


class RectificationDocument(models.Model):
    """An official document (公文) to a unit about findings: its text, number and date.

    | action                  | who                                                    | when   |
    |-------------------------|--------------------------------------------------------|--------|
    | write, issue, cancel    | officer of the leading group, not on the unit's roster | draft  |
    | read                    | the leading group; once issued the unit and those above | always |

    The number is drawn when the document is issued, year by year and without a gap; from then on
    nothing in it changes, and its first print is kept. A person writes the text; the findings in
    its table come from the ledger.
    """

    _name = "rectification.document"
    _description = "Official Document"
    _inherit = ["rectification.flow.mixin", "rectification.log.mixin", "mail.thread"]
    _order = "year desc, number desc, id desc"
    _rec_names_search = ["name", "reference"]

    _protected_fields = frozenset({"number", "year", "reference", "issued_by_id", "issued_on"})

    # what
    kind = fields.Selection(
        [
            ("notice", "Rectification Notice"),  # 整改通知书
            ("supervision", "Supervision Notice"),  # 整改督办单
        ],
        required=True,
        default="notice",
    )
    # about what
    dossier_id = fields.Many2one(
        "rectification.dossier", required=True, index=True, ondelete="restrict"
    )
    campaign_id = fields.Many2one(
        related="dossier_id.campaign_id", store=True, precompute=True, index=True
    )
    unit_id = fields.Many2one(related="dossier_id.unit_id", store=True, precompute=True, index=True)
    finding_ids = fields.Many2many(
        "rectification.finding",
        "rectification_document_finding_rel",
        string="Findings",
        domain="[('dossier_id', '=', dossier_id), ('state', '!=', 'draft')]",
    )
    # text
    name = fields.Char(
        "Title",
        compute="_compute_name",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
    )
    addressee = fields.Char(
        compute="_compute_addressee", store=True, precompute=True, readonly=False
    )
    body = fields.Text(
        "Text",
        compute="_compute_body",
        store=True,
        precompute=True,
        readonly=False,
        help="Lines beginning with 一、 （一） 1. or （1） are printed as headings.",
    )
    reply_deadline = fields.Date("Reply By")
    copy_to = fields.Char()
    has_red_head = fields.Boolean(
        "Red Head",
        default=True,
        help="Print the name of the leading group in red above the number, for plain paper.",
    )
    # number and date
    prefix = fields.Char(
        "Office Code",
        default=lambda self: self._default_prefix(),
        help="What stands before 〔2026〕12号 in the number.",
    )
    year = fields.Integer(readonly=True, copy=False, export_string_translation=False)
    number = fields.Integer(readonly=True, copy=False, export_string_translation=False)
    reference = fields.Char("Document Number", readonly=True, copy=False, index=True)
    date = fields.Date(copy=False, help="Date of the document; the day of issue if empty.")
    # how it went
    issued_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    issued_on = fields.Datetime(readonly=True, copy=False)
    state = fields.Selection(
        [("draft", "Draft"), ("issued", "Issued"), ("cancelled", "Cancelled")],
        default="draft",
        required=True,
        copy=False,
        index=True,
        group_expand=True,
    )

    _number_uniq = models.UniqueIndex(
        "(prefix, year, number) WHERE number > 0", "Another document has this number already."
    )

    # ------------------------------------------------------------
    # DEFAULT
    # ------------------------------------------------------------

    @api.model
    def _default_prefix(self):
        # sudo: a plain setting, but the parameters' table is the administrator's
        return (
            self.env["ir.config_parameter"]
            .sudo()
            .get_param("rectification_campaign.document_prefix", "")
        )

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("name", "reference")
    def _compute_display_name(self):
        for document in self:
            document.display_name = " ".join(filter(None, (document.reference, document.name)))

    @api.depends("kind")
    def _compute_name(self):
        titles = get_labels(self, "kind")
        for document in self:
            if document.name in (False, *titles.values()):
                document.name = titles[document.kind]

    @api.depends("dossier_id")
    def _compute_addressee(self):
        for document in self:
            document.addressee = document.addressee or document.dossier_id.unit_id.name

    @api.depends("kind", "dossier_id")
    def _compute_body(self):
        for document in self:
            texts = document._get_default_texts()
            if not document.body or document.body in texts.values():
                document.body = texts[document.kind]

    def _get_default_texts(self):
        """Return ``{kind: text}`` to begin with; an officer rewrites it."""
        self.ensure_one()
        campaign = self.dossier_id.campaign_id.name or ""
        return {
            "notice": self.env._(
                "In the course of “%s”, the problems listed below were found in your unit. Put "
                "them right as required and within the time set, hold somebody responsible for "
                "each of them, and see to it that they do not come back.",
                campaign,
            ),
            "supervision": self.env._(
                "In the course of “%s”, the rectification of the problems listed below has passed "
                "its deadline. Find out why, take measures without delay, and finish what is left.",
                campaign,
            ),
        }

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        documents = super().create(vals_list)
        documents._check_writer()
        return documents

    @api.ondelete(at_uninstall=False)
    def _unlink_except_issued(self):
        kept = self.filtered(lambda document: document.number)
        if kept:
            raise UserError(
                self.env._("%s: has been issued with a number, and it stays.", kept._get_names())
            )

    def _check_content_write(self, vals):
        super()._check_content_write(vals)
        if not vals.keys() - {"message_main_attachment_id", "message_follower_ids"}:
            return
        self._check_writer()
        issued = self.filtered(lambda document: document.state != "draft")
        if issued:
            raise UserError(
                self.env._(
                    "%s: is no draft any more and stays as it is. Write another document.",
                    issued._get_names(),
                )
            )

    def _check_writer(self):
        """Raise UserError for documents to a unit on whose roster the officer stands."""
        refused = self - self._filter_role_officer()
        if refused:
            raise UserError(
                self.env._(
                    "%s: a document is written by an officer of the leading group who is not on "
                    "the unit's roster.",
                    refused._get_names(),
                )
            )

    def _check_files_open(self, attachments):
        issued = self.filtered("number")
        if issued:
            raise UserError(
                self.env._("%s: has been issued, and its print is kept.", issued._get_names())
            )
        return super()._check_files_open(attachments)

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_issue(self):
        """Draw the number and issue the documents (an officer of the leading group)."""
        self._move_to("issued")

    def action_cancel(self):
        """Put drafts aside."""
        self._move_to("cancelled")

    def action_draft(self):
        """Take up again what was put aside."""
        self._move_to("draft")

    # ------------------------------------------------------------
    # FLOW
    # ------------------------------------------------------------

    def _filter_role_officer(self):
        dossiers = self.dossier_id._filter_role_officer()
        return self.filtered(lambda document: document.dossier_id in dossiers)

    def _get_issue_reasons(self):
        """Blocks without a text or findings, and when a finding is closed, another unit's or
        (in a supervision letter) not overdue.
        """
        reasons = {}
        for document in self:
            sentences = []
            if not document.finding_ids:
                sentences.append(self.env._("name the findings it is about."))
            strangers = document.finding_ids.filtered(
                lambda finding, document=document: finding.dossier_id != document.dossier_id
            )
            if strangers:
                sentences.append(
                    self.env._("%s: belong to another unit or campaign.", strangers._get_names())
                )
            closed = document.finding_ids.filtered(lambda finding: finding.light == "closed")
            if closed:
                sentences.append(
                    self.env._("%s: nothing is left to be done about it.", closed._get_names())
                )
            if document.kind == "supervision":
                early = (document.finding_ids - closed).filtered(
                    lambda finding: finding.light != "red"
                )
                if early:
                    sentences.append(self.env._("%s: is not overdue.", early._get_names()))
            if not (document.body or "").strip():
                sentences.append(self.env._("write the text."))
            if sentences:
                reasons[document.id] = sentences
        return reasons

    def _get_transition_values(self, target):
        if target == "issued":
            return {"issued_by_id": self.env.uid, "issued_on": fields.Datetime.now()}
        return {}

    def _after_transition(self, origins, target, vals):
        if target == "issued":
            self._draw_numbers()
        super()._after_transition(origins, target, vals)
        if target == "issued":
            self.dossier_id._message_log_batch(
                bodies={
                    document.dossier_id.id: self.env._("Issued: %s", document.display_name)
                    for document in self
                }
            )

    def _get_signoff_values(self):
        return {
            document.id: {
                "campaign_id": document.campaign_id.id,
                "unit_id": document.unit_id.id,
                "dossier_id": document.dossier_id.id,
                "content": {
                    "reference": document.reference,
                    "date": document.date,
                    "title": document.name,
                    "addressee": document.addressee,
                    "body": document.body,
                    "findings": [finding._get_content() for finding in document.finding_ids],
                },
            }
            for document in self
        }

    def _get_signoff_roles(self):
        return dict.fromkeys(self.ids, self.env._("Officer of the leading group"))

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def _draw_numbers(self):
        """Give each document its date and the next number of that year."""
        # sudo: counting
        sequence = self.env.ref("rectification_campaign.sequence_document").sudo()
        # Two who issue the first documents of a year would each begin the year's numbers.
        mark_changed(sequence)
        today = clock.today(self.env)
        for document in self:
            date = document.date or today
            number = int(sequence.next_by_id(sequence_date=date))
            document._write_protected(
                {
                    "date": date,
                    "year": date.year,
                    "number": number,
                    "reference": document_number(document.prefix or "", date.year, number),
                }
            )

    # ------------------------------------------------------------
    # PRINT
    # ------------------------------------------------------------

    def _get_print_name(self):
        """Return the name of the printed file, without its ending."""
        self.ensure_one()
        return f"{self.display_name} - {self.addressee or ''}".strip(" -")

    def _get_attachment_name(self):
        """Return the name under which the print is kept: that of the issued document only.

        What lacks a character that no font has is not kept: it is printed again once one has it.
        """
        self.ensure_one()
        if self.state != "issued":
            return False
        # The texts themselves: how Python writes them down escapes the very characters looked for.
        if find_missing(json.dumps(self._get_page(), ensure_ascii=False, default=str)):
            return False
        return f"{self._get_print_name()}.pdf"

    def _get_page(self):
        """Return what the printed document shows, all as text."""
        self.ensure_one()
        ledger = self.env["rectification.ledger"]
        columns = share_width(ledger._get_columns(COLUMNS[self.kind]))
        findings = [("id", "in", self.finding_ids.ids)]
        organiser = self.campaign_id.sudo().organiser  # sudo: its name, as in the document's head
        closing = ""
        if self.reply_deadline:
            closing = self.env._(
                "Report the result to us in writing by %s.",
                clock.format_day(self.env, self.reply_deadline),
            )
        return {
            **(self.env["rectification.print"]._get_head(organiser) if self.has_red_head else {}),
            "number": self.reference or "",
            "title": self.name,
            "addressee": self.addressee,
            "body": self.body,
            "columns": columns,
            "rows": list(ledger._iter_texts(findings, columns, CHARACTERS_PER_LINE)),
            "closing": closing,
            # 问题清单
            "attachment": self.env._("List of Problems"),
            "signature": organiser,
            "date": clock.format_day(self.env, self.date or clock.today(self.env)),
            "copy_to": self.copy_to,
            "printed_by": organiser,
        }
