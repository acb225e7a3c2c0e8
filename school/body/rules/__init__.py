"""What the school believes about the body: zones, the atlas of regions, drawings, and how they are marked."""
