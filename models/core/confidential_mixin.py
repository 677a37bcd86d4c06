from odoo import models
from odoo.exceptions import MissingError
from odoo.tools.translate import get_translation


class ConfidentialMixin(models.AbstractModel):
    """A record that is not there at all for those who may not read it.

    Odoo answers a guessed id with “no access” where there is a record and with “does not exist”
    where there is none, and in developer mode it adds the record's name. Here both answers are the
    second one, word for word.
    """

    _name = "rectification.confidential.mixin"
    _description = "Confidential Record"

    def _get_confidential(self):
        """Return the records whose very existence is a secret."""
        return self

    def exists(self):
        """Return the records that exist for the user."""
        existing = super().exists()
        secret = existing.sudo()._get_confidential().with_env(self.env)
        if self.env.su or not secret:
            return existing
        return existing - (secret - secret._filtered_access("read"))

    def has_access(self, operation):
        """Return whether the user may do ``operation``; what does not exist cannot be touched."""
        if any(self._ids) and not self.env.su and len(self.exists()) < len(self):
            return False
        return super().has_access(operation)

    def _check_access(self, operation):
        result = super()._check_access(operation)
        # Without any right to the model the answer is the same for each id.
        if not result or not any(self._ids) or not self.browse()._may(operation):
            return result
        forbidden = result[0]
        secret = forbidden.sudo()._get_confidential().with_env(self.env)
        if not secret:
            return result
        # What was read in order to decide is shared with all environments: forget it.
        secret.invalidate_recordset()
        return forbidden, secret[:1]._make_missing_error

    def _check_there(self):
        """Raise MissingError when a record does not exist, or does not for the user."""
        for record in self - self.exists():
            raise record._make_missing_error()

    def _may(self, operation):
        """Return whether the access list lets the user do ``operation`` on the model at all."""
        return self.env["ir.model.access"].check(self._name, operation, raise_exception=False)

    def _make_missing_error(self):
        """Return the error that Odoo raises for an id that does not exist."""
        lang = self.env.lang or "en_US"
        values = {"record": self, "user": self.env.uid}
        return MissingError(
            "\n".join(
                (
                    get_translation("base", lang, "Record does not exist or has been deleted.", ()),
                    get_translation("base", lang, "(Record: %(record)s, User: %(user)s)", values),
                )
            )
        )
