from hashlib import sha256

from odoo import models

from ...tools.office_files.cell_values import IllegibleDate, UnknownChoice, plain
from ...tools.publication.anonymise import find_names
from ...tools.workbook.changes import ERROR, NEW, UNCHANGED, Cell, merge
from ...tools.workbook.own_ledger_rows import TYPES, read_deadline, read_done, read_type
from .workbook_import_ledger import LedgerEntry

KEY_LENGTH = 20
LABEL_LENGTH = 40
TEXTS = {
    "description": "description",
    "cause": "cause",
    "measures": "measures",
    "result": "result",
}
PEOPLE = {"leader": "leader_member_id", "responsible": "responsible_member_id"}


class RectificationWorkbookImport(models.Model):
    """Makes of a row of a unit's own ledger what it becomes: a finding, a change, or nothing."""

    _inherit = "rectification.workbook.import"

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def _plan_ledger_row(self, plan, sheet, row, labels, known):
        """Add to ``plan`` what a row becomes.

        :param LedgerRow row: the row as read.
        :param dict labels: ``{target: LedgerColumn}``.
        :param known: see ``_get_ledger_knowledge``.
        """
        texts = row.texts
        match = known.matcher.find(
            number=texts.get("item_number", ""),
            item=texts.get("item", ""),
            area=texts.get("area", ""),
            description=texts.get("description", ""),
        )
        key = self._get_row_key(texts)
        entry = LedgerEntry(
            sheet,
            row.number,
            key,
            "rectification.finding",
            label=texts.get("description", "").split("\n")[0][:LABEL_LENGTH],
        )
        for column, error in row.errors:
            self._add_cell_error(entry, column, error)
        if key in known.rows:
            self._leave_row(
                plan, entry, self.env._("Says the same as row %s of the file.", known.rows[key])
            )
            return
        known.rows[key] = row.number
        values, notes = self._read_ledger_values(entry, row, labels, known)
        finding = self._find_same_finding(known, texts.get("description", ""), match)
        if entry.is_wrong:
            plan.entries.append(entry)
            return
        if finding:
            self._plan_known_finding(plan, entry, finding, values, known)
        else:
            self._plan_new_finding(plan, entry, match, values, notes, known)
        known.memory[key] = {name: value for name, (value, __) in values.items()}

    def _plan_empty_rows(self, plan, sheet, numbers):
        """Say of rows below the head that nothing in them is a problem."""
        for number in numbers:
            entry = LedgerEntry(sheet, number, f"row-{number}", "rectification.finding")
            self._leave_row(plan, entry, self.env._("No problem stands in this row; left out."))

    def _plan_new_finding(self, plan, entry, match, values, notes, known):
        labels = self.env["rectification.finding"].fields_get(values, ["string"])
        entry.cells += [
            Cell(name, labels[name]["string"], value, NEW, after=shown)
            for name, (value, shown) in values.items()
        ]
        entry.problem_id = match.item.id if match.item else 0
        entry.is_unsure = not match.sure
        chosen = known.choices.get(entry.key)
        if chosen:
            entry.problem_id, entry.is_unsure = chosen, False
        elif not match.item:
            notes.insert(0, self.env._("Choose the problem item: nothing in the row tells it."))
        elif not match.sure:
            notes.insert(0, self.env._("The problem item was found by its words. Is it right?"))
        entry.note = "\n".join(notes)
        plan.entries.append(entry)

    def _plan_known_finding(self, plan, entry, finding, values, known):
        """Compare a row with the finding that it is already: changes, conflicts, or nothing."""
        entry.record_id = finding.id
        entry.label = finding.display_name
        labels = finding.fields_get(values, ["string"])
        before = known.memory.get(entry.key, {})
        for name, (value, shown) in values.items():
            if not self._is_open_to_import(finding, name):
                continue
            online, online_shown = self._show_online(finding, name)
            kind = merge(before.get(name, ""), online, value)
            if kind != UNCHANGED:
                entry.cells.append(
                    Cell(name, labels[name]["string"], value, kind, online_shown, shown)
                )
        if entry.cells:
            plan.entries.append(entry)
        else:
            self._leave_row(plan, entry, self.env._("Stands here already."))

    def _leave_row(self, plan, entry, sentence):
        """Show a row that changes nothing, with the reason."""
        entry.cells = [cell for cell in entry.cells if cell.kind == ERROR]
        entry.cells.append(Cell("", "", kind=UNCHANGED, sentence=sentence))
        plan.entries.append(entry)
        plan.unchanged += 1

    # ------------------------------------------------------------
    # What stands in a row
    # ------------------------------------------------------------

    def _read_ledger_values(self, entry, row, labels, known):
        """Return ``({field: (value, how it is shown)}, notes)``; errors go to ``entry``."""
        texts, values, notes = row.texts, {}, []
        for target, name in TEXTS.items():
            if texts.get(target):
                values[name] = (texts[target], texts[target])
        kinds = dict(
            self.env["rectification.finding"]
            ._fields["rectification_type"]
            ._description_selection(self.env)
        )
        kind = self._read_ledger_type(entry, texts, labels)
        if texts.get("deadline"):
            try:
                day, hint, sure = read_deadline(row.raw["deadline"], known.year)
            except IllegibleDate as error:
                self._add_cell_error(entry, labels["deadline"], error)
            else:
                kind = kind or hint
                if day:
                    shown = self.env["rectification.ledger"]._format_date(day)
                    values["deadline"] = (day.isoformat(), shown)
                    if not sure:
                        notes.append(
                            self.env._(
                                "Deadline “%(text)s” is taken as %(date)s.",
                                text=texts["deadline"],
                                date=shown,
                            )
                        )
        if kind:
            values["rectification_type"] = (kind, kinds[kind])
        for target, name in PEOPLE.items():
            if texts.get(target):
                member = self._find_member(texts[target], known.members, notes)
                if member:
                    values[name] = (member.id, member.name)
        if texts.get("signed_off") and read_done(texts["signed_off"]):
            notes.append(
                self.env._(
                    "Signed off in the ledger; here acceptance is asked for as for every finding."
                )
            )
        return values, notes

    def _read_ledger_type(self, entry, texts, labels):
        if not texts.get("type"):
            return None
        kind = read_type(texts["type"])
        if not kind:
            words = tuple(names[0] for names in TYPES.values())
            self._add_cell_error(entry, labels["type"], UnknownChoice(texts["type"], words))
        return kind

    def _find_member(self, text, members, notes):
        """Return the person of the roster whom a text names first; say what is left open."""
        names = find_names(text, members.mapped("name"))
        if not names:
            notes.append(
                self.env._(
                    "“%s” is not on the unit's roster and is left out. Put the person on the "
                    "roster and press “Look Again”, or name somebody later.",
                    text,
                )
            )
            return members.browse()
        found = members.filtered(lambda member: member.name.strip() == names[0])
        if len(found) > 1:
            notes.append(
                self.env._(
                    "The roster knows %(count)s people called %(name)s. Name one of them later.",
                    count=len(found),
                    name=names[0],
                )
            )
            return members.browse()
        if len(names) > 1:
            notes.append(
                self.env._(
                    "One person answers for a finding: %(first)s is taken, not %(others)s.",
                    first=names[0],
                    others="、".join(names[1:]),
                )
            )
        return found

    def _add_cell_error(self, entry, column, error):
        """Report a cell that cannot be read, by its column's letters and heading."""
        entry.cells.append(
            Cell(
                "",
                f"{column.letters} {column.heading}",
                kind=ERROR,
                sentence=self._get_cell_sentence(error),
            )
        )

    # ------------------------------------------------------------
    # What stands here already
    # ------------------------------------------------------------

    def _get_row_key(self, texts):
        """Return by what a row is known again: what was found, and the item where one is named."""
        item = texts.get("item_number") or texts.get("item") or ""
        words = f"{plain(texts.get('description', ''))}|{plain(item)}"
        return sha256(words.encode()).hexdigest()[:KEY_LENGTH]

    def _find_same_finding(self, known, description, match):
        """Return the finding with the same text, of the same item where that is certain."""
        same = known.findings.get(plain(description), self.env["rectification.finding"])
        if match.sure:
            same = same.filtered(lambda finding: finding.problem_id.id == match.item.id)
        return same[:1]

    def _is_open_to_import(self, finding, name):
        """Tell whether a field of a finding may still be changed by whoever brings a ledger in."""
        if name == "description":
            return False  # by it the finding was found
        return name in self.env["rectification.offline.workbook"]._get_open_names(finding)

    def _show_online(self, finding, name):
        """Return the value of a field as rows give it, and how it is shown."""
        field = finding._fields[name]
        value = finding[name]
        if field.type == "many2one":
            return value.id or "", value.name or ""
        if field.type == "date":
            text = value.isoformat() if value else ""
            return text, self.env["rectification.ledger"]._format_date(value) if value else ""
        if field.type == "selection":
            return value or "", dict(field._description_selection(self.env)).get(value, "")
        return value or "", value or ""
