import base64

from odoo.fields import Command

from ..common import RectificationCase


class ReferralCase(RectificationCase):
    """A finding on record in the township, and what a referral of it says."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._launch()
        cls.campaign.with_user(cls.user_leader).action_start_self_check()
        cls.finding = cls._find(cls._sheet(cls.township), 1, cls.user_liaison).with_env(cls.env)
        cls.finding.with_user(cls.user_liaison).action_open()

    @classmethod
    def _refer(cls, user=None, **values):
        return (
            cls.env["rectification.referral"]
            .with_user(user or cls.user_officer)
            .create(
                {
                    "name": "Subject of the Lead",
                    "finding_id": cls.finding.id,
                    "facts": "Secret facts of the lead",
                    "person_ids": [Command.create({"member_id": cls.member_cadre.id})],
                    "material_ids": [
                        Command.create(
                            {
                                "name": "Minutes of the Meeting",
                                "file": base64.b64encode(b"Secret minutes"),
                                "file_name": "minutes.txt",
                            }
                        )
                    ],
                    **values,
                }
            )
            .with_env(cls.env)
        )

    @classmethod
    def _hand_over(cls, referral):
        referral.with_user(cls.user_leader).action_approve()
        referral.with_user(cls.user_officer).action_hand_over()

    @classmethod
    def _conclude(cls, referral):
        inspector = referral.with_user(cls.user_inspector)
        inspector.action_accept()
        inspector.write({"disposition": "verification", "outcome": "Being verified"})
        inspector.action_conclude()
