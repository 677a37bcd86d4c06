"""Summaries: figures of the findings by unit, area and item."""

from odoo.fields import Domain

from ....models.core.selection import get_labels
from ....tools.office_files.columns import FIGURES, Figures
from ....tools.office_files.writer import Total
from .sheet import Sheet


class SummarySheet(Sheet):
    """A row for each of some records: ``heads`` say which it is, then come its figures.

    The totals are formulas; what they work out to is computed here from the same rows.
    """

    # The columns before the figures; those of ``summed`` are added up as well.
    heads: tuple[str, ...] = ()
    summed: tuple[str, ...] = ()

    def __init__(self, ledger, record):
        super().__init__(ledger, record)
        self.columns = (*self.heads, *FIGURES)
        self._rows = None

    def get_rows(self):
        """Return the rows of the summary."""
        if self._rows is None:
            self._rows = self._make_rows()
        return self._rows

    def get_totals(self):
        """Return the sums of all columns of figures, and the rate that they give."""
        sums = {
            name: sum(row[self.columns.index(name)] for row in self.get_rows())
            for name in (*FIGURES, *self.summed)
        }
        totals = {name: Total("SUM({column})", value) for name, value in sums.items()}
        rate = Figures(found=sums["found"], closed=sums["closed"]).rate
        totals["rate"] = Total("IF({found}=0,0,{closed}/{found})", rate)
        # The column of numbers is too narrow for the word.
        label = next(name for name in self.heads if name != "item_number")
        totals[label] = self.env._("Total")
        return totals

    def _make_rows(self):
        raise NotImplementedError


class UnitsSheet(SummarySheet):
    """By unit, with how its dossier stands; a single dossier needs no such list."""

    heads = ("summary_unit", "unit_kind", "dossier_state", "nil_return", "mechanisms")
    summed = ("mechanisms",)
    of_campaigns_only = True

    def get_title(self):
        """Return what the sheet is called."""
        return self.env._("By Unit")

    def _make_rows(self):
        dossiers = self.env["rectification.dossier"].search(self.domain)
        kinds, states = get_labels(dossiers, "unit_kind"), get_labels(dossiers, "state")
        yes = self.env._("Yes")
        mechanisms = dict(
            self.env["rectification.mechanism"]._read_group(
                self.domain & Domain("state", "!=", "draft"), ["dossier_id"], ["__count"]
            )
        )
        return self.ledger._get_summary(
            self.domain,
            "dossier_id",
            dossiers,
            lambda dossier: [
                dossier.unit_id.name,
                kinds.get(dossier.unit_kind, ""),
                states.get(dossier.state, ""),
                yes if dossier.nil_return else "",
                mechanisms.get(dossier, 0),
            ],
        )


class AreasSheet(SummarySheet):
    """By area of the catalogue."""

    heads = ("summary_area",)

    def get_title(self):
        """Return what the sheet is called."""
        return self.env._("By Area")

    def _make_rows(self):
        return self.ledger._get_summary(self.domain, "area_id", self.campaign.catalogue_id.area_ids)


class ItemsSheet(SummarySheet):
    """By problem item of the catalogue."""

    heads = ("item_number", "item", "summary_area")

    def get_title(self):
        """Return what the sheet is called."""
        return self.env._("By Item")

    def _make_rows(self):
        return self.ledger._get_summary(
            self.domain,
            "problem_id",
            self.campaign.catalogue_id.area_ids.problem_ids,
            lambda problem: [problem.number, problem.name, problem.area_id.name],
        )
