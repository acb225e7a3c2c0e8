"""The rules about the body: zones, the atlas of regions, drawings, and how drawings are marked."""
