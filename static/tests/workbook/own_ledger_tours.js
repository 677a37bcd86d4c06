import { registry } from "@web/core/registry";

import { press, reached } from "../tour_steps";

const tours = registry.category("web_tour.tours");
const CELL = ".o_data_row:contains";

/** A liaison looks at what the unit's own ledger would become, corrects a column and an item. */
tours.add("rectification_ledger_import_tour", {
    steps: () => [
        {
            content: "The columns are shown, one of them is not taken",
            trigger: `.o_field_widget[name="column_ids"] ${CELL}("怎么改") td[name="target"]`,
            run: "click",
        },
        {
            content: "It is for the measures",
            trigger: '.o_field_widget[name="column_ids"] [name="target"] :is(select, input)',
            run: "click",
        },
        {
            content: "Choose the measures",
            trigger: '.o_select_menu_item:contains("整改思路")',
            run: "click",
        },
        press("action_refresh"),
        {
            content: "Another look: the measures are taken",
            trigger: `.o_field_widget[name="line_ids"] ${CELL}("精简会议"):contains("会议多而杂")`,
        },
        {
            content: "A row without an item",
            trigger: `.o_field_widget[name="line_ids"] ${CELL}("食堂排队太久") td[name="problem_id"]`,
            run: "click",
        },
        {
            content: "Look for the item",
            trigger: '.o_field_widget[name="line_ids"] [name="problem_id"] input',
            run: "edit Item 4",
        },
        {
            content: "Choose it",
            trigger: '.o-autocomplete--dropdown-item a:contains("Item 4")',
            run: "click",
        },
        {
            content: "Save what was decided",
            trigger: ".o_form_button_save",
            run: "click",
        },
        press("action_confirm"),
        reached("done"),
    ],
});
