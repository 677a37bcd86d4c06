from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import ormcache
from odoo.tools.i18n import format_list

from ...tools.core.listing import join_names
from . import lock_mixin, notify_mixin  # noqa: F401 (inherited below)
from .flows import FLOWS

SENTENCES_SHOWN = 10
# What Odoo itself writes when somebody attaches a file, follows or plans an activity.
CHATTER_FIELDS = frozenset({"message_main_attachment_id", "message_follower_ids", "activity_ids"})


class FlowMixin(models.AbstractModel):
    """A record whose state moves along a table of transitions.

    A model that inherits this has its permitted steps in ``flows.py`` and answers, for each role
    named there, with a method ``_filter_role_<role>()`` that returns the records for which the
    current user holds that role. ``write`` asks the table before anything is stored: a form button,
    a dragged card, an import and a remote call meet the same rule, and no context key opens it.
    Roles look at ``self.env.user``, who stays the real person under ``sudo()``.
    """

    _name = "rectification.flow.mixin"
    _description = "Flow of states"
    _inherit = ["rectification.lock.mixin", "rectification.notify.mixin"]

    # Fields that only the code below may fill: who signed, when, and the like. What is computed
    # and stored is protected without being named here: access rules search some of it.
    _protected_fields = frozenset()
    # {(from state, to state): name of the button that asks for the reason this step needs}
    _asking_buttons = {}

    allowed_targets = fields.Char(
        compute="_compute_allowed_targets",
        help="States that the current user may move this record to.",
        export_string_translation=False,
    )

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_allowed_targets(self):
        flow = self._get_flow()
        holders = {}
        for record in self:
            targets = []
            for (origin, target), transition in flow.items():
                if origin != record.state:
                    continue
                for role in transition.who:
                    if role not in holders:
                        holders[role] = set(self._filter_role(role)._ids)
                    if record.id in holders[role]:
                        targets.append(target)
                        break
            record.allowed_targets = ",".join(targets)

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model
    def default_get(self, fields):
        """Take defaults for protected fields from the model alone, not from context or settings."""
        defaults = super().default_get(fields)
        guarded = self._get_protected_names() | self._get_reason_names()
        for name in guarded.intersection(defaults):
            own = self._fields[name].default
            if own:
                defaults[name] = own(self)
            else:
                del defaults[name]
        return defaults

    @api.model_create_multi
    def create(self, vals_list):
        default_state = self.default_get(["state"]).get("state")
        for vals in vals_list:
            self._check_initial_values({"state": default_state, **vals})
        # What users may not fill in is filled in behind the check.
        return super().create(self._complete_initial_values(vals_list))

    def write(self, vals):
        if not self:
            return super().write(vals)
        self._check_protected_fields(vals)
        target = vals.get("state")
        moving = self.browse()
        if "state" in vals:
            moving = self.filtered(lambda record: record.state != target)
        content = {name: value for name, value in vals.items() if name != "state"}
        if content:
            self._check_reason_write(content, moving, target)
            self._check_content_write(content)
        if not moving:
            return super().write(vals)
        moving._lock_for_transition()
        # The content goes first: guards judge the record as it will stand.
        if content:
            super().write(content)
        moving._check_transition(target, vals)
        origins = {record.id: record.state for record in moving}
        super(FlowMixin, moving).write({"state": target, **moving._get_transition_values(target)})
        moving._after_transition(origins, target, vals)
        return True

    def _read_group_groupby(self, alias, groupby_spec, query):
        # Odoo asks here whether the user may read the field, but forgets a many2many: its values
        # would stand in the headings of the groups.
        field = self._fields.get(groupby_spec.partition(":")[0])
        if field and field.type == "many2many":
            self._check_field_access(field, "read")
        return super()._read_group_groupby(alias, groupby_spec, query)

    @api.ondelete(at_uninstall=False)
    def _unlink_if_unsigned(self):
        """Keep whatever somebody has signed for, also when it is a draft again."""
        # sudo: an entry of anybody counts
        entries = self.env["rectification.signoff"].sudo()
        found = entries.search([("res_model", "=", self._name), ("res_id", "in", self.ids)])
        ids = set(found.mapped("res_id"))
        signed = self.filtered(lambda record: record.id in ids)
        if signed:
            raise UserError(
                self.env._(
                    "%s: stands in the sign-off register, so it is kept.", signed._get_names()
                )
            )

    def _write_protected(self, vals):
        """Store values that users may not set themselves; private: remote calls cannot reach it."""
        # The checks of this class's own write are what it goes around.
        return super().write(vals)  # pylint: disable=super-method-mismatch

    def _check_initial_values(self, vals):
        """Refuse a record that would be born in a later state or with somebody's signature."""
        initial = self._get_initial_states()
        if vals["state"] not in initial:
            raise UserError(
                self.env._(
                    "%(model)s cannot be created in the state “%(state)s”. Create it first, "
                    "then take it through its steps.",
                    model=self.env["ir.model"]._get(self._name).name,
                    state=self._get_state_label(vals["state"]),
                )
            )
        self._check_protected_fields(vals)
        names = [name for name in self._get_reason_names() if vals.get(name)]
        if names:
            self._refuse_fields(names)

    def _check_protected_fields(self, vals):
        forbidden = self._get_protected_names().intersection(vals)
        if forbidden:
            self._refuse_fields(forbidden)

    def _refuse_fields(self, names):
        labels = [self._fields[name]._description_string(self.env) for name in names]
        raise UserError(
            self.env._(
                "%(fields)s: filled by the steps themselves and cannot be set by hand. "
                "Use the buttons of the record.",
                fields=sorted(labels),
            )
        )

    def _check_reason_write(self, vals, moving, target):
        """Refuse a reason that belongs to no step: it would stand there as if somebody had said it.

        ``moving``: the records of which ``vals`` accompany a step to ``target``.
        """
        flow = self._get_flow()
        for name in self._get_reason_names().intersection(vals):
            stray = (self - moving) | moving.filtered(
                lambda record, name=name: (
                    (record.state, target) in flow
                    and flow[record.state, target].reason_field != name
                )
            )
            if stray:
                raise UserError(
                    self.env._(
                        "%(records)s: “%(field)s” is filled in by whoever returns or rejects it, "
                        "together with that step.",
                        records=stray._get_names(),
                        field=self._fields[name]._description_string(self.env),
                    )
                )

    # ------------------------------------------------------------
    # To be answered by the models
    # ------------------------------------------------------------

    @api.model
    def _get_flow(self):
        """Return ``{(from state, to state): Transition}``, the model's table of ``flows.py``."""
        return FLOWS.get(self._name, {})

    @api.model
    def _get_initial_states(self):
        """Return the states in which a record may be created."""
        return ("draft",)

    @api.model
    @ormcache()
    def _get_protected_names(self):
        """Return the names of the fields that neither users nor remote calls may fill in."""
        return self._protected_fields.union(
            name
            for name, field in self._fields.items()
            if field.store and field.compute and field.readonly
        )

    @api.model
    def _get_reason_names(self):
        """Return the names of the fields in which a step says why it is taken."""
        return {transition.reason_field for transition in self._get_flow().values()} - {""}

    @api.model
    def _complete_initial_values(self, vals_list):
        """Return the values of new records, completed with what users may not fill in."""
        return vals_list

    def _get_transition_values(self, target):
        """Return the values that a step to ``target`` stores beside the state itself."""
        return {}

    def _check_content_write(self, vals):
        """Raise UserError when ``vals`` touch what may no longer be changed."""

    def _check_files_open(self, attachments):
        """Raise UserError when one of ``attachments`` belongs to what was signed."""

    def _after_transition(self, origins, target, vals):
        """Follow-up of a step: register, messages, activities. ``origins``: {id: state before}."""
        flow = self._get_flow()
        signed = self.filtered(lambda record: flow[origins[record.id], target].signed)
        reason_fields = {flow[origins[record.id], target].reason_field for record in self} - {""}
        comment = next((vals[name] for name in reason_fields if vals.get(name)), "")
        if signed:
            signed._register_signoff(target, origins=origins, comment=comment)
        self._log_transition(origins, target, comment)

    # ------------------------------------------------------------
    # What a board asks
    # ------------------------------------------------------------

    @api.readonly
    def get_asking_button(self, target):
        """Return the name of the button that asks for the reason a step to ``target`` needs.

        False when the step needs none, or is not the user's to take: it is then simply tried, and
        refused with its reasons.
        """
        self.ensure_one()
        if target not in (self.allowed_targets or "").split(","):
            return False
        return self._asking_buttons.get((self.state, target), False)

    # ------------------------------------------------------------
    # Business methods
    # ------------------------------------------------------------

    def _filter_role(self, role):
        """Return the records for which the current user holds ``role``."""
        return getattr(self, f"_filter_role_{role}")()

    def _filter_role_office(self):
        """What belongs to no unit is for every officer; ``officer`` asks about the roster too."""
        is_officer = self.env.user.has_group("rectification_campaign.group_officer")
        return self if is_officer else self.browse()

    def _filter_role_leader(self):
        is_leader = self.env.user.has_group("rectification_campaign.group_leader")
        return self if is_leader else self.browse()

    def _get_blocking_reasons(self, target, vals=None):
        """Return why the records cannot move to ``target``: ``{record id: [sentences]}``.

        Empty lists are left out. ``vals`` are the values of the ``write`` that asks; without them
        only state, role and guard are looked at, as buttons and prints need it.
        """
        flow = self._get_flow()
        reasons = {}
        by_transition = {}
        for record in self:
            transition = flow.get((record.state, target))
            if transition is None:
                reasons[record.id] = [self._get_wrong_state_reason(record, target)]
            else:
                by_transition.setdefault(transition, []).append(record.id)
        for transition, ids in by_transition.items():
            records = self.browse(ids)
            allowed = self.browse().union(*(records._filter_role(role) for role in transition.who))
            for record in records - allowed:
                reasons[record.id] = [self._get_wrong_role_reason(record, transition)]
            if transition.reason_field and vals is not None:
                given = (vals.get(transition.reason_field) or "").strip()
                if not given:
                    for record in allowed:
                        reasons.setdefault(record.id, []).append(
                            self.env._(
                                "Say in “%(field)s” what has to be done, and move it again.",
                                field=self._fields[transition.reason_field]._description_string(
                                    self.env
                                ),
                            )
                        )
            if transition.guard and allowed:
                for record_id, sentences in getattr(allowed, transition.guard)().items():
                    if sentences:
                        reasons.setdefault(record_id, []).extend(sentences)
        return reasons

    def _check_transition(self, target, vals=None):
        """Raise UserError naming every record that cannot move to ``target``, and why."""
        reasons = self._get_blocking_reasons(target, vals)
        if not reasons:
            return
        lines = [
            self.env._("%(record)s: %(sentence)s", record=record.display_name, sentence=sentence)
            for record in self.browse(reasons)[:SENTENCES_SHOWN]
            for sentence in reasons[record.id]
        ]
        if len(reasons) > SENTENCES_SHOWN:
            lines.append(self.env._("… and %(count)s more.", count=len(reasons) - SENTENCES_SHOWN))
        raise UserError("\n".join(lines))

    def _get_wrong_state_reason(self, record, target):
        return self.env._(
            "is “%(state)s” and cannot become “%(target)s”. Reload the page: somebody may have "
            "taken this step already.",
            state=self._get_state_label(record.state),
            target=self._get_state_label(target),
        )

    def _get_wrong_role_reason(self, record, transition):
        roles = dict(self._get_role_labels())
        return self.env._(
            "this step is for: %(roles)s.",
            roles=format_list(
                self.env, [roles.get(role, role) for role in transition.who], style="or"
            ),
        )

    @api.model
    def _get_role_labels(self):
        """Return ``{role: name as a user would say it}`` for the sentences of a refusal."""
        return {
            "owner": self.env._("the person whose sheet it is"),
            "responsible": self.env._("the responsible person"),
            "manager": self.env._("the unit's head or liaison"),
            "head": self.env._("the unit's head"),
            "officer": self.env._(
                "an officer of the leading group who is not on the unit's roster"
            ),
            "office": self.env._("an officer of the leading group"),
            "leader": self.env._("the head of the leading group"),
        }

    def _get_state_label(self, state):
        return dict(self._fields["state"]._description_selection(self.env)).get(state, state)

    def _get_names(self):
        names = self[:SENTENCES_SHOWN].mapped("display_name")
        if len(self) > SENTENCES_SHOWN:
            names.append("…")
        return join_names(names, self.env.lang)

    def _move_to(self, target, **values):
        """Move the records to ``target``; unlike a plain write it refuses those already there."""
        self.filtered(lambda record: record.state == target)._check_transition(target, values)
        return self.write({"state": target, **values})

    def _register_signoff(self, transition, origins=None, comment=""):
        """Enter a step into the sign-off register, one entry for each record."""
        return self.env["rectification.signoff"]._enter(self, transition, origins or {}, comment)

    def _get_signoff_values(self):
        """Return ``{record id: values}``: where a sign-off belongs and what was signed.

        Keys: ``campaign_id``, ``unit_id``, ``dossier_id`` and ``content``, a dictionary of the
        figures and texts signed, from which the register computes its digest.
        """
        return {record.id: {"content": {"name": record.display_name}} for record in self}

    def _get_signoff_step(self, transition):
        """Return the name under which the register lists a step."""
        if transition == "transferred":
            return self.env._("Passed On")
        return self._get_state_label(transition)

    def _get_signoff_roles(self):
        """Return ``{record id: in which capacity the current user signs}``."""
        return {}

    def _log_transition(self, origins, target, comment=""):
        """Write the step into the chatter, in one batch however many records there are."""
        bodies = {}
        label = self._get_state_label(target)
        for record in self:
            body = Markup("<p>%s → <b>%s</b></p>") % (
                self._get_state_label(origins[record.id]),
                label,
            )
            if comment:
                body += Markup("<p>%s</p>") % comment
            bodies[record.id] = body
        self._message_log_batch(bodies=bodies)
