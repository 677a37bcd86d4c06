"""The flows of all records on one page: which step leads where, who takes it, what it needs.

A step is ``(from state, to state): Transition``, see ``tools/core/flow.py``. The models answer for
the roles (``_filter_role_<role>``) and the guards (a method of that name) in their own files.
``docs/flows.md`` shows the same tables with the labels of the screens; ``bin/flows`` writes it.
"""

from ...tools.core.flow import Transition

# Campaign (专项整治): prepared, then led through its three phases by the head of the leading group.
CAMPAIGN_PHASES = ("study", "self_check", "supervision")
CAMPAIGN_OVER_STATES = ("closed", "cancelled")
CAMPAIGN_FLOW = {
    ("draft", "study"): Transition(("leader",), "_get_launch_reasons", signed=True),
    ("study", "self_check"): Transition(("leader",), signed=True),
    ("self_check", "supervision"): Transition(("leader",), signed=True),
    # A phase that was opened too early is taken back; nothing is locked by a phase anyway.
    ("self_check", "study"): Transition(("leader",), signed=True),
    ("supervision", "self_check"): Transition(("leader",), signed=True),
    ("supervision", "closed"): Transition(("leader",), "_get_closing_reasons", signed=True),
    ("draft", "cancelled"): Transition(("leader",), signed=True),
    ("study", "cancelled"): Transition(("leader",), signed=True),
    ("self_check", "cancelled"): Transition(("leader",), signed=True),
    ("cancelled", "draft"): Transition(("leader",), "_get_reopening_reasons", signed=True),
}

# Dossier (单位整治台账): a unit in a campaign; its head submits it, an officer accepts it.
DOSSIER_OPEN_STATES = ("open", "returned")
DOSSIER_FLOW = {
    ("open", "submitted"): Transition(("head",), "_get_submission_reasons", signed=True),
    ("returned", "submitted"): Transition(("head",), "_get_submission_reasons", signed=True),
    ("submitted", "accepted"): Transition(("officer",), "_get_acceptance_reasons", signed=True),
    ("submitted", "returned"): Transition(
        ("officer",), "_get_return_reasons", reason_field="return_reason", signed=True
    ),
    ("accepted", "returned"): Transition(
        ("officer",), "_get_return_reasons", reason_field="return_reason", signed=True
    ),
    # What was completed is taken up again when a review or a look-back finds that it does not hold.
    ("completed", "accepted"): Transition(("officer",), "_get_resumption_reasons", signed=True),
    ("completed", "returned"): Transition(
        ("officer",), "_get_return_reasons", reason_field="return_reason", signed=True
    ),
    ("accepted", "completed"): Transition(("officer",), "_get_completion_reasons", signed=True),
}

# Self-check sheet (自查自纠表): the unit's own or a cadre's, filled in, handed in and confirmed.
CHECK_OPEN_STATES = ("draft", "returned")
CHECK_FLOW = {
    ("draft", "submitted"): Transition(
        ("owner", "manager"), "_get_completeness_reasons", signed=True
    ),
    ("returned", "submitted"): Transition(
        ("owner", "manager"), "_get_completeness_reasons", signed=True
    ),
    ("submitted", "draft"): Transition(("owner", "manager"), "_get_return_reasons"),
    ("submitted", "confirmed"): Transition(("confirmer",), signed=True),
    ("submitted", "returned"): Transition(
        ("confirmer", "officer"), "_get_return_reasons", reason_field="return_reason", signed=True
    ),
    ("confirmed", "returned"): Transition(
        ("officer",), "_get_return_reasons", reason_field="return_reason", signed=True
    ),
}

