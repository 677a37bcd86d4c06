import { Component, useEffect, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { clamp } from "@web/core/utils/numbers";

/** The answers in the order of their buttons and keys. */
export const ANSWERS = [
    { value: "none", label: _t("None"), icon: "fa-check", hotkey: "1" },
    { value: "found", label: _t("Found"), icon: "fa-search-plus", hotkey: "2" },
    { value: "not_applicable", label: _t("Not Applicable"), icon: "fa-ban", hotkey: "3" },
];
const LIGHTS = {
    green: _t("In Time"),
    yellow: _t("Due Soon"),
    red: _t("Overdue"),
    closed: _t("Closed"),
};

/** One problem item of a self-check sheet: its answer, remark and findings. */
export class SheetItem extends Component {
    static template = "rectification_campaign.SheetItem";
    static props = {
        line: Object,
        editable: Boolean,
        current: Boolean,
        onAnswer: Function,
        onFocus: Function,
        onMove: Function,
        onOpenFinding: Function,
        onRemark: Function,
        onRemoveFinding: Function,
    };

    setup() {
        this.answers = ANSWERS;
        this.lights = LIGHTS;
        this.state = useState({ open: false, remark: false });
        this.group = useRef("group");
        this.remark = useRef("remark");
        useEffect(
            (open) => {
                if (open) {
                    this.remark.el?.focus();
                }
            },
            () => [this.state.remark]
        );
    }

    get title() {
        return `${this.props.line.number}. ${this.props.line.name}`;
    }

    get details() {
        const { guidance, evidence_hint, wording } = this.props.line;
        return [
            { label: _t("What to look for"), text: guidance },
            { label: _t("Evidence"), text: evidence_hint },
            { label: _t("Official wording"), text: wording },
        ].filter((detail) => detail.text);
    }

    get showRemark() {
        return this.props.line.remark || (this.props.editable && this.state.remark);
    }

    /** The radio that the Tab key reaches: the chosen one, else the first. */
    isTabStop(answer) {
        return this.props.line.answer
            ? answer.value === this.props.line.answer
            : answer === this.answers[0];
    }

    lightClass(finding) {
        return { green: "success", yellow: "warning", red: "danger" }[finding.light] || "secondary";
    }

    onKeydown(ev) {
        const step = { ArrowLeft: -1, ArrowRight: 1 }[ev.key];
        const radios = [...this.group.el.querySelectorAll("[role=radio]")];
        if (step) {
            const index = clamp(radios.indexOf(ev.target) + step, 0, radios.length - 1);
            radios[index].focus();
        } else if (ev.key === "ArrowUp" || ev.key === "ArrowDown") {
            this.props.onMove(ev.key === "ArrowUp" ? -1 : 1);
        } else {
            return;
        }
        ev.preventDefault();
        ev.stopPropagation();
    }

    onRemarkChange(ev) {
        const remark = ev.target.value.trim();
        if (remark !== this.props.line.remark) {
            this.props.onRemark(this.props.line, remark);
        }
    }
}
