"""Draws the body figure and projects the regions on it; what it writes is committed.

    make body        everything anew: school/static/body/*.svg and school/body/figure/*.json

Each step has a file:

    source                            fetches the mesh and checks it
    mesh                              makes one neutral adult of it
    pose                              sets the limbs
    cameras                           where each view looks from
    views, raster                     the pixels of a view, each with its place on the body
    contours, curves                  turn pixels into Béziers
    lines, marks                      the folds, edges and landmarks that are drawn
    artwork                           writes the pictures
    places, shapes, regions, points   read the definitions under content/body/
    project                           writes the geometry

**Units and axes.** Everything on the body is in decimeters of the mesh; 1.04 of them are one of a
person who is 1.75 m tall. x points to the body's LEFT, y up, z forward. The *canonical pose* is
the anatomical one: arms a little out, palms forward. Side views and close-ups use another pose,
but each of their pixels still knows its place and its normal in the canonical pose.
"""
