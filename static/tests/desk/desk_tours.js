import { registry } from "@web/core/registry";

import { agree, press, reached } from "../tour_steps";

const tours = registry.category("web_tour.tours");
const url = "/odoo/rectification-desk";

/** Press the button of a task. */
function take(part, task) {
    return {
        content: `Take the task ${task}`,
        trigger: `[data-part="${part}"] [data-task^="${task}"] button`,
        run: "click",
    };
}

/** The desk, come back to, says nothing more of a task. */
function isDone(part, task) {
    return {
        content: `The task ${task} is off the desk`,
        trigger: `[data-part="${part}"]:not(:has([data-task^="${task}"]))`,
    };
}

/** Back to the desk by the trail above. */
const back = {
    content: "Back to the desk",
    trigger: ".o_breadcrumb .breadcrumb-item:first-child a, .o_breadcrumb .o_back_button a",
    run: "click",
};

/** The head of the leading group: launches what is being prepared, straight from the desk. */
tours.add("rectification_desk_leader_tour", {
    url,
    steps: () => [
        take("office", "launch_"),
        press("action_launch"),
        agree(),
        reached("study"),
        back,
        isDone("office", "launch_"),
        {
            content: "Its phases stand in a line, the first one is marked",
            trigger:
                '.o_rectification_standings section:contains("Next Campaign") .o_phase_current[aria-current="step"]',
        },
    ],
});

/** An officer: everything that waits is one press away; the office's own delay stands there too. */
tours.add("rectification_desk_officer_tour", {
    url,
    steps: () => [
        take("office", "dossiers"),
        press("action_accept", ".o_form_view"),
        reached("accepted"),
        back,
        isDone("office", "dossiers"),
        take("office", "to_verify"),
        {
            content: "Only what waits for the office is shown",
            trigger: '.o_action:contains("材料太多"):not(:contains("会议太长"))',
        },
        back,
        {
            content: "Who waits for whom, with the records behind it",
            trigger:
                '.o_rectification_standing div:contains("等领导小组验收的问题：1 条") > button',
            run: "click",
        },
        { content: "The finding that waits", trigger: '.o_action:contains("材料太多")' },
        back,
        {
            content: "The sender's own reminders are a figure",
            trigger: '.o_rectification_standing div:contains("您已催办 1 次") > button',
            run: "click",
        },
        { content: "The reminder", trigger: '.o_data_row:contains("Township")' },
    ],
});

/** The head of a unit with something to confirm: read, confirm, and nothing is left. */
tours.add("rectification_desk_head_tour", {
    url,
    steps: () => [
        take("unit", "confirm"),
        press("action_confirm", ".o_form_view"),
        {
            content: "It lies with the leading group now",
            trigger: '.o_form_view:not(:has(button[name="action_confirm"]))',
        },
        back,
        isDone("unit", "confirm"),
        {
            content: "Where the unit stands",
            trigger: '.o_rectification_standing:contains("等领导小组：1 条")',
        },
    ],
});

/** A cadre: an action that is due is finished from the desk. */
tours.add("rectification_desk_cadre_tour", {
    url,
    steps: () => [
        take("person", "actions"),
        press("action_done"),
        {
            content: "The action is finished",
            trigger: '.o_action:not(:has(button[name="action_done"]))',
        },
        back,
        isDone("person", "actions"),
    ],
});

/** A liaison: what was returned says what is missing. */
tours.add("rectification_desk_liaison_tour", {
    url,
    steps: () => [
        take("unit", "returned"),
        {
            content: "One finding opens at once, and says what is missing",
            trigger: '.o_form_view .alert-warning:contains("没有写明减到几块")',
        },
        back,
        {
            content: "It stays on the desk until acceptance is asked for again",
            trigger: '[data-part="unit"] [data-task^="returned"]',
        },
    ],
});

/** An observer has nothing to do, and sees where everything stands. */
tours.add("rectification_desk_observer_tour", {
    url,
    steps: () => [
        {
            content: "Nothing to do, and said so",
            trigger: '[data-part="office"] .o_rectification_nothing',
        },
        {
            content: "Units by state",
            trigger: '.o_rectification_standing button:contains("已提交"):contains("1")',
            run: "click",
        },
        { content: "The unit behind the figure", trigger: '.o_data_row:contains("Township")' },
        back,
        { content: "The desk again", trigger: '[data-part="office"] .o_rectification_nothing' },
    ],
});

/** An inspector: what was handed over is accepted from the desk. */
tours.add("rectification_desk_inspector_tour", {
    url,
    steps: () => [
        take("discipline", "referrals_accept"),
        press("action_accept"),
        {
            content: "It is accepted",
            trigger: '.o_action:not(:has(button[name="action_accept"]))',
        },
        back,
        isDone("discipline", "referrals_accept"),
        {
            content: "What is left to do about it",
            trigger: '[data-part="discipline"] [data-task^="referrals_conclude"]',
        },
    ],
});
