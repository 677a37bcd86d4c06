import { Component } from "@odoo/owl";
import { RecordSelector } from "@web/core/record_selectors/record_selector";

/** Return the filters that narrow the figures: all but the campaign. */
export function omitCampaign(filters) {
    const rest = { ...filters };
    delete rest.campaign_id;
    return rest;
}

/** What the dashboard looks at: campaign, phase, unit and below, area, period. */
export class DashboardFilters extends Component {
    static template = "rectification_campaign.DashboardFilters";
    static components = { RecordSelector };
    static props = { dashboard: Object, isSmall: Boolean, change: Function };

    /** How many filters narrow the figures, the campaign not counted. */
    get count() {
        return Object.values(omitCampaign(this.props.dashboard.filters)).filter(Boolean).length;
    }

    choose(name, ev) {
        const { value } = ev.target;
        this.props.change({ [name]: name.endsWith("_id") ? Number(value) || false : value });
    }

    clear() {
        const names = Object.keys(omitCampaign(this.props.dashboard.filters));
        this.props.change(Object.fromEntries(names.map((name) => [name, false])));
    }
}
