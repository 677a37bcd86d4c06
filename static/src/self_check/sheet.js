import { Component, useEffect, useExternalListener, useRef, useState } from "@odoo/owl";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { RPCError } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { useBus, useOwnedDialogs, useService } from "@web/core/utils/hooks";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { FormViewDialog } from "@web/views/view_dialogs/form_view_dialog";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

import { SheetItem } from "./sheet_item";
import { SheetModel } from "./sheet_model";

const HOTKEYS = { 1: "none", n: "none", 2: "found", f: "found", 3: "not_applicable" };
HOTKEYS.x = HOTKEYS[3];

/**
 * The items of a self-check sheet, answered by touch, mouse or keyboard.
 *
 * Stands in the form of a sheet; the buttons around it see what was answered, because the record is
 * read again whenever an answer decides which of them are shown.
 */
export class Sheet extends Component {
    static template = "rectification_campaign.Sheet";
    static components = { SheetItem };
    static props = { ...standardWidgetProps };

    setup() {
        this.addDialog = useOwnedDialogs();
        this.notification = useService("notification");
        this.ui = useService("ui");
        this.root = useRef("root");
        this.model = useState(new SheetModel(useService("orm")));
        // The item answered last stays in sight under the filter, so that a slip can be undone.
        this.state = useState({ isFiltered: false, currentId: false, lastId: false });
        this.focusRequest = useState({ count: 0 });
        this.loadedKey = "";
        useRecordObserver((record) => this.loadWhenChanged(record));
        useBus(this.props.record.model.bus, "NEED_LOCAL_CHANGES", ({ detail }) =>
            detail.proms.push(this.model.flush())
        );
        useExternalListener(document, "keydown", this.onKeydown.bind(this));
        useEffect(
            (count) => {
                if (count) {
                    this.focusCurrent();
                }
            },
            () => [this.focusRequest.count]
        );
        this.onAnswer = this.onAnswer.bind(this);
        this.onFocus = (line) => (this.state.currentId = line.id);
        this.onMove = this.move.bind(this);
        this.onOpenFinding = this.openFinding.bind(this);
        this.onRemark = (line, remark) => this.attempt(() => this.model.remark(line, remark));
        this.onRemoveFinding = this.removeFinding.bind(this);
    }

    // ------------------------------------------------------------
    // What is shown
    // ------------------------------------------------------------

    get editable() {
        return this.model.editable;
    }

    get openCount() {
        return this.model.total - this.model.answered;
    }

    get percentage() {
        return this.model.total ? Math.round((100 * this.model.answered) / this.model.total) : 0;
    }

    get summary() {
        const figures = {
            answered: this.model.answered,
            total: this.model.total,
            found: this.model.found,
        };
        return this.model.found
            ? _t("%(answered)s of %(total)s answered, %(found)s with findings", figures)
            : _t("%(answered)s of %(total)s answered", figures);
    }

    get areas() {
        return this.model.areas
            .map((area) => ({
                id: area.id,
                title: _t("Area %(number)s: %(name)s", { number: area.number, name: area.name }),
                answered: area.lines.filter((line) => line.answer).length,
                total: area.lines.length,
                lines: area.lines.filter((line) => this.isShown(line)),
            }))
            .filter((area) => area.lines.length);
    }

    get shownLines() {
        return this.model.lines.filter((line) => this.isShown(line));
    }

    /** The person who fills in a sheet filters what is unanswered; a reader, what was found. */
    get filterLabel() {
        return this.editable
            ? _t("Only unanswered (%s)", this.openCount)
            : _t("Only with findings (%s)", this.model.found);
    }

    isShown(line) {
        if (!this.state.isFiltered) {
            return true;
        }
        if (!this.editable) {
            return line.answer === "found";
        }
        return !line.answer || line.id === this.state.lastId;
    }

    // ------------------------------------------------------------
    // The record around it
    // ------------------------------------------------------------

    async loadWhenChanged(record) {
        const { state, is_editable, line_count } = record.data;
        const key = [record.resId, state, is_editable, line_count].join();
        if (key === this.loadedKey) {
            return;
        }
        if (record.resId !== this.model.checkId) {
            Object.assign(this.state, { isFiltered: false, currentId: false, lastId: false });
        }
        this.loadedKey = key;
        await this.model.load(record.resId);
    }

    /** Let the form's buttons follow, when what was answered decides which of them are shown. */
    async refreshForm() {
        if (this.props.record.data.found_count !== this.model.found && !this.model.pending) {
            await this.props.record.load();
        }
    }

    /** Run a change; what the server refuses is said in a notification. */
    async attempt(change) {
        try {
            await change();
        } catch (error) {
            if (!(error instanceof RPCError)) {
                throw error;
            }
            this.notification.add(error.data?.message || error.message, { type: "danger" });
            return false;
        }
        await this.refreshForm();
        return true;
    }

