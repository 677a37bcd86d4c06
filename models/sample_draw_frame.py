import base64
import hashlib

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

from ..tools import sampling

# A file opened in a spreadsheet must not take a name for a formula.
FORMULA_SIGNS = ("=", "+", "-", "@")


class RectificationSampleDraw(models.Model):
    """The frame of a draw, the draw itself, and the reviews that come of it."""

    _inherit = "rectification.sample.draw"

    def _get_frame_model(self):
        return "rectification.finding" if self.target == "finding" else "rectification.dossier"

    def _get_frame_domain(self):
        """Return the domain of what can be drawn: closed findings, or the enrolled units."""
        self.ensure_one()
        domain = Domain("campaign_id", "=", self.campaign_id.id)
        if self.target == "finding":
            domain &= Domain("state", "=", "closed")
            if self.closed_before:
                domain &= Domain("closed_on", "<", self.closed_before)
        return domain

    def _get_frame(self):
        """Return ``{key: record}`` and the items of the frame, in a handful of queries."""
        self.ensure_one()
        records = self.env[self._get_frame_model()].search(self._get_frame_domain(), order="id")
        kinds = dict(records._fields["unit_kind"]._description_selection(self.env))
        overdue = self._get_overdue_dossiers() if self.target == "unit" else ()
        by_key, items = {}, []
        for record in records:
            if self.target == "finding":
                key, dossier = record.reference, record.dossier_id
                late = bool(
                    record.deadline
                    and record.closed_on
                    and record.deadline < record.closed_on.date()
                )
                returned = record.return_count > 0
            else:
                # A unit without a code is told by its number, which no code looks like.
                key, dossier = record.unit_id.code or f"#{record.unit_id.id}", record
                late, returned = record in overdue, record.return_count > 0
            stratum = {
                "unit_kind": kinds.get(record.unit_kind, ""),
                "area": record.area_id.name if self.target == "finding" else "",
                "none": "",
            }[self.stratify]
            weight = (
                1
                + self.weight_nil * bool(dossier.nil_return)
                + self.weight_returned * returned
                + self.weight_overdue * late
            )
            name = record.display_name
            if name.startswith(FORMULA_SIGNS):
                name = f"'{name}"
            by_key[key] = record
            items.append(sampling.Item(key, stratum, weight, name))
        return by_key, items

    def _get_overdue_dossiers(self):
        groups = self.env["rectification.finding"]._read_group(
            [("campaign_id", "=", self.campaign_id.id), ("light", "=", "red")], ["dossier_id"]
        )
        return {dossier for (dossier,) in groups}

    def _do_draw(self):
        """Record the frame and the sample."""
        self.ensure_one()
        by_key, items = self._get_frame()
        content = sampling.write_frame(items).encode()
        self._write_protected(
            {
                "frame_file": base64.b64encode(content),
                "frame_count": len(items),
                "frame_digest": hashlib.sha256(content).hexdigest(),
            }
        )
        lines = [
            {
                "draw_id": self.id,
                "sequence": position,
                "key": item.key,
                "stratum": item.stratum,
                "weight": item.weight,
                "finding_id": by_key[item.key].id if self.target == "finding" else False,
                "dossier_id": by_key[item.key].dossier_id.id
                if self.target == "finding"
                else by_key[item.key].id,
            }
            for position, item in enumerate(sampling.draw(items, self.size, self.seed), 1)
        ]
        # sudo: nobody may add to a sample by hand; that is what makes it one
        self.env["rectification.sample.draw.line"].sudo().create(lines)

    def _repeat(self):
        """Return the keys that the recorded frame and seed give, in the order drawn."""
        self.ensure_one()
        content = base64.b64decode(self.with_context(bin_size=False).frame_file or b"")
        if hashlib.sha256(content).hexdigest() != self.frame_digest:
            return []
        items = sampling.read_frame(content.decode())
        return [item.key for item in sampling.draw(items, self.size, self.seed)]

    def _do_assign(self, reviewers_by_dossier, deadline=False):
        """Begin a review of each unit in the sample, with what was drawn, and return the reviews.

        ``reviewers_by_dossier``: {dossier: users}.
        """
        self.ensure_one()
        if self.review_ids:
            raise UserError(
                self.env._("%s: reviewers are assigned already. Open its reviews.", self.name)
            )
        findings = {}
        for line in self.line_ids:
            drawn = line.finding_id or line.dossier_id._get_reviewable_findings()
            findings[line.dossier_id] = findings.get(line.dossier_id, drawn) | drawn
        reviews = self.env["rectification.review"].create(
            [
                {
                    "dossier_id": dossier.id,
                    "kind": self.kind,
                    "reviewer_ids": reviewers_by_dossier[dossier].ids,
                    "deadline": deadline,
                    "line_ids": [Command.create({"finding_id": finding.id}) for finding in drawn],
                }
                for dossier, drawn in findings.items()
            ]
        )
        reviews._write_protected({"draw_id": self.id})
        return reviews
