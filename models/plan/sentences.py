"""What is said about a plan and its proposal, in the user's language.

``tools/plan`` finds what is to be said, as codes with values; here is the sentence for each.
"""

from collections import defaultdict

from odoo.tools.misc import format_date

from ...tools.plan.reader import (
    MAX_BYTES,
    MAX_CHARACTERS,
    MAX_PAGES,
    DocumentTooLarge,
    EncryptedDocument,
    MissingLibrary,
    ScannedDocument,
    UnknownFormat,
)
from ..catalogue.problem import SHORT_TITLE_LENGTH

# Notes of the parser, by code; see NOTES in tools/plan/nodes.py.
NOTE_SENTENCES = {
    "title_missing": lambda env, values: env._("No title was found."),
    "title_uncertain": lambda env, values: env._("The first line was taken for the title."),
    "basis_missing": lambda env, values: env._("No issuing basis (according to …) was found."),
    "areas_guessed": lambda env, values: env._(
        "No heading says that these are the problems to be put right."
    ),
    "area_unnamed": lambda env, values: env._("The text has no name for this area."),
    "area_from_section": lambda env, values: env._(
        "These items have no area of their own and were put under their section."
    ),
    "area_or_item": lambda env, values: env._("This may be an area or an item."),
    "split_at_semicolons": lambda env, values: env._(
        "%s items were separated at the semicolons.", values["count"]
    ),
    "split_at_paragraphs": lambda env, values: env._(
        "%s items have no numbers; each paragraph became one.", values["count"]
    ),
    "not_split": lambda env, values: env._("This text was taken as one item."),
    "looks_like_measure": lambda env, values: env._("This reads like a measure, not a problem."),
    "trailing_paragraph": lambda env, values: env._(
        "This paragraph follows the last item and was left out."
    ),
    "number_gap": lambda env, values: env._(
        "In the plan, number %(expected)s was expected, %(found)s found.",
        expected=values["expected"],
        found=values["found"],
    ),
    "number_repeated": lambda env, values: env._(
        "In the plan, number %s occurs again.", values["found"]
    ),
    "number_backwards": lambda env, values: env._(
        "In the plan, number %(found)s follows %(previous)s.",
        found=values["found"],
        previous=values["previous"],
    ),
    "phases_from_text": lambda env, values: env._(
        "These phases were told apart by their deadlines alone."
    ),
    "deadline_in_body": lambda env, values: env._(
        "The deadline was taken from the phase's text, not from its heading."
    ),
    "deadline_year_assumed": lambda env, values: env._(
        "The text gives no year for the deadline; %s, the year of the campaign, was taken.",
        values["year"],
    ),
    "deadline_without_year": lambda env, values: env._("The deadline has no year."),
    "deadline_month_end": lambda env, values: env._(
        "Only a month is given; its last day was taken."
    ),
    "deadline_vague": lambda env, values: env._(
        "The deadline names no day (beginning or middle of a month)."
    ),
    "deadline_impossible": lambda env, values: env._("There is no such date."),
    "several_submissions": lambda env, values: env._(
        "More than one deadline for a submission was found."
    ),
    "too_long": lambda env, values: env._(
        "The text has more lines or points than a plan can have; the rest was not read."
    ),
    "too_many_notes": lambda env, values: env._("%s more remarks were left out.", values["count"]),
}
# Remarks on the proposal as it stands, by code; see tools/plan/remarks.py.
REMARK_SENTENCES = {
    "count_differs": lambda env, values: env._(
        "The plan says “%(text)s”; %(found)s were read. Look for what is missing or too much.",
        text=values["text"],
        found=values["found"],
    ),
    "nothing_found": lambda env, values: env._(
        "No problem items were found in the text. Add areas and items by hand, or take them over "
        "from what was not used."
    ),
    "read_from_pdf": lambda env, values: env._(
        "A PDF does not say what is bold and where a table has its columns. If there is a Word "
        "document of the plan, it is read better."
    ),
    "numbered_through": lambda env, values: env._(
        "The items are numbered through from 1; a catalogue has every number once. Their numbers "
        "in the plan are shown in the details."
    ),
    "start_assumed": lambda env, values: env._(
        "The text names no first day; %s was taken.", format_date(env, values["date"])
    ),
    "submission_open": lambda env, values: env._(
        "The plan leaves the submission deadline open (“%s”); it has to be filled in before the "
        "launch.",
        values["text"],
    ),
    "submission_missing": lambda env, values: env._(
        "No submission deadline was found; it has to be filled in before the launch."
    ),
    "area_without_items": lambda env, values: env._("This area has no items."),
    "deadline_open": lambda env, values: env._(
        "The plan leaves the deadline open (“%s”); it has to be filled in before the launch.",
        values["text"],
    ),
    "phase_without_deadline": lambda env, values: env._("No deadline was found for this phase."),
    "phase_unknown": lambda env, values: env._(
        "Say which phase of the campaign this is; otherwise its date is kept in the description "
        "only."
    ),
    "number_repeated": lambda env, values: env._("Number %s occurs again.", values["found"]),
    "number_backwards": lambda env, values: env._(
        "Number %(found)s follows %(previous)s.",
        found=values["found"],
        previous=values["previous"],
    ),
    "number_gap": lambda env, values: env._(
        "Number %(expected)s was expected, %(found)s found.",
        expected=values["expected"],
        found=values["found"],
    ),
}
# What keeps a proposal from being set up, by code; see find_obstacles there.
OBSTACLE_SENTENCES = {
    "no_items": lambda env, values: env._(
        "there are no problem items yet. Add an area and its items."
    ),
    "area_without_items": lambda env, values: env._(
        "the area “%s” has no items. Add some, or remove the area.", values["name"]
    ),
    "numbers_unclear": lambda env, values: env._(
        "numbers that occur more than once, or not at all (%s), have to be settled: correct them, "
        "or choose “Number Through”.",
        [str(number) for number in values["numbers"]],
    ),
    "phase_open": lambda env, values: env._(
        "the phase “%(phase)s” has an open deadline (“%(deadline)s”) and is no phase of the "
        "campaign. Fill in the deadline, or say which phase of the campaign it is.",
        phase=values["phase"],
        deadline=values["deadline"],
    ),
    "title_missing": lambda env, values: env._("number %s has no title.", values["number"]),
    "title_too_long": lambda env, values: env._(
        "the short title of item %(number)s has %(length)s characters; at most %(limit)s fit a "
        "card.",
        number=values["number"],
        length=values["length"],
        limit=SHORT_TITLE_LENGTH,
    ),
}
# What a passage without a place in the tree seems to be; see Passage in tools/plan/nodes.py.
ROLE_NAMES = {
    "measures": lambda env: env._("Measures"),
    "requirements": lambda env: env._("Requirements"),
    "overall": lambda env: env._("General requirements"),
    "group": lambda env: env._("Organisation"),
    "lead_in": lambda env: env._("Lead-in"),
    "phases": lambda env: env._("Steps"),
    "trailer": lambda env: env._("Closing"),
}
# Where a proposed year comes from; see YearProposal in tools/plan/proposal.py.
YEAR_ORIGINS = {
    "number": lambda env, text: env._("From the document number “%(passage)s”.", passage=text),
    "date": lambda env, text: env._("From the date of the document, “%(passage)s”.", passage=text),
    "title": lambda env, text: env._("From the title: “%(passage)s”.", passage=text),
    "deadline": lambda env, text: env._(
        "From a deadline in the text: “%(passage)s”.", passage=text
    ),
    "today": lambda env, text: env._("The text names no year; this is the current one. Check it."),
}


