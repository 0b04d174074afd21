"""The colours of the figure: light, dark and high contrast differ in nothing else."""

from unsit.core.value import Value


class Theme(Value):
    """Colours as #rrggbb, amounts as 0 to 1.

    `far` is how much of `far_cloth` or `far_skin` the side away from the eye takes on; `seam` is
    the width in metres of the line where one part of the body lies before another.
    """

    backdrop: str
    mat: str
    mat_edge: str
    shadow: str
    shade: float
    leggings: str
    shirt: str
    skin: str
    hair: str
    features: str
    glow: str
    line: str
    far: float
    far_cloth: str
    far_skin: str
    wall: str
    wall_side: str
    pad: str
    pad_edge: str
    seam: float


THEMES = {
    "light": Theme(
        backdrop="#eef3f0",
        mat="#bcd7cc",
        mat_edge="#98bfaf",
        shadow="#12332b",
        shade=0.20,
        leggings="#2c6e78",
        shirt="#ef7b5d",
        skin="#f2c09e",
        hair="#3b2a2a",
        features="#7a4a3a",
        glow="#ffb020",
        line="#12303a",
        far=0.30,
        far_cloth="#14283c",
        far_skin="#9c4a30",
        wall="#d9dfd8",
        wall_side="#b9c5be",
        pad="#f4cf7c",
        pad_edge="#d9a94c",
        seam=0.0115,
    ),
    "dark": Theme(
        backdrop="#14201d",
        mat="#2b4d43",
        mat_edge="#1c352d",
        shadow="#000000",
        shade=0.34,
        leggings="#5fb3bd",
        shirt="#ff8e70",
        skin="#e9b492",
        hair="#7a5546",
        features="#6b3b2c",
        glow="#ffc24a",
        line="#07141a",
        far=0.36,
        far_cloth="#0a1f2c",
        far_skin="#4a2014",
        wall="#4a5f58",
        wall_side="#35463f",
        pad="#c99a45",
        pad_edge="#8f6a2a",
        seam=0.0115,
    ),
    "contrast": Theme(
        backdrop="#000000",
        mat="#3a3a3a",
        mat_edge="#ffffff",
        shadow="#000000",
        shade=0.60,
        leggings="#ffd400",
        shirt="#00c8ff",
        skin="#ffffff",
        hair="#9a9a9a",
        features="#000000",
        glow="#ff0000",
        line="#000000",
        far=0.42,
        far_cloth="#000000",
        far_skin="#000000",
        wall="#8a8a8a",
        wall_side="#5c5c5c",
        pad="#c060ff",
        pad_edge="#8030c0",
        seam=0.020,
    ),
}
"""The themes by name."""
