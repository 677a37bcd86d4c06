from dataclasses import dataclass, field
from typing import Any

from odoo import fields

from ....tools.office_files.cell_values import plain
from ....tools.workbook.changes import NEW, UNCHANGED, Cell, Entry, merge
from ....tools.workbook.own_ledger_columns import LEDGER
from ....tools.workbook.own_ledger_items import Item, Matcher
from ....tools.workbook.own_ledger_rows import read_rows
from ....tools.workbook.own_ledger_values import (
    DateAssumed,
    FirstNameTaken,
    NotOnRoster,
    Person,
    SeveralOfThisName,
    SignedOffElsewhere,
    get_row_key,
    read_values,
)
from ...core import clock
from .table import TableKind

LABEL_LENGTH = 40
HEADINGS_NAMED = 4


@dataclass
class LedgerEntry(Entry):
    """A row of a ledger with the problem item it seems to belong to, and what is to be said."""

    problem_id: int = 0
    is_unsure: bool = False
    note: str = ""


@dataclass
class Knowledge:
    """What the rows of a ledger are compared with.

    ``findings``: recordsets by what was found, as plain text; ``memory``: the values of rows
    brought in before, by key; ``choices``: the items chosen in the preview, by key; ``seen``: the
    numbers of the rows read so far, by key.
    """

    matcher: Matcher
    roster: list[Person]
    findings: dict[str, Any]
    memory: dict[str, dict[str, Any]]
    choices: dict[str, int]
    year: int
    seen: dict[str, int] = field(default_factory=dict)


