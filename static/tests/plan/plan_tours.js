import { rpc } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";

import { agree, dialog, dialogClosed, fill, press, reached, save } from "../tour_steps";

const tours = registry.category("web_tour.tours");

/** Give the file field the document that lies ready as an attachment of this name. */
async function chooseFile(input, name) {
    const [attachment] = await rpc("/web/dataset/call_kw/ir.attachment/search_read", {
        model: "ir.attachment",
        method: "search_read",
        args: [[["name", "=", name]], ["id"]],
        kwargs: {},
    });
    const response = await fetch(`/web/content/${attachment.id}`);
    const transfer = new DataTransfer();
    transfer.items.add(new File([await response.blob()], name));
    input.files = transfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
}

/** An officer: from a Word document to a campaign with its units. */
tours.add("rectification_plan_tour", {
    url: "/odoo/rectification-campaigns",
    steps: () => [
        { content: "From a plan", trigger: ".o_rectification_from_plan", run: "click" },
        {
            content: "Choose the document",
            trigger: '.o_field_widget[name="source_file"]:has(input[type="file"])',
            async run() {
                await chooseFile(this.anchor.querySelector("input[type='file']"), "巡游方案.docx");
            },
        },
        {
            content: "The year comes from the document number",
            trigger: '.o_field_widget[name="year_hint"]:contains("县办发〔2026〕7号")',
        },
        press("action_read"),
        {
            content: "The proposal stands there: four items, one fewer than declared",
            trigger:
                '.o_rectification_plan:has([data-kind="item"]:eq(3)) .o_rectification_plan_remarks:contains("5个问题")',
        },
        {
            content: "The item's passage is shown",
            trigger: '[data-kind="item"]:eq(1) .o_rectification_plan_title',
            run: "click",
        },
        {
            content: "In the text of the plan",
            trigger: '.o_rectification_plan_source .o_shown:contains("照抄照转，内容空泛")',
        },
        {
            content: "A shorter title",
            trigger: '[data-kind="item"]:eq(1) .o_rectification_plan_title',
            run: "edit 照抄照转",
        },
        {
            content: "The deadline that the plan leaves open",
            trigger: '[data-kind="phase"]:eq(2) .o_datetime_input',
            run: "edit 2026年08月31日 && press Enter",
        },
        {
            content: "It is open no longer",
            trigger: '[data-kind="phase"]:eq(2):not(:has(.o_rectification_plan_remark))',
        },
        press("action_set_up"),
        reached("draft"),
        {
            content: "The campaign says what the plan left open",
            trigger: '.o_field_widget[name="launch_obstacles"]:contains("X月X日前")',
        },
        fill("date_submission", "2026年05月01日"),
        save(),
        press("action_enrol"),
        press("action_enrol", `${dialog} footer`),
        dialogClosed,
        {
            content: "The catalogue is all that is missing",
            trigger:
                '.o_field_widget[name="launch_obstacles"]:contains("草稿"):not(:contains("参加单位"))',
        },
    ],
});

/** The head of the leading group: publishes the catalogue and launches. */
tours.add("rectification_plan_launch_tour", {
    url: "/odoo/rectification-campaigns",
    steps: () => [
        {
            content: "The campaign that was set up",
            trigger: '.o_data_row td:contains("关于整治会风文风的实施方案")',
            run: "click",
        },
        {
            content: "The catalogue is all that is missing",
            trigger:
                '.o_field_widget[name="launch_obstacles"]:contains("草稿"):not(:contains("X月"))',
        },
        press("action_publish_and_launch"),
        agree(),
        reached("study"),
    ],
});
