import { Component, onWillStart, onWillUpdateProps, useEffect, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { KeepLast } from "@web/core/utils/concurrency";
import { keepTabStop, moveBetweenCells } from "./cell_keys";
import { DashboardFigure } from "./figure";

const UNITS_PER_PAGE = 50;

/** One area in detail: how often each of its items was found in each unit, units by name. */
export class DashboardDrillDown extends Component {
    static template = "rectification_campaign.DashboardDrillDown";
    static components = { DashboardFigure };
    static props = {
        filters: Object,
        areaId: Number,
        kind: [String, Boolean],
        open: Function,
        close: Function,
    };

    setup() {
        this.orm = useService("orm");
        this.keepLast = new KeepLast();
        this.heading = useRef("heading");
        this.table = useRef("table");
        this.moveBetweenCells = moveBetweenCells;
        this.state = useState({ detail: null, offset: 0 });
        onWillStart(() => this.load(this.props));
        onWillUpdateProps((props) => {
            this.state.offset = 0;
            return this.load(props);
        });
        useEffect(
            () => {
                this.heading.el?.focus({ preventScroll: true });
                this.heading.el?.scrollIntoView({ block: "nearest" });
            },
            () => [this.props.areaId, this.props.kind]
        );
        useEffect(() => keepTabStop(this.table.el));
    }

    async load(props) {
        this.state.detail = await this.keepLast.add(
            this.orm.call("rectification.dashboard", "get_drill_down", [
                props.filters,
                props.areaId,
                props.kind,
                this.state.offset,
                UNITS_PER_PAGE,
            ])
        );
    }

    async turn(pages) {
        this.state.offset += pages * UNITS_PER_PAGE;
        await this.load(this.props);
    }

    get title() {
        const { area, kind } = this.state.detail;
        return kind ? `${area} · ${kind}` : area;
    }

    get hasPages() {
        return this.state.detail.unit_count > this.state.detail.units.length;
    }

    get isLastPage() {
        return this.state.offset + UNITS_PER_PAGE >= this.state.detail.unit_count;
    }

    get pageText() {
        return _t("Units %(first)s to %(last)s of %(all)s", {
            first: this.state.offset + 1,
            last: this.state.offset + this.state.detail.units.length,
            all: this.state.detail.unit_count,
        });
    }

    name(item, unit) {
        return [unit?.name, item && `${item.number}. ${item.name}`].filter(Boolean).join(" · ");
    }
}
