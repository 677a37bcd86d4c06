import { Component, useExternalListener, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { RPCError } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { useBus, useService } from "@web/core/utils/hooks";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

import { PlanModel } from "./plan_model";
import { PlanNode } from "./plan_node";

/**
 * What was read from a plan, to be corrected, beside the text it was read from.
 *
 * Stands in the form of a plan. Whatever has the focus, a node or one of the form's own fields,
 * shows its passage; a passage that is clicked shows its node.
 */
export class Plan extends Component {
    static template = "rectification_campaign.Plan";
    static components = { PlanNode };
    static props = { ...standardWidgetProps };

    setup() {
        this.notification = useService("notification");
        this.root = useRef("root");
        this.source = useRef("source");
        this.model = useState(new PlanModel(useService("orm")));
        // place: [start, end] of the passage shown
        this.state = useState({ currentId: false, openId: false, place: [0, 0] });
        this.loadedKey = "";
        useRecordObserver((record) => this.loadWhenChanged(record));
        useBus(this.props.record.model.bus, "NEED_LOCAL_CHANGES", ({ detail }) =>
            detail.proms.push(this.model.flush())
        );
        useExternalListener(document, "focusin", (ev) => this.onFocusField(ev));
        this.nodeActions = {
            passage: (node) => this.passage(node),
            select: (node) => this.select(node),
            toggle: (node) => this.toggle(node),
            write: (node, values) => this.attempt(() => this.model.write(node, values)),
            call: (node, method, ...args) =>
                this.attempt(() => this.model.callNode(node, method, ...args)),
        };
    }

    // ------------------------------------------------------------
    // What is shown
    // ------------------------------------------------------------

    get data() {
        return this.model.data;
    }

    get phaseSections() {
        const title = _t("Phases and Deadlines");
        return [{ kind: "phase", title, nodes: this.data.phases, add: _t("Add a Phase") }];
    }

    get otherSections() {
        const { duties, materials } = this.data;
        return [
            {
                kind: "duty",
                title: _t("Duties of the Leading Group"),
                nodes: duties,
                add: _t("Add a Duty"),
            },
            {
                kind: "material",
                title: _t("Study Materials"),
                nodes: materials,
                add: _t("Add a Study Material"),
            },
        ];
    }

    /** Everything that is uncertain, about the whole first and then in the order of the tree. */
    get remarks() {
        const remarks = this.data.remarks.map((remark) => ({ ...remark, node: false }));
        for (const node of this.model.nodes) {
            for (const text of node.remarks) {
                remarks.push({ text, node, field: false, start: node.start, end: node.end });
            }
        }
        return remarks.map((remark, index) => ({ ...remark, id: index }));
    }

    get remarksTitle() {
        return _t("To be looked at (%s)", this.remarks.length);
    }

    get unusedTitle() {
        return _t("Without a place in the tree (%s)", this.data.unused.length);
    }

    itemTarget(area) {
        return _t("Item in %(number)s. %(name)s", { number: area.number, name: area.name });
    }

    remarkTitle(remark) {
        const { node } = remark;
        return node
            ? [node.label, node.name || node.wording].join(" ").trim().slice(0, 40)
            : remark.title;
    }

    passage(node) {
        const segments = this.data.segments.filter(
            ({ start, end }) => node.start <= start && end <= node.end
        );
        return segments
            .map((segment) => segment.text)
            .join("")
            .trim();
    }

    isShown(segment) {
        const [start, end] = this.state.place;
        return segment.start < end && start < segment.end;
    }

    /** The passage without a node that a segment belongs to, if any. */
    unusedPassage(segment) {
        return (
            segment.kind === "unassigned" &&
            this.data.unused.find(({ start, end }) => start <= segment.start && segment.end <= end)
        );
    }

    // ------------------------------------------------------------
    // Tree and source
    // ------------------------------------------------------------

    async loadWhenChanged(record) {
        const key = [record.resId, record.data.state].join();
        if (key === this.loadedKey) {
            return;
        }
        this.loadedKey = key;
        Object.assign(this.state, { currentId: false, openId: false, place: [0, 0] });
        if (record.resId && record.data.state !== "draft") {
            await this.model.load(record.resId);
        }
    }

    showPlace(start, end) {
        this.state.place = [start, end];
        const pane = this.source.el;
        const segment =
            end > start &&
            this.data.segments.find((segment) => segment.start < end && start < segment.end);
        const el = segment && pane?.querySelector(`[data-start="${segment.start}"]`);
        if (el) {
            // Only the pane moves: on a phone it stands below the tree.
            pane.scrollTop +=
                el.getBoundingClientRect().top - pane.getBoundingClientRect().top - 48;
        }
    }

    select(node) {
        if (this.state.currentId !== node.id) {
            this.state.currentId = node.id;
            this.showPlace(node.start, node.end);
        }
    }

    toggle(node) {
        this.state.openId = this.state.openId === node.id ? false : node.id;
    }

    onFocusField(ev) {
        const name = ev.target.closest?.(".o_field_widget")?.getAttribute("name");
        const place = this.data && this.data.facts[name];
        if (place && !this.root.el?.contains(ev.target)) {
            this.state.currentId = false;
            this.showPlace(...place);
        }
    }

    onClickSegment(segment) {
        const node = this.model.nodes
            .filter((node) => node.start <= segment.start && segment.end <= node.end)
            .sort((one, other) => one.end - one.start - (other.end - other.start))[0];
        if (node) {
            this.state.place = [node.start, node.end];
            this.focusNode(node);
        } else {
            this.state.place = [segment.start, segment.end];
        }
    }

    focusNode(node) {
        this.state.currentId = node.id;
        const el = this.root.el?.querySelector(`[data-node="${node.id}"]`);
        el?.scrollIntoView({ block: "nearest" });
        el?.querySelector("input, textarea, button")?.focus({ preventScroll: true });
    }

    onClickRemark(remark) {
        this.showPlace(remark.start, remark.end);
        if (remark.node) {
            this.focusNode(remark.node);
        } else if (remark.field) {
            document.querySelector(`.o_field_widget[name="${remark.field}"] input`)?.focus();
        }
    }

    // ------------------------------------------------------------
    // Changes
    // ------------------------------------------------------------

    /** Run a change; what the server refuses is said in a notification. */
    async attempt(change) {
        let result;
        try {
            result = await change();
        } catch (error) {
            if (!(error instanceof RPCError)) {
                throw error;
            }
            this.notification.add(error.data?.message || error.message, { type: "danger" });
            return false;
        }
        await this.refreshForm();
        return result ?? true;
    }

    /** Let the form say what still keeps the plan from being set up. */
    async refreshForm() {
        const { record } = this.props;
        if (!(await record.isDirty())) {
            await record.load();
        }
    }

    async add(kind, areaId = false, start = 0, end = 0) {
        const id = await this.attempt(() =>
            this.model.callPlan("action_add", kind, areaId, start, end)
        );
        const node = this.model.nodes.find((node) => node.id === id);
        if (node) {
            this.state.openId = node.id;
            this.select(node);
            await new Promise((resolve) => setTimeout(resolve));
            this.focusNode(node);
        }
    }

    numberThrough() {
        return this.attempt(() => this.model.callPlan("action_number_through"));
    }

    onTakeOver(ev, passage) {
        const target = ev.target.value;
        ev.target.value = "";
        const kinds = ["area", "phase", "duty"];
        if (kinds.includes(target)) {
            return this.add(target, false, passage.start, passage.end);
        }
        return this.add("item", Number(target), passage.start, passage.end);
    }
}

/** The proposal as a widget of the form of a plan. */
export const planWidget = {
    component: Plan,
    additionalClasses: ["w-100", "d-block"],
    fieldDependencies: [{ name: "state", type: "selection" }],
};

registry.category("view_widgets").add("rectification_plan", planWidget);
