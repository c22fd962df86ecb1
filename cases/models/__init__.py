from .campaign import Campaign, Responsibility, Stage
from .choices import Channel, Finding, Level, PetitionClass, Source, StageKind, TaskArea
from .clock_rule import ClockRule
from .clue import ClueReferral
from .cluster import PetitionCluster, RepeatProposal
from .ledger_import import LedgerImport
from .look_back import FollowUp, ReopenProposal
from .petition import Petition, PetitionEvent, PetitionFile, PetitionHandler, PetitionParty, PetitionQuerySet
from .petition_import import PetitionImport
from .rectification import (
    CloseOut,
    EntryEvent,
    EntryQuerySet,
    Evidence,
    Measure,
    RectificationEntry,
)
from .supervision import Circular, EducationSession, Mechanism, SupervisionOrder
from .voice import CallLog, Consultation, DutyShift, PublicMessage, PublicReceipt, PublicTelephone, SpentToken
from .work_summary import CombinedSummary, WorkSummary

__all__ = [
    "CallLog",
    "Campaign",
    "Channel",
    "Circular",
    "ClockRule",
    "CloseOut",
    "ClueReferral",
    "CombinedSummary",
    "Consultation",
    "DutyShift",
    "EducationSession",
    "EntryEvent",
    "EntryQuerySet",
    "Evidence",
    "Finding",
    "FollowUp",
    "LedgerImport",
    "Level",
    "Measure",
    "Mechanism",
    "Petition",
    "PetitionClass",
    "PetitionCluster",
    "PetitionEvent",
    "PetitionFile",
    "PetitionHandler",
    "PetitionImport",
    "PetitionParty",
    "PetitionQuerySet",
    "PublicMessage",
    "PublicReceipt",
    "PublicTelephone",
    "RectificationEntry",
    "ReopenProposal",
    "RepeatProposal",
    "Responsibility",
    "Source",
    "SpentToken",
    "Stage",
    "StageKind",
    "SupervisionOrder",
    "TaskArea",
    "WorkSummary",
]
