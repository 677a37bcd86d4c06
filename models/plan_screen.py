from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.plan_text import short_title

SHOWN_FIELDS = ("name", "wording", "number", "label", "phase", "deadline_text", "start", "end")


class RectificationPlan(models.Model):
    """What the screen of a proposal shows and asks for."""

    _inherit = "rectification.plan"

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
