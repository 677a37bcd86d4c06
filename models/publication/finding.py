from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ...tools.publication.anonymise import short_names

# What stands in no publication: not on record yet, or not substantiated.
UNPUBLISHED_STATES = ("draft", "rejected")
# A name of so few characters may be a word elsewhere.
SHORT_NAME = 2


class RectificationFinding(models.Model):
    """What is published of findings: the typical ones of a campaign, and documents about them.

    The leading group chooses typical problems on the campaign or from a list of findings; the final
    report prints them as they stand on that day, without the names of persons.
    """

    _inherit = "rectification.finding"

    typical_campaign_ids = fields.Many2many(
        "rectification.campaign",
        "rectification_campaign_typical_rel",
        "finding_id",
        "campaign_id",
        "Typical For",
        copy=False,
        groups="rectification_campaign.group_observer",
    )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_name_typical(self):
        """Name the findings as typical problems in the final reports of their campaigns."""
        unpublished = self - self._filter_publishable()
        if unpublished:
            raise UserError(
                self.env._(
                    "%s: a draft, or not substantiated, and no typical problem. Choose findings "
                    "that stand.",
                    unpublished._get_names(),
                )
            )
        for campaign, findings in self.grouped("campaign_id").items():
            campaign.write(
                {"typical_finding_ids": [Command.link(finding.id) for finding in findings]}
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "%s findings are among the typical problems of the final report.", len(self)
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def action_write_notice(self):
        """Draft a notice to each unit about its findings among these, and open what was drafted."""
        return self._draft_documents("notice")

    def action_write_supervision(self):
        """Draft a supervision notice about the overdue ones among these to each unit."""
        return self.filtered(lambda finding: finding.light == "red")._draft_documents("supervision")

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def _filter_publishable(self):
        """Return the findings that stand: on record, and substantiated."""
        return self.filtered(lambda finding: finding.state not in UNPUBLISHED_STATES)

    def _get_names_to_hide(self, persons=True, units=False):
        """Return ``(names of persons, [(name, kind) of units])`` not to be published.

        The short names of people elsewhere are left alone: 高峰 is a colleague in one unit and a
        peak in every other. ``persons``, ``units``: which of the two are wanted.
        """
        names, places = [], []
        if persons:
            # sudo: those who left the roster are not named either
            members = self.env["rectification.unit.member"].sudo().with_context(active_test=False)
            concerned = self._get_units_concerned()
            names = [
                member.name
                for member in members.search_fetch([], ["name", "unit_id"])
                if member.unit_id in concerned or len(member.name.strip()) > SHORT_NAME
            ]
        if units:
            # sudo: units that were archived are not named either
            archived_too = self.env["rectification.unit"].sudo().with_context(active_test=False)
            places = [
                (alias, unit.kind)
                for unit in archived_too.search_fetch([], ["name", "kind"])
                for alias in short_names(unit.name)
            ]
        return names, places

    def _get_units_concerned(self):
        """Return the units of the findings and those above them."""
        units = concerned = self.sudo().unit_id  # sudo: names only
        while units := units.parent_id - concerned:
            concerned |= units
        return concerned

    def _draft_documents(self, kind):
        """Draft a document of ``kind`` to each unit, and return the action that opens them.

        :raises UserError: without any finding.
        """
        if not self:
            raise UserError(self.env._("None of these findings is overdue."))
        documents = self.env["rectification.document"].create(
            [
                {
                    "kind": kind,
                    "dossier_id": dossier.id,
                    "finding_ids": [Command.set(findings.ids)],
                }
                for dossier, findings in self.grouped("dossier_id").items()
            ]
        )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "rectification_campaign.rectification_document_action"
        )
        action["domain"] = [("id", "in", documents.ids)]
        if len(documents) == 1:
            action.update(view_mode="form", views=[(False, "form")], res_id=documents.id)
        return action
