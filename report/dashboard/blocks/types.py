"""Findings by type and light."""

from ....models.core.selection import get_labels
from ....tools.core.lights import CLOSED
from ..counts import LightRow
from ..figure import FINDING
from .block import Block


class TypesBlock(Block):
    """Findings by type and light, what is still open, and what was not substantiated."""

    def get(self):
        """Return ``types``."""
        lights = get_labels(self.env[FINDING], "light")
        types = get_labels(self.env[FINDING], "rectification_type")
        counted, scope = self.counts.findings[LightRow], self.frame.scope
        return {
            "types": {
                "lights": [
                    {
                        "key": light,
                        "label": label,
                        "total": self._make_figure(light, label, light=light),
                    }
                    for light, label in lights.items()
                ],
                "rows": [
                    {
                        "key": kind,
                        "label": label,
                        "cells": [
                            self._make_figure(light, light_label, kind, light)
                            for light, light_label in lights.items()
                        ],
                        "total": self._make_figure(kind, label, kind),
                    }
                    for kind, label in types.items()
                ],
                "open": counted.make_figure(
                    "open",
                    self.env._("Still open"),
                    scope.findings(("light", "!=", CLOSED)),
                    lambda row: row.light != CLOSED and row.state != "rejected",
                ),
                "rejected": counted.make_figure(
                    "rejected",
                    self.env._("Not substantiated"),
                    scope.recorded(("state", "=", "rejected")),
                    lambda row: row.state == "rejected",
                ),
            }
        }

    def _make_figure(self, key, label, kind=None, light=None):
        """Return the figure of a type and a light, either of which may be None for all."""
        leaves = []
        if kind:
            leaves.append(("rectification_type", "=", kind))
        if light:
            leaves.append(("light", "=", light))
        return self.counts.findings[LightRow].make_figure(
            key,
            label,
            self.frame.scope.findings(*leaves),
            lambda row: (
                row.state != "rejected" and kind in (None, row.type) and light in (None, row.light)
            ),
        )
