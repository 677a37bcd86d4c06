from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools.plan.proposed import ProposedNode
from ...tools.plan.text import short_title

# The phases of a campaign that end on a day of their own.
PHASES = [
    ("study", "Study and Education"),
    ("self_check", "Self-Check and Self-Correction"),
    ("supervision", "Supervision"),
]
KINDS = [
    ("area", "Area"),
    ("item", "Problem Item"),
    ("phase", "Phase"),
    ("duty", "Duty of the Leading Group"),
    ("material", "Study Material"),
]
# What a node is stays; another kind is another node.
FIXED_FIELDS = frozenset({"plan_id", "kind"})


class RectificationPlanNode(models.Model):
    """One thing proposed from a plan, with the place in the text that it was read from.

    Items hang below areas. ``label`` is the number as printed, ``number`` that of the catalogue.
    """

    _name = "rectification.plan.node"
    _description = "Node of a Plan"
    _order = "sequence, id"

    plan_id = fields.Many2one("rectification.plan", required=True, index=True, ondelete="cascade")
    parent_id = fields.Many2one(
        "rectification.plan.node", "Area", index="btree_not_null", ondelete="cascade"
    )
    child_ids = fields.One2many("rectification.plan.node", "parent_id", "Problem Items")
    kind = fields.Selection(KINDS, required=True)
    sequence = fields.Integer(default=10)
    number = fields.Integer()
    label = fields.Char("Number in the Plan")
    name = fields.Char("Short Title")
    wording = fields.Text("Official Wording")
    phase = fields.Selection(PHASES, "Phase of the Campaign")
    deadline = fields.Date()
    deadline_text = fields.Char("Deadline as Written")
    read_deadline = fields.Date("Deadline as Read")
    start = fields.Integer("Begins At")
    end = fields.Integer("Ends At")

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("number", "name", "wording")
    def _compute_display_name(self):
        for node in self:
            name = node.name or short_title(node.wording or "")
            node.display_name = f"{node.number}. {name}" if node.number else name

    # ------------------------------------------------------------
    # CONSTRAINTS
    # ------------------------------------------------------------

    @api.constrains("kind", "parent_id", "plan_id")
    def _check_parent(self):
        for node in self:
            area = node.parent_id
            fits = area.kind == "area" and area.plan_id == node.plan_id
            if not fits if node.kind == "item" else area:
                raise ValidationError(
                    self.env._(
                        "%s: problem items belong to an area of their plan, everything else to "
                        "the plan itself. Choose an area.",
                        node.display_name,
                    )
                )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        nodes = super().create(vals_list)
        nodes.plan_id._check_not_set_up()
        return nodes

    def write(self, vals):
        self.plan_id._check_not_set_up()
        if FIXED_FIELDS.intersection(vals):
            raise UserError(
                self.env._(
                    "%s: a node keeps its plan and its kind. Add another one and delete this.",
                    self[:1].display_name,
                )
            )
        if "number" in vals:
            # A number given by hand has the last word.
            self.plan_id.filtered("is_numbered_through").is_numbered_through = False
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_set_up(self):
        self.plan_id._check_not_set_up()

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_move(self, step):
        """Move the node up (``step`` -1) or down (1) among its kind; an item may change areas."""
        self.ensure_one()
        siblings = self._get_siblings()
        place = siblings.ids.index(self.id) + step
        if 0 <= place < len(siblings):
            order = [node_id for node_id in siblings.ids if node_id != self.id]
            order.insert(place, self.id)
            self.browse(order)._renew_sequence()
        elif self.kind == "item":
            areas = self.parent_id._get_siblings()
            area = areas.ids.index(self.parent_id.id) + step
            if 0 <= area < len(areas):
                self._put_into(areas[area], at_end=step < 0)
        self.plan_id._keep_numbered()

    def action_put_into(self, area_id):
        """Move the item to the end of another area, given by its id."""
        self.ensure_one()
        self._put_into(self.browse(area_id), at_end=True)
        self.plan_id._keep_numbered()

    def action_merge(self):
        """Join the node with the one before it, which takes over its wording and its items."""
        self.ensure_one()
        siblings = self._get_siblings()
        place = siblings.ids.index(self.id)
        if not place:
            raise UserError(
                self.env._("%s: nothing stands before it to be joined with.", self.display_name)
            )
        before = siblings[place - 1]
        children = before._get_items() | self._get_items()
        self.child_ids.parent_id = before
        children._renew_sequence()
        before.wording = "".join(filter(None, [before.wording, self.wording]))
        if before.end and self.end:
            before.start = min(before.start, self.start)
            before.end = max(before.end, self.end)
        plan = self.plan_id
        self.unlink()
        plan._keep_numbered()

    def action_split(self, position):
        """Split the wording at a position (in characters); return the id of the new node."""
        self.ensure_one()
        wording = self.wording or ""
        first, rest = wording[:position].strip(), wording[position:].strip()
        if not first or not rest:
            raise UserError(
                self.env._(
                    "%s: put the cursor into the official wording, where the second part begins.",
                    self.display_name,
                )
            )
        order = self._get_siblings().ids
        self.write({"wording": first, "name": short_title(first)})
        second = self.copy({"wording": rest, "name": short_title(rest), "label": False})
        order.insert(order.index(self.id) + 1, second.id)
        self.browse(order)._renew_sequence()
        self.plan_id._keep_numbered()
        return second.id

    def action_remove(self):
        """Delete the nodes; an area takes its items with it."""
        plans = self.plan_id
        self.unlink()
        plans._keep_numbered()

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def _get_proposed(self):
        """Return the node as plain values: a ``ProposedNode``."""
        return ProposedNode(
            # On a form that is being edited a node has no id of its own, its area has.
            id=self._origin.id or self.id,
            kind=self.kind,
            parent_id=self.parent_id._origin.id or 0,
            sequence=self.sequence,
            number=self.number,
            label=self.label or "",
            name=self.name or "",
            wording=self.wording or "",
            phase=self.phase or "",
            deadline=self.deadline or None,
            deadline_text=self.deadline_text or "",
            read_deadline=self.read_deadline or None,
            start=self.start,
            end=self.end,
        )

    def _get_siblings(self):
        """Return the nodes of the same kind below the same parent, in order."""
        return self.search(
            [
                ("plan_id", "=", self.plan_id.id),
                ("kind", "=", self.kind),
                ("parent_id", "=", self.parent_id.id),
            ]
        )

    def _get_items(self):
        """Return the items of an area in the order in which they stand."""
        return self.child_ids.sorted(lambda node: (node.sequence, node.id))

    def _renew_sequence(self):
        """Let the nodes stand in the order of this recordset."""
        for sequence, node in enumerate(self):
            if node.sequence != sequence:
                node.sequence = sequence

    def _put_into(self, area, at_end):
        items = area._get_items() - self
        self.parent_id = area
        (items | self if at_end else self | items)._renew_sequence()
