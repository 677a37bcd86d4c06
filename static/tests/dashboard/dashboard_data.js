import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    defineModels,
    fields,
    getService,
    models,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { router } from "@web/core/browser/router";
import { WebClient } from "@web/webclient/webclient";

/** The units that the filter offers. */
class Unit extends models.Model {
    _name = "rectification.unit";

    name = fields.Char();

    _records = [
        { id: 7, name: "Township" },
        { id: 8, name: "School" },
    ];
}

/** Models that the dashboard and the web client around it read. */
export function defineDashboardModels() {
    defineMailModels();
    defineModels([Unit]);
}

/** A figure as the server makes it. */
export function figure(count, values) {
    return {
        key: "key",
        label: "Figure",
        count,
        last: null,
        model: "rectification.finding",
        domain: [["campaign_id", "=", 1]],
        ...values,
    };
}

/** A cell of the heat map as the server makes it. */
function cell(found, closed, values) {
    return {
        found: figure(found, { key: "found", label: "Findings", ...values }),
        closed: figure(closed, { key: "closed", label: "Signed off" }),
        share: found ? closed / found : null,
    };
}

/** Three phases: one over, one running and late, one to come. */
function makePhases() {
    const names = { study: "Study", self_check: "Self-Check", supervision: "Supervision" };
    return Object.entries(names).map(([key, name], number) => ({
        key,
        name,
        dates: `month ${number}`,
        status: ["done", "current", "coming"][number],
        due: key === "self_check" ? "ended 2 days ago" : "",
        is_late: key === "self_check",
    }));
}

/** What get_dashboard returns, with some of it replaced. */
export function makeDashboard(values) {
    const headline = [
        figure(3, { key: "taking_part", label: "Units taking part", last: 2 }),
        figure(2, { key: "handed_in", label: "Lists handed in" }),
        figure(12, { key: "found", label: "Findings" }),
        figure(5, { key: "closed", label: "Signed off" }),
        figure(7, { key: "open", label: "Still open" }),
        figure(1, { key: "overdue", label: "Overdue" }),
        figure(0, { key: "rejected", label: "Not substantiated" }),
    ];
    return {
        filters: {
            campaign_id: 1,
            phase: false,
            unit_id: false,
            area_id: false,
            date_from: false,
            date_to: false,
        },
        campaigns: [
            { id: 1, name: "This Year" },
            { id: 2, name: "Last Year" },
        ],
        areas: [
            { id: 11, name: "Meetings" },
            { id: 12, name: "Papers" },
        ],
        phases: [{ key: "study", name: "Study" }],
        unit: false,
        campaign: {
            id: 1,
            name: "This Year",
            state: "self_check",
            state_label: "Self-Check",
            phases: makePhases(),
        },
        comparison: { id: 2, name: "Last Year" },
        as_of: "2026-05-08",
        headline,
        units: [
            figure(1, { key: "open", label: "Being Filled In" }),
            figure(3, { key: "submitted", label: "Submitted" }),
        ],
        reviews: [figure(4, { key: "to_review", label: "To Review" })],
        sheets: [
            {
                key: "unit",
                label: "Units' sheets",
                all: figure(4),
                handed_in: figure(3),
                nil: figure(2),
            },
        ],
        waiting: [
            {
                ...figure(2, {
                    key: "dossiers",
                    label: "Dossiers",
                    model: "rectification.dossier",
                }),
                since: "2026-05-01",
                days: 7,
            },
            { ...figure(0, { key: "findings", label: "Findings" }), since: false, days: 0 },
        ],
        heat: {
            kinds: [
                { key: "township", label: "Township", total: cell(10, 4) },
                { key: "school", label: "School", total: cell(2, 1) },
            ],
            rows: [
                {
                    id: 11,
                    number: 1,
                    name: "Meetings",
                    cells: [cell(8, 3, { last: 6 }), cell(0, 0)],
                    total: cell(8, 3),
                },
                {
                    id: 12,
                    number: 2,
                    name: "Papers",
                    cells: [cell(2, 1), cell(2, 1)],
                    total: cell(4, 2),
                },
            ],
            total: cell(12, 5),
            largest: 8,
        },
        types: {
            lights: [
                { key: "green", label: "In Time", total: figure(5) },
                { key: "red", label: "Overdue", total: figure(1) },
            ],
            rows: [
                {
                    key: "immediate",
                    label: "Immediate",
                    cells: [
                        figure(5, { key: "green", label: "In Time" }),
                        figure(1, { key: "red", label: "Overdue" }),
                    ],
                    total: figure(6),
                },
            ],
            open: figure(7),
            rejected: figure(0),
        },
        trend: {
            step: "week",
            points: [
                {
                    key: "2026-05-04",
                    start: "2026-05-04",
                    end: "2026-05-10",
                    opened: figure(12),
                    closed: figure(5),
                },
                {
                    key: "2026-05-11",
                    start: "2026-05-11",
                    end: "2026-05-11",
                    opened: figure(0),
                    closed: figure(0),
                },
            ],
        },
        duration: {
            ...figure(5),
            median: 6.5,
            last_median: 9,
            longest: { ...figure(1), days: 20, last: null },
        },
        items: [
            {
                id: 31,
                number: 4,
                name: "Too many meetings",
                area: "Meetings",
                found: figure(6, { last: 3 }),
                closed: figure(2),
            },
        ],
        overdue: {
            figure: figure(3, { key: "overdue", label: "Overdue" }),
            rows: [
                {
                    id: 99,
                    reference: "W1",
                    name: "Long meeting",
                    unit: "Township",
                    area: "Meetings",
                    responsible: "Zhang",
                    deadline: "2026-05-01",
                    days: 7,
                },
            ],
        },
        ...values,
    };
}

/** What get_drill_down returns for a page of units. */
export function makeDetail(names, values) {
    const plain = (found) => ({ found: figure(found), closed: figure(0) });
    return {
        area: "Meetings",
        kind: "Township",
        items: [
            { id: 31, number: 1, name: "Item one", total: plain(5) },
            { id: 32, number: 2, name: "Item two", total: plain(3) },
        ],
        units: names.map((name, number) => ({
            id: number + 1,
            name,
            cells: [plain(number + 1), plain(0)],
            total: plain(number + 1),
        })),
        total: plain(8),
        unit_count: names.length,
        offset: 0,
        limit: 50,
        ...values,
    };
}

/**
 * Open the dashboard with what the server is to answer: an object, or a function of the filters.
 * `address`: what stands in the address of the screen.
 */
export async function openDashboard(answer, address) {
    onRpc("rectification.dashboard", "get_dashboard", ({ args }) =>
        typeof answer === "function" ? answer(args[0]) : answer
    );
    await mountWithCleanup(WebClient);
    router.pushState(address || {}, { sync: true });
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "rectification_dashboard",
    });
}
