from odoo import api, models


class RectificationDemo(models.AbstractModel):
    """Where the demo data builds the demo county; of no use to anybody else.

    Data files can call methods of models only. The scenario itself is outside of ``models`` and is
    imported when it is built, so that a database without demo data carries this one method of it.
    """

    _name = "rectification.demo"
    _description = "Demo County"

    @api.model
    def _load_county(self):
        """Build the demo county, unless it stands already; return this year's campaign."""
        from ...demo import scenario

        return scenario.build(self.env)
