from odoo.tools import SQL

# As Odoo itself would make the table of a many2many; it adds the foreign keys during the update.
TABLE = """
CREATE TABLE %(table)s (
    finding_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    PRIMARY KEY (finding_id, user_id)
);
COMMENT ON TABLE %(table)s IS 'RELATION BETWEEN rectification_finding AND res_users';
CREATE INDEX ON %(table)s (user_id, finding_id)
"""
PEOPLE = """
INSERT INTO rectification_finding_people_rel (finding_id, user_id)
SELECT DISTINCT finding.id, person.user_id
  FROM rectification_finding AS finding,
       LATERAL (
           VALUES (finding.author_user_id), (finding.leader_user_id), (finding.responsible_user_id)
       ) AS person (user_id)
 WHERE person.user_id IS NOT NULL
"""
INVOLVED = """
INSERT INTO rectification_finding_involved_rel (finding_id, user_id)
SELECT finding_id, user_id FROM rectification_finding_people_rel
 UNION
SELECT finding_id, user_id FROM rectification_action
 WHERE finding_id IS NOT NULL AND user_id IS NOT NULL
"""


def migrate(cr, version):
    """Store the people of each finding, which the record rules search from this version on.

    Raw SQL, one statement for each of the two fields: the ORM would compute them one by one, and a
    county has tens of thousands.
    """
    if not version:
        return  # a new database
    for table in ("rectification_finding_people_rel", "rectification_finding_involved_rel"):
        cr.execute(SQL(TABLE, table=SQL.identifier(table)))
    cr.execute(SQL(PEOPLE))
    cr.execute(SQL(INVOLVED))
