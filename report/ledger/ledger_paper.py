from odoo import api, fields, models

from ...tools.office_files.columns import DATE, split_row

# What one row of a printed list may hold so that it fits on a page, and a line of it across.
LINES_PER_ROW = 25
CHARACTERS_PER_LINE = 64


class RectificationLedger(models.AbstractModel):
    """The ledger on paper: lists as rows of texts, with their figures and signatures."""

    _inherit = "rectification.ledger"

    @api.model
    def _get_list(
        self, domain, names, *, campaign, unit, signatures, member=None, nil_return=False
    ):
        """Return what a printed list of the findings in ``domain`` shows, all as text.

        ``names``: the columns; ``signatures``: ``[(who signs, note from the register)]``;
        ``nil_return``: whether the sheet was handed in as one, which an empty list then says.
        """
        columns = self._share_width(self._get_columns(names))
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
            "date": self._format_date(fields.Date.context_today(self)),
            "columns": columns,
            "rows": list(self._iter_texts(domain, columns)),
            "empty": empty,
            "figures": self._get_figures_text(self._get_figures(domain)),
            "signatures": signatures,
        }

    @api.model
    def _share_width(self, columns):
        """Return ``columns`` with their widths as parts of a hundred, as paper needs them."""
        whole = sum(column.width for column in columns)
        return [column._replace(width=round(100 * column.width / whole, 2)) for column in columns]

    @api.model
    def _iter_texts(self, domain, columns, line=CHARACTERS_PER_LINE):
        """Yield the findings in ``domain`` as rows of texts, the day of a sign-off beside it.

        A row never breaks across pages; a text that is longer than a page goes on in rows of its
        own. ``line``: how many Chinese characters fit across the table.
        """
        names = [column.name for column in columns]
        dates = [index for index, column in enumerate(columns) if column.kind == DATE]
        signed_off = names.index("signed_off") if "signed_off" in names else None
        whole = sum(column.width for column in columns)
        widths = [line * column.width / whole for column in columns]
        continued = self.env._("cont.")  # 续
        for row in self._iter_rows(domain, [*names, "signed_off_on"]):
            closed_on = row.pop()
            for index in dates:
                # In a narrow column a date breaks after the year, not within a month.
                row[index] = self._format_date(row[index]).replace("年", "年\n")
            if closed_on and signed_off is not None:
                day = self._format_date(closed_on).replace("年", "年\n")
                row[signed_off] += f"\n{day}"
            texts = ["" if value is None else str(value) for value in row]
            first, *others = split_row(texts, widths, LINES_PER_ROW)
            yield first
            for other in others:
                other[0] = continued
                yield other

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
            date=self._format_date(fields.Datetime.context_timestamp(self, moment).date()),
        )
