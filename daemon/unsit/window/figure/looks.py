"""Who does the stretch: hair, skin, build and clothes.  The bones are everybody's, so that what touches
in one body touches in each.  Pure, no Qt.
"""

from collections.abc import Mapping

from unsit.core.value import Value, asdict, field
from unsit.window.figure.themes import THEMES, Theme


class Look(Value):
    """One person.

    `hair` is bun, short or scarf; `beard` and `sleeves` (how much of the arm they cover, 0 to 1)
    go with it.  `shoulders`, `waist`, `hips` and `limbs` are how broad they are, 1 for the first
    person.  `colours` has, for the name of a theme, the entries of Theme that are other ones.
    """

    hair: str
    beard: bool = False
    sleeves: float = 0.2
    shoulders: float = 1.0
    waist: float = 1.0
    hips: float = 1.0
    limbs: float = 1.0
    colours: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def dressed(self, theme: str) -> Theme:
        """The theme of this name in this person's colours.  Raises KeyError for an unknown one."""
        return Theme(**{**asdict(THEMES[theme]), **self.colours.get(theme, {})})


LOOKS: dict[str, Look] = {
    "bun": Look(hair="bun"),
    "short hair": Look(
        hair="short",
        beard=True,
        shoulders=1.12,
        waist=1.10,
        hips=0.96,
        limbs=1.05,
        colours={
            "light": {
                "skin": "#a0694a",
                "far_skin": "#4f2513",
                "hair": "#241a18",
                "features": "#2b120a",
                "shirt": "#e9ac3b",
                "leggings": "#43527f",
            },
            "dark": {
                "skin": "#b27b5a",
                "far_skin": "#3a180c",
                "hair": "#17100e",
                "features": "#2b120a",
                "shirt": "#f2bd55",
                "leggings": "#5f76bd",
            },
            "contrast": {"hair": "#6e6e6e"},
        },
    ),
    "headscarf": Look(
        hair="scarf",
        sleeves=1.0,
        shoulders=1.02,
        waist=1.16,
        hips=1.07,
        limbs=1.06,
        colours={
            "light": {
                "skin": "#dba880",
                "far_skin": "#7d4226",
                "hair": "#7c3f6d",
                "features": "#5d3020",
                "shirt": "#5b8bc9",
                "leggings": "#48505f",
            },
            "dark": {
                "skin": "#dba880",
                "far_skin": "#4a2414",
                "hair": "#b472a2",
                "features": "#5d3020",
                "shirt": "#79a8e0",
                "leggings": "#626c80",
            },
            "contrast": {"hair": "#ff8cf0"},
        },
    ),
}
"""The people by the names that the settings know them by."""
