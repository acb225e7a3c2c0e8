"""Red flags by part of the body: what others must examine before anyone thinks of muscles.

Most repeat in one line what the modules teach: `learn` names the section that says more, and
`sources` what that section cites for it. A flag without sources is general professional teaching.
All of them await expert review.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Door = Literal["emergency", "same-day", "first"]
DOORS: tuple[Door, ...] = ("emergency", "same-day", "first")

ARM = frozenset({"shoulder", "arm", "elbow", "forearm", "wrist", "hand"})
LEG = frozenset({"thigh", "knee", "leg", "ankle", "foot"})
BACK = frozenset({"thoracic", "lumbar", "pelvis", "buttock", "hip"})
EVERYWHERE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Flag:
    """One thing to ask about."""

    door: Door
    says: str
    areas: frozenset[str]  # first words of region ids; EVERYWHERE for any region
    learn: str = ""  # <module>#<section>
    sources: tuple[str, ...] = ()  # ids of the bibliography


FLAGS = (
    Flag(
        "emergency",
        "Pain in the chest, jaw or arm with effort, sweating, nausea or shortness of breath, "
        "no matter how tender a muscle is; "
        "sudden shortness of breath.",
        frozenset(
            {
                "chest",
                "shoulder",
                "arm",
                "forearm",
                "scapula",
                "thoracic",
                "neck",
                "abdomen",
                "head",
            }
        ),
        "ischemia#safety",
    ),
    Flag(
        "emergency",
        "A sudden headache at its worst within a minute; headache with fever and a stiff neck, "
        "with confusion or a "
        "seizure, or with new weakness, numbness or trouble speaking or seeing.",
        frozenset({"head", "neck"}),
        "headache#screening",
        ("do-2019",),
    ),
    Flag(
        "emergency",
        "Neck pain or headache unlike any before, together with dizziness, double vision, "
        "trouble speaking or "
        "swallowing, a drooping eyelid, a numb face or an unsteady walk: an artery of the neck "
        "may be torn.",
        frozenset({"head", "neck"}),
        "headache#arteries",
        ("rcem-cad", "rushton-2023"),
    ),
    Flag(
        "emergency",
        "Back or leg pain with numbness where you would sit on a saddle, new trouble with bladder "
        "or bowel, or weakness "
        "that spreads in both legs.",
        BACK | LEG,
        "postural-distortion#safety",
        ("finucane-2020",),
    ),
    Flag(
        "emergency",
        "Severe pain in a tense limb, far beyond what an injury or effort explains, with "
        "numbness or weakness. A pulse "
        "that can be felt doesn't rule anything out.",
        (ARM | LEG | {"buttock"}) - {"shoulder"},
        "compartment-syndrome#acute",
        ("statpearls-acs",),
    ),
    Flag(
        "emergency",
        "A limb that suddenly turns cold, pale and painful.",
        (ARM | LEG) - {"shoulder"},
        "nerve-entrapment#safety",
    ),
    Flag(
        "emergency",
        "A belly that is hard or very painful, with fever, vomiting or collapse; a pulsing mass; "
        "belly or shoulder-tip "
        "pain in pregnancy or after a blow or surgery.",
        frozenset({"abdomen", "pelvis", "lumbar", "shoulder"}),
    ),
    Flag(
        "emergency",
        "Sudden pain or swelling of a testicle.",
        frozenset({"pelvis", "abdomen"}),
    ),
    Flag(
        "same-day",
        "New temple pain past 50, a tender scalp, a jaw that aches on chewing, or any change in "
        "vision. Sudden loss of "
        "vision is an emergency.",
        frozenset({"head"}),
        "headache#arteries",
        ("msd-gca",),
    ),
    Flag(
        "same-day",
        "One calf or thigh that is swollen, warm, discolored or newly painful, above all after "
        "surgery, travel or "
        "bed rest, in pregnancy or with cancer: no massage of that leg.",
        LEG,
        "ischemia#safety",
        ("sutham-2020",),
    ),
    Flag(
        "same-day",
        "An arm that is swollen or bluish, a new wrist drop, or weakness that increases quickly.",
        ARM | {"neck", "scapula"},
        "nerve-entrapment#safety",
    ),
    Flag(
        "same-day",
        "A foot that has started to drag or slap.",
        LEG | {"lumbar", "buttock", "hip"},
        "nerve-entrapment#safety",
    ),
    Flag(
        "same-day",
        "Hip or groin pain after a fall, or a leg that cannot bear weight; a joint that is hot "
        "and swollen.",
        frozenset({"hip", "pelvis", "thigh", "knee", "buttock", "ankle"}),
        "biomechanical-dysfunction#safety",
    ),
    Flag(
        "same-day",
        "Flank or groin pain in waves, blood in the urine, or fever with either.",
        frozenset({"lumbar", "abdomen", "pelvis", "thoracic"}),
    ),
    Flag(
        "first",
        "A headache that is new, changed or getting steadily worse, after an injury, in "
        "pregnancy, or with cancer or a "
        "weak immune system.",
        frozenset({"head", "neck"}),
        "headache#screening",
        ("do-2019",),
    ),
    Flag(
        "first",
        "A neck after a fall or crash that no clinician has examined; a wry neck with fever.",
        frozenset({"neck", "head", "shoulder", "scapula"}),
        "positional-release#safety",
    ),
    Flag(
        "first",
        "Sudden back pain with loss of height or a new curve, after a minor strain, or with thin "
        "bones, long-term use of "
        "steroids or a history of cancer.",
        frozenset({"thoracic", "lumbar", "scapula"}),
        "postural-distortion#safety",
        ("finucane-2020",),
    ),
    Flag(
        "first",
        "An arm that cannot be raised after a fall; weakness without pain; muscle wasting, or "
        "numbness that never clears.",
        ARM | {"scapula"},
        "biomechanical-dysfunction#safety",
    ),
    Flag(
        "first",
        "Calf or buttock pain that comes at the same walking distance every time and stops with "
        "rest; sores that do not "
        "heal.",
        LEG | {"buttock"},
        "ischemia#safety",
    ),
    Flag(
        "first",
        "A knee that locks; a limping child, or a child or teenager with hip, thigh or knee pain "
        "and no clear injury.",
        frozenset({"hip", "thigh", "knee"}),
        "biomechanical-dysfunction#safety",
    ),
    Flag(
        "first",
        "A lump in the breast, or a change of its skin or nipple.",
        frozenset({"chest"}),
    ),
    Flag(
        "first",
        "Night pain that no position eases, fever, unexplained weight loss, or cancer now or in "
        "the past.",
        EVERYWHERE,
        "trigger-points#safety",
    ),
)


def find_flags_for(region_ids: Iterable[str]) -> dict[Door, tuple[Flag, ...]]:
    """Return what to ask about first if these regions hurt, the most urgent door first."""
    areas = {id.split(".", 1)[0] for id in region_ids}
    if not areas:
        return {}
    doors: dict[Door, tuple[Flag, ...]] = {}
    for door in DOORS:
        flags = [flag for flag in FLAGS if flag.door == door]
        wanted = tuple(flag for flag in flags if not flag.areas or flag.areas & areas)
        if wanted:
            doors[door] = wanted
    return doors
