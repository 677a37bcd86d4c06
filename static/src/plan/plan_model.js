import { markRaw } from "@odoo/owl";
import { Mutex } from "@web/core/utils/concurrency";

/**
 * The proposal made from a plan, as its screen shows it.
 *
 * Changes are sent one after the other, and what the server says afterwards is shown.
 */
export class PlanModel {
    /**
     * @param {Object} orm the ORM service
     */
    constructor(orm) {
        this.orm = markRaw(orm);
        this.mutex = markRaw(new Mutex());
        this.planId = false;
        this.data = false;
    }

    get nodes() {
        const { areas, phases, duties, materials } = this.data;
        return [...areas.flatMap((area) => [area, ...area.items]), ...phases].concat(
            duties,
            materials
        );
    }

    /** Load a proposal. */
    async load(planId) {
        this.planId = planId;
        await this.mutex.exec(() => this._fetch());
    }

    /** Wait until every change has reached the server. */
    flush() {
        return this.mutex.getUnlockedDef();
    }

    /** Change fields of a node. */
    write(node, values) {
        return this._change("rectification.plan.node", "write", [[node.id], values]);
    }

    /** Call a method of a node; return what it returns. */
    callNode(node, method, ...args) {
        return this._change("rectification.plan.node", method, [[node.id], ...args]);
    }

    /** Call a method of the plan; return what it returns. */
    callPlan(method, ...args) {
        return this._change("rectification.plan", method, [[this.planId], ...args]);
    }

    /** Send a change; whether the server takes it or not, show what it says then. */
    _change(model, method, args) {
        return this.mutex.exec(async () => {
            try {
                return await this.orm.call(model, method, args);
            } finally {
                await this._fetch();
            }
        });
    }

    async _fetch() {
        const planId = this.planId;
        const data = await this.orm.call("rectification.plan", "get_plan_data", [[planId]]);
        if (planId === this.planId) {
            this.data = data;
        }
    }
}
