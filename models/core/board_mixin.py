from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

ACTIVITY_FIELDS = (
    "activity_type_id",
    "date_deadline",
    "res_model",
    "summary",
    "user_id",
    "user_tz",
)
URGENCY = ("overdue", "today", "planned")


class BoardMixin(models.AbstractModel):
    """A record shown on boards with columns and activities, in a fixed small number of queries.

    Odoo sends one query for each column, and checks an activity several times over for a user who
    sees its card already. Boards are what people open first in the morning, so both are done once.
    """

    _name = "rectification.board.mixin"
    _description = "Cards on a Board"

    @api.depends("activity_ids.date_deadline", "activity_ids.user_tz")
    def _compute_activity_state(self):
        # As in module mail, but by the time zone kept on the activity: no user has to be read.
        for record in self:
            states = {
                activity._compute_state_from_date(activity.date_deadline, activity.user_tz)
                for activity in record.activity_ids
                if activity.date_deadline
            }
            record.activity_state = next((state for state in URGENCY if state in states), False)

    @api.model
    @api.readonly
    def web_read_group(
        self,
        domain,
        groupby,
        aggregates=(),
        limit=None,
        offset=0,
        order=None,
        *,
        auto_unfold=False,
        opening_info=None,
        unfold_read_specification=None,
        unfold_read_default_limit=80,
        groupby_read_specification=None,
    ):
        """Read the cards of all columns of a board with one query; the rest is Odoo's own method.

        Takes and returns what the method of module ``web`` does. Only columns that are the values
        of a selection (states, lights) are read here: those are the boards people work with.
        """
        is_board = (
            len(groupby) == 1
            and not order
            and groupby[0] in self._fields
            and self._fields[groupby[0]].type == "selection"
        )
        result = super().web_read_group(
            domain,
            groupby,
            aggregates,
            limit,
            offset,
            order,
            auto_unfold=auto_unfold and not is_board,
            opening_info=None if is_board else opening_info,
            unfold_read_specification=unfold_read_specification,
            unfold_read_default_limit=unfold_read_default_limit,
            groupby_read_specification=groupby_read_specification,
        )
        if is_board:
            columns = []
            self._open_groups(
                records_opening_info=columns,
                groups=result["groups"],
                domain=Domain(domain),
                groupby=groupby,
                aggregates=aggregates,
                dict_order={},
                auto_unfold=auto_unfold,
                opening_info=opening_info,
                unfold_read_default_limit=unfold_read_default_limit,
                parent_opening_info=opening_info,
                parent_group_domain=Domain.TRUE,
            )
            self._read_columns(columns, Domain(domain), unfold_read_specification or {})
        return result

    def _read_columns(self, columns, domain, specification):
        """Put the cards into the groups of ``columns``, a list as ``_open_groups`` makes it."""
        filled = [column for column in columns if column["group"]["__count"]]
        ids_by_column = self._search_columns(filled, domain)
        records = self.browse([record_id for ids in ids_by_column for record_id in ids])
        values = dict(zip(records._ids, records.web_read(specification), strict=True))
        for column in columns:
            column["group"]["__records"] = []
        for column, ids in zip(filled, ids_by_column, strict=True):
            column["group"]["__records"] = [values[record_id] for record_id in ids]

    def _search_columns(self, columns, domain):
        """Return the ids of the cards of each of ``columns``, in order."""
        if not columns:
            return []
        # The queries are the ORM's own, record rules included; only their sending is done at once.
        searches = [
            self._search(
                domain & column["domain"],
                offset=column["offset"],
                limit=column["limit"],
                order=self._order,
            )
            for column in columns
        ]
        arrays = [SQL("ARRAY(%s)", search.select()) for search in searches]
        [row] = self.env.execute_query(SQL("SELECT %s", SQL(", ").join(arrays)))
        return row

    def _fetch_query(self, query, fields):
        """Fetch the activities of the records at once, for all the fields about them."""
        activities = self._fields["activity_ids"]
        if self.env.su or activities not in fields:
            return super()._fetch_query(query, fields)
        records = super()._fetch_query(query, [field for field in fields if field != activities])
        # sudo: who may read a record may read its activities (mail.activity says so as well);
        # asked record by record, the same answer costs six queries.
        records.sudo().activity_ids.fetch(ACTIVITY_FIELDS)
        return records
