import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { beforeEach, expect, test } from "@odoo/hoot";
import { waitFor } from "@odoo/hoot-dom";
import {
    contains,
    defineModels,
    fields,
    makeServerError,
    mockService,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

/** Findings on a board of two states. */
class Finding extends models.Model {
    _name = "rectification.finding";
    name = fields.Char();
    state = fields.Selection({
        selection: [
            ["in_progress", "In Progress"],
            ["to_verify", "To Verify"],
        ],
    });
    _records = [
        { id: 1, name: "Meetings", state: "to_verify" },
        { id: 2, name: "Reports", state: "in_progress" },
    ];
    _views = {
        kanban: /* xml */ `
            <kanban js_class="rectification_board" default_group_by="state">
                <templates><t t-name="card"><field name="name"/></t></templates>
            </kanban>`,
    };
}

defineMailModels();
defineModels([Finding]);

let button;
beforeEach(() => {
    button = false;
    onRpc("rectification.finding", "get_asking_button", ({ args }) => {
        expect.step(`asked for ${args[0]} to ${args[1]}`);
        return button;
    });
});

const mountBoard = () => mountView({ type: "kanban", resModel: "rectification.finding" });
const CARD = ".o_kanban_record:contains(Meetings)";
const COLUMN = ".o_kanban_group:contains(In Progress)";

test.tags("desktop");
test("a step that needs no reason is taken by dropping the card", async () => {
    onRpc("rectification.finding", "web_save", ({ args }) => {
        expect.step(`write ${args[1].state}`);
    });
    await mountBoard();
    await contains(CARD).dragAndDrop(COLUMN);
    expect(`${COLUMN} .o_kanban_record`).toHaveCount(2);
    expect.verifySteps(["asked for 1 to in_progress", "write in_progress"]);
});

test.tags("desktop");
test("a step that needs a reason asks for it, and the card stays until it is given", async () => {
    button = "action_return";
    mockService("action", {
        doActionButton({ name, resId }) {
            expect.step(`press ${name} of ${resId}`);
        },
    });
    await mountBoard();
    await contains(CARD).dragAndDrop(COLUMN);
    expect(`${COLUMN} .o_kanban_record`).toHaveCount(1);
    expect.verifySteps(["asked for 1 to in_progress", "press action_return of 1"]);
});

test.tags("desktop");
test("what the server refuses snaps back with its reason", async () => {
    expect.errors(1);
    onRpc("rectification.finding", "web_save", () => {
        throw makeServerError({ message: "only the unit's head" });
    });
    await mountBoard();
    await contains(CARD).dragAndDrop(COLUMN);
    expect(`${COLUMN} .o_kanban_record`).toHaveCount(1);
    await waitFor(".o_dialog");
    expect(".o_dialog").toHaveText(/only the unit's head/);
    expect.verifySteps(["asked for 1 to in_progress"]);
    expect.verifyErrors([/only the unit's head/]);
});
