"""Who may do what with which record: the one table of the addon's rights.

(c)reate, (r)ead, (w)rite, (u)nlink by access list and record rules. What is written when, by whom,
is the flow's and the guards' affair. A test fails as long as a model of the addon is not in it:

- a model with records is a line of ``MATRIX``: ``name: (record of the township, {role: rights})``;
- a wizard is a line of ``WIZARDS``: ``model: roles that may open it``.
"""

UNIT_READ = {"head": "r", "liaison": "r", "cadre": "r", "responsible": "r", "superior_head": "r"}
ROSTER_READ = {"head": "r", "liaison": "r", "cadre": "r", "responsible": "r"}
SUPERIORS_READ = {"head": "r", "liaison": "r", "superior_head": "r"}
OFFICE_READ = {"officer": "r", "officer2": "r", "leader": "r", "observer": "r"}
OFFICE_WRITE = {"officer": "crwu", "officer2": "crwu", "leader": "crwu", "observer": "r"}
OFFICE_EDIT = {"officer": "crw", "officer2": "crw", "leader": "crw", "observer": "r"}
EVERY_UNIT_READ = UNIT_READ | {"other_head": "r", "inferior_head": "r"}
CONTENT_READ = EVERY_UNIT_READ | {"retired": "r"} | OFFICE_WRITE
MANAGED = {"head": "rw", "liaison": "rw", "superior_head": "r"}
RECORDED = {"head": "crwu", "liaison": "crwu", "superior_head": "r"}
FOUND = RECORDED | OFFICE_EDIT
SHEET = MANAGED | dict.fromkeys(("officer", "officer2", "leader"), "rwu") | {"observer": "r"}

