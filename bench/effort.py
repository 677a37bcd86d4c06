"""Clicks and filled fields that filling in, signing and verifying take, counted in a browser."""

import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from datetime import timedelta

from _browser import Browser

from odoo import SUPERUSER_ID, api, fields
from odoo.fields import Command
from odoo.modules.registry import Registry
from odoo.tools import config

GOALS = {"sheet": 60, "nil return": 4, "accept": 3, "return": 3}
DATABASE = os.environ["RECTIFICATION_DB"]
ITEMS_FOUND = (3, 12, 27)


def make_county(env):
    """Launch a campaign for three units whose logins are also their passwords."""
    group = "rectification_campaign.group_%s"

    def add_user(login, *groups):
        links = [Command.link(env.ref(name).id) for name in ("base.group_user", *groups)]
        values = {"login": login, "password": login, "name": login, "group_ids": links}
        return env["res.users"].with_context(no_reset_password=True).create(values)

    officer = add_user("bench_officer", group % "officer")
    leader = add_user("bench_leader", group % "leader")
    units = env["rectification.unit"]
    for name in ("one", "nil", "board"):
        unit = units.create({"name": f"Unit {name}", "kind": "township"})
        for role in ("head", "liaison"):
            user = add_user(f"bench_{role}_{name}")
            env["rectification.unit.member"].create(
                {"unit_id": unit.id, "name": f"{role} {name}", "role": role, "user_id": user.id}
            )
        units |= unit
    today = fields.Date.today()
    campaign = (
        env["rectification.campaign"]
        .with_user(leader)
        .create(
            {
                "name": "Effort",
                "catalogue_id": env.ref("rectification_campaign.catalogue_formalism").id,
                "date_start": today,
                "date_study_end": today + timedelta(days=30),
                "date_submission": today + timedelta(days=40),
                "date_self_check_end": today + timedelta(days=50),
                "date_supervision_end": today + timedelta(days=90),
            }
        )
    )
    dossiers = campaign._enrol(units)
    campaign.action_launch()
    dossiers._prepare_sheets()
    campaign.action_start_self_check()
    put_right_two(env, units[-1], officer)


def put_right_two(env, unit, officer):
    """Let two findings of a unit wait for the officer's acceptance."""
    head = unit.head_user_id
    check = unit.dossier_ids.unit_check_id.with_user(head)
    check.action_start()
    for line in check.line_ids[:2]:
        finding = (
            env["rectification.finding"]
            .with_user(head)
            .create(
                {
                    "check_line_id": line.id,
                    "description": "Too many meetings",
                    "measures": "Fewer meetings",
                    "responsible_member_id": unit.head_member_id.id,
                    "deadline": fields.Date.today() + timedelta(days=9),
                    "result": "Half as many",
                }
            )
        )
        env["rectification.evidence"].with_user(head).create(
            {"finding_id": finding.id, "kind": "note", "note": "Seen in the office"}
        )
        finding.action_ask_acceptance()


class Server:
    """Odoo serving the database of this measurement."""

    def __enter__(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.log = pathlib.Path(tempfile.mkdtemp(prefix="rectification-effort-"), "odoo.log")
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "odoo", "-d", DATABASE, "--db-filter", f"^{DATABASE}$"]
                + ["--http-port", str(port), "--max-cron-threads=0", "--log-level=warn"],
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self.url = f"http://127.0.0.1:{port}"
        for __ in range(120):
            try:
                urllib.request.urlopen(f"{self.url}/web/login", timeout=120).close()
                return self
            except OSError:
                time.sleep(0.5)
        raise SystemExit(f"Odoo did not start: {self.log}")

    def __exit__(self, *__):
        self.process.terminate()
        self.process.wait(30)


def start(browser, server, login, path="rectification-desk"):
    browser.login(server.url, DATABASE, login)
    browser.goto(f"{server.url}/odoo/{path}")
    browser.see(
        ".o_action_manager .o_action, .o_rectification_desk, .o_view_controller", timeout=120
    )
    browser.clicks = browser.fields = 0


def count(browser):
    return browser.clicks + browser.fields


def item(number):
    return f".o_rectification_item[data-number='{number}']"


def is_answered(number):
    return f'!!document.querySelector("{item(number)} .o_chosen")'


def fill_finding(browser, number, responsible):
    """Record a finding in place; the responsible person is proposed from the second one on."""
    browser.click(f"{item(number)} [data-answer=found]")
    browser.see(".modal .o_form_view")
    browser.fill(".modal .o_field_widget[name=description] textarea", f"Found under {number}")
    browser.fill(".modal .o_field_widget[name=measures] textarea", "Put it right")
    place = ".modal .o_field_widget[name=deadline]"
    browser.fill(f"{place} input, {place} button", "+20d")
    browser.press("Tab")
    if responsible:
        browser.fill(".modal .o_field_widget[name=responsible_member_id] input", responsible)
        browser.click(".o-autocomplete--dropdown-item", responsible)
    browser.click(".modal .o_form_button_save")
    browser.wait("!document.querySelector('.modal')")
    browser.wait(is_answered(number))


