/**
 * Let arrow keys move the focus between the buttons of a table, so that the table takes one stop of
 * the Tab key: for the `keydown` of a `<table>` whose cells have at most one button each.
 */
export function moveBetweenCells(ev) {
    const step = {
        ArrowLeft: [0, -1],
        ArrowRight: [0, 1],
        ArrowUp: [-1, 0],
        ArrowDown: [1, 0],
        Home: [0, -Infinity],
        End: [0, Infinity],
    }[ev.key];
    const cell = ev.target.closest("td, th");
    if (!step || !cell) {
        return;
    }
    ev.preventDefault();
    const rows = [...ev.currentTarget.rows];
    let row = cell.parentElement.rowIndex;
    let column = cell.cellIndex;
    if (!Number.isFinite(step[1])) {
        column = step[1] < 0 ? 0 : rows[row].cells.length - 1;
        step[1] = -Math.sign(step[1]);
    } else {
        row += step[0];
        column += step[1];
    }
    for (; rows[row]?.cells[column]; row += step[0], column += step[1]) {
        const button = rows[row].cells[column].querySelector("button");
        if (button) {
            keepTabStop(ev.currentTarget, button);
            button.focus();
            return;
        }
    }
}

/** Make `button`, or the first one, the only stop of the Tab key in a table. */
export function keepTabStop(table, button) {
    const buttons = [...(table?.querySelectorAll("td button, th button") || [])];
    for (const other of buttons) {
        other.tabIndex = other === (button || buttons[0]) ? 0 : -1;
    }
}
