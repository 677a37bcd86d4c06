from odoo import api, models
from odoo.tools.misc import format_date

from ..models.problem import SHORT_TITLE_LENGTH

# Notes of the parser that are not repeated, because the proposal as it stands is looked at instead.
LIVE_NOTES = frozenset(
    {
        "count_differs",
        "deadline_open",
        "phase_without_deadline",
        "area_without_items",
        "nothing_found",
    }
)
NUMBER_NOTES = frozenset({"number_gap", "number_repeated", "number_backwards"})
DEADLINE_NOTES = frozenset(
    {
        "deadline_in_body",
        "deadline_year_assumed",
        "deadline_without_year",
        "deadline_month_end",
        "deadline_vague",
        "deadline_impossible",
    }
)


class RectificationPlan(models.Model):
    """What is uncertain in a proposal, in sentences, and what keeps it from being set up.

    Where the proposal can answer (counts, numbers, open deadlines, empty areas) it is asked anew
    each time, so that a remark goes when its cause is gone.
    """

    _inherit = "rectification.plan"

    # ------------------------------------------------------------
    # REMARKS
    # ------------------------------------------------------------

    def _get_remarks(self):
        """Return ``(general, by_node)``: what is uncertain about the proposal.

        ``general``: [{text, title, start, end, field}] about the whole; ``title`` says about what,
        ``field`` is a field's name or False.
        ``by_node``: {node id: [sentences]}.
        """
        self.ensure_one()
        nodes = self.node_ids
        by_node = {node.id: [] for node in nodes}
        general = [*self._get_count_remarks(), *self._get_field_remarks()]
        submission = self._get_fact_place("date_submission")
        for code, start, end, values in (self.reading or {}).get("notes", []):
            sentence = self._get_note_sentence(code, values)
            node = self._find_node(nodes, start)
            if code in DEADLINE_NOTES and submission and submission[0] <= start < submission[1]:
                if self.date_submission:
                    label = self._fields["date_submission"]._description_string(self.env)
                    general.append(
                        self._make_remark(sentence, start, end, "date_submission", label)
                    )
            elif code in LIVE_NOTES or self._is_settled(code, node):
                continue
            elif node:
                by_node[node.id].append(sentence)
            else:
                passage = (self.source_text or "")[start:end].replace("**", "").strip()
                general.append(self._make_remark(sentence, start, end, title=passage[:20]))
        for node, sentence in self._get_live_remarks(nodes):
            by_node[node.id].append(sentence)
        return general, by_node

    @api.model
    def _make_remark(self, text, start=0, end=0, field=False, title=""):
        return {"text": text, "start": start, "end": end, "field": field, "title": title}

    def _get_fact_place(self, name):
        return (self.reading or {}).get("facts", {}).get(name)

    @api.model
    def _find_node(self, nodes, offset):
        """Return the area, item or phase whose passage holds an offset, or no node."""
        holders = nodes.filtered(
            lambda node: node.kind in ("area", "item", "phase") and node.start <= offset < node.end
        )
        return min(holders, key=lambda node: (node.end - node.start, node.id), default=holders)

    def _is_settled(self, code, node):
        """Tell whether a note of the parser no longer applies to what the node says now."""
        if code in DEADLINE_NOTES:
            return bool(node) and node.deadline != node.read_deadline
        if code in NUMBER_NOTES:
            # Numbers given here hide what the plan's own were like.
            return (
                node.kind == "item"
                and not self.is_numbered_through
                or node.kind == "area"
                and not self.reading.get("areas_numbered")
            )
        return False

    def _get_count_remarks(self):
        """Compare the counts that the text declares with what is proposed now."""
        for what, count, text, start, end, area_start in (self.reading or {}).get("declared", []):
            found = self._count_nodes(what, area_start)
            if found is not None and found != count:
                yield self._make_remark(
                    self.env._(
                        "The plan says “%(text)s”; %(found)s were read. Look for what is missing "
                        "or too much.",
                        text=text,
                        found=found,
                    ),
                    start,
                    end,
                )

    def _count_nodes(self, what, area_start=None):
        """Return how many areas, items or phases are proposed; None for an area that is gone."""
        kind = {"areas": "area", "items": "item", "phases": "phase"}[what]
        nodes = self.node_ids.filtered(lambda node: node.kind == kind)
        if area_start is None:
            return len(nodes)
        area = self.node_ids.filtered(
            lambda node: node.kind == "area" and node.start == area_start and node.end
        )[:1]
        return len(area.child_ids) if area else None

    def _get_field_remarks(self):
        """Remark on what the text leaves open or does not say about the campaign as a whole."""
        if not self.node_ids.filtered(lambda node: node.kind == "item"):
            yield self._make_remark(
                self.env._(
                    "No problem items were found in the text. Add areas and items by hand, or "
                    "take them over from what was not used."
                )
            )
        if (self.source_filename or "").lower().endswith(".pdf"):
            yield self._make_remark(
                self.env._(
                    "A PDF does not say what is bold and where a table has its columns. If there "
                    "is a Word document of the plan, it is read better."
                )
            )
        if self.is_numbered_through and any(self.node_ids.mapped("label")):
            yield self._make_remark(
                self.env._(
                    "The items are numbered through from 1; a catalogue has every number once. "
                    "Their numbers in the plan are shown in the details."
                )
            )
        if self.date_start and not self._get_fact_place("date_start"):
            yield self._make_remark(
                self.env._(
                    "The text names no first day; %s was taken.",
                    format_date(self.env, self.date_start),
                ),
                field="date_start",
            )
        place = self._get_fact_place("date_submission")
        if not self.date_submission:
            yield self._make_remark(
                self.env._(
                    "The plan leaves the submission deadline open (“%s”); it has to be filled in "
                    "before the launch.",
                    self.submission_text,
                )
                if place
                else self.env._(
                    "No submission deadline was found; it has to be filled in before the launch."
                ),
                *(place or (0, 0)),
                field="date_submission",
            )

    def _get_live_remarks(self, nodes):
        """Yield (node, sentence) for what the proposal itself shows."""
        for node in nodes:
            if node.kind == "area" and not node.child_ids:
                yield node, self.env._("This area has no items.")
            elif node.kind == "phase":
                yield from ((node, sentence) for sentence in self._get_phase_remarks(node))
        for kind in ("area", "item"):
            previous = 0
            for node in self._get_ordered(kind):
                if node.number == previous:
                    yield node, self.env._("Number %s occurs again.", node.number)
                elif node.number < previous:
                    yield (
                        node,
                        self.env._(
                            "Number %(found)s follows %(previous)s.",
                            found=node.number,
                            previous=previous,
                        ),
                    )
                elif node.number > previous + 1:
                    yield (
                        node,
                        self.env._(
                            "Number %(expected)s was expected, %(found)s found.",
                            expected=previous + 1,
                            found=node.number,
                        ),
                    )
                previous = node.number

    def _get_phase_remarks(self, node):
        if not node.deadline and node.deadline_text:
            yield self.env._(
                "The plan leaves the deadline open (“%s”); it has to be filled in before the "
                "launch.",
                node.deadline_text,
            )
        elif not node.deadline:
            yield self.env._("No deadline was found for this phase.")
        if not node.phase:
            yield self.env._(
                "Say which phase of the campaign this is; otherwise its date is kept in the "
                "description only."
            )

    def _get_ordered(self, kind):
        """Return the areas, or the items of all areas, in the order of the proposal."""
        areas = self.node_ids.filtered(lambda node: node.kind == "area").sorted(
            lambda node: (node.sequence, node.id)
        )
        if kind == "area":
            return areas
        return areas.browse(item.id for area in areas for item in area._get_items())

    def _get_note_sentence(self, code, values):
        """Return a note of the parser in the reader's language."""
        return {
            "title_missing": self.env._("No title was found."),
            "title_uncertain": self.env._("The first line was taken for the title."),
            "basis_missing": self.env._("No issuing basis (according to …) was found."),
            "areas_guessed": self.env._(
                "No heading says that these are the problems to be put right."
            ),
            "area_unnamed": self.env._("The text has no name for this area."),
            "area_from_section": self.env._(
                "These items have no area of their own and were put under their section."
            ),
            "area_or_item": self.env._("This may be an area or an item."),
            "split_at_semicolons": self.env._(
                "%s items were separated at the semicolons.", values.get("count", "")
            ),
            "split_at_paragraphs": self.env._(
                "%s items have no numbers; each paragraph became one.", values.get("count", "")
            ),
            "not_split": self.env._("This text was taken as one item."),
            "looks_like_measure": self.env._("This reads like a measure, not a problem."),
            "trailing_paragraph": self.env._(
                "This paragraph follows the last item and was left out."
            ),
            "number_gap": self.env._(
                "In the plan, number %(expected)s was expected, %(found)s found.",
                expected=values.get("expected", ""),
                found=values.get("found", ""),
            ),
            "number_repeated": self.env._(
                "In the plan, number %s occurs again.", values.get("found", "")
            ),
            "number_backwards": self.env._(
                "In the plan, number %(found)s follows %(previous)s.",
                found=values.get("found", ""),
                previous=values.get("previous", ""),
            ),
            "phases_from_text": self.env._(
                "These phases were told apart by their deadlines alone."
            ),
            "deadline_in_body": self.env._(
                "The deadline was taken from the phase's text, not from its heading."
            ),
            "deadline_year_assumed": self.env._(
                "The text gives no year for the deadline; %s, the year of the campaign, was taken.",
                self.year,
            ),
            "deadline_without_year": self.env._("The deadline has no year."),
            "deadline_month_end": self.env._("Only a month is given; its last day was taken."),
            "deadline_vague": self.env._(
                "The deadline names no day (beginning or middle of a month)."
            ),
            "deadline_impossible": self.env._("There is no such date."),
            "several_submissions": self.env._("More than one deadline for a submission was found."),
            "too_long": self.env._(
                "The text has more lines or points than a plan can have; the rest was not read."
            ),
            "too_many_notes": self.env._("%s more remarks were left out.", values.get("count", "")),
        }.get(code, code)

    # ------------------------------------------------------------
    # OBSTACLES
    # ------------------------------------------------------------

    def _get_set_up_reasons(self):
        """Return what keeps catalogue and campaign from being set up: ``{id: [sentences]}``."""
        return {plan.id: [*plan._get_field_reasons(), *plan._get_node_reasons()] for plan in self}

    def _get_field_reasons(self):
        missing = [
            self._fields[name]._description_string(self.env)
            for name in ("name", "catalogue_name", "date_start")
            if not self[name]
        ]
        if missing:
            yield self.env._("fill in: %s.", missing)
        catalogue = self.env["rectification.catalogue"].with_context(active_test=False)
        if self.catalogue_name and catalogue.search_count(
            [("name", "=", self.catalogue_name.strip()), ("version", "=", 1)], limit=1
        ):
            yield self.env._(
                "there is a catalogue named “%s” already. Give this one another name.",
                self.catalogue_name.strip(),
            )

    def _get_node_reasons(self):
        areas, items = self._get_ordered("area"), self._get_ordered("item")
        if not items:
            yield self.env._("there are no problem items yet. Add an area and its items.")
        for area in areas if items else ():
            if not area.child_ids:
                yield self.env._(
                    "the area “%s” has no items. Add some, or remove the area.", area.name or ""
                )
        for nodes in (areas, items):
            numbers = nodes.mapped("number")
            repeated = sorted({number for number in numbers if numbers.count(number) > 1})
            if repeated or any(number < 1 for number in numbers):
                yield self.env._(
                    "numbers that occur more than once, or not at all (%s), have to be settled: "
                    "correct them, or choose “Number Through”.",
                    [str(number) for number in repeated or [0]],
                )
        for phase in self._get_nodes("phase"):
            if phase.deadline_text and not (phase.deadline or phase.phase):
                yield self.env._(
                    "the phase “%(phase)s” has an open deadline (“%(deadline)s”) and is no phase "
                    "of the campaign. Fill in the deadline, or say which phase of the campaign it "
                    "is.",
                    phase=phase.name or "",
                    deadline=phase.deadline_text,
                )
        for node in areas | items:
            if not (node.name or "").strip():
                yield self.env._("number %s has no title.", node.number)
            elif node.kind == "item" and len(node.name.strip()) > SHORT_TITLE_LENGTH:
                yield self.env._(
                    "the short title of item %(number)s has %(length)s characters; at most "
                    "%(limit)s fit a card.",
                    number=node.number,
                    length=len(node.name.strip()),
                    limit=SHORT_TITLE_LENGTH,
                )
