def uninstall_hook(env):
    """Let the addon go without a trace and without an error in the log."""
    # Odoo leaves parameters that no data file has brought.
    env["ir.config_parameter"].search([("key", "=like", "rectification_campaign.%")]).unlink()
    # The tables go as a whole. Record by record, the shipped catalogue would be held back by the
    # sheets that refer to it.
    env["ir.model.data"].search(
        [("module", "=", "rectification_campaign"), ("model", "=like", "rectification.%")]
    ).unlink()
