def uninstall_hook(env):
    """Take the addon's own settings away; Odoo leaves parameters that no data file has brought."""
    env["ir.config_parameter"].search([("key", "=like", "rectification_campaign.%")]).unlink()
