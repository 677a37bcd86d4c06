from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.core.listing import join_names
from ..core import clock

NAMES_SHOWN = 5


class RectificationDossier(models.Model):
    """Phase one on the dossier: what a unit has studied, and what is missing, in a sentence.

    The figures come from grouped queries over all dossiers asked for at once. Reflections are in
    none of them.
    """

    _inherit = "rectification.dossier"

    study_session_ids = fields.One2many(
        "rectification.study.session", "dossier_id", "Study Sessions"
    )
    study_attendance_ids = fields.One2many(
        "rectification.study.attendance", "dossier_id", "Attendance"
    )
    study_reflection_ids = fields.One2many(
        "rectification.study.reflection", "dossier_id", "Reflections"
    )
    study_session_count = fields.Integer("Sessions Held", compute="_compute_study_figures")
    study_material_count = fields.Integer("Materials to Study", compute="_compute_study_figures")
    study_covered_count = fields.Integer("Materials Studied", compute="_compute_study_figures")
    study_member_count = fields.Integer("Members to Reach", compute="_compute_study_figures")
    study_reached_count = fields.Integer("Members Reached", compute="_compute_study_figures")
    study_make_up_count = fields.Integer("Make-Ups Open", compute="_compute_study_figures")
    study_missing = fields.Text("Still Missing in Study", compute="_compute_study_figures")
    is_study_complete = fields.Boolean(
        "Has Studied", compute="_compute_study_figures", search="_search_is_study_complete"
    )

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends(
        "study_session_ids.state",
        "study_session_ids.material_ids",
        "study_attendance_ids.status",
        "study_attendance_ids.made_up_on",
        "campaign_id.study_material_ids.is_required",
        "campaign_id.study_form_ids",
    )
    def _compute_study_figures(self):
        coverage = self._get_study_coverage()
        for dossier in self:
            row = coverage[dossier._origin.id]
            dossier.study_session_count = row["session_count"]
            dossier.study_material_count = len(row["materials"])
            dossier.study_covered_count = len(row["materials"] & row["covered"])
            dossier.study_member_count = len(row["members"])
            dossier.study_reached_count = len(row["members"] & row["reached"])
            dossier.study_make_up_count = sum(row["make_ups"].values())
            sentences = dossier._get_study_sentences(row)
            dossier.study_missing = "\n".join(sentences)
            dossier.is_study_complete = not sentences

    def _search_is_study_complete(self, operator, value):
        if operator != "in":
            return NotImplemented
        dossiers = self.search([("campaign_id.state", "not in", ("draft", "cancelled"))])
        return Domain("id", "in", dossiers.filtered("is_study_complete").ids)

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_open_study_sessions(self):
        """Open the study sessions of this unit."""
        return self._get_content_action("rectification_study_session_action")

    def action_open_make_ups(self):
        """Open the attendance lines that still have to be made up for."""
        return self._get_content_action(
            "rectification_study_attendance_action",
            list(self.env["rectification.study.attendance"]._get_make_up_domain()),
        )

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def _get_study_coverage(self):
        """Return ``{dossier id: row}`` from one grouped query for each figure.

        A row holds ``session_count``, the recordsets ``materials``, ``covered``, ``members`` and
        ``reached``, the forms ``expected`` and ``used``, and ``make_ups``: {member: number}.
        """
        Session = self.env["rectification.study.session"]
        Attendance = self.env["rectification.study.attendance"]
        Member = self.env["rectification.unit.member"]
        Material = self.env["rectification.study.material"]
        Form = self.env["rectification.study.form"]
        materials = dict(
            Material._read_group(
                [("campaign_id", "in", self.campaign_id.ids), ("is_required", "=", True)],
                ["campaign_id"],
                ["id:recordset"],
            )
        )
        members = dict(
            Member._read_group([("unit_id", "in", self.unit_id.ids)], ["unit_id"], ["id:recordset"])
        )
        # What the sentences name is fetched for all units at once.
        Member.union(*members.values()).fetch(["name"])
        rows = {
            dossier._origin.id: {
                "session_count": 0,
                "materials": materials.get(dossier.campaign_id, Material),
                "covered": Material,
                "members": members.get(dossier.unit_id, Member),
                "reached": Member,
                "expected": dossier.campaign_id.study_form_ids,
                "used": Form,
                "make_ups": {},
            }
            for dossier in self
        }
        held = [("dossier_id", "in", self.ids), ("state", "=", "held")]
        for dossier, form, count in Session._read_group(
            held, ["dossier_id", "form_id"], ["__count"]
        ):
            rows[dossier.id]["session_count"] += count
            rows[dossier.id]["used"] |= form
        for dossier, material in Session._read_group(held, ["dossier_id", "material_ids"]):
            rows[dossier.id]["covered"] |= material
        own = Domain("dossier_id", "in", self.ids)
        for dossier, reached in Attendance._read_group(
            own & Attendance._get_reached_domain(), ["dossier_id"], ["member_id:recordset"]
        ):
            rows[dossier.id]["reached"] = reached
        for dossier, member, count in Attendance._read_group(
            own & Attendance._get_make_up_domain() & Domain("member_id.active", "=", True),
            ["dossier_id", "member_id"],
            ["__count"],
        ):
            rows[dossier.id]["make_ups"][member] = count
        return rows

    def _get_study_sentences(self, row):
        """Return what one unit still lacks in its study, a sentence for each kind of gap."""
        self.ensure_one()
        sentences = []
        materials = row["materials"] - row["covered"]
        if materials:
            sentences.append(
                self.env._("Not studied yet: %s.", self._name_some(materials.mapped("name")))
            )
        forms = row["expected"] - row["used"]
        if forms:
            sentences.append(
                self.env._("Not met yet in this form: %s.", self._name_some(forms.mapped("name")))
            )
        members = row["members"] - row["reached"]
        if members:
            sentences.append(
                self.env._("Has not taken part yet: %s.", self._name_some(members.mapped("name")))
            )
        if row["make_ups"]:
            sentences.append(
                self.env._(
                    "Still to make up: %s.",
                    self._name_some([member.name for member in row["make_ups"]]),
                )
            )
        if not sentences and not row["session_count"]:
            # A unit whose roster is still empty, in a campaign that names nothing to study.
            sentences.append(self.env._("No session is on record yet."))
        return sentences

    @api.model
    def _name_some(self, names):
        if len(names) <= NAMES_SHOWN:
            return join_names(names, self.env.lang)
        return self.env._(
            "%(names)s and %(count)s more",
            names=join_names(names[:NAMES_SHOWN], self.env.lang),
            count=len(names) - NAMES_SHOWN,
        )

    def _get_study_record_name(self):
        """Return the name of the printed record's file, without its ending."""
        self.ensure_one()
        return self.env._("%s - Study Record", self.display_name)

    def _get_study_record(self):
        """Return what the printed record shows; see ``rectification.study.session``."""
        self.ensure_one()
        held = self.study_session_ids.filtered(lambda session: session.state == "held")
        return {
            "unit": self.unit_id.name,
            "campaign": self.campaign_id.name,
            "date": clock.format_day(self.env, clock.today(self.env)),
            "summary": [
                (self.env._("Study Sessions"), str(len(held))),
                (
                    self.env._("Materials Studied"),
                    self.env._(
                        "%(done)s of %(total)s",
                        done=self.study_covered_count,
                        total=self.study_material_count,
                    ),
                ),
                (
                    self.env._("Members Who Took Part"),
                    self.env._(
                        "%(done)s of %(total)s",
                        done=self.study_reached_count,
                        total=self.study_member_count,
                    ),
                ),
            ],
            "missing": (self.study_missing or "").splitlines(),
            "sessions": [
                session._get_record_block() for session in held.sorted(lambda row: row.date_start)
            ],
        }