class OwnLedgerKind(TableKind):
    """A ledger that a unit has kept itself, in columns of its own: its rows become findings.

    The problem item of a row is found by number or by its words; what is not certain is shown, and
    what cannot be found has to be chosen.
    """

    headings = LEDGER
    asks_for_item = True

    @classmethod
    def get_usual_headings(cls):
        """Return a few of the headings by which a ledger is recognised."""
        names = [names[0] for names in list(LEDGER.targets.values())[1:][:HEADINGS_NAMED]]
        return [*names, LEDGER.targets[LEDGER.required][0]]

    def prepare(self, entry, values, records):
        """Return the finding of a row, and what is written into it.

        On a sheet that is still being filled in the finding stands under the sheet's answer; later
        it is recorded beside it, as everything that is found later.
        """
        if entry.record_id:
            return super().prepare(entry, values, records)
        upload = self.upload
        finding = self.env["rectification.finding"]
        problem_id = int((upload.item_choices or {}).get(entry.key, entry.problem_id))
        if not problem_id and upload.state == "preview":
            # Trying out what else is in the row; the item is asked for before it is brought in.
            problem_id = upload.catalogue_id.area_ids.problem_ids[:1].id
        check = self._get_check()
        if not check.is_editable and not check.is_personal:
            place = {"dossier_id": upload.dossier_id.id, "problem_id": problem_id}
            return finding, {**values, **place}
        if not check.line_ids:
            check.action_start()
        line = check.line_ids.filtered(lambda line: line.problem_id.id == problem_id)
        return finding, {**values, "check_line_id": line.id}

    def list_lines(self, entry):
        lines = super().list_lines(entry)
        if isinstance(entry, LedgerEntry):
            for vals in lines:
                if vals["kind"] == NEW:
                    vals.update(
                        problem_id=entry.problem_id or False,
                        is_unsure=entry.is_unsure,
                        sentence=entry.note,
                    )
        return lines

    def get_open_decisions(self):
        decisions = super().get_open_decisions()
        if not decisions and self.upload.itemless_count:
            decisions.append(
                self.env._(
                    "Rows without a problem item: %s. Choose it in the lines marked.",
                    self.upload.itemless_count,
                )
            )
        return decisions

    def get_doubts(self):
        doubts = super().get_doubts()
        if self.upload.unsure_count and not self.upload.is_stale:
            doubts.append(
                self.env._(
                    "Rows whose problem item was found by their words: %s. Look at the lines "
                    "marked, and choose another item where it is wrong.",
                    self.upload.unsure_count,
                )
            )
        return doubts

    # ------------------------------------------------------------
    # What rows are compared with
    # ------------------------------------------------------------

    def gather_knowledge(self):
        """Return the :class:`Knowledge`: items, roster, findings, rows brought in before."""
        upload = self.upload
        # sudo: the catalogue and the roster, as everybody who fills in a sheet sees them
        campaign = upload.dossier_id.sudo().campaign_id
        members = upload.unit_id.sudo().member_ids
        findings = self.env["rectification.finding"].search(
            [
                ("dossier_id", "=", upload.dossier_id.id),
                ("member_id", "=", self._get_check().sudo().member_id.id),  # sudo: as above
            ],
            order="id",
        )
        return Knowledge(
            matcher=Matcher(map(self._get_item, campaign.catalogue_id.area_ids.problem_ids)),
            roster=[Person(member.id, member.name) for member in members],
            findings=findings.grouped(lambda finding: plain(finding.description or "")),
            memory=self._recall_rows(),
            choices={key: int(chosen) for key, chosen in (upload.item_choices or {}).items()},
            year=clock.today(upload.env).year,
        )

    @staticmethod
    def _get_item(problem):
        words = filter(None, (problem.wording, problem.guidance, problem.evidence_hint))
        return Item(problem.id, problem.number, problem.name, problem.area_id.name, " ".join(words))

    def _get_check(self):
        """Return the sheet whose list the ledger is: the one uploaded for, or the unit's."""
        return self.upload.check_id or self.upload.dossier_id.unit_check_id

    def _recall_rows(self):
        """Return ``{key: {field: value}}`` of the rows brought in for the same list before."""
        # sudo: other users of the unit brought them in; the values are those of its own findings
        upload = self.upload.sudo()
        check = self._get_check().sudo()
        # From the dossier or from the unit's sheet, the list is the same.
        uploaded_for = [check.id] if check.is_personal else [check.id, False]
        done = upload.search(
            [
                ("dossier_id", "=", upload.dossier_id.id),
                ("check_id", "in", uploaded_for),
                ("kind", "=", upload.kind),
                ("state", "=", "done"),
            ],
            order="id",
        )
        rows = {}
        for other in done - upload:
            rows.update((other.memory or {}).get("rows", {}))
        return rows

    def remember(self, changes, known):
        changes.memory["rows"] = known.memory

    # ------------------------------------------------------------
    # What a row becomes
    # ------------------------------------------------------------

    def read_rows(self, table, columns):
        return read_rows(table, columns)

    def add_row(self, changes, sheet, row, columns, known):
        """Add to ``changes`` what a row becomes: a finding, a change of one, or nothing."""
        key = get_row_key(row)
        description = row.texts.get(LEDGER.required, "")
        label = description.split("\n")[0][:LABEL_LENGTH]
        entry = LedgerEntry(sheet, row.number, key, "rectification.finding", label=label)
        for column, error in row.errors:
            self._add_cell_error(entry, column, error)
        if key in known.seen:
            changes.leave_out(
                entry, self.env._("Says the same as row %s of the file.", known.seen[key])
            )
            return
        known.seen[key] = row.number
        read = read_values(row, columns, known.year, known.roster)
        for column, error in read.errors:
            self._add_cell_error(entry, column, error)
        if entry.is_wrong:
            changes.entries.append(entry)
            return
        match = known.matcher.find(
            number=row.texts.get("item_number", ""),
            item=row.texts.get("item", ""),
            area=row.texts.get("area", ""),
            description=description,
        )
        finding = self._find_finding(known, description, match)
        if finding:
            self._compare(changes, entry, finding, read.values, known)
        else:
            self._add_finding(changes, entry, match, read, known)
        known.memory[key] = read.values

    def add_empty_row(self, changes, sheet, number):
        entry = LedgerEntry(sheet, number, f"row-{number}", "rectification.finding")
        changes.leave_out(entry, self.env._("No problem stands in this row; left out."))

    def _find_finding(self, known, description, match):
        """Return the finding with the same text, of the same item where that is certain."""
        same = known.findings.get(plain(description), self.env["rectification.finding"])
        if match.sure:
            same = same.filtered(lambda finding: finding.problem_id.id == match.item.id)
        return same[:1]

    def _add_finding(self, changes, entry, match, read, known):
        """Add a row that becomes a finding of its own."""
        labels = self._get_labels(read.values)
        entry.cells += [
            Cell(name, labels[name], value, NEW, after=self._show(name, value))
            for name, value in read.values.items()
        ]
        notes = [self._get_note(note) for note in read.notes]
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
        changes.entries.append(entry)

    def _compare(self, changes, entry, finding, values, known):
        """Compare a row with the finding that it is already: changes, conflicts, or nothing."""
        entry.record_id = finding.id
        entry.label = finding.display_name
        labels = self._get_labels(values)
        before = known.memory.get(entry.key, {})
        # What the finding is found by is not changed by it.
        open_names = set(self.env["rectification.offline.workbook"]._get_open_names(finding))
        open_names.discard(LEDGER.required)
        for name, value in values.items():
            if name not in open_names:
                continue
            online = self._get_plain_value(finding, name)
            kind = merge(before.get(name, ""), online, value)
            if kind != UNCHANGED:
                shown = self._show(name, online), self._show(name, value)
                entry.cells.append(Cell(name, labels[name], value, kind, *shown))
        if entry.cells:
            changes.entries.append(entry)
        else:
            changes.leave_out(entry, self.env._("Stands here already."))

    # ------------------------------------------------------------
    # Values
    # ------------------------------------------------------------

    def _get_labels(self, names):
        found = self.env["rectification.finding"].fields_get(names, ["string"])
        return {name: attributes["string"] for name, attributes in found.items()}

    def _get_plain_value(self, finding, name):
        """Return the value of a field as rows give it."""
        value = finding[name]
        kind = finding._fields[name].type
        if kind == "many2one":
            return value.id or ""
        if kind == "date":
            return value.isoformat() if value else ""
        return value or ""

    def _show(self, name, value):
        """Return a value as rows give it, as the user sees it."""
        definition = self.env["rectification.finding"]._fields[name]
        if definition.type == "many2one":
            # sudo: the name of somebody on the roster, or named in the finding already
            people = self.env[definition.comodel_name].sudo()
            return people.browse(value).name if value else ""
        if definition.type == "date":
            return clock.format_day(self.env, fields.Date.to_date(value))
        if definition.type == "selection":
            return dict(definition._description_selection(self.env)).get(value, "")
        return value

    # ------------------------------------------------------------
    # Sentences
    # ------------------------------------------------------------

    def _get_lacking_sentence(self):
        return self.env._(
            "No column says what was found. Choose it under “Columns” and press “Look Again”."
        )

    def _get_note(self, note):
        """Return the sentence for something that was taken in a certain way, or left out."""
        match note:
            case DateAssumed(text=text, day=day):
                return self.env._(
                    "Deadline “%(text)s” is taken as %(date)s.",
                    text=text,
                    date=clock.format_day(self.env, day),
                )
            case NotOnRoster(text=text):
                return self.env._(
                    "“%s” is not on the unit's roster and is left out. Put the person on the "
                    "roster and press “Look Again”, or name somebody later.",
                    text,
                )
            case SeveralOfThisName(name=name, count=count):
                return self.env._(
                    "The roster knows %(count)s people called %(name)s. Name one of them later.",
                    count=count,
                    name=name,
                )
            case FirstNameTaken(first=first, others=others):
                return self.env._(
                    "One person answers for a finding: %(first)s is taken, not %(others)s.",
                    first=first,
                    others="、".join(others),
                )
            case SignedOffElsewhere():
                return self.env._(
                    "Signed off in the ledger; here acceptance is asked for as for every finding."
                )
        return ""
