"""How the units that take part stand."""

from ....models.core.selection import get_labels
from ....models.dossier.dossier import HANDED_IN_STATES
from .block import Block

DOSSIER = "rectification.dossier"


class UnitsBlock(Block):
    """Units that take part and have handed in, and units by state and by review."""

    def get(self):
        """Return ``taking_part``, ``handed_in``, ``units`` and ``reviews``."""
        dossiers, scope = self.counts.dossiers, self.frame.scope
        return {
            "taking_part": dossiers.make_figure(
                "taking_part", self.env._("Units taking part"), scope.records()
            ),
            "handed_in": dossiers.make_figure(
                "handed_in",
                self.env._("Lists handed in"),
                scope.records(("state", "in", list(HANDED_IN_STATES))),
                lambda row: row.state in HANDED_IN_STATES,
            ),
            "units": self._get_figures_by("state"),
            "reviews": self._get_figures_by("review_status"),
        }

    def _get_figures_by(self, field):
        """Return a figure for each value of a selection of the dossier, in its order."""
        return [
            self.counts.dossiers.make_figure(
                value,
                label,
                self.frame.scope.records((field, "=", value)),
                lambda row, value=value: getattr(row, field) == value,
            )
            for value, label in get_labels(self.env[DOSSIER], field).items()
        ]
