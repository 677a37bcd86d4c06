import { Component } from "@odoo/owl";
import { DashboardFigure } from "./figure";

/** Figures of one kind, each with a bar that shows its part of all. */
export class DashboardFigureList extends Component {
    static template = "rectification_campaign.DashboardFigureList";
    static components = { DashboardFigure };
    static props = { title: String, figures: Array, open: Function };

    get total() {
        return this.props.figures.reduce((sum, figure) => sum + figure.count, 0);
    }

    width(figure) {
        return this.total ? (100 * figure.count) / this.total : 0;
    }
}
