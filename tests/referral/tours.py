from ..tours import ToursCase
from .common import ReferralCase


class OpenFindingsTours(ToursCase, ReferralCase):
    """Two findings that the township is putting right, for what becomes of them beside that."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.meetings = cls._open_finding("会议太长", 2)
        cls.papers = cls._open_finding(
            "材料太多", 3, description="材料太多。周向阳要求各村每周报三张表。"
        )
        cls.member_cadre.name = "Township Cadre"

    @classmethod
    def _open_finding(cls, text, number, **values):
        finding = cls._find(
            cls._sheet(cls.township),
            number,
            cls.user_liaison,
            **{"description": text, "responsible_member_id": cls.member_cadre.id, **values},
        ).with_env(cls.env)
        finding.with_user(cls.user_liaison).action_open()
        return finding
