import { registry } from "@web/core/registry";

import {
    agree,
    choose,
    dialog,
    dialogClosed,
    fill,
    openCard,
    openMenu,
    openSubmenu,
    press,
    reached,
    save,
} from "../tour_steps";

const tours = registry.category("web_tour.tours");

/** The head of the leading group: from an empty form to the second phase. */
tours.add("rectification_leader_tour", {
    url: "/odoo/rectification-campaigns",
    steps: () => [
        { content: "A new campaign", trigger: ".o_list_button_add", run: "click" },
        fill("name", "巡游县专项整治"),
        fill("document_number", "游发〔2026〕1号"),
        ...choose("catalogue_id", "Catalogue under Test"),
        fill("date_study_end", "+30d"),
        fill("date_submission", "+50d"),
        fill("date_self_check_end", "+60d"),
        fill("date_supervision_end", "+120d"),
        save(),
        press("action_enrol"),
        {
            content: "The wizard proposes every unit",
            trigger: `${dialog} .o_field_widget[name="unit_ids"] .o_tag:contains("Township")`,
        },
        press("action_enrol", `${dialog} footer`),
        dialogClosed,
        press("action_launch"),
        agree(),
        reached("study"),
        press("action_start_self_check"),
        agree(),
        reached("self_check"),
    ],
});

/** An officer: one dossier goes back with a reason, one is accepted; the same with findings. */
tours.add("rectification_officer_tour", {
    url: "/odoo/rectification-desk",
    steps: () => [
        { content: "The office has its part", trigger: '[data-part="office"]' },
        ...openSubmenu("menu_ledger", "menu_dossiers"),
        press("action_return", '.o_kanban_record:contains("School")'),
        fill("reason", "第2项答“未发现”，请核对后重报", dialog),
        press("action_return", `${dialog} footer`),
        dialogClosed,
        {
            content: "The school is asked again",
            trigger: '.o_kanban_record:contains("School"):not(:has(button[name="action_return"]))',
        },
        press("action_accept", '.o_kanban_record:contains("Township")'),
        {
            content: "The township is accepted",
            trigger:
                '.o_kanban_record:contains("Township"):not(:has(button[name="action_accept"]))',
        },
        openMenu("menu_findings"),
        press("action_accept", '.o_kanban_record:contains("材料太多")'),
        {
            content: "The finding is signed off and leaves the board of what is open",
            trigger: '.o_kanban_renderer:not(:has(.o_kanban_record:contains("材料太多")))',
        },
        press("action_return", '.o_kanban_record:contains("会议太长")'),
        fill("reason", "没有写明会议压缩到几小时", dialog),
        press("action_apply", `${dialog} footer`),
        dialogClosed,
        {
            content: "The finding is back in progress",
            trigger:
                '.o_kanban_record:contains("会议太长"):not(:has(button[name="action_accept"]))',
        },
    ],
});

/** An observer reads everything and is offered nothing to press. */
tours.add("rectification_observer_tour", {
    url: "/odoo/rectification-dossiers",
    steps: () => [
        {
            content: "Cards without steps",
            trigger:
                '.o_kanban_renderer:has(.o_kanban_record:contains("Township")):not(:has(.o_kanban_record button[name^="action_"]))',
        },
        openCard("Township"),
        {
            content: "A dossier without steps",
            trigger:
                '.o_form_view:has(.o_statusbar_status):not(:has(button[name="action_accept"], button[name="action_return"], button[name="action_submit"]))',
        },
        openMenu("menu_findings"),
        {
            content: "Findings without steps",
            trigger:
                '.o_kanban_renderer:has(.o_kanban_record:contains("材料太多")):not(:has(.o_kanban_record button[name^="action_"]))',
        },
        openCard("材料太多"),
        {
            content: "A finding to be read",
            trigger:
                '.o_form_view:has(.o_statusbar_status):not(:has(button[name="action_accept"], button[name="action_return"], button[name="action_reject"]))',
        },
        {
            content: "What was found cannot be changed",
            trigger: '.o_field_widget[name="description"]:not(:has(textarea))',
        },
        ...openSubmenu("menu_ledger", "menu_signoffs"),
        { content: "The register is open to read", trigger: ".o_list_view .o_data_row" },
    ],
});

/** From a cell of the heat map to the items in every unit, and on to the list of findings. */
function followTheHeatMap(area, kind, item, finding) {
    return [
        {
            content: "The cell says how many",
            trigger: `[data-area="${area}"] [data-kind="${kind}"]`,
            run: "click",
        },
        {
            content: "Its items in every unit",
            trigger: `.o_rectification_drill_down tr:contains("Township") [data-item="${item}"] button`,
            run: "click",
        },
        {
            content: "The findings behind the figure",
            trigger: `.o_list_view .o_data_row:contains("${finding}")`,
        },
    ];
}

/** An observer opens the dashboard, looks into an area and comes back to where it was. */
tours.add("rectification_observer_dashboard_tour", {
    url: "/odoo/rectification-desk",
    steps: () => [
        openMenu("menu_leading_group"),
        {
            content: "The first entry of the leading group",
            trigger: '[data-menu-xmlid="rectification_campaign.menu_dashboard"]',
            run: "click",
        },
        {
            content: "The findings, in Chinese",
            trigger: '[data-headline="found"]:contains("检视问题"):contains("2")',
        },
        ...followTheHeatMap(1, "township", 1, "材料太多"),
        { content: "Back to the dashboard", trigger: ".o_back_button", run: "click" },
        {
            content: "The area is still open",
            trigger: '.o_rectification_drill_down:contains("Area 1")',
        },
        {
            content: "Only the second area",
            trigger: 'select[name="area_id"]',
            run: "selectByLabel Area 2",
        },
        {
            content: "Nothing was found there",
            trigger: ".o_rectification_nothing button",
            run: "click",
        },
        { content: "All of it again", trigger: '[data-headline="found"]:contains("2")' },
    ],
});

/** An officer sees what waits for the office itself, and follows the heat map to the findings. */
tours.add("rectification_officer_dashboard_tour", {
    url: "/odoo/rectification-dashboard",
    steps: () => [
        {
            content: "What waits for the leading group",
            trigger: '[data-waiting="dossiers"]:contains("1")',
        },
        { content: "By the part signed off", trigger: '[data-mode="share"]', run: "click" },
        {
            content: "Nothing is signed off",
            trigger: '[data-area="1"] [data-kind="township"]:contains("0%")',
        },
        ...followTheHeatMap(1, "township", 2, "会议太长"),
        { content: "Back to the dashboard", trigger: ".o_back_button", run: "click" },
        {
            content: "The dossier that waits",
            trigger: '[data-waiting="dossiers"] button',
            run: "click",
        },
        { content: "It is the township's", trigger: '.o_data_row:contains("Township")' },
    ],
});
