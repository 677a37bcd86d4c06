from odoo import fields, models
from odoo.tools import format_datetime, is_html_empty


class RectificationStudySession(models.Model):
    """The record of a study session on paper (学习记录)."""

    _inherit = "rectification.study.session"

    def _get_record_name(self):
        """Return the name of the printed record's file, without its ending."""
        self.ensure_one()
        return self.env._(
            "%(unit)s - Study Record %(date)s",
            unit=self.unit_id.name,
            date=fields.Datetime.context_timestamp(self, self.date_start).date(),
        )

    def _get_study_record(self):
        """Return what the printed record shows: heads and the sessions' rows.

        ``{"unit", "campaign", "date", "summary": [(label, text)], "missing": [sentences],
        "sessions": [{"title", "rows": [(label, text)], "minutes"}]}``
        """
        self.ensure_one()
        return {
            "unit": self.unit_id.name,
            "campaign": self.campaign_id.name,
            "date": self.env["rectification.ledger"]._format_date(fields.Date.context_today(self)),
            "summary": [],
            "missing": [],
            "sessions": [session._get_record_block() for session in self],
        }

    def _get_record_block(self):
        """Return one session as rows of label and text; rows without a text are left out."""
        self.ensure_one()
        lines = self.attendance_ids
        show_date = self.env["rectification.ledger"]._format_date
        absent = [
            self.env._(
                "%(person)s (made up on %(date)s)",
                person=line.member_id.name,
                date=show_date(line.made_up_on),
            )
            if line.made_up_on
            else line.member_id.name
            for line in lines.filtered(lambda line: line.status == "absent")
        ]
        present = lines.filtered(lambda line: line.status == "present").member_id.mapped("name")
        rows = [
            (self.env._("Form"), self.form_id.name),
            (self.env._("Time"), self._format_time(self.date_start)),
            (self.env._("Place"), self.place),
            (self.env._("Chair"), self.chair_member_id.name),
            (self.env._("Materials"), "\n".join(self.material_ids.mapped("name"))),
            (
                self.env._("Present"),
                self.env._(
                    "%(count)s people: %(names)s", count=len(present), names="、".join(present)
                )
                if present
                else "",
            ),
            (self.env._("Absent"), "、".join(absent)),
            (self.env._("Topics"), self.topics),
            (self.env._("Minutes (File)"), self.minutes_file_name),
        ]
        return {
            "title": self.name,
            "rows": [(label, text) for label, text in rows if text],
            "minutes": False if is_html_empty(self.minutes) else self.minutes,
        }

    def _format_time(self, moment):
        """Return a time in the zone that also decides which day it is."""
        day = fields.Datetime.context_timestamp(self, moment).date()
        hour = format_datetime(self.env, moment, tz=self.env.tz.zone, dt_format="HH:mm")
        return f"{self.env['rectification.ledger']._format_date(day)} {hour}"


class RectificationDossier(models.Model):
    """The whole study of a unit on paper: what was covered, session by session."""

    _inherit = "rectification.dossier"

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
            "date": self.env["rectification.ledger"]._format_date(fields.Date.context_today(self)),
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
