import { registry } from "@web/core/registry";

import {
    dialog,
    dialogClosed,
    fill,
    openCard,
    openRow,
    press,
    reached,
    save,
    takeTask,
    without,
} from "../tour_steps";

const tours = registry.category("web_tour.tours");

/** A liaison asks for a later deadline, on the finding itself. */
tours.add("rectification_extension_ask_tour", {
    url: "/odoo/rectification-findings",
    steps: () => [
        openCard("会议太长"),
        press("action_ask_extension"),
        fill("requested_deadline", "+40d", dialog),
        fill("reason", "会议室改造月底完工", dialog),
        fill("progress", "已合并三个例会", dialog),
        save(dialog),
        dialogClosed,
        without("action_ask_extension"),
    ],
});

/** The head of the unit agrees. */
tours.add("rectification_extension_agree_tour", {
    url: "/odoo/rectification-desk",
    steps: () => [
        takeTask("unit", "extensions_agree"),
        {
            content: "What is asked for, and why",
            trigger: '.o_field_widget[name="reason"] textarea:value("会议室改造月底完工")',
        },
        press("action_agree"),
        without("action_agree", "action_grant"),
    ],
});

/** An officer grants one as asked, and another one for less. */
tours.add("rectification_extension_answer_tour", {
    url: "/odoo/rectification-desk",
    steps: () => [
        takeTask("office", "extensions_answer"),
        openRow("会议太长"),
        press("action_grant"),
        reached("granted"),
        { content: "Back to the list", trigger: ".o_back_button", run: "click" },
        openRow("材料太多"),
        press("action_shorten"),
        fill("granted_deadline", "+25d", dialog),
        fill("answer", "二十五天足够", dialog),
        press("action_apply", `${dialog} footer`),
        dialogClosed,
        reached("granted"),
        without("action_grant", "action_shorten", "action_refuse"),
    ],
});
