"""What there is to do: one class for each subject, listed in the order of the screen."""

from .bulletins import BulletinsToPublish, NewBulletins
from .campaigns import CampaignSteps
from .dossiers import Dossiers
from .extensions import ExtensionsToAgree, ExtensionsToAnswer
from .findings import FindingsToVerify, OwnActions, OwnFindings, UnitFindings
from .first_steps import FirstSteps
from .referrals import InspectorReferrals, OfficeReferrals
from .reviews import Reviews
from .sheets import OwnSheet, SheetsToSign, UnitSheets
from .study import Study
from .suggestions import Answers, SuggestionsToAnswer
from .topic import Topic

# Within a part the more urgent tasks come first; of equally urgent ones this order decides.
TOPICS: tuple[type[Topic], ...] = (
    # for the person
    OwnSheet,
    OwnActions,
    OwnFindings,
    NewBulletins,
    Answers,
    # for the unit
    UnitSheets,
    SheetsToSign,
    UnitFindings,
    ExtensionsToAgree,
    Study,
    # for the leading group
    FirstSteps,
    Dossiers,
    FindingsToVerify,
    CampaignSteps,
    ExtensionsToAnswer,
    BulletinsToPublish,
    OfficeReferrals,
    Reviews,
    SuggestionsToAnswer,
    # for discipline inspection
    InspectorReferrals,
)
