import { registry } from "@web/core/registry";

import {
    agree,
    answerTheRest,
    dialog,
    dialogClosed,
    fill,
    openCard,
    openMenu,
    press,
    reached,
    recordFinding,
    save,
} from "../tour_steps";

const tours = registry.category("web_tour.tours");

/** From the desk to one's sheet: the first task of a part that is a sheet. */
function openSheetFromDesk(part, task = "sheet_") {
    return [
        {
            content: "The desk says what waits",
            trigger: `[data-part="${part}"] [data-task^="${task}"] button`,
            run: "click",
        },
        { content: "The sheet is open", trigger: ".o_rectification_sheet .o_rectification_item" },
    ];
}

/** A liaison: the unit's sheet from start to hand-in, then one finding from action to acceptance. */
tours.add("rectification_liaison_tour", {
    url: "/odoo/rectification-desk",
    steps: () => [
        ...openSheetFromDesk("unit"),
        {
            content: "Item 1: none",
            trigger: '.o_rectification_item:eq(0) [data-answer="none"]',
            run: "click",
        },
        {
            content: "Item 1 is answered",
            trigger: ".o_rectification_item:eq(0):has(.o_chosen_none)",
        },
        ...recordFinding(2, "上墙制度过多", "Township Cadre"),
        {
            content: "Item 3: not applicable",
            trigger: '.o_rectification_item:eq(2) [data-answer="not_applicable"]',
            run: "click",
        },
        ...answerTheRest(),
        press("action_submit"),
        reached("submitted"),
        openMenu("menu_findings"),
        openCard("上墙制度过多"),
        {
            content: "An action for the finding",
            trigger: '.o_field_widget[name="action_ids"] .o_field_x2many_list_row_add a',
            run: "click",
        },
        fill("name", "清理上墙制度", ".o_selected_row"),
        save(),
        press("action_done", '.o_field_widget[name="action_ids"]'),
        {
            content: "The action is done",
            trigger:
                '.o_field_widget[name="action_ids"] .o_data_row:not(:has(button[name="action_done"]))',
        },
        { content: "The result", trigger: '.nav-link[name="result"]', run: "click" },
        fill("result", "上墙制度由二十块减到三块"),
        {
            content: "A piece of evidence",
            trigger: '.o_field_widget[name="evidence_ids"] .o_field_x2many_list_row_add a',
            run: "click",
        },
        {
            content: "Where it can be seen",
            trigger: `${dialog} .o_field_widget[name="kind"] input[data-value="note"]`,
            run: "click",
        },
        fill("note", "清理对照表，党政办公室", dialog),
        save(dialog),
        dialogClosed,
        press("action_ask_acceptance"),
        reached("to_verify"),
    ],
});

/** A cadre: the own sheet with one finding, handed in. */
tours.add("rectification_cadre_tour", {
    url: "/odoo/rectification-desk",
    steps: () => [
        ...openSheetFromDesk("person"),
        ...recordFinding(1, "调研只看台账", "Township Cadre"),
        ...answerTheRest(),
        press("action_submit"),
        reached("submitted"),
    ],
});

/** A cadre with nothing to report: two clicks. */
tours.add("rectification_nil_return_tour", {
    url: "/odoo/rectification-desk",
    steps: () => [
        ...openSheetFromDesk("person"),
        press("action_nil_return"),
        agree(),
        reached("submitted"),
        { content: "It stays marked", trigger: ".o_widget_web_ribbon .ribbon" },
    ],
});

/** The head of a unit: signs the sheet, confirms a personal sheet and a finding. */
tours.add("rectification_head_tour", {
    url: "/odoo/rectification-desk",
    steps: () => [
        ...openSheetFromDesk("unit", "sign_"),
        press("action_sign_unit_sheet"),
        reached("confirmed"),
        openMenu("menu_findings"),
        press("action_confirm", '.o_kanban_record:contains("材料太多")'),
        {
            content: "The finding lies with the leading group",
            trigger:
                '.o_kanban_record:contains("材料太多"):not(:has(button[name="action_confirm"]))',
        },
    ],
});

/** An inspector to whom nothing has been handed over: a desk that says so, and no other menu. */
tours.add("rectification_inspector_tour", {
    url: "/odoo/rectification-desk",
    steps: () => [
        {
            content: "Nothing to do",
            trigger: '[data-part="discipline"] .o_rectification_nothing',
        },
        {
            content: "No findings for an inspector",
            trigger:
                'body:not(:has([data-menu-xmlid="rectification_campaign.menu_findings"], [data-menu-xmlid="rectification_campaign.menu_ledger"]))',
        },
    ],
});

/** A user on no roster sees why the desk is empty, not an error. */
tours.add("rectification_stranger_tour", {
    url: "/odoo/rectification-desk",
    steps: () => [
        { content: "Why nothing is here", trigger: ".o_rectification_stranger" },
        { content: "No error", trigger: "body:not(:has(.o_error_dialog))" },
    ],
});
