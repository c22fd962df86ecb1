from .choices import (
    ERRORS,
    UNKNOWN,
    Band,
    ItemKind,
    Outcome,
    ProblemCode,
    SeedKind,
    Selected,
    VisitKind,
    VisitWay,
)
from .draw import Draw, DrawQuerySet
from .draw_item import DrawItem, DrawItemQuerySet
from .estimate import Estimate
from .inspector import DrawInspector, Inspector, InspectorStandIn
from .packet import Packet
from .visit import Visit, VisitFinding, VisitPhoto, VisitQuerySet

__all__ = [
    "ERRORS",
    "UNKNOWN",
    "Band",
    "Draw",
    "DrawInspector",
    "DrawItem",
    "DrawItemQuerySet",
    "DrawQuerySet",
    "Estimate",
    "Inspector",
    "InspectorStandIn",
    "ItemKind",
    "Outcome",
    "Packet",
    "ProblemCode",
    "SeedKind",
    "Selected",
    "Visit",
    "VisitFinding",
    "VisitKind",
    "VisitPhoto",
    "VisitQuerySet",
    "VisitWay",
]