# Finding (检视问题): put right by the unit, verified by an officer, signed off (销号).
FINDING_WORK_STATES = ("open", "in_progress")
FINDING_OVER_STATES = ("closed", "rejected")
UNIT_PEOPLE = ("manager", "owner", "responsible")
FINDING_FLOW = {
    ("draft", "open"): Transition(("manager", "owner"), "_get_completeness_reasons"),
    ("open", "in_progress"): Transition(UNIT_PEOPLE),
    ("in_progress", "open"): Transition(("manager", "owner"), "_get_begun_reasons"),
    ("open", "to_verify"): Transition(UNIT_PEOPLE, "_get_request_reasons", signed=True),
    ("in_progress", "to_verify"): Transition(UNIT_PEOPLE, "_get_request_reasons", signed=True),
    ("to_verify", "closed"): Transition(("officer",), "_get_acceptance_reasons", signed=True),
    # What was put right on the spot is accepted in one step.
    ("open", "closed"): Transition(("officer",), "_get_immediate_reasons", signed=True),
    ("in_progress", "closed"): Transition(("officer",), "_get_immediate_reasons", signed=True),
    ("to_verify", "in_progress"): Transition(
        ("head", "officer"), reason_field="return_reason", signed=True
    ),
    ("closed", "in_progress"): Transition(("officer",), reason_field="return_reason", signed=True),
    ("rejected", "in_progress"): Transition(
        ("officer",), reason_field="return_reason", signed=True
    ),
    ("open", "rejected"): Transition(("officer",), reason_field="return_reason", signed=True),
    ("in_progress", "rejected"): Transition(
        ("officer",), reason_field="return_reason", signed=True
    ),
    ("to_verify", "rejected"): Transition(("officer",), reason_field="return_reason", signed=True),
}

# Rectification action (整改措施): one measure of a finding, with a person and a deadline.
ACTION_OPEN_STATES = ("todo", "doing")
ACTION_OVER_STATES = ("done", "cancelled")
DOERS = ("doer", "manager", "owner")
ACTION_FLOW = {
    ("todo", "doing"): Transition(DOERS, "_get_finding_reasons"),
    ("doing", "todo"): Transition(DOERS, "_get_finding_reasons"),
    ("todo", "done"): Transition(DOERS, "_get_finding_reasons"),
    ("doing", "done"): Transition(DOERS, "_get_finding_reasons"),
    ("done", "doing"): Transition(DOERS, "_get_finding_reasons"),
    ("todo", "cancelled"): Transition(("manager", "owner"), "_get_finding_reasons"),
    ("doing", "cancelled"): Transition(("manager", "owner"), "_get_finding_reasons"),
    ("cancelled", "todo"): Transition(("manager", "owner"), "_get_finding_reasons"),
}

# Extension (延期): asked for by the unit, agreed to by its head, granted by an officer.
EXTENSION_FLOW = {
    ("requested", "granted"): Transition(("officer",), "_get_granting_reasons", signed=True),
    ("requested", "refused"): Transition(
        ("head", "officer"), "_get_refusal_reasons", reason_field="answer", signed=True
    ),
}

# Study session (学习教育): planned, and put on record by the unit once it was held.
SESSION_FLOW = {
    ("planned", "held"): Transition(("manager",), "_get_recording_reasons"),
    # A record made too early, or for the wrong session, is taken back.
    ("held", "planned"): Transition(("manager",)),
    ("planned", "cancelled"): Transition(("manager",)),
    ("cancelled", "planned"): Transition(("manager",)),
}

# Review (复核): a reviewer goes through a unit's dossier and concludes once for all.
REVIEW_FLOW = {
    ("draft", "done"): Transition(("reviewer",), "_get_conclusion_reasons", signed=True),
}

# Sample draw (抽查): drawn once, never again, so that nobody draws until the sample pleases.
DRAW_FLOW = {
    ("draft", "drawn"): Transition(("office",), "_get_drawing_reasons", signed=True),
}

