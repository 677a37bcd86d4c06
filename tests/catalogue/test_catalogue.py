from odoo.fields import Command
from odoo.tests import tagged

from ..common import RectificationCase


@tagged("post_install", "-at_install")
class TestCatalogue(RectificationCase):
    """A published catalogue stands; a new version is a draft."""

    def test_published_catalogue_is_read_only(self):
        catalogue = self.catalogue.with_user(self.user_leader)
        area, problem = catalogue.area_ids[:1], catalogue.area_ids.problem_ids[:1]
        sentence = ("Catalogue under Test", "published catalogues", "New Version")
        for attempt in (
            lambda: catalogue.write({"name": "Other"}),
            lambda: catalogue.write({"state": "draft"}),
            lambda: area.write({"name": "Other"}),
            lambda: area.unlink(),
            lambda: problem.write({"name": "Other"}),
            lambda: problem.unlink(),
            lambda: area.create({"catalogue_id": catalogue.id, "name": "More", "number": 9}),
            lambda: problem.create({"area_id": area.id, "name": "More", "number": 99}),
            lambda: catalogue.write({"area_ids": [Command.create({"name": "X", "number": 8})]}),
            # The administrator's superuser mode opens nothing.
            lambda: problem.sudo().write({"guidance": "Other"}),
        ):
            with self.assertRefused(*sentence):
                attempt()
        with self.assertRefused("Catalogue under Test", "Archive them instead"):
            catalogue.unlink()
        with self.assertRefused("starts as a draft"):
            catalogue.with_context(default_state="published").create({"name": "Born"})

    def test_new_version(self):
        action = self.catalogue.with_user(self.user_officer).action_new_version()
        draft = self.catalogue.browse(action["res_id"])
        self.assertRecordValues(draft, [{"version": 2, "state": "draft", "problem_count": 6}])
        draft.area_ids.problem_ids[0].name = "Reworded"
        draft.action_publish()
        self.assertEqual(self.catalogue.problem_count, 6)
        self.assertNotIn("Reworded", self.catalogue.area_ids.problem_ids.mapped("name"))
