import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import {
    contains,
    getService,
    mockService,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { WebClient } from "@web/webclient/webclient";

defineMailModels();

const TASK = {
    key: "sheet_1",
    text: "Your own sheet: 12 of 43 items are answered.",
    note: "",
    due: "due in 5 days",
    level: "warning",
    button: "Go On",
    call: { model: "rectification.check", method: "action_open_sheet", id: 1 },
    action: false,
};
const OVERDUE = {
    key: "actions_red",
    text: "2 of your actions are overdue.",
    note: "",
    due: "overdue by 3 days",
    level: "danger",
    button: "Open",
    call: false,
    action: { type: "ir.actions.act_window", res_model: "rectification.action" },
};

/** What get_desk returns, with some of it replaced. */
function desk(values) {
    return { is_involved: true, sees_campaigns: true, parts: [], campaigns: [], ...values };
}

/** Open the desk in a web client. */
async function openDesk(data) {
    onRpc("rectification.desk", "get_desk", () => data);
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "rectification_desk",
    });
}

test("tasks are sentences with one button each", async () => {
    await openDesk(desk({ parts: [{ key: "person", title: "For You", tasks: [OVERDUE, TASK] }] }));
    expect(".o_rectification_task").toHaveCount(2);
    expect("[data-task=actions_red] .fa-exclamation-circle").toHaveCount(1);
    expect("[data-task=actions_red] .o_rectification_due").toHaveText("overdue by 3 days");
    expect("[data-task=sheet_1] button").toHaveText("Go On");
    expect(".o_rectification_tasks h2").toHaveCount(0);
});

test("the parts of somebody with several roles are separate, and may be empty", async () => {
    const parts = [
        { key: "person", title: "For You", tasks: [TASK] },
        { key: "unit", title: "For Your Unit", tasks: [] },
    ];
    await openDesk(desk({ parts }));
    expect(queryAllTexts(".o_rectification_tasks h2")).toEqual(["For You", "For Your Unit"]);
    expect("[data-part=unit] .o_rectification_nothing").toHaveText("Nothing to do.");
});

test("buttons open a list or press the record's own button", async () => {
    mockService("action", {
        doAction(action) {
            if (action.res_model) {
                expect.step(`open ${action.res_model}`);
                return;
            }
            return super.doAction(...arguments);
        },
        doActionButton({ resModel, resId, name }) {
            expect.step(`press ${name} of ${resModel} ${resId}`);
        },
    });
    await openDesk(desk({ parts: [{ key: "person", title: "For You", tasks: [OVERDUE, TASK] }] }));
    await contains("[data-task=actions_red] button").click();
    await contains("[data-task=sheet_1] button").click();
    expect.verifySteps([
        "open rectification.action",
        "press action_open_sheet of rectification.check 1",
    ]);
});

test("the phases stand in a line, with what everybody waits for", async () => {
    const campaigns = [
        {
            id: 1,
            name: "Campaign",
            phases: [
                {
                    key: "study",
                    name: "Study",
                    dates: "1–2",
                    status: "done",
                    due: "",
                    is_late: false,
                },
                {
                    key: "self_check",
                    name: "Self-Check",
                    dates: "3–4",
                    status: "current",
                    due: "ended 2 days ago",
                    is_late: true,
                },
            ],
            standings: [
                {
                    key: "units_1",
                    title: "All Units",
                    lines: [{ text: "4 of 23 units have handed in.", button: "", action: false }],
                    states: [{ key: "open", label: "Open", count: 19, action: {} }],
                },
            ],
        },
    ];
    await openDesk(desk({ parts: [{ key: "office", title: "", tasks: [] }], campaigns }));
    expect("[aria-current=step] .o_phase_name").toHaveText("Self-Check");
    expect("[aria-current=step] .text-danger").toHaveText("ended 2 days ago");
    expect(".o_rectification_standing").toHaveText(/4 of 23 units have handed in\./);
    expect(".o_rectification_standing button").toHaveText(/Open\s*19/);
});

test("a user on no roster reads why the desk is empty", async () => {
    await openDesk(desk({ is_involved: false, sees_campaigns: false }));
    expect(".o_rectification_stranger").toHaveText(/You are not on a roster yet/);
    expect(".o_rectification_task").toHaveCount(0);
});

test("the way to complain is on the desk of those who may write", async () => {
    mockService("action", {
        doAction(action) {
            if (action.res_model) {
                expect.step(action.res_model);
                return true;
            }
            return super.doAction(...arguments);
        },
    });
    const suggestion = { type: "ir.actions.act_window", res_model: "rectification.suggestion" };
    await openDesk(desk({ suggestion }));
    await contains(".o_rectification_suggestion button").click();
    expect.verifySteps(["rectification.suggestion"]);
});

test("without the right to write there is no way to complain", async () => {
    await openDesk(desk({ suggestion: false }));
    expect(".o_rectification_suggestion").toHaveCount(0);
});
