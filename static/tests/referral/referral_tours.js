import { registry } from "@web/core/registry";

import {
    addLine,
    agree,
    choose,
    fill,
    offersPrints,
    openCard,
    openMenu,
    openPage,
    press,
    reached,
    save,
    saved,
    startNew,
    takeTask,
    without,
} from "../tour_steps";

const tours = registry.category("web_tour.tours");

/** An officer proposes a referral on a finding. */
tours.add("rectification_referral_propose_tour", {
    url: "/odoo/rectification-findings",
    steps: () => [
        openCard("材料太多"),
        press("action_refer"),
        {
            content: "It begins with what was found",
            trigger: '.o_field_widget[name="name"] input:value("材料太多")',
        },
        fill("facts", "三份签到表笔迹相同，涉嫌补签。"),
        addLine("person_ids"),
        ...choose("member_id", "Township Cadre", ".o_selected_row"),
        openPage("materials"),
        addLine("material_ids"),
        fill("name", "签到表复印件", ".o_selected_row"),
        save(),
        saved,
        reached("draft"),
        without("action_approve", "action_hand_over"),
    ],
});

/** The head of the leading group approves and hands over. */
tours.add("rectification_referral_hand_over_tour", {
    url: "/odoo/rectification-desk",
    steps: () => [
        takeTask("office", "referrals_approve"),
        press("action_approve"),
        reached("approved"),
        press("action_hand_over"),
        agree(),
        reached("handed_over"),
        {
            content: "It has its number in the register",
            trigger: '.o_field_widget[name="reference"]:contains("号")',
        },
        ...offersPrints("移交函", "线索登记表"),
    ],
});

/** An inspector accepts, looks at the finding, and concludes. */
tours.add("rectification_referral_conclude_tour", {
    url: "/odoo/rectification-desk",
    steps: () => [
        takeTask("discipline", "referrals_accept"),
        press("action_accept"),
        openPage("outcome"),
        {
            content: "Preliminary verification",
            trigger: '.o_field_widget[name="disposition"] input[data-value="verification"]',
            run: "click",
        },
        fill("outcome", "已初步核实，补签属实。"),
        press("action_conclude"),
        reached("concluded"),
        without("action_conclude", "action_return"),
        ...offersPrints("移交函", "线索登记表"),
    ],
});

/** A cadre writes a reflection and a suggestion, and meets no referral on the way. */
tours.add("rectification_cadre_voice_tour", {
    url: "/odoo/rectification-study-reflections",
    steps: () => [
        startNew,
        fill("content", "少发一份表，村里就能多走一户。"),
        save(),
        {
            content: "It is the cadre's own",
            trigger: '.o_field_widget[name="member_id"]:contains("Township Cadre")',
        },
        openMenu("menu_desk"),
        {
            content: "Something to say to the office",
            trigger: ".o_rectification_suggestion button",
            run: "click",
        },
        fill("body", "每天接龙打卡，建议取消。"),
        press("action_send"),
        reached("sent"),
        without("action_answer"),
        openMenu("menu_findings"),
        openCard("材料太多"),
        without("action_refer", "action_open_referrals"),
        {
            content: "No word of a referral",
            trigger:
                'body:not(:contains("移交")):not(:has([data-menu-xmlid="rectification_campaign.menu_referrals"]))',
        },
    ],
});
