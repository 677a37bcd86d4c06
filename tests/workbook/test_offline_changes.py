from odoo.tests import BaseCase, tagged

from ...tools.office_files.cell_values import IllegibleDate
from ...tools.office_files.sheet_values import Row, Sheet, Workbook
from ...tools.workbook import offline_faults
from ...tools.workbook.changes import Later
from ...tools.workbook.offline_changes import FormTexts, OfflineComparison
from ...tools.workbook.offline_form import FORMS, SHEET_MARK

TODAY = "2026-05-08"
EVERYTHING = {form: [field.name for field in fields] for form, fields in FORMS.items()}
WORDS = {
    "answer": {"有": "found", "无": "none"},
    "rectification_type": {"立行立改": "immediate", "限期整改": "time_limited"},
    "person": {"陆长河": 5},
    "action_state": {"未完成": "open", "已完成": "done"},
    "finding": {"W-1": "F7", "新增1": "N1"},
}
FINDING = {"reference": "W-1", "number": 1, "description": "会议多", "deadline": "2026-04-01"}


def _explain(fault):
    return type(fault).__name__


@tagged("post_install", "-at_install")
class TestOfflineChanges(BaseCase):
    """An offline workbook compared with then and with now, without a database."""

    def _store(self, answers=None, findings=None):
        """Return rows as they stand in the protected part, or online."""
        answers = answers or {}
        numbers = {f"P{number}": number for number in (1, 2)}
        return {
            "answers": {
                key: {
                    "values": {"number": number, "answer": answers.get(key, ""), "remark": ""},
                    "open": ["answer", "remark"],
                }
                for key, number in numbers.items()
            },
            "findings": {
                key: {"values": values, "open": ["description", "deadline", "rectification_type"]}
                for key, values in (findings or {}).items()
            },
            "actions": {},
        }

    def _compare(self, rows, base=None, online=None, memory=None):
        """Return what a file with ``{form: {key: {column: value}}}`` would change."""
        base = base or self._store()
        sheets = []
        for form, names in EVERYTHING.items():
            sheet = Sheet(form)
            sheet.rows.append(Row(4, (SHEET_MARK + form, *names)))
            stored = {key: row["values"] for key, row in base[form].items()}
            filled = {**dict.fromkeys(stored, {}), **rows.get(form, {})}
            for number, (key, values) in enumerate(filled.items(), 5):
                values = {**self._in_words(stored.get(key, {})), **values}
                sheet.rows.append(Row(number, (key, *(values.get(name) for name in names))))
            sheets.append(sheet)
        texts = FormTexts(
            sheet_names={form: form for form in FORMS},
            labels={form: {name: name for name in names} for form, names in EVERYTHING.items()},
            words=WORDS,
            empty="(empty)",
            explain=_explain,
            explain_conflict=lambda text: f"was {text}",
            name_item=lambda number: f"item {number}",
        )
        return OfflineComparison(
            Workbook("xlsx", sheets),
            {"words": WORDS, "rows": base},
            online or base,
            memory or {},
            texts,
            TODAY,
        ).get_changes()

    def _in_words(self, values):
        answers = {meaning: word for word, meaning in WORDS["answer"].items()}
        return {name: answers.get(value, value) for name, value in values.items()}

    def _cells(self, changes):
        return [
            (entry.key, cell.name, cell.kind, cell.value or cell.sentence)
            for entry in changes.entries
            for cell in entry.cells
        ]

    def test_three_values(self):
        """Then, now and in the file: a change, a conflict, or nothing."""
        file = {"answers": {"P1": {"answer": "有"}}}
        for online, expected in (
            ({}, [("P1", "answer", "changed", "found")]),
            ({"P1": "found"}, []),
            ({"P1": "none"}, [("P1", "answer", "conflict", "found")]),
        ):
            with self.subTest(online=online):
                changes = self._compare(file, online=self._store(online))
                self.assertEqual(self._cells(changes), expected)
        base = self._store({"P1": "found"})
        self.assertFalse(self._compare({}, base, self._store({"P1": "none"})).entries)

    def test_new_lines_name_one_another(self):
        changes = self._compare(
            {
                "answers": {"P2": {"answer": "有"}},
                "findings": {"N1": {"number": 2, "description": "文件长"}},
                "actions": {"M1": {"finding": "新增1", "name": "精简"}},
            }
        )
        self.assertEqual(
            self._cells(changes),
            [
                ("P2", "answer", "changed", "found"),
                ("N1", "problem_id", "new", 2),
                ("N1", "description", "new", "文件长"),
                ("M1", "finding_id", "new", Later("N1")),
                ("M1", "name", "new", "精简"),
            ],
        )
        again = self._compare(
            {"actions": {"M1": {"finding": "新增1", "name": "精简"}}},
            memory={"records": {"N1": 7}, "values": {}},
        )
        self.assertEqual(self._cells(again)[0], ("M1", "finding_id", "new", 7))

    def test_faults(self):
        base = self._store(findings={"F7": FINDING})
        finding = {"number": 1, "description": "文件长"}
        for fault, rows in {
            offline_faults.UnknownKey: {"findings": {"X1": {}}},
            offline_faults.OutsideForm: {"answers": {"": {"answer": "有"}}},
            offline_faults.MissingValue: {"findings": {"N1": {"number": 1}}},
            offline_faults.UnknownItem: {"findings": {"N1": {**finding, "number": 3}}},
            offline_faults.PastDate: {"findings": {"N1": {**finding, "deadline": "2026-05-07"}}},
            offline_faults.ContradictoryAnswer: {
                "answers": {"P1": {"answer": "无"}},
                "findings": {"N1": finding},
            },
            offline_faults.EmptyFinding: {"actions": {"M1": {"finding": "新增1", "name": "x"}}},
            offline_faults.LockedCell: {"findings": {"F7": {"reference": "W-2"}}},
            IllegibleDate: {"findings": {"F7": {"deadline": "尽快"}}},
        }.items():
            with self.subTest(fault=fault.__name__):
                cells = self._cells(self._compare(rows, base))
                errors = [sentence for __, __, kind, sentence in cells if kind == "error"]
                self.assertEqual(errors, [fault.__name__])

    def test_deadlines(self):
        """The day itself is no past one, and what is done at once or done has no deadline ahead."""
        for values in (
            {"deadline": TODAY},
            {"deadline": "2026-05-07", "rectification_type": "立行立改"},
        ):
            with self.subTest(values=values):
                line = {"number": 1, "description": "文件长", **values}
                changes = self._compare({"findings": {"N1": line}})
                self.assertFalse(changes.entries[0].is_wrong)
        action = {"finding": "W-1", "name": "精简", "deadline": "2026-05-07"}
        base = self._store(findings={"F7": FINDING})
        for state, is_wrong in (("已完成", False), ("未完成", True)):
            with self.subTest(state=state):
                changes = self._compare({"actions": {"M1": {**action, "state": state}}}, base)
                self.assertEqual(changes.entries[0].is_wrong, is_wrong)

    def test_deleted_online(self):
        base = self._store(findings={"F7": FINDING})
        self.assertFalse(self._compare({}, base, self._store()).entries)
        file = {"findings": {"F7": {"description": "会议太多"}}}
        self.assertEqual(
            self._cells(self._compare(file, base, self._store())),
            [("F7", "", "error", "DeletedRecord")],
        )