    // ------------------------------------------------------------
    // Answering
    // ------------------------------------------------------------

    onAnswer(line, answer) {
        if (line.answer === answer) {
            answer = "";
        } else if (answer === "found") {
            return this.openFinding(line);
        }
        this.state.currentId = line.id;
        this.state.lastId = line.id;
        return this.attempt(() => this.model.answer(line, answer));
    }

    answerRestOfArea(area) {
        return this.attempt(() => this.model.answerRest(area.id));
    }

    answerAllTheRest() {
        this.addDialog(ConfirmationDialog, {
            title: _t("All the rest: none"),
            body: _t("The %s items still open are answered with “None”.", this.openCount),
            confirmLabel: _t("Answer With “None”"),
            confirm: () => this.attempt(() => this.model.answerRest()),
            cancel: () => {},
        });
    }

    /** Open a finding of an item, or a new one; an item becomes “found” when it is saved. */
    openFinding(line, finding = false) {
        const focusBack = () => this.focusItem(line);
        this.addDialog(
            FormViewDialog,
            {
                resModel: "rectification.finding",
                resId: finding ? finding.id : false,
                title: `${line.number}. ${line.name}`,
                context: {
                    default_check_line_id: line.id,
                    form_view_ref: "rectification_campaign.rectification_finding_view_form_quick",
                },
                expandedFormRef: "rectification_campaign.rectification_finding_view_form",
                canExpand: Boolean(finding),
                onRecordSaved: () => {
                    this.state.lastId = line.id;
                    return this.attempt(() => this.model.reload());
                },
            },
            { onClose: focusBack }
        );
    }

    removeFinding(line, finding) {
        this.addDialog(ConfirmationDialog, {
            title: _t("Delete this finding"),
            body: _t("“%s” is deleted. Only drafts can be; nothing else is.", finding.name),
            confirmLabel: _t("Delete"),
            confirmClass: "btn-danger",
            confirm: () => this.attempt(() => this.model.removeFinding(finding)),
            cancel: () => {},
        });
    }

    // ------------------------------------------------------------
    // Keyboard
    // ------------------------------------------------------------

    onKeydown(ev) {
        const isBusy =
            ev.ctrlKey || ev.altKey || ev.metaKey || ev.isComposing || ev.defaultPrevented;
        if (isBusy || this.ui.activeElement !== document || !this.model.total) {
            return;
        }
        if (
            ev.target.closest?.(
                "input, textarea, select, [contenteditable=true], .o-dropdown--menu"
            )
        ) {
            return;
        }
        const key = ev.key.toLowerCase();
        if (key === "j" || key === "k") {
            this.move(key === "j" ? 1 : -1);
        } else if (key === "u") {
            this.toggleFilter();
        } else if (HOTKEYS[key] && this.editable && this.currentLine) {
            this.answerByKey(HOTKEYS[key]);
        } else {
            return;
        }
        ev.preventDefault();
    }

    get currentLine() {
        return this.shownLines.find((line) => line.id === this.state.currentId);
    }

    answerByKey(answer) {
        const line = this.currentLine;
        const following = this.shownLines[this.shownLines.indexOf(line) + 1];
        const isTakenBack = line.answer === answer;
        this.onAnswer(line, answer);
        if (following && answer !== "found" && !isTakenBack) {
            this.focusItem(following);
        } else {
            this.focusItem(line);
        }
    }

    move(step) {
        const lines = this.shownLines;
        const index = lines.findIndex((line) => line.id === this.state.currentId);
        const target =
            index < 0 ? lines.find((line) => !line.answer) || lines[0] : lines[index + step];
        if (target) {
            this.focusItem(target);
        }
    }

    focusItem(line) {
        this.state.currentId = line.id;
        this.focusRequest.count++;
    }

    focusCurrent() {
        const item = this.root.el?.querySelector(`[data-line="${this.state.currentId}"]`);
        const target =
            item?.querySelector("[role=radio][tabindex='0']:not(:disabled)") ||
            item?.querySelector(".o_rectification_item_title");
        target?.focus();
        item?.scrollIntoView({ block: "nearest" });
    }

    toggleFilter() {
        this.state.isFiltered = !this.state.isFiltered;
        this.state.lastId = false;
    }
}

/** The self-check sheet as a widget of the form of a check. */
export const sheetWidget = {
    component: Sheet,
    additionalClasses: ["w-100", "d-block"],
    fieldDependencies: [
        { name: "state", type: "selection" },
        { name: "is_editable", type: "boolean" },
        { name: "line_count", type: "integer" },
        { name: "found_count", type: "integer" },
    ],
};

registry.category("view_widgets").add("rectification_sheet", sheetWidget);
