import { Component, onWillStart, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

/** The first screen: what is to be done now, and who waits for whom. */
export class Desk extends Component {
    static template = "rectification_campaign.Desk";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.display = { controlPanel: {} };
        this.desk = useState({ is_involved: true, parts: [], sees_campaigns: true, campaigns: [] });
        onWillStart(() => this.load());
    }

    async load() {
        Object.assign(this.desk, await this.orm.call("rectification.desk", "get_desk", []));
    }

    /** The name of a part is only needed to tell it from others. */
    get showsTitles() {
        return this.desk.parts.length > 1;
    }

    /** Colour is never the only sign. */
    icon(level) {
        const icons = { danger: "fa-exclamation-circle", warning: "fa-clock-o" };
        return icons[level] || "fa-circle-o";
    }

    phaseIcon(phase) {
        const icons = { done: "fa-check-circle", current: "fa-dot-circle-o" };
        return icons[phase.status] || "fa-circle-o";
    }

    /** Press the button of a task. */
    run(task) {
        if (!task.call) {
            return this.open(task.action);
        }
        const { model, method, id } = task.call;
        return this.action.doActionButton({
            type: "object",
            name: method,
            resModel: model,
            resId: id,
            resIds: [id],
            context: {},
            onClose: () => this.load(),
        });
    }

    open(action) {
        return this.action.doAction(action);
    }
}

registry.category("actions").add("rectification_desk", Desk);
