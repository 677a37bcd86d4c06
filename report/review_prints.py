from odoo import fields, models

from ..tools.ledger import Column

WIDTHS = (3, 8, 18, 18, 6, 12)


class RectificationReview(models.Model):
    """How a review is printed: the opinion (复核意见书) that goes to the unit."""

    _inherit = "rectification.review"

    def _get_print_name(self):
        """Return the name of the printed file, without its ending."""
        self.ensure_one()
        return self.env._("%s - Review Opinion", self.display_name)

    def _get_page(self):
        """Return what the printed opinion shows, all as text."""
        self.ensure_one()
        ledger = self.env["rectification.ledger"]
        # sudo: names of the leading group, the unit and the reviewers, as on the review's form
        review = self.sudo()
        day = self.concluded_on and fields.Datetime.context_timestamp(self, self.concluded_on)
        page = {
            "title": self.env._("Review Opinion"),  # 复核意见书
            "addressee": review.unit_id.name,
            "body": "\n".join(filter(None, (self._get_opinion(), self.summary))),
            "closing": self.env._("Reviewers: %s.", "、".join(review.reviewer_ids.mapped("name"))),
            "signature": review.campaign_id.organiser,
            "date": ledger._format_date(day.date() if day else fields.Date.context_today(self)),
            "columns": self._get_opinion_columns(),
            "rows": self._get_opinion_rows(),
        }
        if page["rows"]:
            page["attachment"] = self.env._("Findings Looked At")
        return page

    def _get_opinion(self):
        """Return the sentence that says what the review came to."""
        self.ensure_one()
        verdicts = dict(self._fields["verdict"]._description_selection(self.env))
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return self.env._(
            "We reviewed your unit in “%(campaign)s” (%(kind)s). Findings looked at: %(count)s, "
            "of them not confirmed: %(failed)s; found by the reviewers: %(new)s. Conclusion: "
            "%(verdict)s.",
            campaign=self.campaign_id.sudo().name,  # sudo: as above
            kind=kinds[self.kind],
            count=len(self.line_ids),
            failed=self.failed_line_count,
            new=len(self.new_finding_ids),
            verdict=verdicts.get(self.verdict) or self.env._("still in review"),
        )

    def _get_opinion_columns(self):
        labels = self.env["rectification.ledger"]._get_labels()
        names = ("index", "reference", "description", "result")
        headings = [labels[name][0] for name in names]
        headings += [self.env._("Verdict"), self.env._("Remark")]
        columns = [
            Column(f"column_{place}", label, width=width)
            for place, (label, width) in enumerate(zip(headings, WIDTHS, strict=True))
        ]
        return self.env["rectification.ledger"]._share_width(columns)

    def _get_opinion_rows(self):
        field = self.env["rectification.review.line"]._fields["verdict"]
        verdicts = dict(field._description_selection(self.env))
        return [
            [
                str(number),
                line.finding_id.reference or "",
                line.finding_id.description or "",
                line.result or "",
                verdicts.get(line.verdict, ""),
                line.remark or "",
            ]
            for number, line in enumerate(self.line_ids, 1)
        ]
