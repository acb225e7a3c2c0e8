"""What the school believes about the body: zones, the atlas of regions, drawings, and how they are marked."""

from school.body.rules.marking import Overlap as Overlap
from school.body.rules.picking import overlap as overlap
from school.body.rules.zones import Zone as Zone
from school.body.rules.zones import area as area
