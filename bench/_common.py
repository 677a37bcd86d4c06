"""What the programs of this folder share: a connection, a county to measure in, a stopwatch.

A program is started by ``bin/bench NAME``, which makes Odoo importable and names a fresh database
with the addon installed in ``RECTIFICATION_DB``; the database is dropped afterwards. Everything is
measured against something else in the same run, because only ratios survive a change of machine.
"""

import argparse
import gc
import os
import statistics
import time
from collections import Counter
from contextlib import contextmanager
from datetime import timedelta

import odoo
from odoo import SUPERUSER_ID, api, fields
from odoo.modules.registry import Registry
from odoo.service.model import call_kw
from odoo.sql_db import Cursor

KINDS = ("department", "township", "village", "community", "enterprise", "school", "hospital")
GROUP = "rectification_campaign.group_%s"


# ------------------------------------------------------------
# Connection
# ------------------------------------------------------------


def arguments(description, **numbers):
    """Read the command line: one whole number for each keyword, and ``--repeat``."""
    parser = argparse.ArgumentParser(description=description)
    for name, (default, text) in numbers.items():
        parser.add_argument(f"--{name}", type=int, default=default, help=f"{text} ({default})")
    parser.add_argument("--repeat", type=int, default=3, help="take the median of so many runs (3)")
    return parser.parse_args()


def connect(*modules):
    """Return the registry of the throwaway database, with ``modules`` beside the addon."""
    database = os.environ.get("RECTIFICATION_DB")
    if not database:
        raise SystemExit("Start this program with bin/bench: it needs a database of its own.")
    odoo.tools.config.parse_config(["-d", database, "--no-http", "--log-level=error"])
    if not modules:
        return Registry(database)
    print(f"installing {', '.join(modules)} to compare with ...", flush=True)
    return Registry.new(database, install_modules=modules)


@contextmanager
def environment(registry, login=None, keep=False):
    """Open a transaction as ``login`` (the superuser by default) and roll it back at the end.

    With ``keep`` the transaction is committed.
    """
    with registry.cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        if login:
            user = env["res.users"].search([("login", "=", login)])
            env = api.Environment(
                cr, user.id, {"lang": user.lang, "tz": user.tz or "Asia/Shanghai"}
            )
            env.user.has_group("base.group_user")
        yield env
        if keep:
            env.flush_all()
            cr.commit()
        else:
            cr.rollback()
            env.transaction.reset()


def analyze(registry):
    """Let PostgreSQL look at what was filled in, as it does by itself in daily work."""
    with registry.cursor() as cr:
        cr.commit()
        cr._cnx.autocommit = True
        cr.execute("VACUUM ANALYZE")
        cr._cnx.autocommit = False


# ------------------------------------------------------------
# Stopwatch
# ------------------------------------------------------------


class Run:
    """Seconds and SQL queries of one piece of work."""

    def __init__(self, seconds=0.0, queries=0, statements=()):
        self.seconds = seconds
        self.queries = queries
        self.statements = statements

    @property
    def milliseconds(self):
        return self.seconds * 1000


@contextmanager
def watch(env, run):
    """Fill ``run`` with what the block costs, including what Odoo leaves to the commit."""
    env.flush_all()
    gc.collect()
    queries = env.cr.sql_log_count
    start = time.perf_counter()
    yield run
    env.flush_all()
    env.cr.precommit.run()
    env.flush_all()
    run.seconds = time.perf_counter() - start
    run.queries = env.cr.sql_log_count - queries


@contextmanager
def statements():
    """Collect the SQL text of every query of the block."""
    seen = []
    execute = Cursor.execute

    def noting(cursor, query, params=None, log_exceptions=True):
        seen.append(str(getattr(query, "code", query)))
        return execute(cursor, query, params, log_exceptions)

    Cursor.execute = noting
    try:
        yield seen
    finally:
        Cursor.execute = execute


def median(runs):
    """Return the run whose time lies in the middle."""
    middle = statistics.median_low([run.seconds for run in runs])
    return next(run for run in runs if run.seconds == middle)


def most_frequent(seen, count=12, width=150):
    """Print the queries that were sent most often."""
    for statement, times in Counter(" ".join(text.split())[:width] for text in seen).most_common(
        count
    ):
        print(f"{times:6} {statement}")


