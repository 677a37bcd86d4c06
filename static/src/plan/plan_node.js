import { Component, useRef } from "@odoo/owl";
import { DateTimeInput } from "@web/core/datetime/datetime_input";
import { deserializeDate, serializeDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";

const WITH_TITLE = ["area", "item", "phase"];
const WITH_NUMBER = ["area", "item"];

/** One node of a proposal: its number, title and date, its remarks, and, opened, everything else. */
export class PlanNode extends Component {
    static template = "rectification_campaign.PlanNode";
    static components = { DateTimeInput };
    static props = {
        node: Object,
        areas: Array,
        phaseNames: Array,
        parentId: { type: [Number, Boolean], optional: true },
        editable: Boolean,
        current: Boolean,
        open: Boolean,
        actions: Object,
        slots: { type: Object, optional: true },
    };

    setup() {
        this.wording = useRef("wording");
        // What is being typed: another change that comes back meanwhile must not overwrite it.
        this.typed = {};
    }

    shown(name) {
        return this.typed[name] ?? this.props.node[name];
    }

    get hasTitle() {
        return WITH_TITLE.includes(this.props.node.kind);
    }

    get hasNumber() {
        return WITH_NUMBER.includes(this.props.node.kind);
    }

    get isItem() {
        return this.props.node.kind === "item";
    }

    get isPhase() {
        return this.props.node.kind === "phase";
    }

    get maxLength() {
        return this.isItem ? 24 : 200;
    }

    get titleLabel() {
        return this.isItem ? _t("Short title") : _t("Title");
    }

    get wordingLabel() {
        return this.isPhase ? _t("What the plan says of this phase") : _t("Official wording");
    }

    get deadlineAsWritten() {
        return _t("in the plan: %s", this.props.node.deadline_text);
    }

    get deadline() {
        const { deadline } = this.props.node;
        return deadline ? deserializeDate(deadline) : false;
    }

    onDeadline(value) {
        const deadline = value ? serializeDate(value) : false;
        if (deadline !== (this.props.node.deadline || false)) {
            this.write({ deadline });
        }
    }

    write(values) {
        return this.props.actions.write(this.props.node, values);
    }

    onInput(ev, name) {
        this.typed[name] = ev.target.value;
    }

    async onChange(ev, name) {
        const typed = ev.target.value;
        const value = name === "number" ? parseInt(typed, 10) || 0 : typed.trim();
        if (value !== this.props.node[name]) {
            await this.write({ [name]: value || false });
        }
        if (this.typed[name] === typed) {
            delete this.typed[name];
            this.render();
        }
    }

    /** Enter goes on to the title below, as in a spreadsheet. */
    onKeydown(ev) {
        if (ev.key !== "Enter" || ev.isComposing) {
            return;
        }
        ev.preventDefault();
        ev.stopPropagation();
        const titles = [...document.querySelectorAll(".o_rectification_plan_title")];
        const following = titles[titles.indexOf(ev.target) + 1];
        if (following) {
            following.focus();
        } else {
            ev.target.blur();
        }
    }

    call(method, ...args) {
        return this.props.actions.call(this.props.node, method, ...args);
    }

    split() {
        const { value, selectionStart } = this.wording.el;
        // The server counts characters, the browser the halves of rare ones.
        return this.call("action_split", [...value.slice(0, selectionStart)].length);
    }
}
