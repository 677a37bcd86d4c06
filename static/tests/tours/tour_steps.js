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

/** The dialog in front has been closed. */
export const dialogClosed = { content: "No dialog is open", trigger: "body:not(.modal-open)" };

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
