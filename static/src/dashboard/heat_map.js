import { Component, useEffect, useRef } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatInteger } from "@web/views/fields/formatters";
import { keepTabStop, moveBetweenCells } from "./cell_keys";
import { DashboardFigure } from "./figure";

/** A part in whole percent; a hundred only when nothing is missing. */
export function formatShare(share) {
    return share === null ? "–" : `${Math.floor(100 * share + 1e-9)}%`;
}

/** Areas by kinds of unit, by number of findings or by the part that is signed off. */
export class DashboardHeatMap extends Component {
    static template = "rectification_campaign.DashboardHeatMap";
    static components = { DashboardFigure };
    static props = {
        heat: Object,
        mode: String,
        setMode: Function,
        open: Function,
        drill: Function,
        drilled: { type: Object, optional: true },
    };

    setup() {
        this.table = useRef("table");
        this.moveBetweenCells = moveBetweenCells;
        useEffect(() => keepTabStop(this.table.el));
    }

    text(cell) {
        return this.props.mode === "share"
            ? formatShare(cell.share)
            : formatInteger(cell.found.count);
    }

    /** How strongly a cell is tinted, from 0 to 1; its number says the same. */
    strength(cell) {
        if (this.props.mode === "share") {
            return cell.share || 0;
        }
        return this.props.heat.largest ? cell.found.count / this.props.heat.largest : 0;
    }

    /** What a screen reader says, and what is shown on hovering. */
    label(row, kind, cell) {
        const parts = [
            _t("%(area)s, %(kind)s: %(found)s findings, %(closed)s of them signed off", {
                area: row.name,
                kind: kind.label,
                found: cell.found.count,
                closed: cell.closed.count,
            }),
        ];
        if (cell.found.last !== null) {
            parts.push(_t("last year: %s", cell.found.last));
        }
        return parts.join("; ");
    }

    isDrilled(row, kind) {
        const { drilled } = this.props;
        return Boolean(drilled && drilled.areaId === row.id && drilled.kind === kind);
    }
}
