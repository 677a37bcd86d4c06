import { registry } from "@web/core/registry";
import { rpc } from "@web/core/network/rpc";
import { inputFiles } from "@web/../tests/utils";

import { openCard, press, reached } from "../tour_steps";

const tours = registry.category("web_tour.tours");

/** Choose a file that the test has stored as an attachment of this name. */
function upload(name) {
    return {
        content: `Upload ${name}`,
        trigger: '.o_field_widget[name="file"] input[type="file"]:not(:visible)',
        run: async () => {
            const [id] = await rpc("/web/dataset/call_kw/ir.attachment/search", {
                model: "ir.attachment",
                method: "search",
                args: [[["name", "=", name]]],
                kwargs: { limit: 1 },
            });
            const content = await (await fetch(`/web/content/${id}`)).blob();
            const file = new File([content], name, { type: content.type });
            await inputFiles('.o_field_widget[name="file"] input[type="file"]', [file]);
        },
    };
}

/** A liaison: the sheet is filled in offline; first with a mistake in it, then without. */
tours.add("rectification_workbook_tour", {
    url: "/odoo/rectification-my-sheets",
    steps: () => [
        openCard("Township"),
        {
            content: "The workbook is offered",
            trigger: 'button[name="action_download_workbook"]',
        },
        press("action_import_workbook"),
        upload("wrong.xlsx"),
        press("action_preview"),
        reached("preview"),
        {
            content: "The mistake is shown where it is",
            trigger:
                '.o_data_row:has(td[name="row"]:contains("5")) td[name="sentence"]:contains("也许")',
        },
        {
            content: "Nothing can be brought in",
            trigger: '.o_form_view:not(:has(button[name="action_confirm"]))',
        },
        press("action_back"),
        reached("upload"),
        upload("right.xlsx"),
        press("action_preview"),
        reached("preview"),
        {
            content: "Every change is shown",
            trigger: '.o_data_row td[name="after"]:contains("层层陪会")',
        },
        press("action_confirm"),
        reached("done"),
        press("action_open_target"),
        {
            content: "The sheet says what was filled in",
            trigger: '.o_rectification_item:eq(1):has(.o_chosen_found):contains("层层陪会")',
        },
    ],
});
