import base64
import datetime

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools.misc import format_date

from ..tools import plan_proposal
from ..tools.plan_parser import parse_plan
from ..tools.plan_reader import (
    MAX_BYTES,
    MAX_CHARACTERS,
    MAX_PAGES,
    DocumentError,
    DocumentTooLarge,
    EncryptedDocument,
    MissingLibrary,
    ScannedDocument,
    UnknownFormat,
    read_document,
)

# A plan has some dozens; whatever has more is another document, and no screen for it.
MAX_ITEMS = 1000
YEARS = (1949, 2200)


class RectificationPlan(models.Model):
    """Reading: from file or text to the nodes proposed."""

    _inherit = "rectification.plan"

    # ------------------------------------------------------------
    # SOURCE
    # ------------------------------------------------------------

    def _read_source_file(self):
        """Return the text of the plan's file, '' without a file.

        :raises UserError: if the file cannot be read, with what to do about it.
        """
        # Screens ask for sizes in place of contents.
        content = self.with_context(bin_size=False, bin_size_source_file=False).source_file
        if not content:
            return ""
        name = self.source_filename or ""
        try:
            return read_document(name, base64.b64decode(content))
        except DocumentError as error:
            raise UserError(self._get_document_sentence(error, name)) from error

    def _get_document_sentence(self, error, name):
        """Return what a person is told about a file that cannot be read, and what to do."""
        name = name or self.env._("The file")
        if isinstance(error, UnknownFormat):
            return self.env._(
                "%s: files of this kind cannot be read. Save the plan as .docx, .xlsx, .pdf or "
                ".txt, or paste its text.",
                name,
            )
        if isinstance(error, MissingLibrary):
            return self.env._(
                "%(file)s: reading it needs the Python package “%(library)s”, which is not "
                "installed on the server. Paste the text instead, or ask the administrator for "
                "the package.",
                file=name,
                library=error.library,
            )
        if isinstance(error, EncryptedDocument):
            return self.env._(
                "%s: is protected by a password, or was saved in an old Office format. Save it "
                "without a password as .docx, .xlsx or .pdf.",
                name,
            )
        if isinstance(error, ScannedDocument):
            return self.env._(
                "%s: holds pictures of pages and no text. Have its text recognised, or paste it.",
                name,
            )
        if isinstance(error, DocumentTooLarge):
            return self.env._(
                "%(file)s: is larger than any plan; at most %(megabytes)s MB, %(pages)s pages and "
                "%(characters)s characters are read. Take out the annexes, or paste the text of "
                "the plan.",
                file=name,
                megabytes=MAX_BYTES // 1024 // 1024,
                pages=MAX_PAGES,
                characters=MAX_CHARACTERS,
            )
        return self.env._(
            "%s: is damaged, or not what its name says. Open it, save it again as .docx, .xlsx, "
            ".pdf or .txt, or paste its text.",
            name,
        )

    def _propose_year(self):
        """Return the YearProposal for the plan's text."""
        plan = parse_plan(self.source_text or "")
        return plan_proposal.propose_year(plan, fields.Date.context_today(self))

    def _get_year_hint(self, proposal):
        """Return where the proposed year comes from, or that another one was chosen."""
        self.ensure_one()
        if not self.source_text:
            return False
        values = {"year": proposal.year, "passage": proposal.passage and proposal.passage.text}
        if self.year != proposal.year and proposal.passage:
            return self.env._("Set by hand; the text says “%(passage)s”.", **values)
        if self.year != proposal.year:
            return self.env._("Set by hand; the text names no year.")
        return {
            "number": self.env._("From the document number “%(passage)s”.", **values),
            "date": self.env._("From the date of the document, “%(passage)s”.", **values),
            "title": self.env._("From the title: “%(passage)s”.", **values),
            "deadline": self.env._("From a deadline in the text: “%(passage)s”.", **values),
            "today": self.env._("The text names no year; this is the current one. Check it."),
        }[proposal.origin]

    def _get_twin_notice(self):
        """Return the sentence that says that this plan's text has been entered before."""
        self.ensure_one()
        if self.campaign_id:
            return self.env._(
                "The same text has been set up already as the campaign “%(campaign)s”.",
                campaign=self.campaign_id.name,
            )
        return self.env._(
            "The same text was entered on %(date)s by %(user)s and is not set up yet: “%(plan)s”.",
            date=format_date(self.env, self.create_date),
            user=self.create_uid.name,
            plan=self.display_name,
        )

    # ------------------------------------------------------------
    # READING
    # ------------------------------------------------------------

    def _get_reading_reasons(self):
        """Return what keeps the plans from being read: ``{id: [sentences]}``."""
        reasons = {}
        for plan in self:
            sentences = reasons.setdefault(plan.id, [])
            if not (plan.source_text or "").strip():
                sentences.append(self.env._("choose a file, or paste the text of the plan."))
            if len(plan.source_text or "") > MAX_CHARACTERS:
                sentences.append(
                    self.env._(
                        "the text is longer than any plan (%s characters are read). Take out the "
                        "annexes.",
                        MAX_CHARACTERS,
                    )
                )
            if not YEARS[0] <= plan.year <= YEARS[1]:
                sentences.append(
                    self.env._("fill in the year of the campaign, with its four digits.")
                )
        return reasons

    def _read(self):
        """Parse the text and write what was found: the proposal's fields and nodes."""
        self.ensure_one()
        parsed = parse_plan(self.source_text, self.year)
        if len(parsed.items) > MAX_ITEMS:
            raise UserError(
                self.env._(
                    "%(plan)s: %(count)s problem items were found; a plan has at most %(limit)s. "
                    "Take out what does not belong to the plan.",
                    plan=self.display_name,
                    count=len(parsed.items),
                    limit=MAX_ITEMS,
                )
            )
        self._forget_reading()
        values, facts = self._get_facts(parsed)
        numbers, is_renumbered = plan_proposal.propose_numbers(parsed.items)
        self._write_protected(
            {
                **values,
                "reading": self._get_reading(parsed, facts),
                "is_numbered_through": is_renumbered or not any(i.number for i in parsed.items),
            }
        )
        self._create_areas(parsed, dict(zip(map(id, parsed.items), numbers, strict=True)))
        self._create_phases(parsed)
        self.env["rectification.plan.node"].create(
            self._get_extract_values("duty", parsed.duties)
            + self._get_extract_values("material", self._find_study(parsed)[1])
        )

    def _forget_reading(self):
        """Delete the nodes and what was read."""
        self.node_ids.unlink()
        self._write_protected({"reading": False, "is_numbered_through": False})

    @api.model
    def _get_reading(self, parsed, facts):
        """Return what the screen shows beside the nodes, as JSON."""
        return {
            "passages": [[p.start, p.end, p.kind, p.role] for p in parsed.passages],
            "notes": [[n.code, n.start, n.end, dict(n.values)] for n in parsed.notes],
            "declared": [
                [
                    entry.what,
                    entry.count,
                    entry.text,
                    entry.start,
                    entry.end,
                    None if entry.area is None else parsed.areas[entry.area].start,
                ]
                for entry in parsed.declared
            ],
            "facts": facts,
            # Whether the areas got numbers that are not the plan's.
            "areas_numbered": not self._are_numbers_kept(parsed.areas),
        }

    def _get_facts(self, parsed):
        """Return (values of the plan's fields, ``{field: [start, end] of its passage}``)."""
        submission = parsed.submission
        number = plan_proposal.find_document_number(parsed.source)
        organiser = plan_proposal.find_organiser(parsed.source)
        theme = self._find_study(parsed)[0]
        start, start_passage = self._propose_start(parsed)
        title = parsed.title[:200]
        values = {
            "name": title,
            "catalogue_name": title
            and self.env._("Problem list: %s", plan_proposal.subject(title)),
            "document_number": number.text if number else False,
            "organiser": organiser.text if organiser else False,
            "basis": parsed.basis.text if parsed.basis else False,
            "study_theme": theme.text if theme else False,
            "date_start": start,
            "date_submission": submission.date if submission else False,
            "submission_text": submission.text if submission else False,
        }
        titles = [passage for passage in parsed.passages if passage.kind == "title"]
        found = {
            "name": titles[0] if titles else None,
            "document_number": number,
            "organiser": organiser,
            "basis": parsed.basis,
            "study_theme": theme,
            "date_start": start_passage,
            "date_submission": submission,
        }
        return values, {name: [spot.start, spot.end] for name, spot in found.items() if spot}

    def _propose_start(self, parsed):
        """Return (first day of the campaign, its passage or None if the text does not say it)."""
        issued = plan_proposal.find_issue_date(parsed.source)
        if issued and issued[0].year == self.year:
            return issued
        today = fields.Date.context_today(self)
        deadlines = [phase.deadline for phase in parsed.phases if phase.deadline]
        latest = min(deadlines, default=datetime.date.max)
        first = parsed.phases[0] if parsed.phases else None
        if first and first.begins and first.begins <= latest:
            return first.begins, first
        if today.year == self.year and today <= latest:
            return today, None
        return datetime.date(self.year, 1, 1), None

    @api.model
    def _find_study(self, parsed):
        """Return (theme of study or None, documents to be studied) of the first phases."""
        theme, materials = None, []
        for phase, kind in zip(
            parsed.phases, plan_proposal.propose_phases(parsed.phases), strict=True
        ):
            if kind == "study":
                theme = theme or plan_proposal.find_theme(parsed.source, phase.start, phase.end)
                materials += plan_proposal.find_materials(parsed.source, phase.start, phase.end)
        return theme, materials

    @api.model
    def _are_numbers_kept(self, areas):
        """Tell whether every area has a number of its own in the plan."""
        numbers = [area.number for area in areas]
        return all(numbers) and len(set(numbers)) == len(numbers)

    def _create_areas(self, parsed, numbers):
        """Create the nodes of areas and items; ``numbers``: {identity of an item: its number}."""
        if self._are_numbers_kept(parsed.areas):
            printed = [area.number for area in parsed.areas]
        else:
            printed = range(1, len(parsed.areas) + 1)
        self.env["rectification.plan.node"].create(
            [
                {
                    **self._get_place_values("area", sequence, area),
                    "number": number,
                    "label": area.label,
                    "name": area.title if not area.title.endswith("…") else area.name,
                    "wording": area.name,
                    "child_ids": [
                        Command.create(
                            {
                                **self._get_place_values("item", place, item),
                                "number": numbers[id(item)],
                                "label": item.label,
                                "name": item.title,
                                "wording": item.text,
                            }
                        )
                        for place, item in enumerate(area.items)
                    ],
                }
                for sequence, (area, number) in enumerate(zip(parsed.areas, printed, strict=True))
            ]
        )

    def _create_phases(self, parsed):
        self.env["rectification.plan.node"].create(
            [
                {
                    **self._get_place_values("phase", sequence, phase),
                    "number": phase.number or sequence + 1,
                    "label": phase.label,
                    "name": phase.name,
                    # 第一阶段：… leaves its colon with the text.
                    "wording": phase.text.lstrip("：:，,、 "),
                    "phase": kind,
                    "deadline": phase.deadline,
                    "read_deadline": phase.deadline,
                    "deadline_text": phase.deadline_text,
                }
                for sequence, (phase, kind) in enumerate(
                    zip(parsed.phases, plan_proposal.propose_phases(parsed.phases), strict=True)
                )
            ]
        )

    def _get_extract_values(self, kind, extracts):
        return [
            {**self._get_place_values(kind, sequence, extract), "wording": extract.text}
            for sequence, extract in enumerate(extracts)
        ]

    def _get_place_values(self, kind, sequence, spot):
        return {
            "plan_id": self.id,
            "kind": kind,
            "sequence": sequence,
            "start": spot.start,
            "end": spot.end,
        }
