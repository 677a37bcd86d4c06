from itertools import count

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...models.core import clock
from ...models.core.selection import get_labels
from ...tools.office_files.columns import Column, Figures, share_width
from .headings import get_headings
from .paper import CHARACTERS_PER_LINE, iter_texts
from .workbook import write_workbook

ROWS_PER_FETCH = 2000
# How SQL writes a date as documents do, by the beginning of the language's code.
DATE_PATTERNS = {"zh": 'FMYYYY"年"FMMM"月"FMDD"日"'}
ISO_DATE = "YYYY-MM-DD"
# Columns that show a selection of the finding, with the field it is.
SELECTIONS = {
    "unit_kind": "unit_kind",
    "type": "rectification_type",
    "state": "state",
    "light": "light",
    "source": "source",
}
_cursor_numbers = count(1)


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
        headings = self._get_headings()
        return [Column(name, *headings[name]) for name in names]

    @api.model
    def _get_headings(self):
        """Return ``{name: (label, kind, width)}`` of every column a ledger can have."""
        return get_headings(self.env)

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
        the item on a finding are shown as on its form: who reads a finding reads those.
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

        # Where no measures are written, the actions are what is done.
        measures = SQL(
            """CASE WHEN coalesce(%(measures)s, '') != '' THEN %(measures)s ELSE (
                SELECT string_agg(name, E'\n' ORDER BY deadline, id)
                  FROM rectification_action
                 WHERE finding_id = %(finding)s AND state != 'cancelled') END""",
            measures=of(finding, "measures"),
            finding=of(finding, "id"),
        )
        extended = self._get_extended_sql(of(finding, "id"))
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
            # the state, under it what was done, and under that the extensions
            "progress": SQL(
                r"concat_ws(E'\n', %s, nullif(%s, ''), %s || %s)",
                of(finding, "state"),
                of(finding, "result"),
                self.env._("Extended:") + " ",
                extended,
            ),
            "extended": extended,
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
    def _get_extended_sql(self, finding_id):
        """Return SQL for the extensions granted to a finding: from when to when, a line each."""
        return SQL(
            """(SELECT string_agg(to_char(old_deadline, %(pattern)s) || ' → '
                        || to_char(granted_deadline, %(pattern)s), E'\n' ORDER BY id)
                  FROM rectification_extension
                 WHERE finding_id = %(finding)s AND state = 'granted')""",
            pattern=DATE_PATTERNS.get((self.env.lang or "")[:2], ISO_DATE),
            finding=finding_id,
        )

    @api.model
    def _get_converters(self, names):
        """Return ``{name: function}`` for the columns whose stored value is not what is shown."""
        finding = self.env["rectification.finding"]
        converters = {
            name: get_labels(finding, field).get
            for name, field in SELECTIONS.items()
            if name in names
        }
        states = get_labels(finding, "state")
        if "progress" in names:

            def show_progress(value):
                state, newline, rest = value.partition("\n")
                return f"{states[state]}{newline}{rest}"

            converters["progress"] = show_progress
        if "signed_off" in names:
            answers = dict.fromkeys(states, self.env._("No"))
            answers.update(closed=self.env._("Yes"), rejected=states["rejected"])
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
            clock.COUNTY_ZONE,
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
        return [
            [
                *(head(record) if head else [record.name]),
                *figures.get(record.id, Figures()).cells,
            ]
            for record in records
        ]

    # ------------------------------------------------------------
    # Workbook and paper
    # ------------------------------------------------------------

    @api.model
    def _write_workbook(self, record, target):
        """Write the ledger of ``record``, a campaign or a dossier, to the file ``target``.

        What the user may not see is in no row, no summary and no total.

        :raises AccessError: when the user may not read ``record`` or no findings at all.
        """
        write_workbook(self, record, target)

    @api.model
    def _get_list(
        self, domain, names, *, campaign, unit, signatures, member=None, nil_return=False
    ):
        """Return what a printed list of the findings in ``domain`` shows, all as text.

        ``names``: the columns; ``signatures``: ``[(who signs, note from the register)]``;
        ``nil_return``: whether the sheet was handed in as one, which an empty list then says.
        """
        columns = share_width(self._get_columns(names))
        # sudo: names of the campaign, the unit and the person, as on the record that is printed
        campaign, unit = campaign.sudo(), unit.sudo()
        if nil_return:
            # 零报告
            empty = self.env._("Nil return: nothing was found on any item.")
        else:
            empty = self.env._("No finding has been recorded.")
        return {
            "campaign": campaign.name,
            "unit": unit.name,
            "member": member.sudo() if member else None,
            "date": clock.format_day(self.env, clock.today(self.env)),
            "columns": columns,
            "rows": list(self._iter_texts(domain, columns)),
            "empty": empty,
            "figures": self._get_figures_text(self._get_figures(domain)),
            "signatures": signatures,
        }

    @api.model
    def _iter_texts(self, domain, columns, line=CHARACTERS_PER_LINE):
        """Yield the findings in ``domain`` as rows of texts that fit on a page.

        ``line``: how many Chinese characters fit across the table.
        """
        return iter_texts(self, domain, columns, line)

    @api.model
    def _get_figures_text(self, figures):
        """Return the sentence of figures under a list."""
        if not (figures.found or figures.rejected):
            return ""
        text = self.env._(
            "Problems found: %(found)s; put right: %(closed)s; being put right: %(in_progress)s; "
            "not yet begun: %(not_begun)s; rate of completion: %(rate)s.",
            found=figures.found,
            closed=figures.closed,
            in_progress=figures.in_progress,
            not_begun=figures.not_begun,
            rate=f"{figures.rate:.1%}",
        )
        if figures.rejected:
            text = self.env._(
                "%(figures)s Not substantiated: %(count)s.", figures=text, count=figures.rejected
            )
        return text

    @api.model
    def _get_register_note(self, user, moment):
        """Return the note under a signature line of what the register holds already."""
        if not user or not moment:
            return ""
        return self.env._(
            "signed in the register by %(user)s on %(date)s",
            user=user.sudo().name,  # sudo: a name, as the register shows it
            date=clock.format_day(self.env, moment),
        )
