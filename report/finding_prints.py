from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class RectificationFinding(models.Model):
    """What a finding hands out: its sign-off sheet with the chain of signatures."""

    _inherit = "rectification.finding"

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_write_notice(self):
        """Draft a notice to each unit about its findings among these, and open what was drafted."""
        return self._write_documents("notice")

    def action_write_supervision(self):
        """Draft a supervision notice about the overdue ones among these to each unit."""
        return self.filtered(lambda finding: finding.light == "red")._write_documents("supervision")

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def _get_signoff_title(self):
        """Return the title of the sheet: an application until the finding is closed."""
        self.ensure_one()
        if self.state == "closed":
            return self.env._("Sign-Off Sheet")  # 对账销号单
        return self.env._("Application for Sign-Off")  # 销号申请单

    def _get_signoff_name(self):
        """Return the name of the printed sheet's file, without its ending."""
        self.ensure_one()
        return f"{self.display_name} - {self._get_signoff_title()}"

    def _get_signoff_page(self):
        """Return what the sign-off sheet shows: the finding in lines, and who signed what when."""
        self.ensure_one()
        ledger = self.env["rectification.ledger"]
        labels = ledger._get_labels()
        date = ledger._format_date
        kinds = dict(self._fields["rectification_type"]._description_selection(self.env))
        # sudo: names of the unit and the people, as on the form of the finding
        finding = self.sudo()
        people = filter(None, (finding.leader_member_id.name, finding.responsible_member_id.name))
        evidence = (piece.name for piece in self.evidence_ids)
        closed_on = self.closed_on and fields.Datetime.context_timestamp(self, self.closed_on)
        lines = [
            (labels["reference"][0], self.reference),
            (labels["summary_unit"][0], finding.unit_id.name),
            (labels["area"][0], f"{finding.area_id.name}\n{finding.problem_id.display_name}"),
            (labels["description"][0], self.description),
            (labels["measures"][0], self.measures or "\n".join(self.action_ids.mapped("name"))),
            (labels["type"][0], kinds.get(self.rectification_type, "")),
            (labels["responsible"][0], "、".join(people)),
            (labels["deadline"][0], date(self.deadline)),
            (labels["result"][0], self.result or ""),
            (self.env._("Evidence"), "\n".join(filter(None, evidence))),
            (labels["signed_off_on"][0], date(closed_on.date()) if closed_on else ""),
        ]
        entries = self.env["rectification.signoff"].search(
            [("res_model", "=", self._name), ("res_id", "=", self.id)], order="id"
        )
        chain = [
            (
                entry.step,
                entry.user_name,
                entry.role or "",
                date(fields.Datetime.context_timestamp(self, entry.date).date()),
                entry.comment or "",
            )
            for entry in entries
        ]
        return {"title": self._get_signoff_title(), "lines": lines, "chain": chain}

    def _write_documents(self, kind):
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
