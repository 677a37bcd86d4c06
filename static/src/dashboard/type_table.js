import { Component } from "@odoo/owl";
import { DashboardFigure } from "./figure";

/** Findings by type and light; every light has a sign of its own beside its colour. */
export class DashboardTypeTable extends Component {
    static template = "rectification_campaign.DashboardTypeTable";
    static components = { DashboardFigure };
    static props = { types: Object, open: Function };

    icon(light) {
        return {
            green: "fa-circle-o text-success",
            yellow: "fa-clock-o text-warning",
            red: "fa-exclamation-circle text-danger",
            closed: "fa-check text-muted",
        }[light];
    }
}
