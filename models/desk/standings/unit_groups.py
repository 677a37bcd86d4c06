"""How far many units have come, counted by the state of their dossiers."""

from ...dossier.dossier import HANDED_IN_STATES
from ..actions import open_list
from ..frame import Frame
from ..results import Line, Standing
from .standings import FindingFigures, Standings


class UnitGroup(Standings):
    """Several units together: one standing for each campaign."""

    def get_group_standings(self, domain: list, title: str) -> list[tuple[int, Standing]]:
        """Return ``[(campaign id, standing)]`` of the dossiers in ``domain``."""
        counts: dict[int, dict[str, int]] = {}
        for campaign, state, count in self.env["rectification.dossier"]._read_group(
            [("campaign_id", "in", self.frame.campaigns.ids), *domain],
            ["campaign_id", "state"],
            ["__count"],
        ):
            counts.setdefault(campaign.id, {})[state] = count
        return [
            (campaign_id, self.make_standing(campaign_id, row, domain, title))
            for campaign_id, row in counts.items()
        ]

    def make_standing(
        self, campaign_id: int, counts: dict[str, int], domain: list, title: str
    ) -> Standing:
        """Return how far the units are in one campaign; ``counts``: {state: dossiers}."""
        dossiers = self.env["rectification.dossier"]
        labels = dict(dossiers._fields["state"]._description_selection(self.env))
        scope = [("campaign_id", "=", campaign_id), *domain]
        text = self.env._(
            "%(done)s of %(total)s units have handed in.",
            done=sum(counts.get(state, 0) for state in HANDED_IN_STATES),
            total=sum(counts.values()),
        )
        action = open_list(dossiers._name, self.env._("Dossiers"), scope)
        return {
            "key": f"units_{campaign_id}",
            "title": title,
            "lines": [self.make_line(text, self.env._("Dossiers"), action)],
            "states": [
                {
                    "key": state,
                    "label": label,
                    "count": counts[state],
                    "action": open_list(dossiers._name, label, [*scope, ("state", "=", state)]),
                }
                for state, label in labels.items()
                if counts.get(state)
            ],
        }


class UnitsBelow(UnitGroup):
    """The units below those of a head or liaison; the leading group sees all units instead."""

    @staticmethod
    def applies(frame: Frame) -> bool:
        return bool(frame.managed) and not frame.is_observer

    def get_standings(self) -> list[tuple[int, Standing]]:
        below = [
            ("unit_id", "child_of", self.frame.managed.ids),
            ("unit_id", "not in", self.frame.managed.ids),
        ]
        return self.get_group_standings(below, self.env._("Units Below"))


class AllUnits(UnitGroup):
    """All units, for the leading group; its own delay is shown as openly as anyone's."""

    @staticmethod
    def applies(frame: Frame) -> bool:
        return frame.is_observer

    def get_standings(self) -> list[tuple[int, Standing]]:
        standings = self.get_group_standings([], self.env._("All Units"))
        figures = self.count_findings(
            [("campaign_id", "in", self.frame.campaigns.ids)], "campaign_id"
        )
        reminders = self.count_reminders()
        for campaign_id, standing in standings:
            if campaign_id in figures:
                standing["lines"] += self.get_finding_lines(campaign_id, figures[campaign_id])
            if campaign_id in reminders:
                standing["lines"].append(
                    self.make_reminder_line(campaign_id, reminders[campaign_id])
                )
        return standings

    def get_finding_lines(self, campaign_id: int, figures: FindingFigures) -> list[Line]:
        """Return how many findings are closed, and for whom the others wait."""
        domain = [("campaign_id", "=", campaign_id)]
        waiting = figures.waiting
        texts = {
            "office": self.env._("Findings waiting for the leading group: %s.", waiting["office"]),
            "head": self.env._("Findings waiting for unit heads: %s.", waiting["head"]),
        }
        return [
            self.make_closed_line(figures, domain),
            *(
                self.make_line(
                    text,
                    self.env._("Open"),
                    open_list(
                        "rectification.finding",
                        self.env._("Findings"),
                        [*domain, ("waiting_for", "=", who)],
                    ),
                )
                for who, text in texts.items()
                if waiting[who]
            ),
        ]

    def count_reminders(self) -> dict[int, int]:
        """Return ``{campaign id: how many reminders the user has sent}``, for officers."""
        if not self.frame.is_officer:
            return {}
        groups = self.env["rectification.reminder"]._read_group(
            [("campaign_id", "in", self.frame.campaigns.ids), *self.get_sent_domain()],
            ["campaign_id"],
            ["__count"],
        )
        return {campaign.id: count for campaign, count in groups}

    def make_reminder_line(self, campaign_id: int, count: int) -> Line:
        """Return the line that says how often the user has reminded units of a campaign."""
        action = open_list(
            "rectification.reminder",
            self.env._("Reminders Sent"),
            [("campaign_id", "=", campaign_id), *self.get_sent_domain()],
        )
        return self.make_line(
            self.env._("Reminders you have sent: %s.", count), self.env._("Open"), action
        )

    def get_sent_domain(self) -> list:
        """Return the domain of the reminders that the user has sent."""
        return [("kind", "=", "office"), ("sender_id", "=", self.env.uid)]