def table(title, header, rows):
    """Print ``rows`` under ``header``; numbers are aligned to the right."""
    cells = [[_show(cell) for cell in row] for row in rows]
    widths = [max(len(line[column]) for line in [header, *cells]) for column in range(len(header))]
    print(f"\n{title}")
    for number, line in enumerate([header, *cells]):
        first, *rest = (
            text.ljust(width) if column == 0 else text.rjust(width)
            for column, (text, width) in enumerate(zip(line, widths, strict=True))
        )
        print("  ".join([first, *rest]).rstrip())
        if number == 0:
            print("  ".join("-" * width for width in widths))


def _show(cell):
    if isinstance(cell, float):
        return f"{cell:,.0f}" if cell >= 1000 else f"{cell:.3g}"
    return f"{cell:,}" if isinstance(cell, int) else str(cell)


def verdict(text, value, limit):
    """Print whether a goal was reached."""
    print(f"{'reached' if value <= limit else 'MISSED'}: {text}: {value:.3g} (goal: {limit:g})")


# ------------------------------------------------------------
# What the web client asks for
# ------------------------------------------------------------


class Client:
    """Asks the server what the web client asks when a view of ``model`` is opened.

    The fields come from the view itself, those of the activity widgets from the widgets. Each view
    is a request of its own: nothing is remembered from one to the next but what the server keeps.
    """

    ACTIVITY_FIELDS = (
        "activity_exception_decoration",
        "activity_exception_icon",
        "activity_state",
        "activity_summary",
        "activity_type_icon",
        "activity_type_id",
    )

    def __init__(self, env, model, xmlid=None):
        self.env = env
        self.model = env[model]
        self.view_id = env.ref(xmlid).id if xmlid else False

    def get_specification(self, view_type):
        """Return the fields of a view as ``web_read`` wants them."""
        from lxml import etree

        view = self.model.get_view(self.view_id, view_type)
        return self._get_node_specification(self.model, etree.fromstring(view["arch"]))

    def _get_node_specification(self, model, arch):
        specification = {}
        nodes = [
            node
            for node in arch.iter("field")
            if node is not arch and next(node.iterancestors("field"), arch) is arch
        ]
        for node in nodes:
            name, widget = node.get("name"), node.get("widget", "")
            field = model._fields[name]
            hidden = node.get("invisible") in ("1", "True")
            if widget in ("kanban_activity", "list_activity"):
                for extra in self.ACTIVITY_FIELDS:
                    relation = model._fields[extra].type == "many2one"
                    specification[extra] = {"fields": {"display_name": {}}} if relation else {}
            if field.type == "many2one":
                specification[name] = {"fields": {} if hidden else {"display_name": {}}}
            elif field.type in ("one2many", "many2many"):
                inner = self._get_node_specification(self.env[field.comodel_name], node)
                specification[name] = {"fields": inner, "limit": 40} if inner else {}
                if widget in ("many2many_tags", "many2many_avatar_user", "many2many_tags_avatar"):
                    specification[name] = {"fields": {"display_name": {}}}
            else:
                specification[name] = {}
        return specification

    def call(self, method, *args, **kwargs):
        return call_kw(self.model, method, list(args), kwargs)

    def open_kanban(self, domain, group, bar=None):
        """Columns with their first cards, and the counts of the coloured bars."""
        specification = self.get_specification("kanban")
        yield
        result = self.call(
            "web_read_group",
            domain,
            [group],
            [],
            auto_unfold=True,
            opening_info=[],
            unfold_read_specification=specification,
            unfold_read_default_limit=20,
            groupby_read_specification={},
            context={"read_group_expand": True},
        )
        if bar:
            colors = {"green": "success", "yellow": "warning", "red": "danger", "closed": "muted"}
            if bar == "activity_state":
                colors = {"planned": "success", "today": "warning", "overdue": "danger"}
            self.call(
                "read_progress_bar",
                domain=domain,
                group_by=group,
                progress_bar={"field": bar, "colors": colors},
            )
        yield result

    def open_list(self, domain, limit=80):
        """The first page, and the number of all records."""
        specification = self.get_specification("list")
        yield
        yield self.call(
            "web_search_read", domain, specification, limit=limit, count_limit=10001, order=""
        )

    def open_pivot(self, domain, rows, columns, measures):
        """A pivot table: the total, and the groups of its rows, its columns and its cells."""
        yield
        for groupby in ([], [rows], [columns], [rows, columns]):
            groups = self.call("formatted_read_group", domain, groupby, ["__count", *measures])
        yield groups

    def open_form(self, record_id):
        """One record."""
        specification = self.get_specification("form")
        yield
        yield self.call("web_read", [record_id], specification)

    def open_call(self, method, *args):
        """Any public method, as a component calls it: in the user's language and time zone."""
        yield
        yield self.call(method, *args, context=dict(self.env.context))

    def open_chatter(self, record_id):
        """What the chatter of a form loads: followers, activities, attachments and messages."""
        yield
        Store = odoo.addons.mail.tools.discuss.Store
        thread = self.model.browse(record_id)
        store = Store()
        store.add(
            thread,
            request_list=["activities", "attachments", "followers", "suggestedRecipients"],
            as_thread=True,
        )
        store.get_result()
        messages = self.env["mail.message"]._message_fetch(
            domain=[("message_type", "!=", "user_notification")], thread=thread
        )
        yield Store().add(messages["messages"]).get_result()


