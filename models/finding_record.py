from odoo import api, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL


class RectificationFinding(models.Model):
    """How a finding is put on record: where it belongs, whose it is, its number."""

    _inherit = "rectification.finding"

    # ------------------------------------------------------------
    # CONSTRAINTS
    # ------------------------------------------------------------

    @api.constrains("problem_id", "dossier_id")
    def _check_item_of_catalogue(self):
        for finding in self:
            # sudo: which catalogue it is, for somebody who sees the finding only
            campaign = finding.sudo().dossier_id.campaign_id
            catalogue = finding.sudo().problem_id.catalogue_id
            if campaign.catalogue_id in (catalogue, catalogue.browse()):
                continue
            # What was carried over keeps the item under which it was found.
            earlier = campaign
            while earlier and catalogue not in earlier.catalogue_id:
                earlier = earlier.search([("successor_id", "in", earlier.ids)])
            if not earlier:
                raise ValidationError(
                    self.env._(
                        "%(finding)s: the item is not in the catalogue of %(campaign)s. Choose "
                        "one that is.",
                        finding=finding.display_name,
                        campaign=campaign.name,
                    )
                )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model
    def default_get(self, fields_list):
        """Let a finding opened from an answer belong to that answer's dossier and item.

        On a unit's sheet it proposes the person named last: what one person puts right
        asks for the name once.
        """
        defaults = super().default_get(fields_list)
        line = self.env["rectification.check.line"].browse(defaults.get("check_line_id"))
        if line:
            defaults.update(
                {
                    "dossier_id": line.check_id.dossier_id.id,
                    "problem_id": line.problem_id.id,
                }
            )
            if "responsible_member_id" in fields_list and not line.check_id.member_id:
                last = self.search(
                    [
                        ("check_id", "=", line.check_id.id),
                        ("responsible_member_id", "!=", False),
                    ],
                    order="id desc",
                    limit=1,
                )
                if last:
                    defaults.setdefault("responsible_member_id", last.responsible_member_id.id)
        return defaults

    @api.model_create_multi
    def create(self, vals_list):
        findings = super().create(vals_list)
        findings._touch_lists()
        lines = findings.check_line_id
        lines.filtered(lambda line: line.answer != "found").write({"answer": "found"})
        return findings

    @api.ondelete(at_uninstall=False)
    def _unlink_except_with_history(self):
        """Only a draft on a sheet that is still being filled in may go."""
        kept = self.filtered(
            lambda finding: (
                finding.state != "draft"
                or finding.predecessor_id
                or finding.return_count
                or (finding.check_id and finding.check_id.state not in ("draft", "returned"))
            )
        )
        if kept:
            raise UserError(
                self.env._(
                    "%s: is on record and is not deleted. If it proved unfounded, the leading "
                    "group closes it as “not substantiated”.",
                    kept._get_names(),
                )
            )

    def unlink(self):
        # An answer whose last finding goes is open again, not “found” without a finding.
        lines = self.check_line_id
        lines = lines.filtered(lambda line: not line.finding_ids - self)
        self._unlink_except_with_history()
        self.evidence_ids.unlink()
        self.action_ids.unlink()
        result = super().unlink()
        lines.filtered(lambda line: line.answer == "found").write({"answer": False})
        return result

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    @api.model
    def _complete_initial_values(self, vals_list):
        """Fill in where the findings belong, where they come from, and their references."""
        lines = self.env["rectification.check.line"].browse(
            {vals["check_line_id"] for vals in vals_list if vals.get("check_line_id")}
        )
        lines.check_id._check_fillable()
        line_by_id = {line.id: line for line in lines}
        dossiers = self.env["rectification.dossier"].browse(
            {vals["dossier_id"] for vals in vals_list if vals.get("dossier_id")}
        )
        dossiers.sudo().campaign_id._check_not_over()  # sudo: the phase of the campaign
        managed = set(dossiers._filter_role_manager()._ids)
        inspected = set(dossiers._filter_role_officer()._ids) - managed
        own_member = dossiers._get_own_members()
        references = self._draw_references(len(vals_list))
        completed = []
        for vals, reference in zip(vals_list, references, strict=True):
            vals = {**vals, "reference": reference}
            line = line_by_id.get(vals.get("check_line_id"))
            if line:
                vals.setdefault("dossier_id", line.check_id.dossier_id.id)
                vals.setdefault("problem_id", line.problem_id.id)
                vals["member_id"] = line.check_id.member_id.id
                vals["source"] = "personal" if line.check_id.member_id else "unit"
            elif vals.get("dossier_id") in inspected:
                vals["source"] = "leading_group"
                vals["state"] = "open"
            elif vals.get("dossier_id") not in managed:
                vals["member_id"] = own_member.get(vals.get("dossier_id"))
                vals["source"] = "personal" if vals["member_id"] else "unit"
            completed.append(vals)
        return super()._complete_initial_values(completed)

    @api.model
    def _draw_references(self, count):
        """Return ``count`` new reference numbers, drawn in one query however many there are."""
        sequence = self.env.ref("rectification_campaign.sequence_finding").sudo()  # sudo: counting
        if count == 1 or sequence.implementation != "standard":
            return [sequence.next_by_id() for __ in range(count)]
        # Raw SQL: ir.sequence has no batch, and one query per record is what makes imports slow.
        rows = self.env.execute_query(
            SQL(
                "SELECT nextval(%s) FROM generate_series(1, %s)",
                f"ir_sequence_{sequence.id:03d}",
                count,
            )
        )
        return [sequence.get_next_char(number) for (number,) in rows]
