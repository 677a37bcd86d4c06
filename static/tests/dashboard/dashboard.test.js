import { expect, test } from "@odoo/hoot";
import {
    manuallyDispatchProgrammaticEvent,
    queryAll,
    queryAllTexts,
    queryOne,
} from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import {
    contains,
    getMockEnv,
    makeServerError,
    mockService,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { router } from "@web/core/browser/router";
import {
    defineDashboardModels,
    figure,
    makeDashboard,
    makeDetail,
    openDashboard,
} from "./dashboard_data";

defineDashboardModels();

/** Note what is opened instead of opening it. */
function noteActions() {
    mockService("action", {
        doAction(action) {
            if (["ir.actions.act_window", "ir.actions.act_url"].includes(action.type)) {
                expect.step(
                    [action.res_model || action.url, action.name || action.res_id].join(": ")
                );
                return;
            }
            return super.doAction(...arguments);
        },
    });
}

/** On a phone the filters are folded away. */
function openFilters() {
    queryOne(".o_rectification_filters").open = true;
}

/** A table of the dashboard as rows of texts. */
function readTable(selector) {
    return queryAll(`${selector} tbody tr`).map((row) =>
        [...row.cells].map((cell) => cell.textContent.trim().replace(/\s+/g, " "))
    );
}

test("figures stand with last year's beside them, and open what they count", async () => {
    noteActions();
    await openDashboard(makeDashboard());
    expect("[data-headline=taking_part] .o_rectification_number").toHaveText("3");
    expect("[data-headline=taking_part] .o_rectification_last").toHaveText("last year: 2");
    expect("[data-headline=found] .o_rectification_last").toHaveCount(0);
    expect("[data-headline=closed] .o_rectification_share").toHaveText("41%");
    expect("[data-headline=found] button").toHaveAttribute(
        "aria-label",
        "Findings: 12. Open the list."
    );
    expect("[data-headline=rejected] button").toHaveCount(0);
    expect(".o_rectification_status").toHaveText("This Year: 12 findings, 3 of them overdue");
    await contains("[data-headline=found] button").click();
    expect.verifySteps(["rectification.finding: Findings"]);
});

test("the phases stand in a line with words for where it is", async () => {
    await openDashboard(makeDashboard());
    expect("[aria-current=step] .o_phase_name").toHaveText("Self-Check");
    expect("[aria-current=step] .text-danger").toHaveText("ended 2 days ago");
    expect(".o_phase_done .fa-check-circle").toHaveCount(1);
});

test("units by state with bars, sheets with nil returns", async () => {
    await openDashboard(makeDashboard());
    const bars = queryAll(".o_rectification_figures:first .o_rectification_bar div");
    expect(bars.map((bar) => bar.style.width)).toEqual(["25%", "75%"]);
    expect(readTable(".o_rectification_sheets")).toEqual([["Units' sheets", "4", "3", "2"]]);
});

test("the leading group's own delay is shown with the day since when", async () => {
    noteActions();
    await openDashboard(makeDashboard());
    expect(readTable(".o_rectification_waiting")).toEqual([
        ["Dossiers", "2", "05/01/2026", "7"],
        ["Findings", "0", "–", "–"],
    ]);
    await contains("[data-waiting=dossiers] button").click();
    expect.verifySteps(["rectification.dossier: Dossiers"]);
});

test("the heat map shows numbers, or the part signed off", async () => {
    await openDashboard(makeDashboard());
    expect(readTable(".o_rectification_heat")).toEqual([
        ["1Meetings", "8", "0", "8"],
        ["2Papers", "2", "2", "4"],
    ]);
    const strengths = queryAll(".o_rectification_heat tbody td").map((cell) =>
        cell.style.getPropertyValue("--strength")
    );
    expect(strengths.slice(0, 2)).toEqual(["1", "0"]);
    await contains("[data-mode=share]").click();
    expect("[data-mode=share]").toHaveAttribute("aria-pressed", "true");
    expect(readTable(".o_rectification_heat")).toEqual([
        ["1Meetings", "37%", "–", "37%"],
        ["2Papers", "50%", "50%", "50%"],
    ]);
    expect("[data-area='1'] [data-kind=township]").toHaveAttribute(
        "aria-label",
        "Meetings, Township: 8 findings, 3 of them signed off; last year: 6"
    );
});

test("arrow keys move between the cells, and Tab stops once", async () => {
    await openDashboard(makeDashboard());
    const stops = () => queryAll(".o_rectification_heat button[tabindex='0']");
    expect(stops()).toHaveLength(1);
    await contains("[data-area='1'] [data-kind=township]").press("ArrowDown");
    expect("[data-area='2'] [data-kind=township]").toBeFocused();
    await contains("[data-area='2'] [data-kind=township]").press("End");
    expect("[data-area='2'] [data-kind=all]").toBeFocused();
    await contains("[data-area='2'] [data-kind=all]").press("ArrowUp");
    expect("[data-area='1'] [data-kind=all]").toBeFocused();
    await contains("[data-area='1'] [data-kind=all]").press("ArrowLeft");
    expect("[data-area='1'] [data-kind=township]").toBeFocused({
        message: "a cell without a number is passed over",
    });
    expect(stops()).toEqual([queryOne("[data-area='1'] [data-kind=township]")]);
});

test("a cell opens the items of its area in every unit, and closes them again", async () => {
    noteActions();
    onRpc("rectification.dashboard", "get_drill_down", ({ args }) => {
        expect.step(`area ${args[1]}, ${args[2]}, from ${args[3]}`);
        return makeDetail(["Aba", "Baz"]);
    });
    await openDashboard(makeDashboard());
    await contains("[data-area='1'] [data-kind=township]").click();
    expect.verifySteps(["area 11, township, from 0"]);
    expect(".o_rectification_drill_down h3").toBeFocused();
    expect("[data-area='1'] [data-kind=township]").toHaveAttribute("aria-expanded", "true");
    expect(readTable(".o_rectification_drill_down")).toEqual([
        ["Aba", "1", "0", "1"],
        ["Baz", "2", "0", "2"],
    ]);
    await contains(".o_rectification_drill_down [data-item='1']:last button").click();
    expect.verifySteps(["rectification.finding: Baz · 1. Item one"]);
    await contains("[data-area='1'] [data-kind=township]").click();
    expect(".o_rectification_drill_down").toHaveCount(0);
});

test("many units come in pages", async () => {
    onRpc("rectification.dashboard", "get_drill_down", ({ args }) => {
        expect.step(args[3]);
        const names = args[3] ? ["Unit 51", "Unit 52"] : Array(50).fill("Unit");
        return makeDetail(names, { unit_count: 52, offset: args[3] });
    });
    await openDashboard(makeDashboard());
    await contains("[data-area='2'] [data-kind=all]").click();
    expect(".o_rectification_previous").not.toBeEnabled();
    expect(".o_rectification_page").toHaveText("Units 1 to 50 of 52");
    await contains(".o_rectification_next").click();
    expect(".o_rectification_page").toHaveText("Units 51 to 52 of 52");
    expect(".o_rectification_next").not.toBeEnabled();
    expect.verifySteps([0, 50]);
});

test("every light has a sign of its own beside its colour", async () => {
    await openDashboard(makeDashboard());
    expect(".o_rectification_types .fa-circle-o").toHaveCount(1);
    expect(".o_rectification_types .fa-exclamation-circle").toHaveCount(1);
    expect(readTable(".o_rectification_types")).toEqual([["Immediate", "5", "1", "6"]]);
});

test("the trend is a chart, and a table for those who do not see it", async () => {
    await openDashboard(makeDashboard());
    expect(".o_rectification_chart").toHaveAttribute("aria-hidden", "true");
    expect(".o_rectification_chart canvas").toHaveCount(1);
    expect(readTable(".o_rectification_trend")).toEqual([
        ["05/04/2026 – 05/10/2026", "12", "5"],
        ["05/11/2026", "0", "0"],
    ]);
});

test("days to the sign-off, the items found most often, what is overdue", async () => {
    noteActions();
    await openDashboard(makeDashboard());
    expect(queryAllTexts(".o_rectification_duration .o_rectification_number")).toEqual([
        "6.5",
        "20",
        "5",
    ]);
    expect(".o_rectification_duration dd:first small").toHaveText("last year: 9");
    expect(readTable(".o_rectification_items")).toEqual([["4Too many meetingsMeetings", "6", "2"]]);
    await contains(".o_rectification_compare").click();
    expect(".o_rectification_compare").toHaveAttribute("aria-pressed", "true");
    expect(readTable(".o_rectification_items")).toEqual([
        ["4Too many meetingsMeetings", "6last year: 3", "2"],
    ]);
    expect(".o_rectification_all_overdue").toHaveText("Show all 3");
    await contains(".o_rectification_overdue button").click();
    await contains(".o_rectification_all_overdue").click();
    expect.verifySteps(["rectification.finding: 99", "rectification.finding: Overdue"]);
});

test("filters are asked for, and kept in the address", async () => {
    await openDashboard((filters) => {
        expect.step([filters.area_id, filters.date_from]);
        return makeDashboard({ filters: { ...makeDashboard().filters, ...filters } });
    });
    openFilters();
    await contains("select[name=area_id]").select("12");
    const day = queryOne("input[name=date_from]");
    day.value = "2026-05-01";
    await manuallyDispatchProgrammaticEvent(day, "change");
    await animationFrame();
    expect.verifySteps([
        [false, false],
        [12, false],
        [12, "2026-05-01"],
    ]);
    expect(router.current.area).toBe(12);
    expect(router.current.from).toBe("2026-05-01");
    expect(".o_rectification_filters .badge").toHaveText("2");
    expect(".o_rectification_as_of").toHaveText(/as they stand now/);
    await contains(".o_rectification_clear").click();
    expect.verifySteps([[false, false]]);
    expect(".o_rectification_as_of").toHaveCount(0);
});

test("the address brings the filters back", async () => {
    await openDashboard(
        (filters) => {
            expect.step([filters.campaign_id, filters.phase, filters.unit_id]);
            return makeDashboard({ filters: { ...makeDashboard().filters, ...filters } });
        },
        { campaign: 2, phase: "study", unit: 7 }
    );
    expect.verifySteps([[2, "study", 7]]);
    expect(".o_record_selector input").toHaveValue("Township");
});

test("without a campaign the screen says what will be here", async () => {
    await openDashboard({ filters: {}, campaigns: [], campaign: false });
    expect(".o_rectification_no_campaign").toHaveText(/There is no campaign yet/);
    expect(".o_rectification_print").toHaveCount(0);
});

test("a campaign without findings says so", async () => {
    const { heat, types } = makeDashboard();
    const none = { found: figure(0), closed: figure(0), share: null };
    await openDashboard(makeDashboard({ heat: { ...heat, total: none }, types }));
    expect(".o_rectification_nothing").toHaveText(/No finding has been recorded/);
    expect(".o_rectification_heat").toHaveCount(0);
    expect(".o_rectification_waiting").toHaveCount(1);
});

test("filters that nothing fits can be cleared", async () => {
    const { heat, filters } = makeDashboard();
    const none = { found: figure(0), closed: figure(0), share: null };
    await openDashboard((asked) => {
        expect.step(asked.area_id);
        return makeDashboard({
            filters: { ...filters, ...asked, area_id: asked.area_id ?? 11 },
            heat: { ...heat, total: none },
        });
    });
    openFilters();
    await contains("select[name=area_id]").select("11");
    expect(".o_rectification_nothing").toHaveText(/No finding fits these filters/);
    await contains(".o_rectification_nothing button").click();
    expect.verifySteps([false, 11, false]);
});

test("who may not open it reads why", async () => {
    await openDashboard(() => {
        throw makeServerError({ errorName: "odoo.exceptions.AccessError", message: "Not for you" });
    });
    expect(".o_rectification_refusal").toHaveText(/Not for you/);
    expect(".o_dialog").toHaveCount(0);
});

test("exports take the filters along", async () => {
    noteActions();
    onRpc("rectification.dashboard", "action_export", ({ args }) => {
        expect.step(`export ${args[0].campaign_id}`);
        return { type: "ir.actions.act_url", url: "/x.xlsx", target: "download" };
    });
    await openDashboard(makeDashboard());
    if (getMockEnv().isSmall) {
        await contains("button.o-control-panel-adaptive-dropdown").click();
    }
    await contains(".o_rectification_export:visible:last").click();
    expect.verifySteps(["export 1", "/x.xlsx: "]);
});
