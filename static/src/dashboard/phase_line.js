import { Component } from "@odoo/owl";

/** The phases of the campaign with their dates, and where it stands. */
export class DashboardPhaseLine extends Component {
    static template = "rectification_campaign.DashboardPhaseLine";
    static props = { phases: Array };

    icon(phase) {
        const icons = { done: "fa-check-circle", current: "fa-dot-circle-o" };
        return icons[phase.status] || "fa-circle-o";
    }
}
