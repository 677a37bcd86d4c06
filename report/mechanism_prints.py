from odoo import fields, models

from ..tools.ledger import TEXT, Column

LIST_WIDTHS = (5, 26, 7, 16, 13, 15, 18)


class RectificationMechanism(models.Model):
    """How long-term mechanisms are printed: one list, with what each rule answers."""

    _inherit = "rectification.mechanism"

    def _get_list(self):
        """Return what the printed list of these rules shows, all as text."""
        ledger = self.env["rectification.ledger"]
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        states = dict(self._fields["state"]._description_selection(self.env))
        labels = (
            self.env._("Seq."),
            self.env._("Rule"),
            self.env._("Kind"),
            self.env._("Document Number"),
            self.env._("In Force From"),
            self.env._("Unit"),
            self.env._("What It Answers"),
        )
        # sudo: names of the leading group and the units, as on each rule's form
        campaigns = self.sudo().campaign_id
        rows = []
        for index, rule in enumerate(self, 1):
            items = "、".join(str(number) for number in sorted(rule.problem_ids.mapped("number")))
            answers = [self.env._("Items: %s", items)] if items else []
            answers += rule.finding_ids.mapped("reference")
            name = rule.name
            if rule.state != "in_force":
                name = self.env._("%(rule)s (%(state)s)", rule=rule.name, state=states[rule.state])
            rows.append(
                [
                    str(index),
                    name,
                    kinds[rule.kind],
                    rule.document_number or "",
                    ledger._format_date(rule.date_in_force) if rule.date_in_force else "",
                    rule.sudo().unit_id.name or rule.sudo().campaign_id.organiser,
                    "\n".join(answers),
                ]
            )
        return {
            "campaign": "、".join(campaigns.mapped("name")),
            "organiser": "、".join(dict.fromkeys(campaigns.mapped("organiser"))),
            "date": ledger._format_date(fields.Date.context_today(self)),
            "columns": [
                Column(f"column_{index}", label, TEXT, width)
                for index, (label, width) in enumerate(zip(labels, LIST_WIDTHS, strict=True))
            ],
            "rows": rows,
        }


class RectificationCampaign(models.Model):
    _inherit = "rectification.campaign"

    def _get_mechanism_list(self):
        """Return the printed list of the campaign's rules; drafts are not among them."""
        self.ensure_one()
        rules = self._search_rules()
        return {**rules._get_list(), "campaign": self.name, "organiser": self.organiser}

    def _search_rules(self):
        """Return the rules of the campaign that are in force or were, by unit."""
        return self.env["rectification.mechanism"].search(
            [("campaign_id", "=", self.id), ("state", "!=", "draft")],
            order="unit_id, date_in_force, id",
        )
