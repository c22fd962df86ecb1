from .award import Award, AwardQuerySet, CoveredPerson
from .choices import AidKind, CareLevel, CareMode, Grade, Scheme
from .event import RosterEvent
from .household import Household, TownshipCounter
from .kin_declaration import KinDeclaration
from .kin_import import KinImport
from .membership import Membership
from .person import Person
from .rate import BenefitRate
from .roster_import import RosterImport
from .staged_file import StagedFile

__all__ = [
    "AidKind",
    "Award",
    "AwardQuerySet",
    "BenefitRate",
    "CareLevel",
    "CareMode",
    "CoveredPerson",
    "Grade",
    "Household",
    "KinDeclaration",
    "KinImport",
    "Membership",
    "Person",
    "RosterEvent",
    "RosterImport",
    "Scheme",
    "StagedFile",
    "TownshipCounter",
]
