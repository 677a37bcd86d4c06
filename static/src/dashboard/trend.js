import { Component, onWillStart, onWillUnmount, useEffect, useRef } from "@odoo/owl";
import { loadBundle } from "@web/core/assets";
import { deserializeDate, formatDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { DashboardFigure } from "./figure";

/** What was recorded and what was signed off, as lines that differ in dash and point, and as a table. */
export class DashboardTrend extends Component {
    static template = "rectification_campaign.DashboardTrend";
    static components = { DashboardFigure };
    static props = { trend: Object, open: Function };

    setup() {
        this.canvas = useRef("canvas");
        onWillStart(() => loadBundle("web.chartjs_lib"));
        useEffect(
            () => this.draw(),
            () => [this.props.trend]
        );
        onWillUnmount(() => this.chart?.destroy());
    }

    get series() {
        return [
            { key: "opened", label: _t("Recorded") },
            { key: "closed", label: _t("Signed off") },
        ];
    }

    date(text) {
        return formatDate(deserializeDate(text));
    }

    name(point) {
        return point.start === point.end
            ? this.date(point.start)
            : `${this.date(point.start)} – ${this.date(point.end)}`;
    }

    /** The colours come from the style sheet, so that a dark one changes them. */
    color(name) {
        return getComputedStyle(this.canvas.el).getPropertyValue(`--trend-${name}`).trim();
    }

    draw() {
        this.chart?.destroy();
        this.chart = null;
        const { points } = this.props.trend;
        if (!this.canvas.el || !points.length) {
            return;
        }
        const shapes = {
            opened: { pointStyle: "circle", borderDash: [] },
            closed: { pointStyle: "rect", borderDash: [6, 4] },
        };
        const axis = {
            ticks: { color: this.color("text"), precision: 0, maxRotation: 0, autoSkip: true },
            grid: { color: this.color("grid") },
        };
        this.chart = new Chart(this.canvas.el, {
            type: "line",
            data: {
                labels: points.map((point) => this.date(point.start)),
                datasets: this.series.map(({ key, label }) => ({
                    label,
                    data: points.map((point) => point[key].count),
                    borderColor: this.color(key),
                    backgroundColor: this.color(key),
                    borderWidth: 2,
                    pointRadius: 4,
                    tension: 0,
                    ...shapes[key],
                })),
            },
            options: {
                animation: false,
                maintainAspectRatio: false,
                plugins: {
                    legend: { labels: { color: this.color("text"), usePointStyle: true } },
                    tooltip: {
                        callbacks: { title: ([item]) => this.name(points[item.dataIndex]) },
                    },
                },
                scales: { x: axis, y: { ...axis, beginAtZero: true } },
                onClick: (ev, [element]) => {
                    const { key, label } = this.series[element?.datasetIndex] || {};
                    if (key && points[element.index][key].count) {
                        this.props.open(points[element.index][key], label);
                    }
                },
            },
        });
    }
}
