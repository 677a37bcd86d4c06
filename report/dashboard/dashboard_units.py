from datetime import datetime, timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...models.dossier.dossier import HANDED_IN_STATES

SHEET_HANDED_IN = ("submitted", "confirmed")
REVIEW_PENDING = ("to_review", "in_review")


class RectificationDashboard(models.AbstractModel):
    """How units and sheets stand, and what waits for the leading group itself."""

    _inherit = "rectification.dashboard"

    @api.model
    def _get_unit_blocks(self, frame):
        """Return ``taking_part``, ``handed_in``, ``units``, ``reviews``, ``sheets``, ``waiting``.

        Leaves in ``frame`` which ``kinds`` of unit take part.
        """
        dossiers = self._tally(
            frame,
            "rectification.dossier",
            lambda scope: scope.records(),
            ["state", "review_status", "unit_kind"],
            ["__count", "submitted_on:min"],
        )
        frame["kinds"] = {row[2] for row in dossiers[frame["scope"].campaign_id]}

        def figure(key, label, leaves, states=None):
            return self._make_figure(
                frame,
                key,
                label,
                "rectification.dossier",
                lambda scope: scope.records(*leaves),
                lambda rows: sum(row[3] for row in rows if not states or row[0] in states),
                dossiers,
            )

        return {
            "taking_part": figure("taking_part", self.env._("Units taking part"), []),
            "handed_in": figure(
                "handed_in",
                self.env._("Lists handed in"),
                [["state", "in", list(HANDED_IN_STATES)]],
                HANDED_IN_STATES,
            ),
            "units": self._get_state_figures(frame, dossiers, "state", 0),
            "reviews": self._get_state_figures(frame, dossiers, "review_status", 1),
            "sheets": self._get_sheets(frame),
            "waiting": self._get_waiting(frame, dossiers),
        }

    # ------------------------------------------------------------
    # Units and sheets
    # ------------------------------------------------------------

    @api.model
    def _get_state_figures(self, frame, dossiers, field, position):
        """Return a figure for each value of a selection of the dossier, in its order."""
        labels = self._get_labels_of("rectification.dossier", field)
        return [
            self._make_figure(
                frame,
                value,
                label,
                "rectification.dossier",
                lambda scope, value=value: scope.records((field, "=", value)),
                lambda rows, value=value: sum(row[3] for row in rows if row[position] == value),
                dossiers,
            )
            for value, label in labels.items()
        ]

    @api.model
    def _get_sheets(self, frame):
        """Return what was handed in and what of it is a nil return (零报告): units, persons."""
        sheets = self._tally(
            frame,
            "rectification.check",
            lambda scope: scope.records(("dossier_id.active", "=", True)),
            ["is_personal", "state", "nil_return"],
            ["__count"],
        )
        blocks = []
        for is_personal, key, label in (
            (False, "unit", self.env._("Units' sheets")),
            (True, "personal", self.env._("Personal sheets")),
        ):
            wanted = {
                "all": ((), lambda state, nil: True),
                "handed_in": (
                    [("state", "in", list(SHEET_HANDED_IN))],
                    lambda state, nil: state in SHEET_HANDED_IN,
                ),
                "nil": (
                    [("state", "in", list(SHEET_HANDED_IN)), ("nil_return", "=", True)],
                    lambda state, nil: state in SHEET_HANDED_IN and nil,
                ),
            }
            names = {
                "all": label,
                "handed_in": self.env._("%s: handed in", label),
                "nil": self.env._("%s: nil returns", label),
            }
            block = {"key": key, "label": label}
            for name, (leaves, fits) in wanted.items():
                block[name] = self._make_figure(
                    frame,
                    f"{key}_{name}",
                    names[name],
                    "rectification.check",
                    lambda scope, leaves=leaves, is_personal=is_personal: scope.records(
                        ("dossier_id.active", "=", True),
                        ("is_personal", "=", is_personal),
                        *leaves,
                    ),
                    lambda rows, fits=fits, is_personal=is_personal: sum(
                        count
                        for personal, state, nil, count in rows
                        if personal == is_personal and fits(state, nil)
                    ),
                    sheets,
                )
            blocks.append(block)
        return blocks

    # ------------------------------------------------------------
    # What waits for the leading group
    # ------------------------------------------------------------

    @api.model
    def _get_waiting(self, frame, dossiers):
        """Return what waits for the leading group: how much, and since when the oldest does.

        The office's own delay is shown as openly as anyone's. What is confidential waits elsewhere.
        """
        scope = frame["scope"]
        rows = dossiers[scope.campaign_id]
        submitted = [row for row in rows if row[0] == "submitted"]
        waiting = [
            self._make_waiting(
                frame,
                "dossiers",
                self.env._("Dossiers handed in and not answered"),
                "rectification.dossier",
                scope.records(("state", "=", "submitted")),
                sum(row[3] for row in submitted),
                min((row[4] for row in submitted if row[4]), default=None),
            ),
            *self._get_waiting_requests(frame),
        ]
        if frame["campaign"].state == "supervision":
            # Nobody notes when a unit began to wait for its review: it has since the phase began.
            before = frame["campaign"].date_self_check_end
            waiting.append(
                self._make_waiting(
                    frame,
                    "reviews",
                    self.env._("Units waiting for their review to be concluded"),
                    "rectification.dossier",
                    scope.records(("review_status", "in", list(REVIEW_PENDING))),
                    sum(row[3] for row in rows if row[1] in REVIEW_PENDING),
                    before and before + timedelta(days=1),
                )
            )
        return waiting

    @api.model
    def _get_waiting_requests(self, frame):
        """Return sheets, findings and extensions that wait, in one query.

        The sheet of a unit's head is confirmed by the leading group. Immediate findings wait from
        the request on, others and extensions from the day on which the unit's head agreed.
        """
        scope = frame["scope"]
        requests = [
            (
                "heads_sheets",
                self.env._("Sheets of unit heads to be confirmed"),
                "rectification.check",
                scope.records(
                    ("dossier_id.active", "=", True),
                    ("state", "=", "submitted"),
                    ("member_id.role", "=", "head"),
                    ("user_id", "!=", False),
                ),
                SQL("submitted_on"),
            ),
            (
                "findings",
                self.env._("Findings put right and not verified"),
                "rectification.finding",
                scope.records(("waiting_for", "=", "office")),
                SQL(
                    "CASE rectification_type WHEN 'immediate' THEN requested_on"
                    " ELSE head_confirmed_on END"
                ),
            ),
            (
                "extensions",
                self.env._("Extensions asked for and not answered"),
                "rectification.extension",
                scope.records(("waiting_for", "=", "office")),
                SQL("head_confirmed_on"),
            ),
        ]
        # Raw SQL: three models in one query; their record rules are part of it.
        found = self.env.execute_query(
            SQL(" UNION ALL ").join(
                SQL(
                    "SELECT %s, count(*), min(%s) FROM (%s) waiting",
                    key,
                    moment,
                    self.env[model]
                    ._search(Domain(domain))
                    .select(SQL("%s.*", SQL.identifier(self.env[model]._table))),
                )
                for key, __, model, domain, moment in requests
            )
        )
        figures = {key: rest for key, *rest in found}
        return [
            self._make_waiting(frame, key, label, model, domain, *figures[key])
            for key, label, model, domain, __ in requests
        ]

    @api.model
    def _make_waiting(self, frame, key, label, model, domain, count, since):
        """Return a figure with the day ``since`` when the oldest waits, and for how many days."""
        if isinstance(since, datetime):
            since = fields.Datetime.context_timestamp(self, since).date()
        since = since if count and since else None
        return {
            "key": key,
            "label": label,
            "count": count,
            "last": None,
            "model": model,
            "domain": domain,
            "since": fields.Date.to_string(since),
            "days": max((frame["today"] - since).days, 0) if since else 0,
        }