def fill_sheet(browser, server, one_by_one):
    """The liaison answers 40 items with “none” and records three findings, then hands in."""
    start(browser, server, "bench_liaison_one")
    browser.click("[data-part=unit] [data-task^=sheet_] button")
    browser.see(".o_rectification_sheet")
    responsible = "liaison one"
    for number in range(1, 44):
        if number in ITEMS_FOUND:
            fill_finding(browser, number, responsible)
            responsible = ""
        elif one_by_one:
            browser.click(f"{item(number)} [data-answer=none]")
    if not one_by_one:
        browser.click(".o_rectification_rest")
        browser.click(".modal .btn-primary")
    browser.wait("document.querySelectorAll('.o_chosen').length === 43")
    browser.click("button[name=action_submit]")
    browser.see("button[name=action_withdraw]")
    return count(browser)


def sign_sheet(browser, server):
    """The head signs what the liaison has handed in."""
    start(browser, server, "bench_head_one")
    browser.click("[data-part=unit] [data-task^=sign_] button")
    browser.click("button[name=action_sign_unit_sheet]")
    browser.wait("!document.querySelector('button[name=action_sign_unit_sheet]')")
    return count(browser)


def nil_return(browser, server):
    """The liaison hands in a nil return."""
    start(browser, server, "bench_liaison_nil")
    browser.click("[data-part=unit] [data-task^=sheet_] button")
    browser.click("button[name=action_nil_return]")
    browser.click(".modal .btn-primary")
    browser.see("button[name=action_withdraw]")
    return count(browser)


def accept_finding(browser, server):
    """An officer accepts a finding on the board."""
    start(browser, server, "bench_officer", "rectification-findings")
    browser.click(".o_kanban_record button[name=action_accept]")
    browser.wait("document.querySelectorAll('button[name=action_accept]').length === 1")
    return count(browser)


def return_finding(browser, server):
    """An officer returns a finding from the board, with a reason."""
    start(browser, server, "bench_officer", "rectification-findings")
    browser.click(".o_kanban_record button[name=action_return]")
    browser.fill(".modal .o_field_widget[name=reason] textarea", "Figures are missing")
    browser.click(".modal button[name=action_apply]")
    browser.wait("!document.querySelector('.modal')")
    browser.wait("!document.querySelector('button[name=action_return]')")
    return count(browser)


def reopen_sheet():
    """Empty the sheet of the first unit, so that it can be filled in another way."""
    with Registry(DATABASE).cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        check = (
            env["rectification.unit"].search([("name", "=", "Unit one")]).dossier_ids.unit_check_id
        )
        cr.execute("DELETE FROM rectification_finding WHERE check_id = %s", [check.id])
        cr.execute("DELETE FROM rectification_check_line WHERE check_id = %s", [check.id])
        cr.execute("UPDATE rectification_check SET state = 'draft' WHERE id = %s", [check.id])


def main():
    config.parse_config(["-d", DATABASE, "--no-http"], setup_logging=False)
    with Registry(DATABASE).cursor() as cr:
        make_county(api.Environment(cr, SUPERUSER_ID, {}))
    results = []
    with Server() as server:
        browser = Browser()
        try:
            each = fill_sheet(browser, server, one_by_one=True)
            reopen_sheet()
            rest = fill_sheet(browser, server, one_by_one=False)
            results = [
                ("sheet, 40 × none one by one, 3 findings, handed in", each, GOALS["sheet"]),
                ("sheet, “all the rest: none”, 3 findings, handed in", rest, GOALS["sheet"]),
                ("the head's signature after it", sign_sheet(browser, server), None),
                ("nil return", nil_return(browser, server), GOALS["nil return"]),
                ("accepting a finding", accept_finding(browser, server), GOALS["accept"]),
                ("returning a finding", return_finding(browser, server), GOALS["return"]),
            ]
        except TimeoutError:
            picture = server.log.with_name("screen.png")
            browser.screenshot(picture)
            print(f"What the browser showed: {picture}", file=sys.stderr)
            raise
        finally:
            browser.close()
    over = 0
    print("Clicks and filled fields")
    for name, effort, goal in results:
        over += goal is not None and effort > goal
        verdict = "" if goal is None else f"goal {goal}: {'met' if effort <= goal else 'MISSED'}"
        print(f"  {name:<52} {effort:>4}   {verdict}".rstrip())
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
