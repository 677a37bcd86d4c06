import { markRaw } from "@odoo/owl";
import { Mutex } from "@web/core/utils/concurrency";

/**
 * The answers of one self-check sheet, as its screen shows them.
 *
 * An answer is shown at once and sent after those before it; when the server refuses it, the
 * answer that stood there before comes back and the error is thrown to the caller.
 */
export class SheetModel {
    /**
     * @param {Object} orm the ORM service
     */
    constructor(orm) {
        this.orm = markRaw(orm);
        this.mutex = markRaw(new Mutex());
        this.pending = 0;
        this.checkId = false;
        this.areas = [];
        this.lines = [];
        this.editable = false;
    }

    get total() {
        return this.lines.length;
    }

    get answered() {
        return this.lines.filter((line) => line.answer).length;
    }

    get found() {
        return this.lines.filter((line) => line.answer === "found").length;
    }

    /** Load a sheet. */
    async load(checkId) {
        this.checkId = checkId;
        const data = await this._call("rectification.check", "get_sheet_data", [[checkId]]);
        if (checkId === this.checkId) {
            this.areas = data.areas;
            this.lines = data.areas.flatMap((area) => area.lines);
            this.editable = data.editable;
        }
    }

    /** Wait until everything that was answered has reached the server. */
    flush() {
        return this.mutex.getUnlockedDef();
    }

    /** Answer an item: "none", "found", "not_applicable", or "" to take the answer back. */
    answer(line, answer) {
        return this._change(line, { answer }, [[line.id], answer || false]);
    }

    /** Keep a sentence beside the answer. */
    remark(line, remark) {
        return this._change(line, { remark }, [[line.id], line.answer || false, remark]);
    }

    /** Answer what is still open with “none”: in one area, or everywhere. */
    async answerRest(areaId = false) {
        const args = [[this.checkId], areaId];
        this._merge(await this._call("rectification.check", "action_answer_rest_none", args));
    }

    /** Take a finding off the sheet that was recorded by mistake. */
    async removeFinding(finding) {
        await this._call("rectification.finding", "unlink", [[finding.id]]);
        await this.reload();
    }

    /** Fetch what another dialog has changed, keeping what the screen holds. */
    async reload() {
        this._merge(await this._call("rectification.check", "get_sheet_data", [[this.checkId]]));
    }

    async _change(line, values, args) {
        const before = Object.fromEntries(Object.keys(values).map((name) => [name, line[name]]));
        Object.assign(line, values);
        try {
            this._merge(await this._call("rectification.check.line", "action_answer", args));
        } catch (error) {
            Object.assign(line, before);
            throw error;
        }
    }

    async _call(model, method, args) {
        this.pending++;
        try {
            return await this.mutex.exec(() => this.orm.call(model, method, args));
        } finally {
            this.pending--;
        }
    }

    /** Take over what the server says, unless later answers are still on their way to it. */
    _merge(data) {
        if (this.pending) {
            return;
        }
        const lines = Object.fromEntries(
            data.areas.flatMap((area) => area.lines).map((line) => [line.id, line])
        );
        for (const line of this.lines) {
            Object.assign(line, lines[line.id]);
        }
        this.editable = data.editable;
    }
}
