import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatInteger } from "@web/views/fields/formatters";

/** A number that opens the records it counts, with the same number of the year before. */
export class DashboardFigure extends Component {
    static template = "rectification_campaign.DashboardFigure";
    static props = {
        figure: Object,
        open: Function,
        name: { type: String, optional: true },
        text: { type: String, optional: true },
        showsLast: { type: Boolean, optional: true },
        hidesLast: { type: Boolean, optional: true },
    };

    setup() {
        this.view = useState(this.env.dashboardView);
    }

    get name() {
        return this.props.name || this.props.figure.label || "";
    }

    get text() {
        return this.props.text || formatInteger(this.props.figure.count);
    }

    get label() {
        return _t("%(name)s: %(count)s. Open the list.", { name: this.name, count: this.text });
    }

    get last() {
        const { last } = this.props.figure;
        const { showsLast, hidesLast } = this.props;
        const isWanted = showsLast || (this.view.compares && !hidesLast);
        return !isWanted || last === null || last === undefined
            ? ""
            : _t("last year: %s", formatInteger(last));
    }

    onClick() {
        this.props.open(this.props.figure, this.name);
    }
}