def measure_request(registry, login, model, opening, *args, repeat=3, xmlid=None, **kwargs):
    """Return the median run of a request of the web client, each in a transaction of its own.

    ``opening``: name of a method of ``Client``; ``args`` and ``kwargs`` are its arguments.
    """
    runs = []
    for number in range(repeat + 1):  # the first one warms the caches of the server
        with environment(registry, login) as env:
            request = getattr(Client(env, model, xmlid), opening)(*args, **kwargs)
            next(request)
            env.invalidate_all()
            run = Run()
            with statements() as seen, watch(env, run):
                next(request)
            run.statements = seen
            if number:
                runs.append(run)
    return median(runs)


# ------------------------------------------------------------
# A county
# ------------------------------------------------------------


def add_user(env, login, *groups):
    """Create an ordinary user with ``groups`` (external ids) and return it."""
    group_ids = [env.ref(xmlid).id for xmlid in ("base.group_user", *groups)]
    return (
        env["res.users"]
        .with_context(no_reset_password=True)
        .create(
            {
                "name": login.capitalize(),
                "login": login,
                "email": f"{login}@example.com",
                "lang": "zh_CN",
                "tz": "Asia/Shanghai",
                "group_ids": [fields.Command.set(group_ids)],
            }
        )
    )


def add_county(env, units=500, members=5000):
    """Create ``units`` units in a tree of three levels with ``members`` people on their rosters.

    The users ``officer``, ``leader`` and ``head`` (head of every unit, so that one user can take a
    unit's steps for all of them) are made, and ``liaison``, who keeps the papers of the first
    township and sees what lies below it. Returns the units.
    """
    add_user(env, "officer", GROUP % "officer")
    add_user(env, "leader", GROUP % "leader")
    head = add_user(env, "head")
    liaison = add_user(env, "liaison")
    Unit = env["rectification.unit"].with_context(tracking_disable=True)
    top = Unit.create({"name": "County", "kind": "committee", "code": "U0"})
    middle = Unit.create(
        [
            {"name": f"Township {number}", "kind": "township", "code": f"U{number}"}
            | {"parent_id": top.id}
            for number in range(1, max(units // 100, 1) + 1)
        ]
    )
    low = Unit.create(
        [
            {
                "name": f"Unit {number}",
                "kind": KINDS[number % len(KINDS)],
                "code": f"V{number}",
                "parent_id": middle[number % len(middle)].id,
            }
            for number in range(units - len(middle) - 1)
        ]
    )
    everyone = top | middle | low
    roster = []
    for number in range(members):
        unit = everyone[number % units]
        rank = number // units
        role, user = "cadre", False
        if rank == 0:
            role, user = "head", head
        elif rank == 1:
            role, user = "liaison", liaison if unit == middle[0] else False
        roster.append(
            {
                "unit_id": unit.id,
                "name": f"Person {number}",
                "job_title": "Section Member",
                "role": role,
                "user_id": user.id if user else False,
            }
        )
    env["rectification.unit.member"].create(roster)
    return everyone


def add_campaign(env, units=None):
    """Create a campaign on the shipped catalogue and enrol ``units``; return it."""
    today = fields.Date.today()
    leader = env["res.users"].search([("login", "=", "leader")])
    campaign = (
        env["rectification.campaign"]
        .with_user(leader)
        .create(
            {
                "name": "Campaign",
                "catalogue_id": env["rectification.catalogue"]
                .search([("state", "=", "published")], limit=1)
                .id,
                "date_start": today,
                "date_study_end": today + timedelta(days=30),
                "date_submission": today + timedelta(days=50),
                "date_self_check_end": today + timedelta(days=60),
                "date_supervision_end": today + timedelta(days=120),
            }
        )
    )
    if units:
        campaign._enrol(units)
    return campaign
