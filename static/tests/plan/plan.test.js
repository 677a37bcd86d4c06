import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { beforeEach, expect, test } from "@odoo/hoot";
import { edit, press, queryAllTexts, queryAllValues } from "@odoo/hoot-dom";
import { animationFrame, Deferred } from "@odoo/hoot-mock";
import {
    contains,
    defineModels,
    fields,
    makeServerError,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

/** A plan with a proposal. */
class Plan extends models.Model {
    _name = "rectification.plan";
    name = fields.Char();
    state = fields.Selection({
        selection: [
            ["proposal", "Proposal"],
            ["done", "Set Up"],
        ],
    });
    _records = [{ id: 1, name: "Plan about Meetings", state: "proposal" }];
}

defineMailModels();
defineModels([Plan]);

const SOURCE = [
    "Plan about Meetings\n",
    "A. Meetings\n",
    "1. Too long.\n",
    "2. Too many.\n",
    "So be it.",
];
let data;

/** A node made from one part of the source. */
function makeNode(id, kind, number, name, part, values = {}) {
    const start = SOURCE.slice(0, part).join("").length;
    return {
        id,
        kind,
        number,
        name,
        label: number ? `${number}.` : "",
        wording: SOURCE[part].trim(),
        phase: "",
        deadline: "",
        deadline_text: "",
        start,
        end: start + SOURCE[part].length,
        remarks: [],
        ...values,
    };
}

/** What get_plan_data returns: one area with an item, one phase, one passage without a node. */
function makeData() {
    let start = 0;
    const kinds = ["title", "area", "item", "phase", "unassigned"];
    return {
        editable: true,
        numbered: false,
        areas: [
            {
                ...makeNode(10, "area", 1, "Meetings", 1),
                items: [makeNode(11, "item", 1, "Too long", 2)],
            },
        ],
        phases: [
            makeNode(20, "phase", 1, "Self-check", 3, {
                deadline_text: "end of X",
                remarks: ["The plan leaves it open"],
            }),
        ],
        duties: [],
        materials: [],
        remarks: [
            { text: "The plan says 2; 1 was read", title: "", start: 0, end: 5, field: false },
        ],
        counts: ["1 area, 1 item"],
        facts: { name: [0, SOURCE[0].length] },
        segments: SOURCE.map((text, index) => {
            const segment = { start, end: start + text.length, text, kind: kinds[index] };
            start = segment.end;
            return { ...segment, begins: true };
        }),
        unused: [
            { start: start - SOURCE[4].length, end: start, text: SOURCE[4], role: "", kept: false },
        ],
        phase_names: [
            ["study", "Study"],
            ["self_check", "Self-Check"],
        ],
    };
}

beforeEach(() => {
    data = makeData();
    onRpc("rectification.plan", "get_plan_data", () => data);
    onRpc("rectification.plan.node", "*", ({ method, args }) => {
        expect.step([method, ...args.map((arg) => JSON.stringify(arg))].join(" "));
        return true;
    });
    onRpc("rectification.plan", "action_add", ({ args }) => {
        expect.step(["add", ...args.slice(1)].join(" "));
        const id = 12 + data.areas[0].items.length;
        data.areas[0].items.push(makeNode(id, "item", 2, "", 3));
        return id;
    });
});

/** Open the form of the plan. */
function mountPlan() {
    return mountView({
        type: "form",
        resModel: "rectification.plan",
        resId: 1,
        arch: `<form><field name="name"/><widget name="rectification_plan"/></form>`,
    });
}

const node = (id) => `[data-node='${id}'] > .o_rectification_plan_row`;
const title = (id) => `${node(id)} .o_rectification_plan_title`;

test("the proposal stands beside its source", async () => {
    await mountPlan();
    expect(queryAllValues(".o_rectification_plan_title")).toEqual([
        "Self-check",
        "Meetings",
        "Too long",
    ]);
    expect(".o_rectification_plan_counts").toHaveText("1 area, 1 item");
    expect(".o_rectification_plan_remarks summary").toHaveText("To be looked at (2)");
    expect(`${node(20)} .o_rectification_plan_remark`).toHaveText("The plan leaves it open");
    expect(".o_rectification_plan_source").toHaveText(/not used\s*So be it\./);
});

test("what has the focus shows its passage", async () => {
    await mountPlan();
    await contains(title(11)).focus();
    expect(queryAllTexts(".o_shown")).toEqual(["1. Too long."]);
    expect(".o_shown").toHaveAttribute("aria-current", "true");
    expect("[data-node='11']").toHaveClass("o_current");
    await contains(".o_field_widget[name='name'] input").focus();
    expect(queryAllTexts(".o_shown")).toEqual(["Plan about Meetings"]);
});

test("a passage shows its node, a remark both", async () => {
    await mountPlan();
    await contains("[data-start]:contains(A. Meetings)").click();
    expect("[data-node='10']").toHaveClass("o_current");
    await contains(".o_rectification_plan_remarks button:contains(leaves it open)").click();
    expect("[data-node='20']").toHaveClass("o_current");
    expect(queryAllTexts(".o_shown")).toEqual(["2. Too many."]);
});

test("a title is sent when it was changed, and Enter goes on to the next", async () => {
    await mountPlan();
    await contains(title(10)).click();
    await edit("Meetings and Papers");
    await press("Enter");
    await animationFrame();
    expect.verifySteps(['write [10] {"name":"Meetings and Papers"}']);
    expect(title(11)).toBeFocused();
    await press("Enter");
    await animationFrame();
    expect.verifySteps([]);
});

test("what is being typed outlasts what comes back from the server", async () => {
    const answered = new Deferred();
    onRpc("rectification.plan.node", "write", () => answered);
    await mountPlan();
    await contains(title(10)).click();
    await edit("Meetings and Papers");
    await press("Enter");
    await press("Control+A");
    await edit("Much too long", { confirm: false });
    answered.resolve();
    await animationFrame();
    expect(title(11)).toHaveValue("Much too long");
    expect(title(11)).toBeFocused();
    expect.verifySteps(['write [10] {"name":"Meetings and Papers"}']);
});

test("numbers, dates and phases are changed in their row", async () => {
    await mountPlan();
    await contains(`${node(11)} .o_rectification_plan_number`).edit("7");
    await contains(`${node(20)} select`).select("self_check");
    expect.verifySteps(['write [11] {"number":7}', 'write [20] {"phase":"self_check"}']);
});

test("an opened node is moved, joined and removed", async () => {
    await mountPlan();
    await contains(`${node(11)} .o_rectification_plan_toggle`).click();
    expect(`${node(11)} textarea`).toHaveValue("1. Too long.");
    await contains(`${node(11)} button:contains(Down)`).click();
    await contains(`${node(11)} button:contains(Join)`).click();
    await contains(`${node(11)} .o_rectification_plan_remove`).click();
    expect.verifySteps(["action_move [11] 1", "action_merge [11]", "action_remove [11]"]);
});

test("a node is added, and what was not used is taken over", async () => {
    await mountPlan();
    await contains(".o_rectification_plan_add_item").click();
    await animationFrame();
    expect.verifySteps(["add item 10 0 0"]);
    expect("[data-node='13']").toHaveClass("o_current");
    await contains(".o_rectification_plan_unused summary").click();
    await contains(".o_rectification_plan_unused select").select("10");
    const { start, end } = data.unused[0];
    expect.verifySteps([`add item 10 ${start} ${end}`]);
});

test("what the server refuses is said, and what it holds is shown", async () => {
    onRpc("rectification.plan.node", "write", () => {
        data.areas[0].items[0].name = "Changed elsewhere";
        throw makeServerError({ message: "Somebody was faster" });
    });
    await mountPlan();
    await contains(title(11)).edit("Mine");
    await animationFrame();
    expect(".o_notification").toHaveText(/Somebody was faster/);
    expect(title(11)).toHaveValue("Changed elsewhere");
});

test("a plan that was set up is only read", async () => {
    data.editable = false;
    await mountPlan();
    expect(".o_rectification_plan input").toHaveCount(0);
    expect(".o_rectification_plan_add_item").toHaveCount(0);
    await contains(`${node(11)} .o_rectification_plan_toggle`).click();
    expect(`${node(11)} textarea`).toHaveProperty("readOnly", true);
    expect(".o_rectification_plan_remove").toHaveCount(0);
});