def get_remark_sentence(env, remark):
    """Return the sentence for a :class:`~...tools.plan.remarks.Remark`."""
    if not remark.is_note:
        return REMARK_SENTENCES[remark.code](env, remark.values)
    if remark.code not in NOTE_SENTENCES:
        return remark.code  # of a plan that another version of the parser has read
    return NOTE_SENTENCES[remark.code](env, defaultdict(str, remark.values))


def get_obstacle_sentence(env, obstacle):
    """Return the sentence for an :class:`~...tools.plan.remarks.Obstacle`."""
    return OBSTACLE_SENTENCES[obstacle.code](env, obstacle.values)


def get_role_name(env, role):
    """Return what a passage of a role seems to be, '' where that is not known."""
    return ROLE_NAMES[role](env) if role in ROLE_NAMES else ""


def get_year_hint(env, proposal, year):
    """Return where a :class:`~...tools.plan.proposal.YearProposal` comes from, or that ``year``
    was chosen instead.
    """
    text = proposal.passage.text if proposal.passage else ""
    if year == proposal.year:
        return YEAR_ORIGINS[proposal.origin](env, text)
    if proposal.passage:
        return env._("Set by hand; the text says “%(passage)s”.", passage=text)
    return env._("Set by hand; the text names no year.")


def get_document_sentence(env, error, name):
    """Return why a file cannot be read, and what to do about it.

    :param DocumentError error: why it cannot be read.
    :param str name: the name of the file, as far as it is known.
    """
    name = name or env._("The file")
    match error:
        case UnknownFormat():
            return env._(
                "%s: files of this kind cannot be read. Save the plan as .docx, .xlsx, .pdf or "
                ".txt, or paste its text.",
                name,
            )
        case MissingLibrary(library=library):
            return env._(
                "%(file)s: reading it needs the Python package “%(library)s”, which is not "
                "installed on the server. Paste the text instead, or ask the administrator for "
                "the package.",
                file=name,
                library=library,
            )
        case EncryptedDocument():
            return env._(
                "%s: is protected by a password, or was saved in an old Office format. Save it "
                "without a password as .docx, .xlsx or .pdf.",
                name,
            )
        case ScannedDocument():
            return env._(
                "%s: holds pictures of pages and no text. Have its text recognised, or paste it.",
                name,
            )
        case DocumentTooLarge():
            return env._(
                "%(file)s: is larger than any plan; at most %(megabytes)s MB, %(pages)s pages and "
                "%(characters)s characters are read. Take out the annexes, or paste the text of "
                "the plan.",
                file=name,
                megabytes=MAX_BYTES // 1024 // 1024,
                pages=MAX_PAGES,
                characters=MAX_CHARACTERS,
            )
    return env._(
        "%s: is damaged, or not what its name says. Open it, save it again as .docx, .xlsx, "
        ".pdf or .txt, or paste its text.",
        name,
    )
