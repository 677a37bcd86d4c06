"""Builds the demo county: users, units and rosters, each by the person who does so in daily use."""

from .content import OFFICE, PEOPLE, UNITS

LANG, TIMEZONE = "zh_CN", "Asia/Shanghai"
GROUPS = {
    "leader": "rectification_campaign.group_leader",
    "officer": "rectification_campaign.group_officer",
    "officer2": "rectification_campaign.group_officer",
    "observer": "rectification_campaign.group_observer",
    "inspector": "rectification_campaign.group_inspector",
}


class County:
    """The people and units of the demo.

    ``users``: {login: user}; ``units``: {key: unit}; ``members``: {name: roster member}.
    """

    def __init__(self, env):
        self.env = env
        self.users = {}
        self.units = {}
        self.members = {}

    def build(self):
        """Create everything and return the county itself."""
        self._add_users()
        officer = self.users["officer"]
        self._add_units(self.env["rectification.unit"].with_user(officer))
        self._add_members(self.env["rectification.unit.member"].with_user(officer))
        return self

    def head_of(self, unit):
        """Return the user who signs for ``unit``, a record."""
        return unit.head_user_id

    def liaison_of(self, unit):
        """Return the user who prepares the papers of ``unit``, a record."""
        return unit.manager_user_ids - unit.head_user_id

    def filler_of(self, member):
        """Return the user who fills in the sheet of ``member``."""
        return member.user_id or self.liaison_of(member.unit_id)

    def _get_login(self, person):
        """Heads and liaisons of every unit need a user, because the scenario lets them sign."""
        if person["login"] or person["role"] == "cadre":
            return person["login"]
        return f"{person['role']}.{person['unit']}"

    def _add_users(self):
        language = LANG if LANG in dict(self.env["res.lang"].get_installed()) else False
        people = [
            {
                "login": person["login"],
                "name": person["name"],
                "function": person["job_title"],
                "group_ids": [self.env.ref(GROUPS[person["login"]]).id],
            }
            for person in OFFICE
        ]
        people += [
            {"login": login, "name": person["name"], "function": person["job_title"]}
            for person in PEOPLE
            if (login := self._get_login(person))
        ]
        # The password of the demo logins is the login. The others only sign in the scenario; they
        # have no password, and nobody can log in as one of them.
        known = {person["login"] for person in [*OFFICE, *PEOPLE]}
        internal = self.env.ref("base.group_user")
        data = []
        for values in people:
            login = values["login"]
            values["group_ids"] = [(6, 0, [internal.id, *values.get("group_ids", ())])]
            values["tz"] = TIMEZONE
            if language:
                values["lang"] = language
            if login in known:
                values["password"] = login
            data.append(
                {
                    "xml_id": f"rectification_campaign.demo_user_{login.replace('.', '_')}",
                    "values": values,
                    "noupdate": True,
                }
            )
        users = self.env["res.users"].with_context(no_reset_password=True)._load_records(data)
        if "odoobot_state" in users._fields:
            # On a phone the greeting of Odoo's chat robot would cover the first screen.
            users.odoobot_state = "disabled"
        # Everybody of the scenario is there for the campaign.
        users.action_id = self.env.ref("rectification_campaign.rectification_desk_action").id
        self.users = {user.login: user for user in users}

    def _add_units(self, units):
        for level in self._get_levels():
            added = units.create(
                [
                    {
                        "name": unit["name"],
                        "code": f"QH-{UNITS.index(unit) + 1:02d}",
                        "sequence": UNITS.index(unit) + 1,
                        "kind": unit["kind"],
                        "parent_id": unit["parent"] and self.units[unit["parent"]].id,
                    }
                    for unit in level
                ]
            )
            self.units.update(
                (unit["key"], record) for unit, record in zip(level, added, strict=True)
            )

    def _get_levels(self):
        """Return the units level by level, superiors first."""
        known, levels, rest = {None}, [], list(UNITS)
        while rest:
            level = [unit for unit in rest if unit["parent"] in known]
            levels.append(level)
            known |= {unit["key"] for unit in level}
            rest = [unit for unit in rest if unit not in level]
        return levels

    def _add_members(self, members):
        added = members.create(
            [
                {
                    "unit_id": self.units[person["unit"]].id,
                    "sequence": number,
                    "name": person["name"],
                    "job_title": person["job_title"],
                    "is_party_member": person["is_party_member"],
                    "role": person["role"],
                    "user_id": self.users[login].id
                    if (login := self._get_login(person))
                    else False,
                }
                for number, person in enumerate(PEOPLE, start=1)
            ]
        )
        self.members = {
            person["name"]: member for person, member in zip(PEOPLE, added, strict=True)
        }
