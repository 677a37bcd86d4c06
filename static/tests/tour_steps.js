/** Steps that several tours take. Everything is found by field, button and state names, never by words. */

/** Press a button of a form, a card, a list or the dialog in front. */
export function press(name, within = "") {
    return { content: `Press ${name}`, trigger: `${within} button[name="${name}"]`, run: "click" };
}

/** Agree in the dialog that asks. */
export function agree() {
    return {
        content: "Agree",
        trigger: ".modal:not(.o_inactive_modal) .modal-footer .btn-primary",
        run: "click",
    };
}

/** Write into a field of the form or of the dialog in front. */
export function fill(name, text, within = "") {
    return {
        content: `Fill in ${name}`,
        trigger: `${within} .o_field_widget[name="${name}"] :is(input, textarea)`,
        run: `edit ${text}`,
    };
}

/** Choose a record by its name. */
export function choose(name, text, within = "") {
    return [
        fill(name, text, within),
        {
            content: `Choose ${text}`,
            trigger: `.o-autocomplete--dropdown-item:not(.o_m2o_dropdown_option) a:contains("${text}")`,
            run: "click",
        },
    ];
}

/** Wait until the record that is open has reached a state. */
export function reached(state) {
    return {
        content: `The record is ${state}`,
        trigger: `.o_statusbar_status .o_arrow_button_current[data-value="${state}"]`,
    };
}

/** Open a menu of the app by its XML id. */
export function openMenu(xmlid) {
    return {
        content: `Open ${xmlid}`,
        trigger: `.o_menu_sections [data-menu-xmlid="rectification_campaign.${xmlid}"]`,
        run: "click",
    };
}

/** Open the first card of a board that contains a text. */
export function openCard(text) {
    return {
        content: `Open the card of ${text}`,
        trigger: `.o_kanban_record:contains("${text}")`,
        run: "click",
    };
}

/** Save the form, or the dialog in front. */
export function save(within = "") {
    return { content: "Save", trigger: `${within} .o_form_button_save`, run: "click" };
}

/** Nothing on the form waits to be saved. */
export const saved = {
    content: "It is saved",
    trigger: ".o_form_view:has(.o_form_status_indicator_buttons.invisible)",
};

/** The dialog in front has been closed. */
export const dialogClosed = { content: "No dialog is open", trigger: "body:not(.modal-open)" };

/** Selects the dialog in front. */
export const dialog = ".modal:not(.o_inactive_modal)";

/** Record a finding in the dialog that “Found” opens on a sheet. */
export function recordFinding(number, description, responsible) {
    return [
        {
            content: `Item ${number}: found`,
            trigger: `.o_rectification_item:eq(${number - 1}) [data-answer="found"]`,
            run: "click",
        },
        fill("description", description, dialog),
        fill("measures", "改一项、报一项", dialog),
        ...choose("responsible_member_id", responsible, dialog),
        fill("deadline", "+20d", dialog),
        save(dialog),
        dialogClosed,
        {
            content: "The finding stands under its item",
            trigger: `.o_rectification_item:eq(${number - 1}):has(.o_chosen_found):contains("${description}")`,
        },
    ];
}

/** Answer everything that is still open with “none”. */
export function answerTheRest() {
    return [
        {
            content: "All the rest: none",
            trigger: ".o_rectification_rest",
            run: "click",
        },
        agree(),
        {
            content: "Nothing is open any more",
            trigger: ".o_rectification_sheet:not(:has(.o_rectification_rest))",
        },
    ];
}

/** Open a menu below another one. */
export function openSubmenu(parent, xmlid) {
    return [
        openMenu(parent),
        {
            content: `Open ${xmlid}`,
            trigger: `.o-dropdown--menu [data-menu-xmlid="rectification_campaign.${xmlid}"]`,
            run: "click",
        },
    ];
}

/** Press the button of a task on the desk. */
export function takeTask(part, task) {
    return {
        content: `The desk has the task ${task}`,
        trigger: `[data-part="${part}"] [data-task="${task}"] button`,
        run: "click",
    };
}

/** Open the row of a list that contains a text. */
export function openRow(text) {
    return {
        content: `Open the row of ${text}`,
        trigger: `.o_list_view .o_data_row:contains("${text}") .o_data_cell:eq(0)`,
        run: "click",
    };
}

/** Begin a new record. */
export const startNew = {
    content: "A new record",
    trigger: ".o_list_button_add",
    run: "click",
};

/** Add a line to a list on a form. */
export function addLine(name) {
    return {
        content: `Add to ${name}`,
        trigger: `.o_field_widget[name="${name}"] .o_field_x2many_list_row_add a`,
        run: "click",
    };
}

/** Open a page of the form. */
export function openPage(name) {
    return { content: `Page ${name}`, trigger: `.nav-link[name="${name}"]`, run: "click" };
}

/** Nobody is offered a button, wherever it might stand. */
export function without(...names) {
    const buttons = names.map((name) => `button[name="${name}"]`).join(", ");
    return {
        content: `Without ${names}`,
        trigger: `.o_form_view:has(.o_form_sheet):not(:has(${buttons}))`,
    };
}

/** The print menu of the open record offers these prints, by name. */
export function offersPrints(...names) {
    return [
        { content: "The gear", trigger: ".o_cp_action_menus .fa-cog", run: "click" },
        {
            content: "Print",
            trigger: ".o-dropdown--menu .dropdown-toggle:has(.fa-print)",
            run: "hover",
        },
        ...names.map((name) => ({
            content: `Offers ${name}`,
            trigger: `.o-dropdown--menu .o_menu_item:contains("${name}")`,
        })),
    ];
}
