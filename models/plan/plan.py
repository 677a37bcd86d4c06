import base64
import hashlib

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools.misc import format_date

from ...tools.plan.first_proposal import (
    is_numbered_through,
    propose_areas,
    propose_facts,
    propose_other_nodes,
)
from ...tools.plan.parser import parse_plan
from ...tools.plan.proposal import propose_year, subject
from ...tools.plan.proposed import Proposed, ProposedFacts
from ...tools.plan.reader import MAX_CHARACTERS, DocumentError, read_document
from ...tools.plan.reading import Reading
from ...tools.plan.remarks import find_agreeing_counts, find_obstacles, find_remarks
from ...tools.plan.screen import cut_source, find_requirements, find_unused, show_node
from ...tools.plan.text import short_title, strip_bold
from ..catalogue.problem import SHORT_TITLE_LENGTH
from ..core import clock
from .sentences import (
    get_document_sentence,
    get_obstacle_sentence,
    get_remark_sentence,
    get_role_name,
    get_year_hint,
)

SOURCE_FIELDS = frozenset({"source_file", "source_filename", "source_text", "year"})
# A plan has some dozens; what has more is another document, and no screen is made for it.
MAX_ITEMS = 1000
YEARS = (1949, 2200)
# The last day of each phase, as the campaign keeps it.
PHASE_DATES = {
    "study": "date_study_end",
    "self_check": "date_self_check_end",
    "supervision": "date_supervision_end",
}


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
            proposal = plan._propose_year() if plan.source_text else False
            plan.year_hint = proposal and get_year_hint(self.env, proposal, plan.year)

    @api.depends("source_digest")
    def _compute_twin_notice(self):
        for plan in self:
            same = self.search(
                [
                    ("source_digest", "=", plan.source_digest),
                    ("source_digest", "!=", False),
                    ("id", "!=", plan._origin.id),
                ],
                order="campaign_id, id desc",
                limit=1,
            )
            plan.twin_notice = same._get_entered_notice() if same else False

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
        areas = self._get_nodes("area")
        area = Node.browse(area_id or areas[-1:].id) if kind == "item" else Node
        if kind == "item" and not area:
            raise UserError(
                self.env._("%s: there is no area yet. Add an area first.", self.display_name)
            )
        siblings = area.child_ids if area else self._get_nodes(kind)
        wording = strip_bold((self.source_text or "")[start:end])
        numbers = self._get_nodes("item") if kind == "item" else siblings
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

    def action_number_through(self):
        """Number the areas and, through all areas, the items in the order in which they stand."""
        for plan in self:
            plan._check_not_set_up()
            for kind in ("area", "item"):
                for number, node in enumerate(plan._get_nodes(kind), 1):
                    if node.number != number:
                        node.number = number
        self.is_numbered_through = True

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

    def _get_set_up_reasons(self):
        """Blocks while fields or lines of the proposal are missing or contradict each other."""
        return {
            plan.id: [
                *plan._get_field_reasons(),
                *(
                    get_obstacle_sentence(self.env, obstacle)
                    for obstacle in find_obstacles(plan._get_proposed(), SHORT_TITLE_LENGTH)
                ),
            ]
            for plan in self
        }

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
    # SOURCE
    # ------------------------------------------------------------

    def _read_source_file(self):
        """Return the text of the plan's file, '' without a file.

        :raises UserError: if the file cannot be read, with what to do about it.
        """
        content = self._get_source_file()
        if not content:
            return ""
        name = self.source_filename or ""
        try:
            return read_document(name, base64.b64decode(content))
        except DocumentError as error:
            raise UserError(get_document_sentence(self.env, error, name)) from error

    def _get_source_file(self):
        """Return the file itself: screens ask for sizes in place of contents."""
        return self.with_context(bin_size=False, bin_size_source_file=False).source_file

    def _propose_year(self):
        """Return the :class:`~...tools.plan.proposal.YearProposal` for the plan's text."""
        return propose_year(parse_plan(self.source_text or ""), clock.today(self.env))

    def _get_entered_notice(self):
        """Return the sentence that says that this plan's text has been entered before."""
        self.ensure_one()
        if self.campaign_id:
            return self.env._(
                "The same text has been set up already as the campaign “%(campaign)s”.",
                campaign=self.campaign_id.name,
            )
        return self.env._(
            "The same text was entered on %(date)s by %(user)s and is not set up yet: “%(plan)s”.",
            date=format_date(self.env, clock.day_of(self.env, self.create_date)),
            user=self.create_uid.name,
            plan=self.display_name,
        )

    # ------------------------------------------------------------
    # READING
    # ------------------------------------------------------------

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
        facts = propose_facts(parsed, self.year, clock.today(self.env))
        title = facts.values["name"]
        self._write_protected(
            {
                **facts.values,
                "catalogue_name": title and self.env._("Problem list: %s", subject(title)),
                "reading": Reading.of(parsed, facts.places).dump(),
                "is_numbered_through": is_numbered_through(parsed),
            }
        )
        for nodes in (propose_areas(parsed), propose_other_nodes(parsed)):
            self.env["rectification.plan.node"].create(
                [self._get_node_vals(node) for node in nodes]
            )

    def _get_node_vals(self, node):
        """Return the values to create a node of what was read, an area with its items."""
        vals = {name: value for name, value in node.items() if name != "items"}
        items = [Command.create(self._get_node_vals(item)) for item in node.get("items", ())]
        return {**vals, "plan_id": self.id, "child_ids": items}

    def _forget_reading(self):
        """Delete the nodes and what was read."""
        self.node_ids.unlink()
        self._write_protected({"reading": False, "is_numbered_through": False})

    # ------------------------------------------------------------
    # PROPOSAL
    # ------------------------------------------------------------

    def _get_nodes(self, kind):
        """Return the nodes of a kind in the order of the proposal; items in that of their areas."""
        if kind == "item":
            areas = self._get_nodes("area")
            return areas.browse(item.id for area in areas for item in area._get_items())
        return self.node_ids.filtered(lambda node: node.kind == kind).sorted(
            lambda node: (node.sequence, node.id)
        )

    def _keep_numbered(self):
        """Number anew what was moved, added or removed, in plans that are numbered through."""
        self.filtered("is_numbered_through").action_number_through()

    def _get_proposed(self):
        """Return the proposal as it stands, as plain values: a ``Proposed``."""
        self.ensure_one()
        return Proposed(
            [node._get_proposed() for node in self.node_ids],
            ProposedFacts(
                source=self.source_text or "",
                filename=self.source_filename or "",
                year=self.year,
                is_numbered_through=self.is_numbered_through,
                date_start=self.date_start or None,
                date_submission=self.date_submission or None,
                submission_text=self.submission_text or "",
            ),
            Reading.load(self.reading or None),
        )

    # ------------------------------------------------------------
    # SCREEN
    # ------------------------------------------------------------

    @api.readonly
    def get_plan_data(self):
        """Return the proposal for its screen: a :class:`~...tools.plan.screen.PlanData`."""
        self.ensure_one()
        proposed = self._get_proposed()
        general, by_node = self._get_remarks(proposed)
        if self.state == "done":
            # What was open then has been decided in the campaign, if it was not before.
            general, by_node = [], dict.fromkeys(by_node, [])

        def show(nodes):
            return [show_node(node, by_node[node.id]) for node in nodes]

        return {
            "editable": self.state == "proposal" and bool(self._filter_role_office()),
            "areas": [
                {**show_node(area, by_node[area.id]), "items": show(proposed.items_of(area))}
                for area in proposed.areas
            ],
            "phases": show(proposed.phases),
            "duties": show(proposed.duties),
            "materials": show(proposed.materials),
            "remarks": general,
            "counts": self._get_count_sentences(proposed),
            "facts": {name: list(place) for name, place in proposed.reading.facts.items()},
            "segments": cut_source(proposed),
            "unused": [
                {**passage, "role": get_role_name(self.env, passage["role"])}
                for passage in find_unused(proposed)
            ],
            "phase_names": self.node_ids._fields["phase"]._description_selection(self.env),
        }

    def _get_remarks(self, proposed):
        """Return ``(general, by_node)``: what is uncertain about the proposal.

        ``general``: a list of :class:`~...tools.plan.screen.RemarkData` about the whole.
        ``by_node``: ``{node id: [sentences]}``.
        """
        general, by_node = [], {node.id: [] for node in proposed.nodes}
        for remark in find_remarks(proposed):
            sentence = get_remark_sentence(self.env, remark)
            if remark.node:
                by_node[remark.node.id].append(sentence)
                continue
            title = remark.title
            if remark.is_note and remark.field_name:
                title = self._fields[remark.field_name]._description_string(self.env)
            general.append(
                {
                    "text": sentence,
                    "title": title,
                    "start": remark.start,
                    "end": remark.end,
                    "field": remark.field_name or False,
                }
            )
        return general, by_node

    def _get_count_sentences(self, proposed):
        """Return what was read, and the declared counts that agree with it."""
        read = self.env._(
            "%(areas)s areas, %(items)s problem items and %(phases)s phases were read.",
            areas=proposed.count("areas"),
            items=proposed.count("items"),
            phases=proposed.count("phases"),
        )
        return [
            read,
            *(
                self.env._("The plan says “%s”; that agrees.", text)
                for text in find_agreeing_counts(proposed)
            ),
        ]

    # ------------------------------------------------------------
    # SETTING UP
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
                for area in self._get_nodes("area")
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
            (self.env._("Requirements"), find_requirements(self._get_proposed())),
        ]
        return Markup().join(
            Markup("<h3>%s</h3>%s")
            % (title, Markup().join(Markup("<p>%s</p>") % text for text in texts if text))
            for title, texts in sections
            if any(texts)
        )

    def _keep_source(self, campaign):
        """Attach the file, or the pasted text, to the campaign with a note in its chatter."""
        if self.source_file:
            name = self.source_filename
            content = {"datas": self._get_source_file()}
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
