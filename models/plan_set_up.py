from markupsafe import Markup

from odoo import models
from odoo.fields import Command

# The last day of each phase, as the campaign keeps it.
PHASE_DATES = {
    "study": "date_study_end",
    "self_check": "date_self_check_end",
    "supervision": "date_supervision_end",
}


class RectificationPlan(models.Model):
    """Setting up: from the proposal to a draft catalogue and a campaign in preparation."""

    _inherit = "rectification.plan"

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
