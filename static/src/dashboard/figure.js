import { Component } from "@odoo/owl";
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
        hidesLast: { type: Boolean, optional: true },
    };

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
        return this.props.hidesLast || last === null || last === undefined
            ? ""
            : _t("last year: %s", formatInteger(last));
    }

    onClick() {
        this.props.open(this.props.figure, this.name);
    }
}
