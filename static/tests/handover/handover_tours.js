import { registry } from "@web/core/registry";

import { choose, dialog, dialogClosed, fill, openSubmenu, press } from "../tour_steps";

const tours = registry.category("web_tour.tours");

/** An officer passes on the work of somebody who leaves. */
tours.add("rectification_transfer_tour", {
    url: "/odoo/rectification-desk",
    steps: () => [
        ...openSubmenu("menu_configuration", "menu_transfer"),
        ...choose("unit_id", "Township", dialog),
        ...choose("from_member_id", "Township Cadre", dialog),
        ...choose("to_member_id", "Responsible Cadre", dialog),
        {
            content: "The wizard says what there is",
            trigger: `${dialog} .o_field_widget[name="summary"]:contains("整改措施")`,
        },
        fill("reason", "调县委办工作", dialog),
        press("action_apply", `${dialog} footer`),
        dialogClosed,
    ],
});
