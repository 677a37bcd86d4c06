"""Registers: the records that belong to the findings, a row each."""

from odoo.tools import SQL

from ....models.core.selection import get_labels
from .sheet import Sheet


class RegisterSheet(Sheet):
    """The records of one model, read in one query that costs no memory however many there are."""

    model = ""
    # The columns that show a selection, with the field it is.
    selections: dict[str, str] = {}

    def get_rows(self):
        """Return a numbered row for each record that the user may read."""
        records = self.env[self.model]
        query = records._search(self.domain)
        expressions = self._join(query, query.table)
        rows = query.select(*(expressions[name] for name in self.columns[1:]))
        converters = {
            name: get_labels(records, field).get for name, field in self.selections.items()
        }
        return self.ledger._convert(self.ledger._stream(rows), self.columns, converters)

    def _join(self, query, table):
        """Join to ``query`` what is shown, order it, and return ``{column: SQL}``."""
        raise NotImplementedError


class ActionsSheet(RegisterSheet):
    """The actions."""

    model = "rectification.action"
    columns = (
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
    selections = {"action_state": "state", "light": "light"}

    def get_title(self):
        """Return what the sheet is called."""
        return self.env._("Actions")

    def _join(self, query, table):
        of = SQL.identifier
        finding = query.left_join(table, "finding_id", "rectification_finding", "id", "finding_id")
        unit = query.left_join(table, "unit_id", "rectification_unit", "id", "unit_id")
        member = query.left_join(table, "member_id", "rectification_unit_member", "id", "member_id")
        query.order = SQL(
            "%s, %s, %s, %s",
            of(unit, "sequence"),
            of(unit, "name"),
            of(table, "finding_id"),
            of(table, "id"),
        )
        return {
            "unit": of(unit, "name"),
            "reference": of(finding, "reference"),
            "item_number": of(table, "problem_number"),
            "action": of(table, "name"),
            "responsible": of(member, "name"),
            "deadline": of(table, "deadline"),
            "action_state": of(table, "state"),
            "light": of(table, "light"),
            "done_on": self.ledger._local_date(of(table, "done_on"), SQL("TRUE")),
            "done_note": of(table, "done_note"),
        }


class ExtensionsSheet(RegisterSheet):
    """The requests for a later deadline."""

    model = "rectification.extension"
    columns = (
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
    selections = {"extension_state": "state"}

    def get_title(self):
        """Return what the sheet is called."""
        return self.env._("Extensions")

    def _join(self, query, table):
        of = SQL.identifier
        finding = query.left_join(table, "finding_id", "rectification_finding", "id", "finding_id")
        unit = query.left_join(table, "unit_id", "rectification_unit", "id", "unit_id")
        query.order = SQL("%s, %s", of(unit, "name"), of(table, "id"))
        return {
            "unit": of(unit, "name"),
            "reference": of(finding, "reference"),
            "old_deadline": of(table, "old_deadline"),
            "requested_deadline": of(table, "requested_deadline"),
            "granted_deadline": of(table, "granted_deadline"),
            "extension_state": of(table, "state"),
            "reason": of(table, "reason"),
            "progress": of(table, "progress"),
            "answer": of(table, "answer"),
        }


class MechanismsSheet(RegisterSheet):
    """The long-term mechanisms."""

    model = "rectification.mechanism"
    columns = (
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
    selections = {"rule_kind": "kind", "rule_state": "state"}

    def get_title(self):
        """Return what the sheet is called."""
        return self.env._("Mechanisms")

    def _join(self, query, table):
        of = SQL.identifier
        unit = query.left_join(table, "unit_id", "rectification_unit", "id", "unit_id")
        query.order = SQL("%s, %s", of(unit, "name"), of(table, "id"))
        return {
            "unit": of(unit, "name"),
            "rule": of(table, "name"),
            "rule_kind": of(table, "kind"),
            "rule_number": of(table, "document_number"),
            "in_force_from": of(table, "date_in_force"),
            "rule_state": of(table, "state"),
            "review_date": of(table, "review_date"),
            "rule_summary": of(table, "summary"),
        }


class SignoffsSheet(RegisterSheet):
    """The sign-off register, oldest first."""

    model = "rectification.signoff"
    columns = (
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

    def get_title(self):
        """Return what the sheet is called."""
        return self.env._("Sign-Offs")

    def _join(self, query, table):
        of = SQL.identifier
        unit = query.left_join(table, "unit_id", "rectification_unit", "id", "unit_id")
        query.order = of(table, "id")
        return {
            "signed_on": self.ledger._local_date(of(table, "date"), SQL("TRUE")),
            "unit": of(unit, "name"),
            "record_kind": of(table, "model_name"),
            "record": of(table, "record_name"),
            "step": of(table, "step"),
            "signed_by": of(table, "user_name"),
            "signed_as": of(table, "role"),
            "reason": of(table, "comment"),
            "digest": of(table, "digest"),
        }
