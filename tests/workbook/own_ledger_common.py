import base64
import io

from openpyxl import Workbook

from ...models.core import clock
from ..common import RectificationCase

HEAD = [
    "序号",
    "问题类别",
    "具体表现",
    "整改措施",
    "责任领导",
    "责任人",
    "完成时限",
    "整改类型",
    "是否销号",
]


class LedgerImportCase(RectificationCase):
    """Ledgers that units have kept themselves, brought in by their liaisons."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._launch()
        cls.dossier = cls._dossier(cls.township)
        cls.sheet = cls._sheet(cls.township)
        cls.member_head.name = "陆长河"
        cls.member_cadre.name = "方静宜"
        cls.year = clock.today(cls.env).year
        cls.env["res.lang"]._activate_lang("zh_CN")

    def _file(self, *rows, head=HEAD, title=True, merged=()):
        """Return a workbook with a title, a head and ``rows``."""
        book = Workbook()
        if title:
            book.active.append(["某镇形式主义突出问题整改台账"])
        for row in [*([head] if isinstance(head[0], str) else head), *rows]:
            book.active.append(row)
        for area in merged:
            book.active.merge_cells(area)
        return self._save(book)

    def _save(self, book):
        file = io.BytesIO()
        book.save(file)
        return file.getvalue()

    def _upload(self, content, user=None, name="ledger.xlsx", check=None, dossier=None):
        """Let ``user`` upload a file and look at what it would change."""
        upload = (
            self.env["rectification.workbook.import"]
            .with_user(user or self.user_liaison)
            .create(
                {
                    "dossier_id": (dossier or self.dossier).id,
                    "check_id": check.id if check else False,
                    "file": base64.b64encode(content),
                    "file_name": name,
                }
            )
        )
        upload.action_preview()
        return upload

    def _bring_in(self, content, **options):
        upload = self._upload(content, **options)
        upload.action_confirm()
        return upload

    def _findings(self):
        return self.env["rectification.finding"].search(
            [("dossier_id", "=", self.dossier.id)], order="id"
        )

    def _lines(self, upload, kind):
        return upload.line_ids.filtered(lambda line: line.kind == kind)

    def _column(self, upload, heading):
        return upload.column_ids.filtered(lambda column: column.heading == heading)

    def _row(self, description, area="Item 1", **values):
        """Return a row of a ledger with the usual columns."""
        row = {
            "序号": 1,
            "问题类别": area,
            "具体表现": description,
            "整改措施": "精简会议",
            "责任领导": "陆长河",
            "责任人": "方静宜",
            "完成时限": f"{self.year}年12月20日前",
            "整改类型": "限期整改",
            "是否销号": "否",
            **values,
        }
        return [row[heading] for heading in HEAD]
