from dataclasses import dataclass, replace
from types import SimpleNamespace

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ...tools.office_files.cell_values import IllegibleCell, plain, read_line
from ...tools.workbook.changes import Entry, Plan
from ...tools.workbook.own_ledger_columns import HEADINGS, REQUIRED, find_table
from ...tools.workbook.own_ledger_items import Item, Matcher
from ...tools.workbook.own_ledger_rows import read_rows
from .workbook_import import RectificationWorkbookImport as Import

SAMPLE_LENGTH = 60
HEADINGS_NAMED = 4


@dataclass
class LedgerEntry(Entry):
    """A row of a ledger with the problem item it seems to belong to, and what is to be said."""

    problem_id: int = 0
    is_unsure: bool = False
    note: str = ""


class RectificationWorkbookImport(models.Model):
    """Takes a ledger that a unit has kept itself, in columns of its own, into findings.

    Columns are recognised by their headings; the user corrects what was recognised, and the unit's
    next ledger begins with that. The problem item of a row is found by number or by its words; what
    is not certain is shown, and what cannot be found has to be chosen.
    """

    _inherit = "rectification.workbook.import"

    _protected_fields = Import._protected_fields | {"item_choices", "is_stale", "column_ids"}

    kind = fields.Selection(selection_add=[("ledger", "Unit's Own Ledger")])
    column_ids = fields.One2many("rectification.workbook.import.column", "import_id", "Columns")
    catalogue_id = fields.Many2one(related="dossier_id.campaign_id.catalogue_id")
    # {key of a row: id of the problem item somebody chose for it}
    item_choices = fields.Json(readonly=True, copy=False, export_string_translation=False)
    is_stale = fields.Boolean("Columns Changed", readonly=True, copy=False)
    unsure_count = fields.Integer("Uncertain Items", compute="_compute_item_counts")
    itemless_count = fields.Integer("Without an Item", compute="_compute_item_counts")
    doubts = fields.Text(compute="_compute_doubts")

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("line_ids.problem_id", "line_ids.is_unsure", "kind")
    def _compute_item_counts(self):
        for record in self:
            lines = record.line_ids.filtered(lambda line: line.kind == "new")
            if record.kind != "ledger":
                lines = lines.browse()
            record.itemless_count = len(lines.filtered(lambda line: not line.problem_id))
            record.unsure_count = len(lines.filtered("is_unsure")) - record.itemless_count

    @api.depends("state", "is_stale", "unsure_count", "itemless_count")
    def _compute_doubts(self):
        for record in self:
            doubts = record._get_doubts() if record.state == "preview" else []
            record.doubts = "\n".join(doubts)

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    def _check_protected_fields(self, vals):
        """Let lines and columns be decided on the form: they guard themselves what is decided."""
        return super()._check_protected_fields(
            {
                name: value
                for name, value in vals.items()
                if name not in ("line_ids", "column_ids")
                or any(command[0] != Command.UPDATE for command in value)
            }
        )

    # ------------------------------------------------------------
    # FLOW
    # ------------------------------------------------------------

    def _get_line_reasons(self):
        """Blocks while a row of a ledger lacks its problem item, and after its columns were
        changed.
        """
        reasons = super()._get_line_reasons()
        for record in self:
            if record.is_stale or record.itemless_count:
                reasons.setdefault(record.id, []).append(record._get_doubts()[0])
        return reasons

    def _get_doubts(self):
        """Return sentences on what is uncertain in the preview, the most pressing first."""
        self.ensure_one()
        if self.is_stale:
            return [self.env._("What columns are taken for was changed. Press “Look Again”.")]
        doubts = []
        if self.itemless_count:
            doubts.append(
                self.env._(
                    "Rows without a problem item: %s. Choose it in the lines marked.",
                    self.itemless_count,
                )
            )
        if self.unsure_count:
            doubts.append(
                self.env._(
                    "Rows whose problem item was found by their words: %s. Look at the lines "
                    "marked, and choose another item where it is wrong.",
                    self.unsure_count,
                )
            )
        return doubts

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    @api.model
    def _recognise(self, book):
        if any(map(find_table, book.visible)):
            return "ledger"
        raise UserError(
            self.env._(
                "The file is a spreadsheet, but not one that was downloaded here, and no ledger in "
                "which a row of headings was recognised. Download the workbook of this sheet and "
                "fill that in, or give the columns of the ledger headings such as %s.",
                "、".join(names[0] for names in list(HEADINGS.values())[1:][:HEADINGS_NAMED])
                + f"、{HEADINGS[REQUIRED][0]}",
            )
        )

    def _plan_ledger(self, book):
        """Return the plan of a unit's own ledger: what each of its rows becomes.

        :raises UserError: when two columns are taken for the same thing.
        """
        tables = [table for table in map(find_table, book.visible) if table]
        targets = self._settle_columns(tables)
        # Beside the ledger a workbook often has summaries, which tell of no single problem.
        tables = [
            table
            for table in tables
            if any(targets[column.heading] == REQUIRED for column in table.columns)
        ] or tables
        plan = Plan()
        if REQUIRED not in targets.values():
            table = tables[0]
            plan.add_error(
                table.sheet.name,
                table.first_row - 1,
                "",
                self.env._(
                    "No column says what was found. Choose it under “Columns” and press “Look "
                    "Again”."
                ),
            )
            return plan
        known = self._get_ledger_knowledge()
        for table in tables:
            columns = [
                replace(column, target=targets.get(column.heading) or "")
                for column in table.columns
            ]
            rows, empty = read_rows(table, columns)
            labels = {column.target: column for column in columns if column.target}
            for row in rows:
                self._plan_ledger_row(plan, table.sheet.name, row, labels, known)
            self._plan_empty_rows(plan, table.sheet.name, empty)
        plan.memory["rows"] = known.memory
        return plan

    def _settle_columns(self, tables):
        """Note the columns of the file and return ``{heading: what it is taken for}``.

        First what the user has corrected, then what the unit's last ledgers were brought in with,
        then what the headings themselves say.
        """
        # sudo: columns are the reader's to write, the user decides their target alone
        known = {column.heading: column for column in self.sudo().column_ids}
        remembered = self._recall_targets()
        targets, rows, taken = {}, [], {}
        for table in tables:
            for column in table.columns:
                if column.heading in targets:
                    continue
                corrected = known.get(column.heading)
                corrected = corrected if corrected and corrected.is_corrected else None
                if corrected:
                    target, guessed = corrected.target, False
                elif column.heading in remembered:
                    target, guessed = remembered[column.heading], False
                else:
                    target, guessed = column.target or False, bool(column.target) > column.sure
                targets[column.heading] = target
                rows.append((table, column, corrected, guessed))
        # What somebody corrected goes before what was only recognised.
        for __, column, corrected, __guess in sorted(rows, key=lambda row: not row[2]):
            target = targets[column.heading]
            if target and taken.setdefault(target, column) is not column:
                if corrected:
                    raise UserError(self._get_twice_sentence(taken[target], column, target))
                targets[column.heading] = False
        self._note_columns(rows, targets)
        return targets

    def _note_columns(self, rows, targets):
        """Write the columns of the file for the user to see and correct."""
        columns = self.sudo().column_ids  # sudo: as above
        known = {column.heading: column for column in columns}
        columns.filtered(lambda column: column.heading not in targets).unlink()
        for position, (table, column, corrected, guessed) in enumerate(rows):
            vals = {
                "position": position,
                "letters": column.letters,
                "sample": self._get_sample(table, column),
                "target": targets[column.heading],
                "is_guessed": guessed and bool(targets[column.heading]),
                "is_corrected": bool(corrected),
            }
            if column.heading in known:
                known[column.heading].write(vals)
            else:
                columns.create({"import_id": self.id, "heading": column.heading, **vals})
        self._write_protected({"is_stale": False})

    @api.model
    def _get_sample(self, table, column):
        for row in table.sheet.rows:
            if row.number >= table.first_row:
                try:
                    text = read_line(row.cell(column.place))
                except IllegibleCell as error:
                    text = error.text
                if text:
                    return text[:SAMPLE_LENGTH]
        return ""

    @api.model
    def _get_twice_sentence(self, first, second, target):
        return self.env._(
            "Columns %(first)s (%(first_heading)s) and %(second)s (%(second_heading)s) are both "
            "taken for “%(target)s”. Leave one of them out.",
            first=first.letters,
            first_heading=first.heading,
            second=second.letters,
            second_heading=second.heading,
            target=self.env["rectification.workbook.import.column"]._get_target_labels()[target],
        )

    def _recall_targets(self):
        """Return ``{heading: target}`` with which the unit's ledgers were brought in so far."""
        # sudo: whoever of the unit brought them in; headings and nothing else
        done = self.sudo().search(
            [("unit_id", "=", self.unit_id.id), ("kind", "=", "ledger"), ("state", "=", "done")],
            order="id",
        )
        return {column.heading: column.target for column in done.column_ids}

    def _recall_rows(self):
        """Return ``{key: {field: value}}`` of the rows brought in for the same list before."""
        # From the dossier or from the unit's sheet, the list is the same.
        check = self._get_ledger_check().sudo()
        uploaded_for = [check.id] if check.is_personal else [check.id, False]
        # sudo: whoever of the unit brought them in; the values are those of its own findings
        done = self.sudo().search(
            [
                ("dossier_id", "=", self.dossier_id.id),
                ("check_id", "in", uploaded_for),
                ("kind", "=", "ledger"),
                ("state", "=", "done"),
            ],
            order="id",
        )
        rows = {}
        for record in done - self.sudo():
            rows.update((record.memory or {}).get("rows", {}))
        return rows

    def _get_ledger_check(self):
        """Return the sheet whose list the ledger is: the one uploaded for, or the unit's."""
        return self.check_id or self.dossier_id.unit_check_id

    def _get_ledger_knowledge(self):
        """Return what rows are compared with: items, roster, findings, rows brought in before."""
        # sudo: the catalogue and the roster, as everybody who fills in a sheet sees them
        campaign = self.dossier_id.sudo().campaign_id
        members = self.unit_id.sudo().member_ids
        check = self._get_ledger_check()
        findings = self.env["rectification.finding"].search(
            [
                ("dossier_id", "=", self.dossier_id.id),
                ("member_id", "=", check.sudo().member_id.id),
            ],
            order="id",
        )
        return SimpleNamespace(
            matcher=Matcher(
                Item(
                    problem.id,
                    problem.number,
                    problem.name,
                    problem.area_id.name,
                    " ".join(
                        filter(None, (problem.wording, problem.guidance, problem.evidence_hint))
                    ),
                )
                for problem in campaign.catalogue_id.area_ids.problem_ids
            ),
            members=members,
            findings=findings.grouped(lambda finding: plain(finding.description or "")),
            memory=self._recall_rows(),
            year=fields.Date.context_today(self).year,
            choices={key: int(chosen) for key, chosen in (self.item_choices or {}).items()},
            rows={},
        )

    def _prepare_ledger(self, entry, values, records):
        """Return the finding of a row of a ledger, and what is written into it.

        On a sheet that is still being filled in the finding stands under the sheet's answer; later
        it is recorded beside it, as everything that is found later.
        """
        finding = self.env["rectification.finding"]
        if entry.record_id:
            return finding.browse(entry.record_id), values
        problem_id = int((self.item_choices or {}).get(entry.key, entry.problem_id))
        if not problem_id and self.state == "preview":
            # Trying out what else is in the row; the item is asked for before it is brought in.
            problem_id = self.catalogue_id.area_ids.problem_ids[:1].id
        check = self._get_ledger_check()
        if not check.is_editable and not check.is_personal:
            place = {"dossier_id": self.dossier_id.id, "problem_id": problem_id}
            return finding, {**values, **place}
        if not check.line_ids:
            check.action_start()
        line = check.line_ids.filtered(lambda line: line.problem_id.id == problem_id)
        return finding, {**values, "check_line_id": line.id}
