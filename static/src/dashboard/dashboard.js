import { Component, onMounted, onWillStart, useRef, useState, useSubEnv } from "@odoo/owl";
import { router } from "@web/core/browser/router";
import { deserializeDate, formatDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { useSetupAction } from "@web/search/action_hook";
import { Layout } from "@web/search/layout";
import { formatFloat, formatInteger } from "@web/views/fields/formatters";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { DashboardDrillDown } from "./drill_down";
import { DashboardFigure } from "./figure";
import { DashboardFigureList } from "./figure_list";
import { DashboardFilters, omitCampaign } from "./filters";
import { DashboardHeatMap, formatShare } from "./heat_map";
import { DashboardPhaseLine } from "./phase_line";
import { DashboardTrend } from "./trend";
import { DashboardTypeTable } from "./type_table";

// The filters by the names they have in the address of the screen.
const ADDRESS = {
    campaign: "campaign_id",
    phase: "phase",
    unit: "unit_id",
    area: "area_id",
    from: "date_from",
    to: "date_to",
};
// Models that have cards as well as a list.
const CARD_MODELS = ["rectification.dossier", "rectification.check", "rectification.finding"];

/** The leading group's view of a campaign: every figure opens the records it counts. */
export class Dashboard extends Component {
    static template = "rectification_campaign.Dashboard";
    static components = {
        DashboardDrillDown,
        DashboardFigure,
        DashboardFigureList,
        DashboardFilters,
        DashboardHeatMap,
        DashboardPhaseLine,
        DashboardTrend,
        DashboardTypeTable,
        Layout,
    };
    static props = { ...standardActionServiceProps };

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.ui = useService("ui");
        this.keepLast = new KeepLast();
        this.display = { controlPanel: {} };
        this.formatInteger = formatInteger;
        const { filters, mode, drilled, compares } = this.props.state || {};
        this.state = useState({
            dashboard: null,
            refusal: "",
            mode: mode || "number",
            drilled: drilled || null,
            // Beside the figures at a glance last year's always stand; beside the rest on request.
            compares: compares || false,
        });
        useSubEnv({ dashboardView: this.state });
        useSetupAction({
            rootRef: useRef("root"),
            getLocalState: () => ({
                filters: { ...this.state.dashboard?.filters },
                mode: this.state.mode,
                drilled: this.state.drilled && { ...this.state.drilled },
                compares: this.state.compares,
            }),
        });
        onWillStart(() => this.load(filters || this.readAddress()));
        // Only now does the address of the screen belong to this action.
        onMounted(() => this.writeAddress());
        this.open = this.open.bind(this);
        this.change = this.change.bind(this);
        this.drill = this.drill.bind(this);
        this.closeDrillDown = () => (this.state.drilled = null);
        this.setMode = (name) => (this.state.mode = name);
        this.toggleComparison = () => (this.state.compares = !this.state.compares);
    }

    async load(filters) {
        try {
            this.state.dashboard = await this.keepLast.add(
                this.orm.call("rectification.dashboard", "get_dashboard", [filters])
            );
        } catch (error) {
            // Who may not see it reads why in place, and not in a dialog in front of nothing.
            if (error.exceptionName !== "odoo.exceptions.AccessError") {
                throw error;
            }
            this.state.refusal = error.data.message;
        }
    }

    readAddress() {
        return Object.fromEntries(
            Object.entries(ADDRESS).map(([key, name]) => [name, router.current[key] || false])
        );
    }

    writeAddress() {
        const filters = this.state.dashboard?.filters || {};
        this.props.updateActionState?.(
            Object.fromEntries(
                Object.entries(ADDRESS).map(([key, name]) => [key, filters[name] || undefined])
            )
        );
    }

    /** Apply other filters; another campaign has other phases and areas. */
    async change(changes) {
        const others = changes.campaign_id ? { phase: false, area_id: false } : {};
        this.state.drilled = null;
        await this.load({ ...this.state.dashboard.filters, ...others, ...changes });
        this.writeAddress();
    }

    drill(areaId, kind) {
        const { drilled } = this.state;
        const isOpen = drilled && drilled.areaId === areaId && drilled.kind === kind;
        this.state.drilled = isOpen ? null : { areaId, kind };
    }

    /** Open the records that a figure counts. */
    open(figure, name) {
        const kinds = CARD_MODELS.includes(figure.model)
            ? ["list", "kanban", "form"]
            : ["list", "form"];
        return this.action.doAction({
            type: "ir.actions.act_window",
            name: name || figure.label,
            res_model: figure.model,
            views: kinds.map((kind) => [false, kind]),
            domain: figure.domain,
        });
    }

    openFinding(id) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "rectification.finding",
            res_id: id,
            views: [[false, "form"]],
        });
    }

    async download(method) {
        const action = await this.orm.call("rectification.dashboard", method, [
            this.state.dashboard.filters,
        ]);
        return this.action.doAction(action);
    }

    // ------------------------------------------------------------
    // What is shown
    // ------------------------------------------------------------

    get dashboard() {
        return this.state.dashboard;
    }

    get hasFindings() {
        const { heat, types } = this.dashboard;
        return heat.total.found.count + types.rejected.count > 0;
    }

    /** Whether a filter narrows the findings, so that none need not mean none at all. */
    get isNarrowed() {
        return Object.values(omitCampaign(this.dashboard.filters)).some(Boolean);
    }

    /** Units and sheets have no area and are shown as they stand now. */
    get isNarrowedInTime() {
        const { phase, area_id, date_from, date_to } = this.dashboard.filters;
        return Boolean(phase || area_id || date_from || date_to);
    }

    /** What a screen reader says when the figures change. */
    get status() {
        return _t("%(campaign)s: %(found)s findings, %(overdue)s of them overdue", {
            campaign: this.dashboard.campaign.name,
            found: this.dashboard.heat.total.found.count,
            overdue: this.dashboard.overdue.figure.count,
        });
    }

    date(text) {
        return text ? formatDate(deserializeDate(text)) : "";
    }

    get share() {
        return formatShare(this.dashboard.heat.total.share);
    }

    days(number) {
        if (number === null) {
            return "–";
        }
        return Number.isInteger(number)
            ? formatInteger(number)
            : formatFloat(number, { digits: [0, 1] });
    }

    lastDays(number) {
        return number === null || number === undefined
            ? ""
            : _t("last year: %s", this.days(number));
    }

    clear() {
        return this.change({
            phase: false,
            unit_id: false,
            area_id: false,
            date_from: false,
            date_to: false,
        });
    }
}

registry.category("actions").add("rectification_dashboard", Dashboard);
