"""Draws the body figure and projects the regions on it; what it writes is committed.

    make body        everything anew: school/static/body/*.svg and school/body/figure/*.json

The steps, one file each: `source` fetches the mesh and checks it, `mesh` makes one neutral adult of it, `pose` sets the
limbs, `views` says where the views look from, `raster` gives each pixel its place on the body, `contours` and `curves`
turn pixels into Béziers, `lines` finds the folds and edges that are drawn, `artwork` writes the pictures, `places`,
`shapes`, `regions` and `points` read the definitions under content/body/, `project` writes the geometry.

**Units and axes.** Everything on the body is in decimetres of the mesh (1.04 of a person's of 1.75 m), x to the body's
LEFT, y up, z forward. The *canonical pose* is the anatomical one: arms a little out,
palms forward. Side views and close-ups pose the body otherwise, but every pixel of theirs still knows its place and its
normal in the canonical pose.
"""
