import { registry } from "@web/core/registry";

import { agree, choose, dialog, fill, press, reached } from "../tour_steps";

const tours = registry.category("web_tour.tours");

/** The liaison: a session is recorded, one person was absent and catches up. */
tours.add("rectification_study_tour", {
    url: "/odoo/rectification-study-sessions",
    steps: () => [
        { content: "A new session", trigger: ".o_list_button_add", run: "click" },
        ...choose("form_id", "交流讨论"),
        fill("place", "二楼会议室"),
        ...choose("material_ids", "专项整治工作方案"),
        { content: "Save", trigger: ".o_form_button_save", run: "click" },
        {
            content: "The roster is invited; somebody was not there",
            trigger: '.o_data_row:contains("Paper Cadre") td[name="status"]',
            run: "click",
        },
        {
            content: "Absent",
            trigger: '.o_selected_row td[name="status"] .o_selection_badge:contains("缺席")',
            run: "click",
        },
        press("action_all_present"),
        reached("held"),
        press("action_made_up", '.o_data_row:contains("Paper Cadre")'),
        {
            content: "Nobody has anything to make up",
            trigger: 'body:not(:has(button[name="action_made_up"]))',
        },
    ],
});

/** An officer: a unit is assigned on the board, judged finding by finding, and passes. */
tours.add("rectification_review_tour", {
    url: "/odoo/rectification-third-phase",
    steps: () => [
        press("action_assign_review", '.o_kanban_record:contains("Township")'),
        ...choose("reviewer_ids", "t_officer", dialog),
        {
            content: "The wizard says who gets what",
            trigger: `${dialog} .o_field_widget[name="preview"]:contains("Township")`,
        },
        press("action_assign", `${dialog} footer`),
        {
            content: "Open the review",
            trigger: '.o_data_row td[name="unit_id"]:contains("Township")',
            run: "click",
        },
        press("action_confirm_rest"),
        {
            content: "Every finding has its verdict",
            trigger: 'body:not(:has(button[name="action_confirm_rest"]))',
        },
        press("action_pass"),
        agree(),
        reached("done"),
    ],
});

/** An officer: a sample is drawn, and the draw repeats. */
tours.add("rectification_draw_tour", {
    url: "/odoo/rectification-sample-draws",
    steps: () => [
        { content: "A new draw", trigger: ".o_list_button_add", run: "click" },
        ...choose("campaign_id", "Campaign under Test"),
        fill("size", "1"),
        fill("seed", "会上商定"),
        press("action_draw"),
        agree(),
        reached("drawn"),
        { content: "One was drawn", trigger: '.o_field_widget[name="line_ids"] .o_data_row' },
        press("action_repeat"),
        { content: "The same comes out", trigger: ".o_notification .bg-success" },
    ],
});