MATRIX = {
    # units and what is looked for
    "unit": (lambda case: case.township, UNIT_READ | OFFICE_EDIT | {"leader": "crwu"}),
    "member": (
        lambda case: case.member_cadre,
        UNIT_READ | {"head": "crw", "liaison": "crw"} | OFFICE_WRITE,
    ),
    "catalogue": (lambda case: case.catalogue, CONTENT_READ),
    "area": (lambda case: case.catalogue.area_ids[0], CONTENT_READ),
    "problem": (lambda case: case.catalogue.area_ids.problem_ids[0], CONTENT_READ),
    "campaign": (lambda case: case.campaign, EVERY_UNIT_READ | OFFICE_EDIT | {"leader": "crwu"}),
    "plan": (lambda case: case._make_plan(), OFFICE_WRITE | {"observer": ""}),
    "node of a plan": (lambda case: case._make_plan().node_ids, OFFICE_WRITE | {"observer": ""}),
    "holiday": (lambda case: case._make_holiday(), OFFICE_WRITE),
    # study
    "study form": (lambda case: case.study_form, CONTENT_READ),
    "study material": (lambda case: case.material, EVERY_UNIT_READ | OFFICE_WRITE),
    "study session": (
        lambda case: case.session,
        RECORDED | {"cadre": "r", "responsible": "r"} | OFFICE_READ,
    ),
    "cadre's attendance": (
        lambda case: case.session.attendance_ids.filtered(
            lambda line: line.member_id == case.member_cadre
        ),
        RECORDED | {"cadre": "r"} | OFFICE_READ,
    ),
    "cadre's reflection": (
        lambda case: case._make_reflection(),
        SUPERIORS_READ | {"cadre": "crwu"} | OFFICE_READ,
    ),
    # self-check and rectification
    "dossier": (lambda case: case.dossier, MANAGED | OFFICE_WRITE),
    "unit's sheet": (lambda case: case.sheet, SHEET),
    "cadre's sheet": (lambda case: case.own_sheet, SHEET | {"cadre": "rw"}),
    "line of the unit's sheet": (lambda case: case.sheet.line_ids[0], MANAGED | OFFICE_READ),
    "line of the cadre's sheet": (
        lambda case: case.own_sheet.line_ids[0],
        MANAGED | {"cadre": "rw"} | OFFICE_READ,
    ),
    # The cadre carries out an action of this finding.
    "unit's finding": (lambda case: case.finding, FOUND | {"cadre": "r", "responsible": "rw"}),
    "cadre's finding": (lambda case: case.own_finding, FOUND | {"cadre": "crwu"}),
    "liaison's import": (
        lambda case: case._make_import(),
        SUPERIORS_READ | {"liaison": "crw"} | OFFICE_READ,
    ),
    "column of the liaison's import": (
        lambda case: case._make_import_column(),
        SUPERIORS_READ | {"liaison": "rw"} | OFFICE_READ,
    ),
    "line of the liaison's import": (
        lambda case: case._make_import_line(),
        SUPERIORS_READ | {"liaison": "rw"} | OFFICE_READ,
    ),
    "row of the unit's finding": (
        lambda case: case.env["rectification.analysis"].browse(case.finding.id),
        UNIT_READ | OFFICE_READ,
    ),
    "row of the cadre's finding": (
        lambda case: case.env["rectification.analysis"].browse(case.own_finding.id),
        SUPERIORS_READ | {"cadre": "r"} | OFFICE_READ,
    ),
    "action": (lambda case: case.action, FOUND | {"cadre": "rw", "responsible": "crwu"}),
    "evidence": (
        lambda case: case.evidence,
        FOUND | {"cadre": "r", "responsible": "crwu"} | OFFICE_READ,
    ),
    "extension": (
        lambda case: case._make_extension(),
        {"head": "crw", "liaison": "crw", "responsible": "crw", "cadre": "r", "superior_head": "r"}
        | dict.fromkeys(("officer", "officer2", "leader"), "rw")
        | {"observer": "r"},
    ),
    "signoff": (lambda case: case.signoff, SUPERIORS_READ | OFFICE_READ),
    "reminder to the unit": (
        lambda case: case._make_reminder("office", unit_id=case.township.id),
        SUPERIORS_READ | OFFICE_READ,
    ),
    "reminder to the cadre": (
        lambda case: case._make_reminder("digest", user_id=case.user_cadre.id),
        {"cadre": "r"},
    ),
    # supervision
    "document in draft": (lambda case: case._make_document(), OFFICE_WRITE),
    "document issued": (
        lambda case: case._make_document(issued=True),
        SUPERIORS_READ | OFFICE_WRITE,
    ),
    "review concluded": (lambda case: case.review_done, SUPERIORS_READ | OFFICE_WRITE),
    "line of a concluded review": (
        lambda case: case.review_done.line_ids[0],
        SUPERIORS_READ | OFFICE_WRITE,
    ),
    "review that goes on": (lambda case: case.review, OFFICE_WRITE),
    "line of a review that goes on": (lambda case: case.review.line_ids[0], OFFICE_WRITE),
    "draw": (lambda case: case.draw, OFFICE_WRITE),
    "line of a draw": (lambda case: case.draw.line_ids, OFFICE_READ),
    "mechanism": (
        lambda case: case._make_mechanism(),
        RECORDED | {"cadre": "r", "responsible": "r"} | OFFICE_WRITE,
    ),
    "bulletin in draft": (lambda case: case._make_bulletin(), OFFICE_WRITE),
    "bulletin for the township": (
        lambda case: case._make_bulletin(published=True),
        ROSTER_READ | OFFICE_WRITE,
    ),
    "cadre's suggestion": (
        lambda case: case._make_suggestion(),
        {"cadre": "crwu", "observer": "r"} | dict.fromkeys(("officer", "officer2", "leader"), "rw"),
    ),
    # Proposed by one officer, and nobody else's but the head's and the inspectors'.
    "referral proposed": (lambda case: case._make_referral(), {"officer": "crw", "leader": "crw"}),
    "referral": (
        lambda case: case.referral,
        {"officer": "crw", "leader": "crw", "inspector": "rw"},
    ),
    "person of the referral": (
        lambda case: case.referral.person_ids,
        {"officer": "crwu", "leader": "crwu", "inspector": "r"},
    ),
    "material of the referral": (
        lambda case: case.referral.material_ids,
        {"officer": "crwu", "leader": "crwu", "inspector": "r"},
    ),
    "signoff of the referral": (
        lambda case: case.env["rectification.signoff"].search(
            [("referral_id", "=", case.referral.id)], limit=1
        ),
        {"officer": "r", "leader": "r", "inspector": "r"},
    ),
}

OFFICERS = {"officer", "officer2", "leader"}
UNIT_USERS = {*EVERY_UNIT_READ, "retired"}
WIZARDS = {
    "rectification.campaign.enrol": OFFICERS,
    "rectification.campaign.close": {"leader"},
    "rectification.dossier.return": OFFICERS,
    "rectification.check.return": UNIT_USERS | OFFICERS,
    "rectification.finding.reason": UNIT_USERS | OFFICERS,
    "rectification.extension.answer": UNIT_USERS | OFFICERS,
    "rectification.remind": OFFICERS,
    "rectification.bulletin.reason": OFFICERS,
    "rectification.referral.reason": OFFICERS | {"inspector"},
    "rectification.review.assign": OFFICERS,
    "rectification.suggestion.answer": OFFICERS,
    "rectification.transfer": OFFICERS,
}
