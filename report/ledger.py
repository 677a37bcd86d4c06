from itertools import count

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL, format_date

from ..tools.dates import chinese_date
from ..tools.ledger import DATE, NUMBER, PERCENT, TEXT, Column, Figures

ROWS_PER_FETCH = 2000
_cursor_numbers = count(1)

# The columns of the forms, in their order.
UNIT_LIST = (
    "index",
    "area",
    "description",
    "measures",
    "leader",
    "unit",
    "responsible",
    "deadline",
    "type",
    "progress",
    "signed_off",
)
PERSON_LIST = tuple(name for name in UNIT_LIST if name != "unit")
WHOLE_LEDGER = (
    "index",
    "reference",
    "unit",
    "unit_kind",
    "area",
    "item_number",
    "item",
    "description",
    "cause",
    "measures",
    "leader",
    "responsible",
    "deadline",
    "extended",
    "type",
    "state",
    "result",
    "light",
    "signed_off",
    "signed_off_on",
    "return_count",
    "source",
    "person",
    "job_title",
    "taken_from",
)
FIGURES = (
    "found",
    "personal",
    "closed",
    "in_progress",
    "not_begun",
    "rate",
    "overdue",
    "rejected",
)


class RectificationLedger(models.AbstractModel):
    """The ledger (问题及整改清单): its columns, rows and figures, computed in one place.

    Every output asks here, so that paper, spreadsheet and screen cannot disagree. Which findings
    are in it follows from the record rules of the user who asks.
    """

    _name = "rectification.ledger"
    _description = "Ledger of Findings"

    # ------------------------------------------------------------
    # Columns
    # ------------------------------------------------------------

    @api.model
    def _get_columns(self, names):
        """Return the :class:`Column` list for ``names``, labelled in the user's language."""
        labels = self._get_labels()
        return [Column(name, *labels[name]) for name in names]

    @api.model
    def _get_labels(self):
        """Return ``{name: (label, kind, width)}`` of every column a ledger can have."""
        return {
            "index": (self.env._("Seq."), NUMBER, 3),  # 序号
            "reference": (self.env._("Reference"), TEXT, 8),
            "unit": (self.env._("Responsible Unit"), TEXT, 8),  # 责任单位
            "unit_kind": (self.env._("Kind of Unit"), TEXT, 6),
            "area": (self.env._("Problem Category"), TEXT, 6),  # 问题类别（方面）
            "item_number": (self.env._("Item No."), NUMBER, 3),
            "item": (self.env._("Problem Item"), TEXT, 12),  # 问题表现
            "description": (self.env._("Specific Problem"), TEXT, 18),  # 具体表现
            "cause": (self.env._("Cause"), TEXT, 12),
            "measures": (self.env._("Rectification Measures"), TEXT, 16),  # 整改措施
            "leader": (self.env._("Responsible Leader"), TEXT, 5),  # 责任领导
            "responsible": (self.env._("Responsible Person"), TEXT, 5),  # 责任人
            "deadline": (self.env._("Deadline"), DATE, 6),  # 完成时限
            "type": (self.env._("Rectification Type"), TEXT, 5),  # 整改类型
            "progress": (self.env._("Rectification Progress"), TEXT, 12),  # 整改进展
            "state": (self.env._("State"), TEXT, 5),
            "result": (self.env._("What Was Done"), TEXT, 16),
            "light": (self.env._("Light"), TEXT, 3),
            "signed_off": (self.env._("Signed Off?"), TEXT, 6),  # 是否销号
            "signed_off_on": (self.env._("Signed Off On"), DATE, 5),
            "return_count": (self.env._("Times Returned"), NUMBER, 3),
            "source": (self.env._("Source"), TEXT, 6),
            "person": (self.env._("Name"), TEXT, 4),  # 姓名
            "job_title": (self.env._("Job Title"), TEXT, 6),  # 职务
            "taken_from": (self.env._("Taken From"), TEXT, 8),
            # of summaries
            "summary_unit": (self.env._("Unit"), TEXT, 14),  # 单位
            "summary_area": (self.env._("Area"), TEXT, 16),  # 方面
            "dossier_state": (self.env._("Dossier"), TEXT, 6),
            "nil_return": (self.env._("Nil Return"), TEXT, 4),  # 零报告
            "found": (self.env._("Problems Found"), NUMBER, 5),  # 自查问题数
            "personal": (self.env._("Of Which Personal"), NUMBER, 5),
            "closed": (self.env._("Put Right"), NUMBER, 5),  # 已整改
            "in_progress": (self.env._("Being Put Right"), NUMBER, 5),  # 正在整改
            "not_begun": (self.env._("Not Yet Begun"), NUMBER, 5),  # 未整改
            "rate": (self.env._("Completion Rate"), PERCENT, 5),  # 完成率
            "overdue": (self.env._("Overdue"), NUMBER, 5),
            "rejected": (self.env._("Not Substantiated"), NUMBER, 5),
            "mechanisms": (self.env._("Mechanisms Made"), NUMBER, 5),  # 建章立制数
            # of the other registers
            "old_deadline": (self.env._("Deadline So Far"), DATE, 5),
            "requested_deadline": (self.env._("Deadline Asked For"), DATE, 5),
            "granted_deadline": (self.env._("New Deadline"), DATE, 5),
            "extension_state": (self.env._("State"), TEXT, 4),
            "answer": (self.env._("Answer"), TEXT, 14),
            "rule": (self.env._("Rule"), TEXT, 16),
            "rule_kind": (self.env._("Made, Changed or Abolished"), TEXT, 5),
            "rule_number": (self.env._("Document Number"), TEXT, 8),
            "in_force_from": (self.env._("In Force From"), DATE, 5),
            "rule_state": (self.env._("State"), TEXT, 5),
            "review_date": (self.env._("Review Date"), DATE, 5),
            "rule_summary": (self.env._("What It Lays Down"), TEXT, 20),
            "action": (self.env._("Action"), TEXT, 18),
            "action_state": (self.env._("State"), TEXT, 4),
            "done_on": (self.env._("Done On"), DATE, 5),
            "done_note": (self.env._("What Was Done"), TEXT, 18),
            "record_kind": (self.env._("Kind of Record"), TEXT, 6),
            "record": (self.env._("Record"), TEXT, 18),
            "step": (self.env._("Step"), TEXT, 8),
            "signed_by": (self.env._("Signed By"), TEXT, 5),
            "signed_as": (self.env._("Signed As"), TEXT, 8),
            "signed_on": (self.env._("Signed On"), DATE, 5),
            "reason": (self.env._("Reason"), TEXT, 16),
            "digest": (self.env._("Content Digest"), TEXT, 20),
        }

    # ------------------------------------------------------------
    # Rows
    # ------------------------------------------------------------

    @api.model
    def _iter_rows(self, domain, names):
        """Yield the findings in ``domain`` as tuples of values, in the order of ``names``.

        One query, read through a cursor on the server: the number of rows costs no memory. Dates
        are ``date``, numbers ``int``, all else text in the user's language, '' or None when empty.

        :raises AccessError: when the user has no right to read findings at all.
        """
        query, expressions = self._get_finding_query(domain)
        selected = [name for name in names if name != "index"]
        rows = self._stream(query.select(*(expressions[name] for name in selected)))
        return self._convert(rows, names, self._get_converters(selected))

    @api.model
    def _get_finding_query(self, domain):
        """Return the query of the findings in ``domain`` and ``{column name: SQL}``.

        The record rules of findings are part of the query. The names of the unit, the people and
        the item on a finding are shown as on its form: whoever reads a finding reads those.
        """
        model = self.env["rectification.finding"]
        query = model._search(Domain(domain))
        finding = query.table

        def join(alias, field, table):
            return query.left_join(alias, field, table, "id", field)

        unit = join(finding, "unit_id", "rectification_unit")
        problem = join(finding, "problem_id", "rectification_problem")
        area = join(finding, "area_id", "rectification_area")
        leader = join(finding, "leader_member_id", "rectification_unit_member")
        responsible = join(finding, "responsible_member_id", "rectification_unit_member")
        person = join(finding, "member_id", "rectification_unit_member")
        origin = join(finding, "origin_finding_id", "rectification_finding")

        def of(alias, field):
            return SQL.identifier(alias, field)

        measures = SQL(
            """CASE WHEN coalesce(%(measures)s, '') != '' THEN %(measures)s ELSE (
                SELECT string_agg(name, E'\n' ORDER BY deadline, id)
                  FROM rectification_action
                 WHERE finding_id = %(finding)s AND state != 'cancelled') END""",
            measures=of(finding, "measures"),
            finding=of(finding, "id"),
        )
        query.order = SQL(
            "%s, %s, %s, %s, %s",
            of(unit, "sequence"),
            of(unit, "name"),
            of(unit, "id"),
            of(finding, "problem_number"),
            of(finding, "id"),
        )
        return query, {
            **{
                name: of(finding, field)
                for name, field in (
                    ("reference", "reference"),
                    ("unit_kind", "unit_kind"),
                    ("item_number", "problem_number"),
                    ("description", "description"),
                    ("cause", "cause"),
                    ("deadline", "deadline"),
                    ("type", "rectification_type"),
                    ("state", "state"),
                    ("result", "result"),
                    ("light", "light"),
                    ("signed_off", "state"),
                    ("return_count", "return_count"),
                    ("source", "source"),
                )
            },
            # the state, and under it what was done
            "progress": SQL(
                r"concat_ws(E'\n', %s, nullif(%s, ''))", of(finding, "state"), of(finding, "result")
            ),
            "unit": of(unit, "name"),
            "area": of(area, "name"),
            "item": of(problem, "name"),
            "measures": measures,
            "leader": of(leader, "name"),
            "responsible": of(responsible, "name"),
            "person": of(person, "name"),
            "job_title": of(person, "job_title"),
            "taken_from": of(origin, "reference"),
            "signed_off_on": self._local_date(
                of(finding, "closed_on"), SQL("%s = 'closed'", of(finding, "state"))
            ),
        }

    @api.model
    def _get_converters(self, names):
        """Return ``{name: function}`` for the columns whose stored value is not what is shown."""
        finding = self.env["rectification.finding"]

        def labels(field):
            return dict(finding._fields[field]._description_selection(self.env)).get

        fields = {
            "unit_kind": "unit_kind",
            "type": "rectification_type",
            "state": "state",
            "light": "light",
            "source": "source",
        }
        converters = {name: labels(field) for name, field in fields.items() if name in names}
        if "progress" in names:
            states = labels("state")

            def show_progress(value):
                state, newline, result = value.partition("\n")
                return f"{states(state)}{newline}{result}"

            converters["progress"] = show_progress
        if "signed_off" in names:
            answers = dict.fromkeys(("draft", "open", "in_progress", "to_verify"), self.env._("No"))
            answers["closed"] = self.env._("Yes")
            answers["rejected"] = labels("state")("rejected")
            converters["signed_off"] = answers.get
        return converters

    @api.model
    def _convert(self, rows, names, converters):
        """Yield ``rows`` converted, with a running number where ``names`` ask for one."""
        positions = [
            (position, converters[name])
            for position, name in enumerate(name for name in names if name != "index")
            if name in converters
        ]
        numbered = names[0] == "index"
        for number, row in enumerate(rows, 1):
            values = list(row)
            for position, convert in positions:
                values[position] = convert(values[position])
            yield [number, *values] if numbered else values

    @api.model
    def _local_date(self, timestamp, condition):
        """Return SQL for the user's calendar day of ``timestamp`` where ``condition`` holds."""
        return SQL(
            "CASE WHEN %s THEN (%s AT TIME ZONE 'UTC' AT TIME ZONE %s)::date END",
            condition,
            timestamp,
            self.env.tz.zone,
        )

    @api.model
    def _stream(self, query):
        """Yield the rows of ``query``, a few thousand at a time."""
        # The query reads columns directly: whatever waits to be stored has to be stored first.
        self.env.flush_all()
        cursor = SQL.identifier(f"rectification_ledger_{next(_cursor_numbers)}")
        self.env.cr.execute(SQL("DECLARE %s NO SCROLL CURSOR FOR %s", cursor, query))
        fetch = SQL("FETCH %s FROM %s", ROWS_PER_FETCH, cursor)
        while True:
            self.env.cr.execute(fetch)
            rows = self.env.cr.fetchall()
            yield from rows
            if len(rows) < ROWS_PER_FETCH:
                break
        self.env.cr.execute(SQL("CLOSE %s", cursor))

    # ------------------------------------------------------------
    # Figures
    # ------------------------------------------------------------

    @api.model
    def _get_figures(self, domain, field=None):
        """Return :class:`Figures` of the findings in ``domain``.

        With ``field``, a many2one or a selection of the finding, return ``{record id or value:
        Figures}`` instead. One grouped query either way.
        """
        groupby = [*([field] if field else []), "state", "light", "source"]
        figures = {}
        for *key, state, light, source, number in self.env["rectification.finding"]._read_group(
            Domain(domain), groupby, ["__count"]
        ):
            group = key[0] if key else None
            figures.setdefault(getattr(group, "id", group), Figures()).add(
                state, number, light=light, personal=source == "personal"
            )
        return figures if field else figures.get(None, Figures())

    @api.model
    def _get_summary(self, domain, field, records, head=None):
        """Return the rows of a summary: for each of ``records`` what ``head`` says, then figures.

        ``field``: the many2one of the finding that leads to ``records``; ``head``: function giving
        the first cells of a record's row, its name by default. Records without findings have a
        row as well.
        """
        figures = self._get_figures(domain, field)
        # Findings carried over stand under the items of the catalogue they came from.
        records |= records.browse(figures)
        rows = []
        for record in records:
            row = figures.get(record.id)
            cells = head(record) if head else [record.name]
            rows.append([*cells, *self._get_figure_cells(row)])
        return rows

    @api.model
    def _get_figure_cells(self, figures):
        """Return :class:`Figures` as cells in the order of ``FIGURES``; zeros for None."""
        figures = figures or Figures()
        return [getattr(figures, name) for name in FIGURES]

    # ------------------------------------------------------------
    # Values as text, for paper and screen
    # ------------------------------------------------------------

    @api.model
    def _format_date(self, value):
        """Return a date as documents in the user's language write it: 2026年5月8日."""
        if (self.env.lang or "").startswith("zh"):
            return chinese_date(value)
        return format_date(self.env, value) if value else ""
