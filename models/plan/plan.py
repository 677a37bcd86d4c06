import base64
import datetime
import hashlib

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools.misc import format_date

from ...tools.plan import proposal as plan_proposal
from ...tools.plan.parser import parse_plan
from ...tools.plan.reader import (
    MAX_BYTES,
    MAX_CHARACTERS,
    MAX_PAGES,
    DocumentError,
    DocumentTooLarge,
    EncryptedDocument,
    MissingLibrary,
    ScannedDocument,
    UnknownFormat,
    read_document,
)
from ...tools.plan.text import short_title
from ..catalogue.problem import SHORT_TITLE_LENGTH

SOURCE_FIELDS = frozenset({"source_file", "source_filename", "source_text", "year"})
# A plan has some dozens; whatever has more is another document, and no screen for it.
MAX_ITEMS = 1000
YEARS = (1949, 2200)
# Notes of the parser that are not repeated, because the proposal as it stands is looked at instead.
LIVE_NOTES = frozenset(
    {
        "count_differs",
        "deadline_open",
        "phase_without_deadline",
        "area_without_items",
        "nothing_found",
    }
)
NUMBER_NOTES = frozenset({"number_gap", "number_repeated", "number_backwards"})
DEADLINE_NOTES = frozenset(
    {
        "deadline_in_body",
        "deadline_year_assumed",
        "deadline_without_year",
        "deadline_month_end",
        "deadline_vague",
        "deadline_impossible",
    }
)
# The last day of each phase, as the campaign keeps it.
PHASE_DATES = {
    "study": "date_study_end",
    "self_check": "date_self_check_end",
    "supervision": "date_supervision_end",
}
SHOWN_FIELDS = ("name", "wording", "number", "label", "phase", "deadline_text", "start", "end")


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

    def action_add(self, kind, area_id=False, start=0, end=0):
        """Add a node at the end of its kind; return its id.

        :param str kind: 'area', 'item', 'phase', 'duty' or 'material'.
        :param int area_id: the area of an item; without it the last one.
        :param int start: with ``end``, the passage of the text that becomes the wording.
        :raises UserError: for an item while there is no area.
        """
        self.ensure_one()
        self._check_not_set_up()
        Node = self.env["rectification.plan.node"]
        areas = self._get_ordered("area")
        area = Node.browse(area_id or areas[-1:].id) if kind == "item" else Node
        if kind == "item" and not area:
            raise UserError(
                self.env._("%s: there is no area yet. Add an area first.", self.display_name)
            )
        siblings = area.child_ids if area else self._get_nodes(kind)
        wording = (self.source_text or "")[start:end].replace("**", "").strip()
        numbers = self._get_ordered("item") if kind == "item" else siblings
        node = Node.create(
            {
                "plan_id": self.id,
                "kind": kind,
                "parent_id": area.id,
                "sequence": max(siblings.mapped("sequence"), default=-1) + 1,
                "number": max(numbers.mapped("number"), default=0) + 1,
                "name": short_title(wording) if wording and kind in ("area", "item") else False,
                "wording": wording or False,
                "start": start,
                "end": end,
            }
        )
        self._keep_numbered()
        return node.id

    # ------------------------------------------------------------
    # FLOW
    # ------------------------------------------------------------

    def _get_reopening_reasons(self):
        """Blocks while the campaign set up from it exists."""
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
    # BUSINESS
    # ------------------------------------------------------------

    def _set_up(self):
        """Create catalogue and campaign from the proposal, link them, and keep the source."""
        self.ensure_one()
        catalogue = self.env["rectification.catalogue"].create(self._get_catalogue_values())
        campaign = self.env["rectification.campaign"].create(
            {**self._get_campaign_values(), "catalogue_id": catalogue.id}
        )
        self._write_protected({"catalogue_id": catalogue.id, "campaign_id": campaign.id})
        self._keep_source(campaign)

    def _get_catalogue_values(self):
        """Return the values of the draft catalogue: areas with their items in full wording."""
        return {
            "name": self.catalogue_name.strip(),
            "description": self.env._(
                "From the plan: %s", " ".join(filter(None, [self.name, self.document_number]))
            ),
            "area_ids": [
                Command.create(
                    {
                        "number": area.number,
                        "name": area.name.strip(),
                        "problem_ids": [
                            Command.create(
                                {
                                    "number": item.number,
                                    "name": item.name.strip(),
                                    "wording": item.wording,
                                }
                            )
                            for item in area._get_items()
                        ],
                    }
                )
                for area in self._get_ordered("area")
            ],
        }

    def _get_campaign_values(self):
        """Return the values of the campaign; deadlines that are open stay empty."""
        user = self.env.user
        is_leader = user.has_group("rectification_campaign.group_leader")
        values = {
            "name": self.name.strip(),
            "document_number": self.document_number,
            "date_start": self.date_start,
            "date_submission": self.date_submission,
            "study_theme": self.study_theme,
            "study_requirement": "\n".join(
                phase.wording or "" for phase in self._get_nodes("phase") if phase.phase == "study"
            ),
            "description": self._get_description(),
            # Who prepares a campaign need not be the one who heads it.
            "leader_user_id": user.id if is_leader else False,
            "officer_user_ids": [] if is_leader else [Command.link(user.id)],
            "study_material_ids": [
                Command.create({"name": material.wording, "sequence": material.sequence})
                for material in self._get_nodes("material")
                if material.wording
            ],
            **self._get_phase_dates(),
        }
        if self.organiser:
            values["organiser"] = self.organiser
        return values

    def _get_nodes(self, kind):
        """Return the nodes of a kind in the order of the proposal."""
        return self.node_ids.filtered(lambda node: node.kind == kind).sorted(
            lambda node: (node.sequence, node.id)
        )

    def _get_phase_dates(self):
        """Return ``{date field: last day}``; open while one of the phases for it is open."""
        dates = {}
        for kind, name in PHASE_DATES.items():
            phases = self._get_nodes("phase").filtered(lambda node, kind=kind: node.phase == kind)
            deadlines = phases.mapped("deadline")
            dates[name] = max(deadlines) if deadlines and all(deadlines) else False
        return dates

    def _get_open_date(self, name):
        """Return the plan's words for a date of the campaign that it leaves open, or ''."""
        if not self:
            return ""
        self.ensure_one()
        if name == "date_submission":
            return (not self.date_submission and self.submission_text) or ""
        return next(
            (
                node.deadline_text
                for node in self._get_nodes("phase")
                if node.deadline_text
                and not node.deadline
                and node.phase
                and PHASE_DATES[node.phase] == name
            ),
            "",
        )

    def _get_description(self):
        """Return the plan in short, as HTML: basis, phases, duties, requirements."""
        sections = [
            (self.env._("Issuing basis"), [self.basis]),
            (
                self.env._("Phases"),
                [
                    node.wording
                    if (node.wording or "").startswith(node.name or "")
                    else f"{node.name}（{node.deadline_text}）{node.wording or ''}"
                    for node in self._get_nodes("phase")
                ],
            ),
            (
                self.env._("Duties of the leading group"),
                self._get_nodes("duty").mapped("wording"),
            ),
            (self.env._("Requirements"), self._get_requirements()),
        ]
        return Markup().join(
            Markup("<h3>%s</h3>%s")
            % (title, Markup().join(Markup("<p>%s</p>") % text for text in texts if text))
            for title, texts in sections
            if any(texts)
        )

    def _get_requirements(self):
        """Return the paragraphs that the plan asks for beside its items and phases."""
        lines = []
        for start, end, kind, role in (self.reading or {}).get("passages", []):
            if kind == "unassigned" and role == "requirements":
                lines += self.source_text[start:end].replace("**", "").splitlines()
        return [line.strip() for line in lines if line.strip()]

    def _keep_source(self, campaign):
        """Attach the file, or the pasted text, to the campaign with a note in its chatter."""
        if self.source_file:
            name = self.source_filename
            # The field's content in full, whatever the screen asked for.
            source = self.with_context(bin_size=False, bin_size_source_file=False)
            content = {"datas": source.source_file}
        else:
            name, content = f"{self.name}.txt", {"raw": self.source_text.encode()}
        attachment = self.env["ir.attachment"].create(
            {"name": name, "res_model": campaign._name, "res_id": campaign.id, **content}
        )
        figures = {
            "areas": len(self._get_nodes("area")),
            "items": len(self._get_nodes("item")),
            "catalogue": self.catalogue_id.display_name,
        }
        campaign.message_post(
            body=self.env._(
                "Set up from a plan, with %(areas)s areas and %(items)s problem items in the "
                "catalogue %(catalogue)s.",
                **figures,
            ),
            attachment_ids=attachment.ids,
        )

    @api.readonly
    def get_plan_data(self):
        """Return the proposal for its screen.

        :returns: dict with ``editable``; ``areas`` (each with ``items``), ``phases``, ``duties``
            and ``materials``, lists of nodes with their ``remarks``; ``remarks`` about the whole;
            ``counts``, sentences on what was read; ``facts`` {field: [start, end]}; ``segments``,
            the source cut wherever something begins or ends; ``unused``, what belongs to no node.
        """
        self.ensure_one()
        general, by_node = self._get_remarks()
        if self.state == "done":
            # What was open then is settled in the campaign, if it was not before.
            general, by_node = [], dict.fromkeys(by_node, [])
        return {
            "editable": self.state == "proposal" and bool(self._filter_role_office()),
            "areas": [
                {
                    **self._get_node_data(area, by_node),
                    "items": [self._get_node_data(item, by_node) for item in area._get_items()],
                }
                for area in self._get_ordered("area")
            ],
            **{
                name: [self._get_node_data(node, by_node) for node in self._get_nodes(kind)]
                for name, kind in (
                    ("phases", "phase"),
                    ("duties", "duty"),
                    ("materials", "material"),
                )
            },
            "remarks": general,
            "counts": self._get_count_sentences(),
            "facts": (self.reading or {}).get("facts", {}),
            "segments": self._get_segments(),
            "unused": self._get_unused(),
            "phase_names": self.env["rectification.plan.node"]
            ._fields["phase"]
            ._description_selection(self.env),
        }

    @api.model
    def _get_node_data(self, node, by_node):
        return {
            "id": node.id,
            "kind": node.kind,
            "deadline": fields.Date.to_string(node.deadline) or "",
            "remarks": by_node[node.id],
            **{
                name: node[name] or (0 if name in ("number", "start", "end") else "")
                for name in SHOWN_FIELDS
            },
        }

    def _get_count_sentences(self):
        """Return what was read, and the declared counts that agree with it."""
        sentences = [
            self.env._(
                "%(areas)s areas, %(items)s problem items and %(phases)s phases were read.",
                areas=self._count_nodes("areas"),
                items=self._count_nodes("items"),
                phases=self._count_nodes("phases"),
            )
        ]
        for what, count, text, _start, _end, area in (self.reading or {}).get("declared", []):
            if area is None and self._count_nodes(what) == count:
                sentences.append(self.env._("The plan says “%s”; that agrees.", text))
        return sentences

    def _get_segments(self):
        """Return the source as consecutive pieces, none of which is part of one thing only."""
        if not self.reading:
            return []
        text = self.source_text
        kinds, borders = {}, {0, len(text)}
        for start, end, kind, _role in self.reading["passages"]:
            kinds[start] = kind
            borders.update((start, end))
        for node in self.node_ids:
            borders.update((node.start, node.end))
        for _code, start, end, _values in self.reading["notes"]:
            borders.update((start, end))
        for start, end in self.reading["facts"].values():
            borders.update((start, end))
        segments, kind = [], ""
        order = sorted(borders)
        for start, end in zip(order, order[1:], strict=False):
            begins = start in kinds
            kind = kinds.get(start, kind)
            segments.append(
                {
                    "start": start,
                    "end": end,
                    "text": text[start:end].replace("**", ""),
                    "kind": kind,
                    "begins": begins,
                }
            )
        return segments

    def _get_unused(self):
        """Return the passages that no node stands for: [{start, end, text, role}]."""
        roles = self._get_passage_roles()
        taken = [(node.start, node.end) for node in self.node_ids if node.end]
        return [
            {
                "start": start,
                "end": end,
                "text": self.source_text[start:end].replace("**", "").strip(),
                "role": roles.get(role, ""),
                # Requirements go into the campaign's description.
                "kept": role == "requirements",
            }
            for start, end, kind, role in (self.reading or {}).get("passages", [])
            if kind == "unassigned"
            and not any(first <= start and end <= last for first, last in taken)
        ]

    def _get_passage_roles(self):
        return {
            "measures": self.env._("Measures"),
            "requirements": self.env._("Requirements"),
            "overall": self.env._("General requirements"),
            "group": self.env._("Organisation"),
            "lead_in": self.env._("Lead-in"),
            "phases": self.env._("Steps"),
            "trailer": self.env._("Closing"),
        }

    # ------------------------------------------------------------
    # SOURCE
    # ------------------------------------------------------------

    def _read_source_file(self):
        """Return the text of the plan's file, '' without a file.

        :raises UserError: if the file cannot be read, with what to do about it.
        """
        # Screens ask for sizes in place of contents.
        content = self.with_context(bin_size=False, bin_size_source_file=False).source_file
        if not content:
            return ""
        name = self.source_filename or ""
        try:
            return read_document(name, base64.b64decode(content))
        except DocumentError as error:
            raise UserError(self._get_document_sentence(error, name)) from error

    def _get_document_sentence(self, error, name):
        """Return what a person is told about a file that cannot be read, and what to do."""
        name = name or self.env._("The file")
        if isinstance(error, UnknownFormat):
            return self.env._(
                "%s: files of this kind cannot be read. Save the plan as .docx, .xlsx, .pdf or "
                ".txt, or paste its text.",
                name,
            )
        if isinstance(error, MissingLibrary):
            return self.env._(
                "%(file)s: reading it needs the Python package “%(library)s”, which is not "
                "installed on the server. Paste the text instead, or ask the administrator for "
                "the package.",
                file=name,
                library=error.library,
            )
        if isinstance(error, EncryptedDocument):
            return self.env._(
                "%s: is protected by a password, or was saved in an old Office format. Save it "
                "without a password as .docx, .xlsx or .pdf.",
                name,
            )
        if isinstance(error, ScannedDocument):
            return self.env._(
                "%s: holds pictures of pages and no text. Have its text recognised, or paste it.",
                name,
            )
        if isinstance(error, DocumentTooLarge):
            return self.env._(
                "%(file)s: is larger than any plan; at most %(megabytes)s MB, %(pages)s pages and "
                "%(characters)s characters are read. Take out the annexes, or paste the text of "
                "the plan.",
                file=name,
                megabytes=MAX_BYTES // 1024 // 1024,
                pages=MAX_PAGES,
                characters=MAX_CHARACTERS,
            )
        return self.env._(
            "%s: is damaged, or not what its name says. Open it, save it again as .docx, .xlsx, "
            ".pdf or .txt, or paste its text.",
            name,
        )

    def _propose_year(self):
        """Return the YearProposal for the plan's text."""
        plan = parse_plan(self.source_text or "")
        return plan_proposal.propose_year(plan, fields.Date.context_today(self))

    def _get_year_hint(self, proposal):
        """Return where the proposed year comes from, or that another one was chosen."""
        self.ensure_one()
        if not self.source_text:
            return False
        values = {"year": proposal.year, "passage": proposal.passage and proposal.passage.text}
        if self.year != proposal.year and proposal.passage:
            return self.env._("Set by hand; the text says “%(passage)s”.", **values)
        if self.year != proposal.year:
            return self.env._("Set by hand; the text names no year.")
        return {
            "number": self.env._("From the document number “%(passage)s”.", **values),
            "date": self.env._("From the date of the document, “%(passage)s”.", **values),
            "title": self.env._("From the title: “%(passage)s”.", **values),
            "deadline": self.env._("From a deadline in the text: “%(passage)s”.", **values),
            "today": self.env._("The text names no year; this is the current one. Check it."),
        }[proposal.origin]

    def _get_twin_notice(self):
        """Return the sentence that says that this plan's text has been entered before."""
        self.ensure_one()
        if self.campaign_id:
            return self.env._(
                "The same text has been set up already as the campaign “%(campaign)s”.",
                campaign=self.campaign_id.name,
            )
        return self.env._(
            "The same text was entered on %(date)s by %(user)s and is not set up yet: “%(plan)s”.",
            date=format_date(self.env, self.create_date),
            user=self.create_uid.name,
            plan=self.display_name,
        )

    # ------------------------------------------------------------
    # READING
    # ------------------------------------------------------------

    def _get_reading_reasons(self):
        """Blocks without a text, with one that is too long, and without a year."""
        reasons = {}
        for plan in self:
            sentences = reasons.setdefault(plan.id, [])
            if not (plan.source_text or "").strip():
                sentences.append(self.env._("choose a file, or paste the text of the plan."))
            if len(plan.source_text or "") > MAX_CHARACTERS:
                sentences.append(
                    self.env._(
                        "the text is longer than any plan (%s characters are read). Take out the "
                        "annexes.",
                        MAX_CHARACTERS,
                    )
                )
            if not YEARS[0] <= plan.year <= YEARS[1]:
                sentences.append(
                    self.env._("fill in the year of the campaign, with its four digits.")
                )
        return reasons

    def _read(self):
        """Parse the text and write what was found: the proposal's fields and nodes."""
        self.ensure_one()
        parsed = parse_plan(self.source_text, self.year)
        if len(parsed.items) > MAX_ITEMS:
            raise UserError(
                self.env._(
                    "%(plan)s: %(count)s problem items were found; a plan has at most %(limit)s. "
                    "Take out what does not belong to the plan.",
                    plan=self.display_name,
                    count=len(parsed.items),
                    limit=MAX_ITEMS,
                )
            )
        self._forget_reading()
        values, facts = self._get_facts(parsed)
        numbers, is_renumbered = plan_proposal.propose_numbers(parsed.items)
        self._write_protected(
            {
                **values,
                "reading": self._get_reading(parsed, facts),
                "is_numbered_through": is_renumbered or not any(i.number for i in parsed.items),
            }
        )
        self._create_areas(parsed, dict(zip(map(id, parsed.items), numbers, strict=True)))
        self._create_phases(parsed)
        self.env["rectification.plan.node"].create(
            self._get_extract_values("duty", parsed.duties)
            + self._get_extract_values("material", self._find_study(parsed)[1])
        )

    def _forget_reading(self):
        """Delete the nodes and what was read."""
        self.node_ids.unlink()
        self._write_protected({"reading": False, "is_numbered_through": False})

    @api.model
    def _get_reading(self, parsed, facts):
        """Return what the screen shows beside the nodes, as JSON."""
        return {
            "passages": [[p.start, p.end, p.kind, p.role] for p in parsed.passages],
            "notes": [[n.code, n.start, n.end, dict(n.values)] for n in parsed.notes],
            "declared": [
                [
                    entry.what,
                    entry.count,
                    entry.text,
                    entry.start,
                    entry.end,
                    None if entry.area is None else parsed.areas[entry.area].start,
                ]
                for entry in parsed.declared
            ],
            "facts": facts,
            # Whether the areas got numbers that are not the plan's.
            "areas_numbered": not self._are_numbers_kept(parsed.areas),
        }

    def _get_facts(self, parsed):
        """Return (values of the plan's fields, ``{field: [start, end] of its passage}``)."""
        submission = parsed.submission
        number = plan_proposal.find_document_number(parsed.source)
        organiser = plan_proposal.find_organiser(parsed.source)
        theme = self._find_study(parsed)[0]
        start, start_passage = self._propose_start(parsed)
        title = parsed.title[:200]
        values = {
            "name": title,
            "catalogue_name": title
            and self.env._("Problem list: %s", plan_proposal.subject(title)),
            "document_number": number.text if number else False,
            "organiser": organiser.text if organiser else False,
            "basis": parsed.basis.text if parsed.basis else False,
            "study_theme": theme.text if theme else False,
            "date_start": start,
            "date_submission": submission.date if submission else False,
            "submission_text": submission.text if submission else False,
        }
        titles = [passage for passage in parsed.passages if passage.kind == "title"]
        found = {
            "name": titles[0] if titles else None,
            "document_number": number,
            "organiser": organiser,
            "basis": parsed.basis,
            "study_theme": theme,
            "date_start": start_passage,
            "date_submission": submission,
        }
        return values, {name: [spot.start, spot.end] for name, spot in found.items() if spot}

    def _propose_start(self, parsed):
        """Return (first day of the campaign, its passage or None if the text does not say it)."""
        issued = plan_proposal.find_issue_date(parsed.source)
        if issued and issued[0].year == self.year:
            return issued
        today = fields.Date.context_today(self)
        deadlines = [phase.deadline for phase in parsed.phases if phase.deadline]
        latest = min(deadlines, default=datetime.date.max)
        first = parsed.phases[0] if parsed.phases else None
        if first and first.begins and first.begins <= latest:
            return first.begins, first
        if today.year == self.year and today <= latest:
            return today, None
        return datetime.date(self.year, 1, 1), None

    @api.model
    def _find_study(self, parsed):
        """Return (theme of study or None, documents to be studied) of the first phases."""
        theme, materials = None, []
        for phase, kind in zip(
            parsed.phases, plan_proposal.propose_phases(parsed.phases), strict=True
        ):
            if kind == "study":
                theme = theme or plan_proposal.find_theme(parsed.source, phase.start, phase.end)
                materials += plan_proposal.find_materials(parsed.source, phase.start, phase.end)
        return theme, materials

    @api.model
    def _are_numbers_kept(self, areas):
        """Tell whether every area has a number of its own in the plan."""
        numbers = [area.number for area in areas]
        return all(numbers) and len(set(numbers)) == len(numbers)

    def _create_areas(self, parsed, numbers):
        """Create the nodes of areas and items; ``numbers``: {identity of an item: its number}."""
        if self._are_numbers_kept(parsed.areas):
            printed = [area.number for area in parsed.areas]
        else:
            printed = range(1, len(parsed.areas) + 1)
        self.env["rectification.plan.node"].create(
            [
                {
                    **self._get_place_values("area", sequence, area),
                    "number": number,
                    "label": area.label,
                    "name": area.title if not area.title.endswith("…") else area.name,
                    "wording": area.name,
                    "child_ids": [
                        Command.create(
                            {
                                **self._get_place_values("item", place, item),
                                "number": numbers[id(item)],
                                "label": item.label,
                                "name": item.title,
                                "wording": item.text,
                            }
                        )
                        for place, item in enumerate(area.items)
                    ],
                }
                for sequence, (area, number) in enumerate(zip(parsed.areas, printed, strict=True))
            ]
        )

    def _create_phases(self, parsed):
        self.env["rectification.plan.node"].create(
            [
                {
                    **self._get_place_values("phase", sequence, phase),
                    "number": phase.number or sequence + 1,
                    "label": phase.label,
                    "name": phase.name,
                    # 第一阶段：… leaves its colon with the text.
                    "wording": phase.text.lstrip("：:，,、 "),
                    "phase": kind,
                    "deadline": phase.deadline,
                    "read_deadline": phase.deadline,
                    "deadline_text": phase.deadline_text,
                }
                for sequence, (phase, kind) in enumerate(
                    zip(parsed.phases, plan_proposal.propose_phases(parsed.phases), strict=True)
                )
            ]
        )

    def _get_extract_values(self, kind, extracts):
        return [
            {**self._get_place_values(kind, sequence, extract), "wording": extract.text}
            for sequence, extract in enumerate(extracts)
        ]

    def _get_place_values(self, kind, sequence, spot):
        return {
            "plan_id": self.id,
            "kind": kind,
            "sequence": sequence,
            "start": spot.start,
            "end": spot.end,
        }

    # ------------------------------------------------------------
    # REMARKS
    # ------------------------------------------------------------

    def _get_remarks(self):
        """Return ``(general, by_node)``: what is uncertain about the proposal.

        ``general``: [{text, title, start, end, field}] about the whole; ``title`` says about what,
        ``field`` is a field's name or False.
        ``by_node``: {node id: [sentences]}.
        """
        self.ensure_one()
        nodes = self.node_ids
        by_node = {node.id: [] for node in nodes}
        general = [*self._get_count_remarks(), *self._get_field_remarks()]
        submission = self._get_fact_place("date_submission")
        for code, start, end, values in (self.reading or {}).get("notes", []):
            sentence = self._get_note_sentence(code, values)
            node = self._find_node(nodes, start)
            if code in DEADLINE_NOTES and submission and submission[0] <= start < submission[1]:
                if self.date_submission:
                    label = self._fields["date_submission"]._description_string(self.env)
                    general.append(
                        self._make_remark(sentence, start, end, "date_submission", label)
                    )
            elif code in LIVE_NOTES or self._is_settled(code, node):
                continue
            elif node:
                by_node[node.id].append(sentence)
            else:
                passage = (self.source_text or "")[start:end].replace("**", "").strip()
                general.append(self._make_remark(sentence, start, end, title=passage[:20]))
        for node, sentence in self._get_live_remarks(nodes):
            by_node[node.id].append(sentence)
        return general, by_node

    @api.model
    def _make_remark(self, text, start=0, end=0, field=False, title=""):
        return {"text": text, "start": start, "end": end, "field": field, "title": title}

    def _get_fact_place(self, name):
        return (self.reading or {}).get("facts", {}).get(name)

    @api.model
    def _find_node(self, nodes, offset):
        """Return the area, item or phase whose passage holds an offset, or no node."""
        holders = nodes.filtered(
            lambda node: node.kind in ("area", "item", "phase") and node.start <= offset < node.end
        )
        return min(holders, key=lambda node: (node.end - node.start, node.id), default=holders)

    def _is_settled(self, code, node):
        """Tell whether a note of the parser no longer applies to what the node says now."""
        if code in DEADLINE_NOTES:
            return bool(node) and node.deadline != node.read_deadline
        if code in NUMBER_NOTES:
            # Numbers given here hide what the plan's own were like.
            return (
                node.kind == "item"
                and not self.is_numbered_through
                or node.kind == "area"
                and not self.reading.get("areas_numbered")
            )
        return False

    def _get_count_remarks(self):
        """Compare the counts that the text declares with what is proposed now."""
        for what, count, text, start, end, area_start in (self.reading or {}).get("declared", []):
            found = self._count_nodes(what, area_start)
            if found is not None and found != count:
                yield self._make_remark(
                    self.env._(
                        "The plan says “%(text)s”; %(found)s were read. Look for what is missing "
                        "or too much.",
                        text=text,
                        found=found,
                    ),
                    start,
                    end,
                )

    def _count_nodes(self, what, area_start=None):
        """Return how many areas, items or phases are proposed; None for an area that is gone."""
        kind = {"areas": "area", "items": "item", "phases": "phase"}[what]
        nodes = self.node_ids.filtered(lambda node: node.kind == kind)
        if area_start is None:
            return len(nodes)
        area = self.node_ids.filtered(
            lambda node: node.kind == "area" and node.start == area_start and node.end
        )[:1]
        return len(area.child_ids) if area else None

    def _get_field_remarks(self):
        """Remark on what the text leaves open or does not say about the campaign as a whole."""
        if not self.node_ids.filtered(lambda node: node.kind == "item"):
            yield self._make_remark(
                self.env._(
                    "No problem items were found in the text. Add areas and items by hand, or "
                    "take them over from what was not used."
                )
            )
        if (self.source_filename or "").lower().endswith(".pdf"):
            yield self._make_remark(
                self.env._(
                    "A PDF does not say what is bold and where a table has its columns. If there "
                    "is a Word document of the plan, it is read better."
                )
            )
        if self.is_numbered_through and any(self.node_ids.mapped("label")):
            yield self._make_remark(
                self.env._(
                    "The items are numbered through from 1; a catalogue has every number once. "
                    "Their numbers in the plan are shown in the details."
                )
            )
        if self.date_start and not self._get_fact_place("date_start"):
            yield self._make_remark(
                self.env._(
                    "The text names no first day; %s was taken.",
                    format_date(self.env, self.date_start),
                ),
                field="date_start",
            )
        place = self._get_fact_place("date_submission")
        if not self.date_submission:
            yield self._make_remark(
                self.env._(
                    "The plan leaves the submission deadline open (“%s”); it has to be filled in "
                    "before the launch.",
                    self.submission_text,
                )
                if place
                else self.env._(
                    "No submission deadline was found; it has to be filled in before the launch."
                ),
                *(place or (0, 0)),
                field="date_submission",
            )

    def _get_live_remarks(self, nodes):
        """Yield (node, sentence) for what the proposal itself shows."""
        for node in nodes:
            if node.kind == "area" and not node.child_ids:
                yield node, self.env._("This area has no items.")
            elif node.kind == "phase":
                yield from ((node, sentence) for sentence in self._get_phase_remarks(node))
        for kind in ("area", "item"):
            previous = 0
            for node in self._get_ordered(kind):
                if node.number == previous:
                    yield node, self.env._("Number %s occurs again.", node.number)
                elif node.number < previous:
                    yield (
                        node,
                        self.env._(
                            "Number %(found)s follows %(previous)s.",
                            found=node.number,
                            previous=previous,
                        ),
                    )
                elif node.number > previous + 1:
                    yield (
                        node,
                        self.env._(
                            "Number %(expected)s was expected, %(found)s found.",
                            expected=previous + 1,
                            found=node.number,
                        ),
                    )
                previous = node.number

    def _get_phase_remarks(self, node):
        if not node.deadline and node.deadline_text:
            yield self.env._(
                "The plan leaves the deadline open (“%s”); it has to be filled in before the "
                "launch.",
                node.deadline_text,
            )
        elif not node.deadline:
            yield self.env._("No deadline was found for this phase.")
        if not node.phase:
            yield self.env._(
                "Say which phase of the campaign this is; otherwise its date is kept in the "
                "description only."
            )

    def _get_ordered(self, kind):
        """Return the areas, or the items of all areas, in the order of the proposal."""
        areas = self.node_ids.filtered(lambda node: node.kind == "area").sorted(
            lambda node: (node.sequence, node.id)
        )
        if kind == "area":
            return areas
        return areas.browse(item.id for area in areas for item in area._get_items())

    def _get_note_sentence(self, code, values):
        """Return a note of the parser in the reader's language."""
        return {
            "title_missing": self.env._("No title was found."),
            "title_uncertain": self.env._("The first line was taken for the title."),
            "basis_missing": self.env._("No issuing basis (according to …) was found."),
            "areas_guessed": self.env._(
                "No heading says that these are the problems to be put right."
            ),
            "area_unnamed": self.env._("The text has no name for this area."),
            "area_from_section": self.env._(
                "These items have no area of their own and were put under their section."
            ),
            "area_or_item": self.env._("This may be an area or an item."),
            "split_at_semicolons": self.env._(
                "%s items were separated at the semicolons.", values.get("count", "")
            ),
            "split_at_paragraphs": self.env._(
                "%s items have no numbers; each paragraph became one.", values.get("count", "")
            ),
            "not_split": self.env._("This text was taken as one item."),
            "looks_like_measure": self.env._("This reads like a measure, not a problem."),
            "trailing_paragraph": self.env._(
                "This paragraph follows the last item and was left out."
            ),
            "number_gap": self.env._(
                "In the plan, number %(expected)s was expected, %(found)s found.",
                expected=values.get("expected", ""),
                found=values.get("found", ""),
            ),
            "number_repeated": self.env._(
                "In the plan, number %s occurs again.", values.get("found", "")
            ),
            "number_backwards": self.env._(
                "In the plan, number %(found)s follows %(previous)s.",
                found=values.get("found", ""),
                previous=values.get("previous", ""),
            ),
            "phases_from_text": self.env._(
                "These phases were told apart by their deadlines alone."
            ),
            "deadline_in_body": self.env._(
                "The deadline was taken from the phase's text, not from its heading."
            ),
            "deadline_year_assumed": self.env._(
                "The text gives no year for the deadline; %s, the year of the campaign, was taken.",
                self.year,
            ),
            "deadline_without_year": self.env._("The deadline has no year."),
            "deadline_month_end": self.env._("Only a month is given; its last day was taken."),
            "deadline_vague": self.env._(
                "The deadline names no day (beginning or middle of a month)."
            ),
            "deadline_impossible": self.env._("There is no such date."),
            "several_submissions": self.env._("More than one deadline for a submission was found."),
            "too_long": self.env._(
                "The text has more lines or points than a plan can have; the rest was not read."
            ),
            "too_many_notes": self.env._("%s more remarks were left out.", values.get("count", "")),
        }.get(code, code)

    # ------------------------------------------------------------
    # OBSTACLES
    # ------------------------------------------------------------

    def _get_set_up_reasons(self):
        """Blocks while fields or lines of the proposal are missing or contradict each other."""
        return {plan.id: [*plan._get_field_reasons(), *plan._get_node_reasons()] for plan in self}

    def _get_field_reasons(self):
        missing = [
            self._fields[name]._description_string(self.env)
            for name in ("name", "catalogue_name", "date_start")
            if not self[name]
        ]
        if missing:
            yield self.env._("fill in: %s.", missing)
        catalogue = self.env["rectification.catalogue"].with_context(active_test=False)
        if self.catalogue_name and catalogue.search_count(
            [("name", "=", self.catalogue_name.strip()), ("version", "=", 1)], limit=1
        ):
            yield self.env._(
                "there is a catalogue named “%s” already. Give this one another name.",
                self.catalogue_name.strip(),
            )

    def _get_node_reasons(self):
        areas, items = self._get_ordered("area"), self._get_ordered("item")
        if not items:
            yield self.env._("there are no problem items yet. Add an area and its items.")
        for area in areas if items else ():
            if not area.child_ids:
                yield self.env._(
                    "the area “%s” has no items. Add some, or remove the area.", area.name or ""
                )
        for nodes in (areas, items):
            numbers = nodes.mapped("number")
            repeated = sorted({number for number in numbers if numbers.count(number) > 1})
            if repeated or any(number < 1 for number in numbers):
                yield self.env._(
                    "numbers that occur more than once, or not at all (%s), have to be settled: "
                    "correct them, or choose “Number Through”.",
                    [str(number) for number in repeated or [0]],
                )
        for phase in self._get_nodes("phase"):
            if phase.deadline_text and not (phase.deadline or phase.phase):
                yield self.env._(
                    "the phase “%(phase)s” has an open deadline (“%(deadline)s”) and is no phase "
                    "of the campaign. Fill in the deadline, or say which phase of the campaign it "
                    "is.",
                    phase=phase.name or "",
                    deadline=phase.deadline_text,
                )
        for node in areas | items:
            if not (node.name or "").strip():
                yield self.env._("number %s has no title.", node.number)
            elif node.kind == "item" and len(node.name.strip()) > SHORT_TITLE_LENGTH:
                yield self.env._(
                    "the short title of item %(number)s has %(length)s characters; at most "
                    "%(limit)s fit a card.",
                    number=node.number,
                    length=len(node.name.strip()),
                    limit=SHORT_TITLE_LENGTH,
                )

    # ------------------------------------------------------------
    # NUMBERS
    # ------------------------------------------------------------

    def action_number_through(self):
        """Number the areas and, through all areas, the items in the order in which they stand."""
        for plan in self:
            plan._check_not_set_up()
            for kind in ("area", "item"):
                for number, node in enumerate(plan._get_ordered(kind), 1):
                    if node.number != number:
                        node.number = number
        self.is_numbered_through = True

    def _keep_numbered(self):
        """Number anew what was moved, added or removed, in plans that are numbered through."""
        self.filtered("is_numbered_through").action_number_through()
