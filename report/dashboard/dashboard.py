import json
from urllib.parse import urlencode

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...models.core import clock
from ...models.core.flows import CAMPAIGN_PHASES
from .blocks import BLOCKS
from .counts import Counts
from .drill_down import UNITS_PER_PAGE, DrillDownBlock
from .frame import Frame, read_frame
from .heading import get_title
from .paper import Page, Paper
from .result import Dashboard, DrillDown, Filters, NoDashboard
from .workbook import write_workbook


class RectificationDashboard(models.AbstractModel):
    """The dashboard of the leading group: its figures, computed in one place for every output.

    Every figure opens exactly the records that were counted, and says what it was in the year
    before. Findings that were not substantiated are in no figure but their own, as in the ledger.

    What the filters mean:

    - *campaign*: one campaign; the running one by default, else the latest.
    - *unit*: a unit with all units below it.
    - *area*: findings under one area; it does not concern dossiers, sheets and requests.
    - *phase* and *period*: findings recorded on days of that phase and that period; for sign-offs
      and the time they took, findings signed off on these days. How units, sheets and requests
      stand, and what waits, is always as of now.

    The year before is the campaign that this one follows; without one, the last one begun in the
    calendar year before. A phase is compared with that phase of it, a period with the same days a
    year earlier, an area with the area of the same name.
    """

    _name = "rectification.dashboard"
    _description = "Dashboard of the Leading Group"

    # ------------------------------------------------------------
    # What the screen asks for
    # ------------------------------------------------------------

    @api.model
    @api.readonly
    def get_dashboard(self, filters: Filters | None = None) -> Dashboard | NoDashboard:
        """Return everything the dashboard shows, in at most 12 queries whatever the size.

        ``filters``: all of them optional; what does not exist is left out, as the ``filters`` in
        the result say.

        :raises AccessError: for anyone who does not belong to the leading group.
        """
        frame = self._read_frame(filters)
        if not frame:
            no_filters = dict.fromkeys(Filters.__annotations__, False)
            return {"filters": no_filters, "campaigns": [], "campaign": False}
        result = self._get_choices(frame)
        # The ORM groups by the days of this zone.
        env = self.with_context(tz=clock.COUNTY_ZONE).env
        counts = Counts(env, frame)
        for block in BLOCKS:
            result.update(block(env, frame, counts).get())
        result["headline"] = [
            result["taking_part"],
            result["handed_in"],
            result["heat"]["total"]["found"],
            result["heat"]["total"]["closed"],
            result["types"]["open"],
            result["overdue"]["figure"],
            result["types"]["rejected"],
        ]
        return result

    @api.model
    @api.readonly
    def get_drill_down(
        self, filters, area_id, kind=False, offset=0, limit=UNITS_PER_PAGE
    ) -> DrillDown:
        """Return how often each item of an area was found in each unit, units sorted by name.

        ``filters``: as for ``get_dashboard``; ``kind``: a kind of unit, False for all;
        ``offset`` and ``limit``: which of the units. Units without findings are listed as well.

        :raises AccessError: for anyone who does not belong to the leading group.
        :raises UserError: when there is no campaign or no such area.
        """
        frame = self._read_frame({**dict(filters or {}), "area_id": area_id})
        if not frame or not frame.scope.area_id:
            raise UserError(
                self.env._("This area is no longer there. Reload the page to see what is.")
            )
        return DrillDownBlock(self.env, frame, kind).get(offset, limit)

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    @api.model
    def action_export(self, filters=None):
        """Download the dashboard as a workbook; ``filters`` as for ``get_dashboard``.

        :raises AccessError: for anyone who does not belong to the leading group.
        """
        self._check_leading_group()
        query = urlencode({"filters": json.dumps(self._keep_filters(filters))})
        return {
            "type": "ir.actions.act_url",
            "url": f"/rectification/dashboard.xlsx?{query}",
            "target": "download",
        }

    @api.model
    def action_print(self, filters=None):
        """Print the dashboard; ``filters`` as for ``get_dashboard``.

        :raises AccessError: for anyone who does not belong to the leading group.
        """
        self._check_leading_group()
        report = self.env.ref("rectification_campaign.report_dashboard")
        return report.report_action(None, data={"filters": self._keep_filters(filters)})

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    @api.model
    def _check_leading_group(self):
        """Raise AccessError for anyone who does not belong to the leading group."""
        if not self.env.user.has_group("rectification_campaign.group_observer"):
            raise AccessError(
                self.env._(
                    "The dashboard is for the leading group: its observers, officers and head. "
                    "What concerns your unit stands on your desk and in its dossier."
                )
            )

    @api.model
    def _read_frame(self, filters) -> Frame | None:
        """Return the frame for ``filters``, None without any campaign.

        :raises AccessError: for anyone who does not belong to the leading group.
        """
        self._check_leading_group()
        return read_frame(self.env, filters)

    @api.model
    def _get_choices(self, frame: Frame):
        """Return what can be chosen on the screen, and what is chosen."""
        campaign, last = frame.campaign, frame.last_campaign
        return {
            "filters": frame.filters,
            "campaigns": [{"id": each.id, "name": each.name} for each in frame.campaigns],
            "campaign": {
                "id": campaign.id,
                "name": campaign.name,
                "state": campaign.state,
                "state_label": campaign._get_state_label(campaign.state),
                "phases": campaign._get_phases(frame.today),
            },
            "comparison": bool(frame.last) and {"id": last.id, "name": last.name},
            "unit": frame.unit,
            "areas": [
                {"id": area.id, "name": area.name}
                for area in frame.areas.values()
                if area.catalogue_id == campaign.catalogue_id.id
            ],
            "phases": [
                {"key": state, "name": campaign._get_state_label(state)}
                for state in CAMPAIGN_PHASES
            ],
            "as_of": fields.Date.to_string(frame.today),
        }

    @api.model
    def _keep_filters(self, filters):
        return {name: value for name, value in (filters or {}).items() if value}

    # ------------------------------------------------------------
    # Workbook and paper
    # ------------------------------------------------------------

    @api.model
    def _get_result(self, filters) -> Dashboard:
        """Return ``get_dashboard(filters)`` of a campaign.

        :raises AccessError: for anyone who does not belong to the leading group.
        :raises UserError: without any campaign.
        """
        result = self.get_dashboard(filters)
        if not result["campaign"]:
            raise UserError(self.env._("There is no campaign yet, so there is nothing to export."))
        return result

    @api.model
    def _get_title(self, result: Dashboard) -> str:
        return get_title(self.env, result)

    @api.model
    def _write_workbook(self, result: Dashboard, target):
        """Write what ``_get_result`` returned to the file ``target``."""
        write_workbook(self.env, result, target)

    @api.model
    def _get_page(self, filters) -> Page:
        """Return what the print shows.

        :raises AccessError: for anyone who does not belong to the leading group.
        :raises UserError: without any campaign.
        """
        return Paper(self.env, self._get_result(filters)).get_page()
