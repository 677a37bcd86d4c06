from odoo.http import Controller, request, route


class StudyCalendar(Controller):
    @route(
        "/rectification_campaign/study_session/<int:session_id>.ics",
        type="http",
        auth="user",
        readonly=True,
    )
    def calendar_file(self, session_id):
        """Send a study session as a calendar file to somebody who may read it."""
        session = request.env["rectification.study.session"].browse(session_id).exists()
        if not session or not session.has_access("read"):
            return request.not_found()
        return request.make_response(
            session._get_calendar_file(),
            headers=[
                ("Content-Type", "text/calendar; charset=utf-8"),
                ("Content-Disposition", f'attachment; filename="study-session-{session_id}.ics"'),
            ],
        )
