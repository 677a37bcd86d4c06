import { registry } from "@web/core/registry";

import {
    addLine,
    dialog,
    dialogClosed,
    fill,
    openRow,
    press,
    reached,
    save,
    saved,
    startNew,
    takeTask,
    without,
} from "../tour_steps";

const tours = registry.category("web_tour.tours");

/** An officer chooses a finding, lets a text be written, and takes the names out. */
tours.add("rectification_bulletin_write_tour", {
    url: "/odoo/rectification-bulletins",
    steps: () => [
        startNew,
        fill("name", "关于重复要表问题的通报"),
        addLine("finding_ids"),
        {
            content: "The case",
            trigger: `${dialog} .o_data_row:contains("材料太多") .o_data_cell:eq(0)`,
            run: "click",
        },
        dialogClosed,
        press("action_write_text"),
        {
            content: "A name stands in it, and it is said",
            trigger: '.alert-warning .o_field_widget[name="names_left"]:contains("周向阳")',
        },
        press("action_anonymise"),
        without("action_anonymise", "action_publish"),
        saved,
    ],
});

/** The head of the leading group reads, approves and publishes. */
tours.add("rectification_bulletin_publish_tour", {
    url: "/odoo/rectification-desk",
    steps: () => [
        takeTask("office", "bulletins_approve"),
        press("action_approve"),
        reached("approved"),
        press("action_publish"),
        reached("published"),
    ],
});

/** A liaison reads it: without the name, and with nothing to press. */
tours.add("rectification_bulletin_read_tour", {
    url: "/odoo/rectification-bulletins",
    steps: () => [
        openRow("关于重复要表问题的通报"),
        {
            content: "The text, without the name",
            trigger:
                '.o_field_widget[name="body"]:contains("要求各村每周报三张表"):not(:contains("周向阳"))',
        },
        without("action_draft", "action_write_text", "action_approve"),
        {
            content: "Nor where it was found",
            trigger: '.o_form_view:not(:has([name="finding_ids"], [name="names_left"]))',
        },
    ],
});

/** A liaison records a rule that came out of a finding, and is reminded to look at it again. */
tours.add("rectification_mechanism_tour", {
    url: "/odoo/rectification-mechanisms",
    steps: () => [
        startNew,
        fill("name", "会议活动管理办法"),
        fill("document_number", "〔2026〕21号"),
        fill("date_in_force", "+0d"),
        fill("review_date", "+90d"),
        {
            content: "Unit and campaign are known",
            trigger: '.o_field_widget[name="unit_id"] input:value("Township")',
        },
        addLine("finding_ids"),
        {
            content: "The finding it answers",
            trigger: `${dialog} .o_data_row:contains("会议太长") .o_data_cell:eq(0)`,
            run: "click",
        },
        dialogClosed,
        save(),
        press("action_put_in_force"),
        reached("in_force"),
        { content: "To be reviewed", trigger: ".o-mail-Activity" },
    ],
});
