"""The problem items found most often."""

from ....tools.office_files.columns import Figures
from ..counts import ItemCountRow
from ..figure import make_found_and_closed
from .block import Block

ITEMS_SHOWN = 10


class ItemsBlock(Block):
    """The items found most often, those found equally often in the order of the catalogue."""

    def get(self):
        """Return ``items``."""
        frame = self.frame
        counted = self.counts.findings[ItemCountRow]
        now, last = self._sum_items(counted.now), self._sum_items(counted.last or [])
        items = sorted(
            (frame.items[item_id] for item_id, figures in now.items() if figures.found),
            key=lambda item: (-now[item.id].found, item.number, item.id),
        )
        rows = []
        for item in items[:ITEMS_SHOWN]:
            last_item_id = frame.item_counterparts.get(item.id)
            before = None
            if frame.last and last_item_id:
                before = last.get(last_item_id, Figures())
            leaf = ("problem_id", "=", item.id)
            rows.append(
                {
                    "id": item.id,
                    "number": item.number,
                    "name": item.name,
                    "area": item.area.name,
                    **make_found_and_closed(frame.scope, [leaf], now[item.id], before),
                }
            )
        return {"items": rows}

    def _sum_items(self, rows):
        figures = {}
        for row in rows:
            figures.setdefault(row.item.id, Figures()).add(row.state, row.number)
        return figures
