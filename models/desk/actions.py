"""The actions that the buttons of the desk open."""

from odoo.models import BaseModel

from .results import Action

# Models with cards of their own; what a phone shows instead of a list.
CARD_MODELS = frozenset(
    {
        "rectification.action",
        "rectification.check",
        "rectification.dossier",
        "rectification.finding",
        "rectification.referral",
        "rectification.study.session",
        "rectification.suggestion",
        "rectification.unit",
    }
)


def open_list(model: str, name: str, domain: list) -> Action:
    """Return the action that opens the records of ``domain``: a list, on a phone cards."""
    kinds = ("list", "kanban", "form") if model in CARD_MODELS else ("list", "form")
    return {
        "type": "ir.actions.act_window",
        "name": name,
        "res_model": model,
        "views": [[False, kind] for kind in kinds],
        "mobile_view_mode": "kanban",
        "domain": [list(leaf) if isinstance(leaf, tuple) else leaf for leaf in domain],
    }


def open_form(record: BaseModel) -> Action:
    """Return the action that opens one record."""
    return {
        "type": "ir.actions.act_window",
        "res_model": record._name,
        "res_id": record.id,
        "views": [[False, "form"]],
    }
