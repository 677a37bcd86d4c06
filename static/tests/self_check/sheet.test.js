import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { beforeEach, expect, test } from "@odoo/hoot";
import { press, queryAll, queryAllTexts } from "@odoo/hoot-dom";
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

/** A sheet that is being filled in. */
class Check extends models.Model {
    _name = "rectification.check";
    state = fields.Selection({
        selection: [
            ["draft", "Being Filled In"],
            ["submitted", "Submitted"],
        ],
    });
    is_editable = fields.Boolean();
    line_count = fields.Integer();
    found_count = fields.Integer();
    _records = [{ id: 1, state: "draft", is_editable: true, line_count: 4, found_count: 0 }];
}

/** Findings with the form that opens from a sheet. */
class Finding extends models.Model {
    _name = "rectification.finding";
    description = fields.Text();
    check_line_id = fields.Integer();
    _records = [];
    _views = {
        "form,rectification_campaign.rectification_finding_view_form_quick": /* xml */ `
            <form><field name="check_line_id" invisible="1"/><field name="description"/></form>`,
    };
}

defineMailModels();
defineModels([Check, Finding]);

let lines;
let editable;

/** A line of the sheet that is not answered. */
function makeLine(number, area) {
    return {
        id: 100 + number,
        problem_id: number,
        number,
        area,
        name: `Item ${number}`,
        wording: "",
        guidance: `Look at ${number}`,
        evidence_hint: "",
        answer: "",
        remark: "",
        findings: [],
    };
}

/** What get_sheet_data returns now. */
function getSheetData() {
    const areas = [1, 2].map((id) => ({
        id,
        number: id,
        name: `Area ${id}`,
        lines: lines.filter((line) => line.area === id).map((line) => ({ ...line })),
    }));
    return {
        editable,
        total: lines.length,
        answered: lines.filter((line) => line.answer).length,
        found: lines.filter((line) => line.answer === "found").length,
        areas,
    };
}

beforeEach(() => {
    editable = true;
    lines = [makeLine(1, 1), makeLine(2, 1), makeLine(3, 2), makeLine(4, 2)];
    onRpc("rectification.check", "get_sheet_data", () => getSheetData());
    onRpc("rectification.check.line", "action_answer", ({ args }) => {
        const [[id], answer, remark] = args;
        expect.step(["answer", id, answer, remark].filter((arg) => arg !== undefined).join(" "));
        const line = lines.find((line) => line.id === id);
        line.answer = answer || "";
        line.remark = remark ?? line.remark;
        return getSheetData();
    });
    onRpc("rectification.check", "action_answer_rest_none", ({ args }) => {
        expect.step(`rest ${args[1]}`);
        for (const line of lines) {
            if (!line.answer && (!args[1] || line.area === args[1])) {
                line.answer = "none";
            }
        }
        return getSheetData();
    });
});

/** Open the form of the sheet. */
function mountSheet() {
    return mountView({
        type: "form",
        resModel: "rectification.check",
        resId: 1,
        arch: `<form><field name="found_count"/><widget name="rectification_sheet"/></form>`,
    });
}

const radio = (number, answer) => `[data-number='${number}'] [data-answer='${answer}']`;

test("items are grouped by area and open their details", async () => {
    lines[0].answer = "none";
    await mountSheet();
    expect("section h3:first").toHaveText(/^Area 1: Area 1/);
    expect(queryAllTexts("section h3 small")).toEqual(["1 / 2", "0 / 2"]);
    expect("[role=radiogroup]").toHaveCount(4);
    expect("[role=status]").toHaveText("1 of 4 answered");
    expect("[role=progressbar]").toHaveAttribute("aria-valuenow", "25");
    expect(radio(1, "none")).toHaveAttribute("aria-checked", "true");
    expect(".o_rectification_details").toHaveCount(0);
    await contains("[data-number='2'] .o_rectification_item_title").click();
    expect(".o_rectification_details dd").toHaveText("Look at 2");
});

test("an answer is sent, and pressing it again takes it back", async () => {
    await mountSheet();
    await contains(radio(3, "not_applicable")).click();
    expect(radio(3, "not_applicable")).toHaveAttribute("aria-checked", "true");
    await contains(radio(3, "not_applicable")).click();
    expect(radio(3, "not_applicable")).toHaveAttribute("aria-checked", "false");
    expect.verifySteps(["answer 103 not_applicable", "answer 103 false"]);
});

test("an answer shows before the server has it, and later ones are not overwritten", async () => {
    const answered = new Deferred();
    onRpc("rectification.check.line", "action_answer", async () => {
        await answered;
    });
    await mountSheet();
    await contains(radio(1, "none")).click();
    await contains(radio(2, "none")).click();
    expect(".o_chosen").toHaveCount(2);
    expect.verifySteps([]);
    answered.resolve();
    await animationFrame();
    expect(".o_chosen").toHaveCount(2);
    expect.verifySteps(["answer 101 none", "answer 102 none"]);
});

test("what the server refuses is said, and the old answer comes back", async () => {
    lines[0].answer = "none";
    onRpc("rectification.check.line", "action_answer", () => {
        throw makeServerError({ message: "The sheet is closed" });
    });
    await mountSheet();
    await contains(radio(1, "not_applicable")).click();
    expect(".o_notification").toHaveText("The sheet is closed");
    expect(radio(1, "none")).toHaveAttribute("aria-checked", "true");
});

