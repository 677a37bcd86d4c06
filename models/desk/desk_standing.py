from odoo import api, models
from odoo.tools import format_date

from ..dossier.dossier import HANDED_IN_STATES


class RectificationDesk(models.AbstractModel):
    """Where everything stands: the phases of each running campaign, and who waits for whom."""

    _inherit = "rectification.desk"

    @api.model
    def _get_campaigns(self, frame):
        """Return where the running campaigns stand, as far as the user may know.

        ``[{"id", "name", "phases": [phase], "standings": [{"key", "title", "lines": [{"text",
        "button", "action"}], "states": [{"key", "label", "count", "action"}]}]}]``; a line without
        a button has False for an action.
        """
        standings = {campaign.id: [] for campaign in frame["campaigns"]}
        if frame["campaigns"]:
            for provider in (
                self._get_own_standings,
                self._get_lower_standings,
                self._get_office_standings,
            ):
                for campaign_id, standing in provider(frame):
                    standings[campaign_id].append(standing)
        return [
            {
                "id": campaign.id,
                "name": campaign.name,
                "phases": campaign._get_phases(frame["today"]),
                "standings": standings[campaign.id],
            }
            for campaign in frame["campaigns"]
        ]

    @api.model
    def _make_line(self, text, button="", action=False):
        return {"text": text, "button": button if action else "", "action": action}

    # ------------------------------------------------------------
    # The user's own units
    # ------------------------------------------------------------

    @api.model
    def _get_own_standings(self, frame):
        """Return ``[(campaign id, standing)]`` of the units on whose rosters the user is."""
        # sudo: a cadre may know how far the own unit has come, without reading the dossier itself.
        dossiers = (
            self.env["rectification.dossier"]
            .sudo()
            .search(
                [
                    ("campaign_id", "in", frame["campaigns"].ids),
                    ("unit_id", "in", frame["units"].ids),
                ]
            )
        )
        if not dossiers:
            return []
        figures = self._get_finding_figures(dossiers, frame)
        standings = []
        for dossier in dossiers:
            is_managed = dossier.unit_id.id in frame["managed"].ids
            own = dossier.sudo(False)
            action = self._make_form_action(own) if is_managed else False
            lines = [self._make_line(self._say_progress(dossier), self.env._("Dossier"), action)]
            if is_managed:
                lines += self._get_personal_lines(dossier)
                lines += self._get_waiting_lines(figures.get(dossier.id, {}), dossier)
            standings.append(
                (
                    dossier.campaign_id.id,
                    {
                        "key": f"dossier_{dossier.id}",
                        "title": dossier.unit_id.name,
                        "lines": lines,
                        "states": [],
                    },
                )
            )
        return standings

    def _say_progress(self, dossier):
        """Return one sentence: how far the dossier has come and whose turn it is."""
        check = dossier.unit_check_id
        members = dossier.unit_id.member_ids.filtered("active")
        head = dossier.unit_id.head_member_id
        liaison = members.filtered(lambda member: member.role == "liaison")[:1] or head
        names = {"liaison": liaison.name or "", "head": head.name or ""}
        if not check:
            return self.env._("The sheets are being prepared.")
        if dossier.state == "completed":
            return self.env._("The rectification is complete.")
        if dossier.state == "accepted":
            return self.env._(
                "The leading group has accepted the dossier on %s.",
                format_date(self.env, dossier.accepted_on),
            )
        if dossier.state == "submitted":
            return self.env._(
                "Handed in on %s; it waits for the leading group.",
                format_date(self.env, dossier.submitted_on),
            )
        if check.state == "submitted":
            return self.env._("The sheet is filled in; it waits for %(head)s to sign it.", **names)
        if check.state == "returned" or dossier.state == "returned":
            return self.env._("Returned; it waits for %(liaison)s to complete it.", **names)
        if not check.line_count:
            return self.env._("The sheet waits for %(liaison)s to start it.", **names)
        return self.env._(
            "The sheet waits for %(liaison)s: %(answered)s of %(total)s items are answered.",
            answered=check.answered_count,
            total=check.line_count,
            **names,
        )

    def _get_personal_lines(self, dossier):
        if not dossier.personal_count:
            return []
        action = self._make_list_action(
            "rectification.check",
            self.env._("Personal Sheets"),
            [("dossier_id", "=", dossier.id), ("is_personal", "=", True)],
        )
        return [
            self._make_line(
                self.env._(
                    "%(done)s of %(total)s personal sheets are handed in.",
                    done=dossier.personal_submitted_count,
                    total=dossier.personal_count,
                ),
                self.env._("Personal Sheets"),
                action,
            )
        ]

    @api.model
    def _get_finding_figures(self, dossiers, frame):
        """Return ``{dossier id: {"all", "closed", "office", "head"}}`` of the managed units."""
        figures = {}
        domain = [
            ("dossier_id", "in", dossiers.ids),
            ("unit_id", "in", frame["managed"].ids),
        ]
        if not frame["managed"]:
            return figures
        Finding = self.env["rectification.finding"]
        for dossier, light, count in Finding._read_group(
            domain, ["dossier_id", "light"], ["__count"]
        ):
            row = figures.setdefault(dossier.id, {"all": 0, "closed": 0, "office": 0, "head": 0})
            row["all"] += count
            row["closed"] += count if light == "closed" else 0
        for who in ("office", "head"):
            for dossier, count in Finding._read_group(
                [*domain, ("waiting_for", "=", who)], ["dossier_id"], ["__count"]
            ):
                figures[dossier.id][who] = count
        return figures

    def _get_waiting_lines(self, row, dossier):
        if not row:
            return []
        working = row["all"] - row["closed"] - row["office"] - row["head"]
        action = self._make_list_action(
            "rectification.finding", self.env._("Findings"), [("dossier_id", "=", dossier.id)]
        )
        lines = [
            self._make_line(
                self.env._(
                    "%(closed)s of %(total)s findings are closed.",
                    closed=row["closed"],
                    total=row["all"],
                ),
                self.env._("Findings"),
                action,
            )
        ]
        if working:
            lines.append(self._make_line(self.env._("Being put right in the unit: %s.", working)))
        if row["head"]:
            lines.append(
                self._make_line(self.env._("Waiting for the unit's head: %s.", row["head"]))
            )
        if row["office"]:
            lines.append(
                self._make_line(self.env._("Waiting for the leading group: %s.", row["office"]))
            )
        return lines

    # ------------------------------------------------------------
    # Units below, and all units
    # ------------------------------------------------------------

    @api.model
    def _get_lower_standings(self, frame):
        """Return how far the units below the user's have come."""
        if not frame["managed"] or frame["is_observer"]:
            return []
        below = [
            ("unit_id", "child_of", frame["managed"].ids),
            ("unit_id", "not in", frame["managed"].ids),
        ]
        return self._get_unit_standings(frame, below, self.env._("Units Below"))

    @api.model
    def _get_office_standings(self, frame):
        """Return how far all units have come, and what waits for the leading group itself."""
        if not frame["is_observer"]:
            return []
        standings = dict(self._get_unit_standings(frame, [], self.env._("All Units")))
        campaigns = [("campaign_id", "in", frame["campaigns"].ids)]
        Finding = self.env["rectification.finding"]
        total, closed, waiting = {}, {}, {}
        for campaign, light, count in Finding._read_group(
            campaigns, ["campaign_id", "light"], ["__count"]
        ):
            total[campaign.id] = total.get(campaign.id, 0) + count
            if light == "closed":
                closed[campaign.id] = count
        for who in ("office", "head"):
            for campaign, count in Finding._read_group(
                [*campaigns, ("waiting_for", "=", who)], ["campaign_id"], ["__count"]
            ):
                waiting[campaign.id, who] = count
        reminded = {}
        if frame["is_officer"]:
            reminded = dict(
                self.env["rectification.reminder"]._read_group(
                    [*campaigns, ("kind", "=", "office"), ("sender_id", "=", self.env.uid)],
                    ["campaign_id"],
                    ["__count"],
                )
            )
        labels = {
            "office": self.env._("Findings waiting for the leading group: %s."),
            "head": self.env._("Findings waiting for unit heads: %s."),
        }
        for campaign_id, standing in standings.items():
            domain = [("campaign_id", "=", campaign_id)]
            if total.get(campaign_id):
                standing["lines"].append(
                    self._make_line(
                        self.env._(
                            "%(closed)s of %(total)s findings are closed.",
                            closed=closed.get(campaign_id, 0),
                            total=total[campaign_id],
                        ),
                        self.env._("Findings"),
                        self._make_list_action(Finding._name, self.env._("Findings"), domain),
                    )
                )
            for who, label in labels.items():
                if waiting.get((campaign_id, who)):
                    standing["lines"].append(
                        self._make_line(
                            label % waiting[campaign_id, who],
                            self.env._("Open"),
                            self._make_list_action(
                                Finding._name,
                                self.env._("Findings"),
                                [*domain, ("waiting_for", "=", who)],
                            ),
                        )
                    )
        for campaign, count in reminded.items():
            standings[campaign.id]["lines"].append(
                self._make_line(
                    self.env._("Reminders you have sent: %s.", count),
                    self.env._("Open"),
                    self._make_list_action(
                        "rectification.reminder",
                        self.env._("Reminders Sent"),
                        [
                            ("campaign_id", "=", campaign.id),
                            ("kind", "=", "office"),
                            ("sender_id", "=", self.env.uid),
                        ],
                    ),
                )
            )
        return list(standings.items())

    @api.model
    def _get_unit_standings(self, frame, domain, title):
        """Return ``[(campaign id, standing)]``: the dossiers of ``domain``, by state."""
        labels = dict(
            self.env["rectification.dossier"]._fields["state"]._description_selection(self.env)
        )
        counts = {}
        for campaign, state, count in self.env["rectification.dossier"]._read_group(
            [("campaign_id", "in", frame["campaigns"].ids), *domain],
            ["campaign_id", "state"],
            ["__count"],
        ):
            counts.setdefault(campaign.id, {})[state] = count
        standings = []
        for campaign_id, row in counts.items():
            total = sum(row.values())
            done = sum(row.get(state, 0) for state in HANDED_IN_STATES)
            scope = [("campaign_id", "=", campaign_id), *domain]
            lines = [
                self._make_line(
                    self.env._(
                        "%(done)s of %(total)s units have handed in.", done=done, total=total
                    ),
                    self.env._("Dossiers"),
                    self._make_list_action("rectification.dossier", self.env._("Dossiers"), scope),
                ),
            ]
            states = [
                {
                    "key": state,
                    "label": label,
                    "count": row[state],
                    "action": self._make_list_action(
                        "rectification.dossier", label, [*scope, ("state", "=", state)]
                    ),
                }
                for state, label in labels.items()
                if row.get(state)
            ]
            standings.append(
                (
                    campaign_id,
                    {
                        "key": f"units_{campaign_id}",
                        "title": title,
                        "lines": lines,
                        "states": states,
                    },
                )
            )
        return standings