# Referral to discipline inspection (问题线索移交): proposed, approved, handed over, concluded.
REFERRAL_FLOW = {
    ("draft", "approved"): Transition(("leader",), "_get_approval_reasons", signed=True),
    ("draft", "returned"): Transition(("leader",), reason_field="return_reason", signed=True),
    ("approved", "returned"): Transition(("leader",), reason_field="return_reason", signed=True),
    ("returned", "draft"): Transition(("proposer",), signed=True),
    ("approved", "handed_over"): Transition(
        ("proposer", "leader"), "_get_content_reasons", signed=True
    ),
    ("handed_over", "returned"): Transition(
        ("inspector",), reason_field="return_reason", signed=True
    ),
    ("handed_over", "concluded"): Transition(
        ("inspector",), "_get_conclusion_reasons", signed=True
    ),
}

# Official document (公文): a notice or a supervision letter to one unit, issued by an officer.
DOCUMENT_FLOW = {
    ("draft", "issued"): Transition(("officer",), "_get_issue_reasons", signed=True),
    ("draft", "cancelled"): Transition(("officer",)),
    ("cancelled", "draft"): Transition(("officer",)),
}

# Bulletin (通报): approved by the head of the leading group before anybody reads it.
BULLETIN_FLOW = {
    ("draft", "approved"): Transition(("leader",), "_get_approval_reasons", signed=True),
    ("approved", "draft"): Transition(
        ("leader", "office"), reason_field="return_reason", signed=True
    ),
    ("approved", "published"): Transition(("office",), "_get_publishing_reasons", signed=True),
    # A published mistake has to be taken back before it spreads.
    ("published", "draft"): Transition(("leader",), reason_field="return_reason", signed=True),
}

# Long-term mechanism (长效机制): a rule that a unit or the leading group has put in force.
KEEPERS = ("manager", "office")
MECHANISM_FLOW = {
    ("draft", "in_force"): Transition(KEEPERS, "_get_completeness_reasons", signed=True),
    ("in_force", "draft"): Transition(KEEPERS, signed=True),
    ("in_force", "superseded"): Transition(KEEPERS, signed=True),
    ("in_force", "abolished"): Transition(KEEPERS, signed=True),
}

# Suggestion or complaint (投诉建议): sent by anybody, answered by an officer.
SUGGESTION_FLOW = {
    ("sent", "answered"): Transition(("officer",), reason_field="answer"),
}

# Implementation plan (实施方案): read into a proposal, from which a campaign is set up.
PLAN_FLOW = {
    ("draft", "proposal"): Transition(("office",), "_get_reading_reasons"),
    ("proposal", "draft"): Transition(("office",)),
    ("proposal", "done"): Transition(("office",), "_get_set_up_reasons"),
    # Only when the campaign that was set up has been deleted again.
    ("done", "proposal"): Transition(("office",), "_get_reopening_reasons"),
}

# Workbook import (表格导入): a file comes back, is looked through, and is brought in as a whole.
FILLER = ("filler",)
WORKBOOK_IMPORT_FLOW = {
    ("upload", "preview"): Transition(FILLER, "_get_file_reasons"),
    ("preview", "upload"): Transition(FILLER),
    ("preview", "done"): Transition(FILLER, "_get_line_reasons"),
}

FLOWS = {
    "rectification.campaign": CAMPAIGN_FLOW,
    "rectification.dossier": DOSSIER_FLOW,
    "rectification.check": CHECK_FLOW,
    "rectification.finding": FINDING_FLOW,
    "rectification.action": ACTION_FLOW,
    "rectification.extension": EXTENSION_FLOW,
    "rectification.study.session": SESSION_FLOW,
    "rectification.review": REVIEW_FLOW,
    "rectification.sample.draw": DRAW_FLOW,
    "rectification.referral": REFERRAL_FLOW,
    "rectification.document": DOCUMENT_FLOW,
    "rectification.bulletin": BULLETIN_FLOW,
    "rectification.mechanism": MECHANISM_FLOW,
    "rectification.suggestion": SUGGESTION_FLOW,
    "rectification.plan": PLAN_FLOW,
    "rectification.workbook.import": WORKBOOK_IMPORT_FLOW,
}
