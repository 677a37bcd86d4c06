from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.office_files.columns import Figures
from ...tools.office_files.writer import LedgerBook, Total
from .ledger import FIGURES
from .ledger_columns import WHOLE_LEDGER

ACTION_LIST = (
    "index",
    "unit",
    "reference",
    "item_number",
    "action",
    "responsible",
    "deadline",
    "action_state",
    "light",
    "done_on",
    "done_note",
)
EXTENSION_LIST = (
    "index",
    "unit",
    "reference",
    "old_deadline",
    "requested_deadline",
    "granted_deadline",
    "extension_state",
    "reason",
    "progress",
    "answer",
)
MECHANISM_LIST = (
    "index",
    "unit",
    "rule",
    "rule_kind",
    "rule_number",
    "in_force_from",
    "rule_state",
    "review_date",
    "rule_summary",
)
SIGNOFF_LIST = (
    "index",
    "signed_on",
    "unit",
    "record_kind",
    "record",
    "step",
    "signed_by",
    "signed_as",
    "reason",
    "digest",
)


class RectificationLedger(models.AbstractModel):
    """The ledger as a workbook: findings, summaries, actions and sign-offs, a sheet each."""

    _inherit = "rectification.ledger"

    @api.model
    def _write_workbook(self, record, target):
        """Write the ledger of ``record``, a campaign or a dossier, to the file ``target``.

        Sheets of findings, actions and sign-offs take one query each and constant memory. What the
        user may not see is in no row, no summary and no total.

        :raises AccessError: when the user may not read ``record`` or no findings at all.
        """
        record.check_access("read")
        owner = "campaign_id" if record._name == "rectification.campaign" else "dossier_id"
        domain = Domain(owner, "=", record.id)
        campaign = record if owner == "campaign_id" else record.campaign_id
        title = self.env._("%s: Ledger", record.display_name)
        note = self.env._(
            "As of %(date)s, as seen by %(user)s",
            date=self._format_date(fields.Date.context_today(self)),
            user=self.env.user.name,
        )
        with LedgerBook(target, title=title, author=campaign.organiser or "") as book:

            def add(name, names, rows, totals=None):
                book.add_table(
                    name, f"{title} · {name}", note, self._get_columns(names), rows, totals
                )

            figures = self._get_figures(domain)
            number = figures.found + figures.rejected
            add(
                self.env._("Findings"),
                WHOLE_LEDGER,
                self._iter_rows(domain, WHOLE_LEDGER),
                {
                    "reference": Total("SUBTOTAL(103,{column})", number),
                    "unit": self.env._("findings in the rows shown"),
                },
            )
            if owner == "campaign_id":
                add(self.env._("By Unit"), *self._get_unit_sheet(domain))
            add(self.env._("By Area"), *self._get_area_sheet(domain, campaign))
            add(self.env._("By Item"), *self._get_item_sheet(domain, campaign))
            add(self.env._("Actions"), ACTION_LIST, self._iter_action_rows(domain))
            add(self.env._("Extensions"), EXTENSION_LIST, self._iter_extension_rows(domain))
            add(self.env._("Mechanisms"), MECHANISM_LIST, self._iter_mechanism_rows(domain))
            add(self.env._("Sign-Offs"), SIGNOFF_LIST, self._iter_signoff_rows(domain))

    # ------------------------------------------------------------
    # Summaries
    # ------------------------------------------------------------

    @api.model
    def _get_unit_sheet(self, domain):
        dossiers = self.env["rectification.dossier"].search(domain)
        kinds = dict(dossiers._fields["unit_kind"]._description_selection(self.env))
        states = dict(dossiers._fields["state"]._description_selection(self.env))
        yes = self.env._("Yes")
        mechanisms = dict(
            self.env["rectification.mechanism"]._read_group(
                domain & Domain("state", "!=", "draft"), ["dossier_id"], ["__count"]
            )
        )
        rows = self._get_summary(
            domain,
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
        return self._get_summary_sheet(
            ("summary_unit", "unit_kind", "dossier_state", "nil_return", "mechanisms"), rows
        )

    @api.model
    def _get_area_sheet(self, domain, campaign):
        rows = self._get_summary(domain, "area_id", campaign.catalogue_id.area_ids)
        return self._get_summary_sheet(("summary_area",), rows)

    @api.model
    def _get_item_sheet(self, domain, campaign):
        rows = self._get_summary(
            domain,
            "problem_id",
            campaign.catalogue_id.area_ids.problem_ids,
            lambda problem: [problem.number, problem.name, problem.area_id.name],
        )
        return self._get_summary_sheet(("item_number", "item", "summary_area"), rows)

    @api.model
    def _get_summary_sheet(self, heads, rows):
        """Return the column names, rows and totals of a summary whose first columns are ``heads``.

        The totals are formulas; what they work out to is computed here from the same rows.
        """
        sums = dict.fromkeys(FIGURES, 0)
        for row in rows:
            for name, value in zip(FIGURES, row[len(heads) :], strict=True):
                sums[name] += value
        rate = Figures(found=sums["found"], closed=sums["closed"]).rate
        totals = {name: Total("SUM({column})", value) for name, value in sums.items()}
        totals["rate"] = Total("IF({found}=0,0,{closed}/{found})", rate)
        if "mechanisms" in heads:
            place = heads.index("mechanisms")
            totals["mechanisms"] = Total("SUM({column})", sum(row[place] for row in rows))
        label = next(name for name in heads if name != "item_number")
        totals[label] = self.env._("Total")
        return (*heads, *FIGURES), rows, totals

    # ------------------------------------------------------------
    # Registers
    # ------------------------------------------------------------

    @api.model
    def _iter_action_rows(self, domain):
        """Yield the actions in ``domain`` as rows of ``ACTION_LIST``."""
        model = self.env["rectification.action"]
        query = model._search(domain)
        action = query.table
        finding = query.left_join(action, "finding_id", "rectification_finding", "id", "finding_id")
        unit = query.left_join(action, "unit_id", "rectification_unit", "id", "unit_id")
        member = query.left_join(
            action, "member_id", "rectification_unit_member", "id", "member_id"
        )
        of = SQL.identifier
        query.order = SQL(
            "%s, %s, %s, %s",
            of(unit, "sequence"),
            of(unit, "name"),
            of(action, "finding_id"),
            of(action, "id"),
        )
        rows = query.select(
            of(unit, "name"),
            of(finding, "reference"),
            of(action, "problem_number"),
            of(action, "name"),
            of(member, "name"),
            of(action, "deadline"),
            of(action, "state"),
            of(action, "light"),
            self._local_date(of(action, "done_on"), SQL("TRUE")),
            of(action, "done_note"),
        )
        converters = {
            name: dict(model._fields[field]._description_selection(self.env)).get
            for name, field in (("action_state", "state"), ("light", "light"))
        }
        return self._convert(self._stream(rows), ACTION_LIST, converters)

    @api.model
    def _iter_extension_rows(self, domain):
        """Yield the requests for a later deadline in ``domain`` as rows of ``EXTENSION_LIST``."""
        model = self.env["rectification.extension"]
        query = model._search(domain)
        request = query.table
        finding = query.left_join(
            request, "finding_id", "rectification_finding", "id", "finding_id"
        )
        unit = query.left_join(request, "unit_id", "rectification_unit", "id", "unit_id")
        of = SQL.identifier
        query.order = SQL("%s, %s", of(unit, "name"), of(request, "id"))
        rows = query.select(
            of(unit, "name"),
            of(finding, "reference"),
            of(request, "old_deadline"),
            of(request, "requested_deadline"),
            of(request, "granted_deadline"),
            of(request, "state"),
            of(request, "reason"),
            of(request, "progress"),
            of(request, "answer"),
        )
        states = dict(model._fields["state"]._description_selection(self.env))
        converters = {"extension_state": states.get}
        return self._convert(self._stream(rows), EXTENSION_LIST, converters)

    @api.model
    def _iter_mechanism_rows(self, domain):
        """Yield the long-term mechanisms in ``domain`` as rows of ``MECHANISM_LIST``."""
        model = self.env["rectification.mechanism"]
        query = model._search(domain)
        rule = query.table
        unit = query.left_join(rule, "unit_id", "rectification_unit", "id", "unit_id")
        of = SQL.identifier
        query.order = SQL("%s, %s", of(unit, "name"), of(rule, "id"))
        rows = query.select(
            of(unit, "name"),
            of(rule, "name"),
            of(rule, "kind"),
            of(rule, "document_number"),
            of(rule, "date_in_force"),
            of(rule, "state"),
            of(rule, "review_date"),
            of(rule, "summary"),
        )
        converters = {
            name: dict(model._fields[field]._description_selection(self.env)).get
            for name, field in (("rule_kind", "kind"), ("rule_state", "state"))
        }
        return self._convert(self._stream(rows), MECHANISM_LIST, converters)

    @api.model
    def _iter_signoff_rows(self, domain):
        """Yield the sign-offs in ``domain``, oldest first, as rows of ``SIGNOFF_LIST``."""
        query = self.env["rectification.signoff"]._search(domain)
        entry = query.table
        unit = query.left_join(entry, "unit_id", "rectification_unit", "id", "unit_id")
        of = SQL.identifier
        query.order = of(entry, "id")
        rows = query.select(
            self._local_date(of(entry, "date"), SQL("TRUE")),
            of(unit, "name"),
            of(entry, "model_name"),
            of(entry, "record_name"),
            of(entry, "step"),
            of(entry, "user_name"),
            of(entry, "role"),
            of(entry, "comment"),
            of(entry, "digest"),
        )
        return self._convert(self._stream(rows), SIGNOFF_LIST, {})
