import base64
import hashlib
import secrets

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command, Domain

from ...tools.review import sampling
from ..core import clock

SETTINGS = frozenset(
    {
        "campaign_id",
        "kind",
        "target",
        "stratify",
        "size",
        "seed",
        "closed_before",
        "weight_nil",
        "weight_returned",
        "weight_overdue",
    }
)
# A file opened in a spreadsheet must not take a name for a formula.
FORMULA_SIGNS = ("=", "+", "-", "@")


class RectificationSampleDraw(models.Model):
    """A sample of closed findings or of units, drawn for a spot check or a look-back.

    The draw depends on nothing but the seed and the frame, and both are recorded: the frame as a
    file with the key, stratum and weight of everything that could have been drawn. The program
    ``tools/review/sampling.py`` repeats the draw from them, here or on any other computer.

    | action          | who                          | when  |
    |-----------------|------------------------------|-------|
    | prepare, delete | officer of the leading group | draft |
    | draw            | officer of the leading group | draft |
    | assign, repeat  | officer; anybody who reads   | drawn |
    """

    _name = "rectification.sample.draw"
    _description = "Sample Draw"
    _inherit = ["rectification.flow.mixin", "mail.thread"]
    _order = "id desc"

    _protected_fields = frozenset(
        {"frame_file", "frame_count", "frame_digest", "drawn_by_id", "drawn_on", "line_ids"}
    )

    name = fields.Char(
        "Title", compute="_compute_name", store=True, precompute=True, readonly=False, required=True
    )
    campaign_id = fields.Many2one(
        "rectification.campaign",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env["rectification.campaign"]._get_running(),
    )
    kind = fields.Selection(
        [("spot_check", "Spot Check"), ("look_back", "Look-Back")],
        "Purpose",
        default="spot_check",
        required=True,
    )
    target = fields.Selection(
        [("finding", "Closed Findings"), ("unit", "Units")],
        "Drawn From",
        default="finding",
        required=True,
    )
    closed_before = fields.Date(
        help="Only findings closed before this day, so that one can see whether it lasted."
    )
    stratify = fields.Selection(
        [("unit_kind", "Kind of Unit"), ("area", "Area"), ("none", "Not at All")],
        "Stratified By",
        default="unit_kind",
        required=True,
    )
    size = fields.Integer("Number to Draw", default=10, required=True)
    weight_nil = fields.Integer(
        "Nil Return", default=2, help="Added to the weight 1 of everything from a nil return."
    )
    weight_returned = fields.Integer(
        "Returned Before", default=2, help="Added for what has been returned at least once."
    )
    weight_overdue = fields.Integer(
        "Long Overdue", default=2, help="Added for what was or is past its deadline."
    )
    seed = fields.Char(
        required=True,
        copy=False,
        default=lambda self: self._default_seed(),
        help="Any text. Agree on it in public, or keep the one proposed; the draw follows from it.",
    )
    state = fields.Selection(
        [("draft", "Being Prepared"), ("drawn", "Drawn")],
        default="draft",
        required=True,
        copy=False,
        index=True,
    )
    frame_count = fields.Integer("Could Have Been Drawn", readonly=True, copy=False)
    frame_file = fields.Binary("Frame", attachment=True, readonly=True, copy=False)
    frame_file_name = fields.Char(compute="_compute_frame_file_name")
    frame_digest = fields.Char("Digest of the Frame", readonly=True, copy=False)
    drawn_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    drawn_on = fields.Datetime(readonly=True, copy=False)
    line_ids = fields.One2many("rectification.sample.draw.line", "draw_id", "Sample", readonly=True)
    review_ids = fields.One2many("rectification.review", "draw_id", "Reviews")
    review_count = fields.Integer("Reviews (Number)", compute="_compute_review_figures")
    done_review_count = fields.Integer("Reviews Concluded", compute="_compute_review_figures")

    _size_check = models.Constraint(
        "CHECK (size > 0)", "A sample has at least one element. Correct “Number to Draw”."
    )
    _weight_check = models.Constraint(
        "CHECK (weight_nil >= 0 AND weight_returned >= 0 AND weight_overdue >= 0)",
        "A weight for risk cannot be negative. Put 0 to leave the risk out.",
    )

    # ------------------------------------------------------------
    # DEFAULT
    # ------------------------------------------------------------

    @api.model
    def _default_seed(self):
        return secrets.token_hex(8)

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("campaign_id", "kind")
    def _compute_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for draw in self:
            if not draw.name and draw.campaign_id:
                draw.name = f"{kinds[draw.kind]} · {draw.campaign_id.name}"

    @api.depends("frame_digest")
    def _compute_frame_file_name(self):
        for draw in self:
            draw.frame_file_name = f"frame-{draw.id}.csv"

    @api.depends("review_ids.state")
    def _compute_review_figures(self):
        groups = self.env["rectification.review"]._read_group(
            [("draw_id", "in", self.ids)], ["draw_id", "state"], ["__count"]
        )
        figures = {}
        for draw, state, count in groups:
            figures.setdefault(draw.id, {})[state] = count
        for draw in self:
            row = figures.get(draw._origin.id, {})
            draw.review_count = sum(row.values())
            draw.done_review_count = row.get("done", 0)

    # ------------------------------------------------------------
    # CONSTRAINTS
    # ------------------------------------------------------------

    @api.constrains("target", "stratify")
    def _check_strata(self):
        for draw in self:
            if draw.target == "unit" and draw.stratify == "area":
                raise ValidationError(
                    self.env._(
                        "%s: units belong to no area of the catalogue. Stratify by kind of unit, "
                        "or draw findings.",
                        draw.name,
                    )
                )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    def _check_content_write(self, vals):
        super()._check_content_write(vals)
        drawn = self.filtered(lambda draw: draw.state == "drawn")
        if drawn and vals.keys() & SETTINGS:
            raise UserError(
                self.env._(
                    "%s: has been drawn, and what it was drawn with stays. Prepare another draw.",
                    drawn._get_names(),
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_drawn(self):
        drawn = self.filtered(lambda draw: draw.state == "drawn")
        if drawn:
            raise UserError(
                self.env._(
                    "%s: has been drawn and stays on record, so that nobody draws until the result "
                    "pleases.",
                    drawn._get_names(),
                )
            )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_draw(self):
        """Take down the frame, draw, and list the sample."""
        self._move_to("drawn")

    def action_repeat(self):
        """Draw again from the recorded frame and seed, and say whether the same comes out."""
        self.ensure_one()
        same = self._repeat() == self.line_ids.mapped("key")
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if same else "danger",
                "sticky": not same,
                "message": self.env._(
                    "Drawn again from the recorded frame and seed: the same %s come out.",
                    len(self.line_ids),
                )
                if same
                else self.env._(
                    "Drawn again from the recorded frame and seed, something else comes out. The "
                    "record has been tampered with."
                ),
            },
        }

    def action_assign_reviews(self):
        """Open the wizard that gives the sample to reviewers."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Assign Reviewers"),
            "res_model": "rectification.review.assign",
            "view_mode": "form",
            "target": "new",
            "context": {"default_draw_id": self.id},
        }

    def action_open_reviews(self):
        """Open the reviews that came from this draw."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "rectification_campaign.rectification_review_action"
        )
        return {**action, "domain": [("draw_id", "in", self.ids)], "context": {}}

    # ------------------------------------------------------------
    # FLOW
    # ------------------------------------------------------------

    def _get_drawing_reasons(self):
        """Blocks when there is nothing to draw from, or less than is to be drawn."""
        reasons = {}
        for draw in self:
            count = self.env[draw._get_frame_model()].search_count(draw._get_frame_domain())
            if not count:
                reasons[draw.id] = [
                    self.env._(
                        "there is nothing to draw from: no unit is enrolled. Enrol units first."
                    )
                    if draw.target == "unit"
                    else self.env._(
                        "there is nothing to draw from: no finding of the campaign is closed yet, "
                        "or none so early. Wait, or choose a later day in “Closed Before”."
                    )
                ]
            elif count < draw.size:
                reasons[draw.id] = [
                    self.env._(
                        "%(size)s are to be drawn, but there are only %(count)s. Draw at most that "
                        "many.",
                        size=draw.size,
                        count=count,
                    )
                ]
        return reasons

    def _get_transition_values(self, target):
        return {"drawn_by_id": self.env.uid, "drawn_on": fields.Datetime.now()}

    def _after_transition(self, origins, target, vals):
        for draw in self:
            draw._do_draw()
        return super()._after_transition(origins, target, vals)

    def _get_signoff_values(self):
        return {
            draw.id: {
                "campaign_id": draw.campaign_id.id,
                "content": {
                    "seed": draw.seed,
                    "size": draw.size,
                    "frame": draw.frame_digest,
                    "drawn": draw.line_ids.mapped("key"),
                },
            }
            for draw in self
        }

    def _get_signoff_roles(self):
        return dict.fromkeys(self.ids, self.env._("Officer of the leading group"))

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def _get_frame_model(self):
        return "rectification.finding" if self.target == "finding" else "rectification.dossier"

    def _get_frame_domain(self):
        """Return the domain of what can be drawn: closed findings, or the enrolled units."""
        self.ensure_one()
        domain = Domain("campaign_id", "=", self.campaign_id.id)
        if self.target == "finding":
            domain &= Domain("state", "=", "closed")
            if self.closed_before:
                domain &= Domain("closed_on", "<", clock.start_of(self.closed_before))
        return domain

    def _get_frame(self):
        """Return ``{key: record}`` and the items of the frame, in a handful of queries."""
        self.ensure_one()
        records = self.env[self._get_frame_model()].search(self._get_frame_domain(), order="id")
        kinds = dict(records._fields["unit_kind"]._description_selection(self.env))
        overdue = self._get_overdue_dossiers() if self.target == "unit" else ()
        by_key, items = {}, []
        for record in records:
            if self.target == "finding":
                key, dossier = record.reference, record.dossier_id
                late = bool(
                    record.deadline
                    and record.closed_on
                    and record.deadline < clock.day_of(self.env, record.closed_on)
                )
                returned = record.return_count > 0
            else:
                # A unit without a code is told by its number, which no code looks like.
                key, dossier = record.unit_id.code or f"#{record.unit_id.id}", record
                late, returned = record in overdue, record.return_count > 0
            stratum = {
                "unit_kind": kinds.get(record.unit_kind, ""),
                "area": record.area_id.name if self.target == "finding" else "",
                "none": "",
            }[self.stratify]
            weight = (
                1
                + self.weight_nil * bool(dossier.nil_return)
                + self.weight_returned * returned
                + self.weight_overdue * late
            )
            name = record.display_name
            if name.startswith(FORMULA_SIGNS):
                name = f"'{name}"
            by_key[key] = record
            items.append(sampling.Item(key, stratum, weight, name))
        return by_key, items

    def _get_overdue_dossiers(self):
        groups = self.env["rectification.finding"]._read_group(
            [("campaign_id", "=", self.campaign_id.id), ("light", "=", "red")], ["dossier_id"]
        )
        return {dossier for (dossier,) in groups}

    def _do_draw(self):
        """Record the frame and the sample."""
        self.ensure_one()
        by_key, items = self._get_frame()
        content = sampling.write_frame(items).encode()
        self._write_protected(
            {
                "frame_file": base64.b64encode(content),
                "frame_count": len(items),
                "frame_digest": hashlib.sha256(content).hexdigest(),
            }
        )
        lines = [
            {
                "draw_id": self.id,
                "sequence": position,
                "key": item.key,
                "stratum": item.stratum,
                "weight": item.weight,
                "finding_id": by_key[item.key].id if self.target == "finding" else False,
                "dossier_id": by_key[item.key].dossier_id.id
                if self.target == "finding"
                else by_key[item.key].id,
            }
            for position, item in enumerate(sampling.draw(items, self.size, self.seed), 1)
        ]
        # sudo: nobody may add to a sample by hand; that is what makes it one
        self.env["rectification.sample.draw.line"].sudo().create(lines)

    def _repeat(self):
        """Return the keys that the recorded frame and seed give, in the order drawn."""
        self.ensure_one()
        content = base64.b64decode(self.with_context(bin_size=False).frame_file or b"")
        if hashlib.sha256(content).hexdigest() != self.frame_digest:
            return []
        items = sampling.read_frame(content.decode())
        return [item.key for item in sampling.draw(items, self.size, self.seed)]

    def _do_assign(self, reviewers_by_dossier, deadline=False):
        """Begin a review of each unit in the sample, with what was drawn, and return the reviews.

        ``reviewers_by_dossier``: {dossier: users}.
        """
        self.ensure_one()
        if self.review_ids:
            raise UserError(
                self.env._("%s: reviewers are assigned already. Open its reviews.", self.name)
            )
        findings = {}
        for line in self.line_ids:
            drawn = line.finding_id or line.dossier_id._get_reviewable_findings()
            findings[line.dossier_id] = findings.get(line.dossier_id, drawn) | drawn
        reviews = self.env["rectification.review"].create(
            [
                {
                    "dossier_id": dossier.id,
                    "kind": self.kind,
                    "reviewer_ids": reviewers_by_dossier[dossier].ids,
                    "deadline": deadline,
                    "line_ids": [Command.create({"finding_id": finding.id}) for finding in drawn],
                }
                for dossier, drawn in findings.items()
            ]
        )
        reviews._write_protected({"draw_id": self.id})
        return reviews
