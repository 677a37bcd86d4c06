"""How far the user's own units have come, and whose turn it is."""

from odoo.models import BaseModel
from odoo.tools import format_date

from ...core import clock
from ..actions import open_form, open_list
from ..frame import Frame
from ..results import Line, Standing
from .standings import FindingFigures, Standings


class OwnUnits(Standings):
    """The units on whose rosters the user is: one standing for each dossier."""

    @staticmethod
    def applies(frame: Frame) -> bool:
        return bool(frame.units)

    def get_standings(self) -> list[tuple[int, Standing]]:
        # sudo: a cadre may know how far the own unit has come, without reading the dossier itself.
        dossiers = (
            self.env["rectification.dossier"]
            .sudo()
            .search(
                [
                    ("campaign_id", "in", self.frame.campaigns.ids),
                    ("unit_id", "in", self.frame.units.ids),
                ]
            )
        )
        if not dossiers:
            return []
        figures = self.get_finding_figures(dossiers)
        return [
            (dossier.campaign_id.id, self.make_standing(dossier, figures.get(dossier.id)))
            for dossier in dossiers
        ]

    def make_standing(self, dossier: BaseModel, figures: FindingFigures | None) -> Standing:
        """Return how far one unit has come; cadres see one sentence, head and liaison more."""
        is_managed = dossier.unit_id.id in self.frame.managed.ids
        action = open_form(dossier) if is_managed else False
        lines = [self.make_line(self.describe_progress(dossier), self.env._("Dossier"), action)]
        if is_managed:
            lines += self.get_personal_lines(dossier)
            lines += self.get_finding_lines(dossier, figures)
        return {
            "key": f"dossier_{dossier.id}",
            "title": dossier.unit_id.name,
            "lines": lines,
            "states": [],
        }

    def describe_progress(self, dossier: BaseModel) -> str:
        """Return in one sentence how far the dossier has come and whose turn it is."""
        if not dossier.unit_check_id:
            return self.env._("The sheets are being prepared.")
        if dossier.state == "completed":
            return self.env._("The rectification is complete.")
        if dossier.state == "accepted":
            return self.env._(
                "The leading group has accepted the dossier on %s.",
                format_date(self.env, clock.day_of(self.env, dossier.accepted_on)),
            )
        if dossier.state == "submitted":
            return self.env._(
                "Handed in on %s; it waits for the leading group.",
                format_date(self.env, clock.day_of(self.env, dossier.submitted_on)),
            )
        return self.describe_sheet(dossier)

    def describe_sheet(self, dossier: BaseModel) -> str:
        """Return in one sentence who of the unit has to do something about its sheet."""
        check = dossier.unit_check_id
        head = dossier.unit_id.head_member_id
        liaison = (
            dossier.unit_id.member_ids.filtered(
                lambda member: member.active and member.role == "liaison"
            )[:1]
            or head
        )
        names = {"liaison": liaison.name or "", "head": head.name or ""}
        if check.state == "submitted":
            return self.env._("The sheet is filled in; it waits for %(head)s to sign it.", **names)
        if check.state == "returned" or dossier.state == "returned":
            return self.env._("Returned; it waits for %(liaison)s to complete it.", **names)
        if not check.line_count:
            return self.env._("The sheet waits for %(liaison)s to start it.", **names)
        return self.env._(
            "The sheet waits for %(liaison)s: %(answered)s of %(total)s items are answered.",
            answered=check.answered_count,
            total=check.line_count,
            **names,
        )

    def get_personal_lines(self, dossier: BaseModel) -> list[Line]:
        """Return how many personal sheets are handed in; no line where there are none."""
        if not dossier.personal_count:
            return []
        text = self.env._(
            "%(done)s of %(total)s personal sheets are handed in.",
            done=dossier.personal_submitted_count,
            total=dossier.personal_count,
        )
        action = open_list(
            "rectification.check",
            self.env._("Personal Sheets"),
            [("dossier_id", "=", dossier.id), ("is_personal", "=", True)],
        )
        return [self.make_line(text, self.env._("Personal Sheets"), action)]

    def get_finding_lines(self, dossier: BaseModel, figures: FindingFigures | None) -> list[Line]:
        """Return how many findings are closed, and for whom the others wait."""
        if not figures:
            return []
        waiting = figures.waiting
        lines = (
            (figures.working, self.env._("Being put right in the unit: %s.", figures.working)),
            (waiting["head"], self.env._("Waiting for the unit's head: %s.", waiting["head"])),
            (
                waiting["office"],
                self.env._("Waiting for the leading group: %s.", waiting["office"]),
            ),
        )
        return [
            self.make_closed_line(figures, [("dossier_id", "=", dossier.id)]),
            *(self.make_line(text) for count, text in lines if count),
        ]

    def get_finding_figures(self, dossiers: BaseModel) -> dict[int, FindingFigures]:
        """Return ``{dossier id: figures}`` of those units whose findings the user manages."""
        if not self.frame.managed:
            return {}
        domain = [
            ("dossier_id", "in", dossiers.ids),
            ("unit_id", "in", self.frame.managed.ids),
        ]
        return self.count_findings(domain, "dossier_id")
