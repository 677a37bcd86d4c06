from datetime import datetime

from odoo import api, fields, models

from ..tools.ledger import TEXT, Column

REGISTER_WIDTHS = (9, 16, 14, 13, 26, 11, 11)


class RectificationReferral(models.Model):
    """How a referral is printed: as letter of transfer (移交函) and register form (线索登记表)."""

    _inherit = "rectification.referral"

    def _get_print_name(self):
        """Return the name of the printed file, without its ending; it tells nothing of the case."""
        self.ensure_one()
        return self.env._("Referral %s", self.reference or self.id)

    @api.model
    def _format_day(self, value):
        """Return a date, or the day of a time, as documents write it."""
        if isinstance(value, datetime):
            value = fields.Datetime.context_timestamp(self, value).date()
        return self.env["rectification.ledger"]._format_date(value) if value else ""

    def _get_letter_page(self):
        """Return what the letter of transfer shows, all as text."""
        self.ensure_one()
        # Before anything is looked up under sudo, which would tell whether there is one.
        self.check_access("read")
        # sudo: names that stand on the paper itself, for an inspector who sees no campaign
        referral = self.sudo()
        organiser = referral.campaign_id.organiser
        intro = self.env._(
            "In “%(campaign)s” the following was found at %(unit)s and is referred to you under "
            "your responsibility.",
            campaign=referral.campaign_id.name,
            unit=referral.unit_id.name,
        )
        return {
            **self.env["rectification.print"]._get_head(organiser),
            "letter": True,
            "number": self.reference or "",
            # 关于移交问题线索的函
            "title": self.env._("Letter on the Referral of a Lead"),
            # 县纪委监委
            "addressee": self.env._("The Commission for Discipline Inspection"),
            "body": intro,
            "lines": [
                (self.env._("Subject"), self.name),
                (self.env._("Source of the Lead"), self.source or ""),
                (
                    self.env._("Persons Concerned"),
                    "\n".join(
                        self.env._("%(name)s (%(post)s)", name=person.name, post=post)
                        if (post := person._get_unit_and_post())
                        else person.name
                        for person in self.person_ids
                    ),
                ),
                (self.env._("Facts"), self.facts or ""),
                (
                    # 材料清单
                    self.env._("List of Materials"),
                    "\n".join(
                        f"{number}. {material._get_line()}"
                        for number, material in enumerate(self.material_ids, 1)
                    ),
                ),
            ],
            "closing": self.env._(
                "Please tell us the disposition by %s.", self._format_day(self.conclude_by)
            )
            if self.conclude_by
            else self.env._("Please tell us the disposition."),
            "signature": organiser,
            "date": self._format_day(self.handed_over_on or fields.Date.context_today(self)),
            "signatures": [
                (
                    # 移交人（签字）
                    self.env._("Handed Over By (Signature)"),
                    self._get_register_note(referral.handed_over_by_id, self.handed_over_on),
                ),
                (
                    # 接收人（签字）
                    self.env._("Received By (Signature)"),
                    self._get_register_note(referral.accepted_by_id, self.accepted_on),
                ),
            ],
        }

    def _get_register_note(self, user, moment):
        return self.env["rectification.ledger"]._get_register_note(user, moment)

    def _get_register(self):
        """Return what the register form of these referrals shows: one row for each person."""
        self.check_access("read")  # before anything is looked up under sudo
        # sudo: names that stand on the paper itself
        campaigns = self.sudo().campaign_id
        dispositions = dict(self._fields["disposition"]._description_selection(self.env))
        labels = (
            self.env._("Name of the Person Concerned"),  # 被反映人姓名
            self.env._("Unit and Post"),  # 单位和职务
            self.env._("Source of the Lead"),  # 线索来源
            self.env._("Received On"),  # 收到时间
            self.env._("Main Problem Reported"),  # 反映的主要问题
            self.env._("Disposition"),  # 处置意见
            self.env._("Remarks"),  # 备注
        )
        rows = []
        for referral in self:
            persons = referral.person_ids or [referral.person_ids]
            for person in persons:
                rows.append(
                    [
                        person.name or "",
                        person._get_unit_and_post() if person else "",
                        referral.source or "",
                        self._format_day(referral.received_on),
                        referral.facts or "",
                        dispositions.get(referral.disposition, ""),
                        "\n".join(filter(None, (referral.reference, referral.note))),
                    ]
                )
        return {
            "unit": "、".join(campaigns.mapped("organiser")),
            "approved_by": "、".join(self.sudo().approved_by_id.mapped("name")),
            "date": self._format_day(fields.Date.context_today(self)),
            "columns": [
                Column(f"column_{index}", label, TEXT, width)
                for index, (label, width) in enumerate(zip(labels, REGISTER_WIDTHS, strict=True))
            ],
            "rows": rows,
        }


class RectificationReferralPerson(models.Model):
    _inherit = "rectification.referral.person"

    def _get_unit_and_post(self):
        """Return unit and post in one line."""
        self.ensure_one()
        return " ".join(filter(None, (self.unit, self.post)))


class RectificationReferralMaterial(models.Model):
    _inherit = "rectification.referral.material"

    def _get_line(self):
        """Return the line of the list of materials: name, pages, where it lies."""
        self.ensure_one()
        parts = [self.name]
        if self.pages:
            parts.append(self.env._("%s pages", self.pages))
        if self.note:
            parts.append(self.note)
        return ", ".join(parts)
