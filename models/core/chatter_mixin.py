from markupsafe import escape

from odoo import models
from odoo.tools import SQL


class LogMixin(models.AbstractModel):
    """A record whose chatter is written in batches, however many records a step touches.

    The chatter says the same sentence about hundreds of records when a step is taken for all of
    them. Odoo makes each message on its own, which costs more than everything else in the step.
    """

    _name = "rectification.log.mixin"
    _description = "Chatter in Batches"

    def write(self, vals):
        # Odoo remembers and compares every tracked field of every record, whatever is written.
        # Columns nobody tracks, such as the state and the light, cannot change one of those.
        tracked = self._track_get_fields()
        if all(name not in tracked and self._fields[name].column_type for name in vals):
            self = self.with_context(mail_notrack=True)
        return super().write(vals)

    def _message_log_batch(
        self,
        bodies,
        subject=False,
        author_id=None,
        email_from=None,
        message_type="notification",
        partner_ids=False,
        attachment_ids=False,
        tracking_value_ids=False,
    ):
        """Log ``{record id: body}``: each different body once through Odoo, the rest as copies.

        Takes and returns what the method of ``mail.thread`` does.
        """
        kwargs = {
            "subject": subject,
            "author_id": author_id,
            "email_from": email_from,
            "message_type": message_type,
        }
        if partner_ids or attachment_ids or tracking_value_ids:
            return super()._message_log_batch(
                bodies,
                partner_ids=partner_ids,
                attachment_ids=attachment_ids,
                tracking_value_ids=tracking_value_ids,
                **kwargs,
            )
        bodies = {record_id: escape(bodies.get(record_id, "")) for record_id in self.ids}
        ids_by_body = {}
        for record_id, body in bodies.items():
            ids_by_body.setdefault(body, []).append(record_id)
        firsts = self.browse([ids[0] for ids in ids_by_body.values()])
        messages = super(LogMixin, firsts)._message_log_batch(bodies, **kwargs)
        message_by_record = dict(zip(firsts.ids, messages.ids, strict=True))
        for message, (_first, *rest) in zip(messages, ids_by_body.values(), strict=True):
            message_by_record.update(self._copy_log(message, rest))
        return messages.browse([message_by_record[record_id] for record_id in self.ids])

    def _copy_log(self, message, record_ids):
        """Repeat a log message on other records; return ``{record id: message id}``."""
        if not record_ids:
            return {}
        message.flush_recordset()
        names = [
            name
            for name, field in message._fields.items()
            if field.store and field.column_type and name not in ("id", "res_id")
        ]
        columns = SQL(", ").join(SQL.identifier(name) for name in names)
        # Raw SQL: a log message notifies nobody and has no lines, so its copies are the same row
        # with another record. Through the ORM 5,000 of them take 4 s, like this 0.1 s.
        rows = self.env.execute_query(
            SQL(
                "INSERT INTO mail_message (res_id, %s)"
                " SELECT target.id, %s FROM mail_message, unnest(%s) AS target(id)"
                " WHERE mail_message.id = %s RETURNING res_id, id",
                columns,
                SQL(", ").join(SQL.identifier("mail_message", name) for name in names),
                list(record_ids),
                message.id,
            )
        )
        self.browse(record_ids).invalidate_recordset(["message_ids"], flush=False)
        return dict(rows)

    def _message_track(self, fields_iter, initial_values_dict):
        """Note the changes of tracked fields; of many records in a handful of queries.

        Takes and returns what the method of ``mail.thread`` does.
        """
        notes = self.env.cr.precommit.data
        has_notes = any(
            notes.get(f"mail.tracking.{kind}.{self._name}") for kind in ("message", "author")
        )
        if len(self) == 1 or not fields_iter or has_notes:
            return super()._message_track(fields_iter, initial_values_dict)
        tracked_fields = self.fields_get(
            fields_iter, attributes=("string", "type", "selection", "currency_field")
        )
        tracking, commands_by_id, others = {}, {}, self.browse()
        for record in self.exists():
            initial_values = initial_values_dict[record.id]
            changes, commands = record._mail_track(tracked_fields, initial_values)
            tracking[record.id] = changes, commands
            old_values = {name: initial_values[name] for name in changes}
            if record._track_subtype(old_values) or record._track_get_default_log_message(changes):
                others |= record
            elif commands:
                commands_by_id[record.id] = commands
        if others:
            super(LogMixin, others)._message_track(fields_iter, initial_values_dict)
        changed = self.browse(commands_by_id)
        messages = changed._message_log_batch(bodies={})
        # sudo: lines of the chatter belong to the administrator; their messages were just made.
        self.env["mail.tracking.value"].sudo().create(
            [
                {**values, "mail_message_id": message.id}
                for record, message in zip(changed, messages, strict=True)
                for __, __, values in commands_by_id[record.id]
            ]
        )
        return tracking
