import { Component } from "@odoo/owl";
import { RecordSelector } from "@web/core/record_selectors/record_selector";

/** What the dashboard looks at: campaign, phase, unit and below, area, period. */
export class DashboardFilters extends Component {
    static template = "rectification_campaign.DashboardFilters";
    static components = { RecordSelector };
    static props = { dashboard: Object, isSmall: Boolean, change: Function };

    /** How many filters narrow the figures, the campaign not counted. */
    get count() {
        const { campaign_id, ...rest } = this.props.dashboard.filters;
        return Object.values(rest).filter(Boolean).length;
    }

    choose(name, ev) {
        const { value } = ev.target;
        this.props.change({ [name]: name.endsWith("_id") ? Number(value) || false : value });
    }

    clear() {
        const { campaign_id, ...rest } = this.props.dashboard.filters;
        this.props.change(Object.fromEntries(Object.keys(rest).map((name) => [name, false])));
    }
}