test("the filter keeps what is unanswered, and the last answer for a slip", async () => {
    lines[0].answer = "none";
    await mountSheet();
    await contains(".o_rectification_filter").click();
    expect(queryAll("[data-number]").map((el) => el.dataset.number)).toEqual(["2", "3", "4"]);
    await contains(radio(2, "none")).click();
    expect(queryAll("[data-number]").map((el) => el.dataset.number)).toEqual(["2", "3", "4"]);
    await contains(radio(3, "none")).click();
    expect(queryAll("[data-number]").map((el) => el.dataset.number)).toEqual(["3", "4"]);
    expect.verifySteps(["answer 102 none", "answer 103 none"]);
});

test("the rest of an area, and of the sheet, is answered in one step", async () => {
    await mountSheet();
    await contains("[data-area='1'] .o_rectification_rest_area").click();
    expect("[data-area='1'] .o_chosen_none").toHaveCount(2);
    expect("[data-area='2'] .o_chosen").toHaveCount(0);
    await contains(".o_rectification_rest").click();
    expect(".modal").toHaveText(/The 2 items still open/);
    await contains(".modal .btn-primary").click();
    expect(".o_chosen_none").toHaveCount(4);
    expect(".o_rectification_rest").toHaveCount(0);
    expect.verifySteps(["rest 1", "rest false"]);
});

test.tags("desktop");
test("the keyboard goes through the sheet", async () => {
    await mountSheet();
    await press("j");
    await animationFrame();
    expect(radio(1, "none")).toBeFocused();
    await press("1");
    await animationFrame();
    expect(radio(2, "none")).toBeFocused();
    await press("ArrowDown");
    await animationFrame();
    expect(radio(3, "none")).toBeFocused();
    await press("ArrowRight");
    expect(radio(3, "found")).toBeFocused();
    await press("x");
    await animationFrame();
    await press("k");
    await animationFrame();
    expect(radio(3, "not_applicable")).toBeFocused();
    await press("u");
    await animationFrame();
    expect("[data-number]").toHaveCount(2);
    expect.verifySteps(["answer 101 none", "answer 103 not_applicable"]);
});

test("“found” opens the finding in place; discarding it leaves the answer as it was", async () => {
    lines[0].answer = "none";
    await mountSheet();
    await contains(radio(1, "found")).click();
    expect(".modal .modal-title").toHaveText("1. Item 1");
    await contains(".modal .o_form_button_cancel").click();
    expect(".modal").toHaveCount(0);
    expect(radio(1, "none")).toHaveAttribute("aria-checked", "true");
    expect.verifySteps([]);
});

test("a saved finding shows under its item, and the form's buttons see it", async () => {
    onRpc("rectification.finding", "web_save", function ({ args }) {
        expect.step(`save ${args[1].check_line_id}`);
        this.env["rectification.check"].write([1], { found_count: 1 });
        Object.assign(lines[0], {
            answer: "found",
            findings: [
                { id: 7, name: "Meetings", state: "draft", state_label: "Draft", light: "green" },
            ],
        });
    });
    onRpc("rectification.check", "web_read", () => expect.step("read the record"));
    await mountSheet();
    expect.verifySteps(["read the record"]);
    await contains(radio(1, "found")).click();
    await contains(".modal .o_field_widget[name=description] textarea").edit("Meetings");
    await contains(".modal .o_form_button_save").click();
    expect(radio(1, "found")).toHaveAttribute("aria-checked", "true");
    expect("[data-number='1'] .o_rectification_finding").toHaveText("Meetings");
    expect("[data-number='1'] .o_rectification_add").toHaveCount(1);
    expect.verifySteps(["save 101", "read the record"]);
});

test("a draft recorded by mistake is deleted after a question", async () => {
    Object.assign(lines[0], {
        answer: "found",
        findings: [{ id: 7, name: "Meetings", state: "draft", state_label: "Draft", light: false }],
    });
    Finding._records = [{ id: 7, description: "Meetings" }];
    onRpc("rectification.finding", "unlink", ({ args }) => {
        expect.step(`unlink ${args[0]}`);
        Object.assign(lines[0], { answer: "", findings: [] });
        return true;
    });
    await mountSheet();
    await contains(".o_rectification_remove").click();
    await contains(".modal .btn-danger").click();
    expect(".o_rectification_finding").toHaveCount(0);
    expect(radio(1, "found")).toHaveAttribute("aria-checked", "false");
    expect.verifySteps(["unlink 7"]);
});

test("a remark is kept beside the answer", async () => {
    lines[1].answer = "none";
    await mountSheet();
    await contains("[data-number='2'] .o_rectification_add_remark").click();
    await contains("[data-number='2'] .o_rectification_remark").edit("Asked in the office");
    expect.verifySteps(["answer 102 none Asked in the office"]);
    expect("[data-number='2'] .o_rectification_remark").toHaveValue("Asked in the office");
});

test("a sheet that was handed in is shown and not answered", async () => {
    editable = false;
    lines[0].answer = "none";
    lines[1].answer = "found";
    await mountSheet();
    expect("[role=radio]:not(:disabled)").toHaveCount(0);
    expect(".o_rectification_rest, .o_rectification_rest_area, .o_rectification_hint").toHaveCount(
        0
    );
    await press("j");
    await press("1");
    await animationFrame();
    expect(".o_rectification_filter").toHaveText("Only with findings (1)");
    await contains(".o_rectification_filter").click();
    expect(queryAll("[data-number]").map((el) => el.dataset.number)).toEqual(["2"]);
    expect.verifySteps([]);
});
