import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { kanbanView } from "@web/views/kanban/kanban_view";
import { KanbanRenderer } from "@web/views/kanban/kanban_renderer";

/**
 * A board of records that move along a table of transitions.
 *
 * A card dropped on a step that asks for a reason opens the dialog that asks for it; the card moves
 * when the reason is given. Whatever the server refuses snaps back, as on every board.
 */
export class BoardRenderer extends KanbanRenderer {
    setup() {
        super.setup();
        this.action = useService("action");
        this.orm = useService("orm");
    }

    async sortRecordDrop(dataRecordId, dataGroupId, params) {
        const { list } = this.props;
        const target = list.groups?.find((group) => group.id === params.parent?.dataset.id);
        const source = list.groups?.find((group) => group.id === dataGroupId);
        const record = source?.list.records.find((record) => record.id === dataRecordId);
        if (record && target && target !== source && list.groupByField.name === "state") {
            const button = await this.orm.call(list.resModel, "get_asking_button", [
                [record.resId],
                target.value,
            ]);
            if (button) {
                params.parent.classList.remove("o_kanban_hover");
                return this.ask(button, record);
            }
        }
        return super.sortRecordDrop(dataRecordId, dataGroupId, params);
    }

    /** Press the button that asks for the reason, and show afterwards how the board stands. */
    ask(button, record) {
        return this.action.doActionButton({
            type: "object",
            name: button,
            resModel: record.resModel,
            resId: record.resId,
            resIds: [record.resId],
            context: {},
            onClose: () => this.props.list.model.load(),
        });
    }
}

registry.category("views").add("rectification_board", {
    ...kanbanView,
    Renderer: BoardRenderer,
});
