"""The postures every keyframe starts from: written as a keyframe is, so a pose reads the same."""

from typing import Any

_LOW = {"up": [-1, -0.1, 0], "face": [0, 1, 0]}

BASES: dict[str, dict[str, Any]] = {
    "standing": {
        "pelvis": [0, 0.913, 0],
        "hips": {"up": [0, 1, 0], "face": [1, 0, 0]},
        "chest": {"up": [0, 1, 0], "face": [1, 0, 0]},
        "head": {"up": [0, 1, 0], "face": [1, -0.05, 0]},
        "hands": {"at": [0.06, 0.86, 0.23], "elbow": [-1, 0, 0.4], "fingers": [0.15, -1, 0]},
        "feet": {"at": [0.0, 0, 0.1], "knee": [1, 0, 0.15], "toes": [1, 0, 0.15]},
    },
    "half-kneeling": {
        "pelvis": [0, 0.488, 0],
        "hips": {"up": [0, 1, 0], "face": [1, 0, 0]},
        "chest": {"up": [0, 1, 0], "face": [1, 0, 0]},
        "head": {"up": [0, 1, 0], "face": [1, -0.05, 0]},
        "right_foot": {"at": [-0.43, 0, 0.11], "knee": [0.2, -1, 0.05], "toes": [-1, -0.4, 0]},
        "left_foot": {"at": [0.42, 0, -0.12], "knee": [1, 0.8, -0.1], "toes": [1, 0, 0]},
        "hands": {"at": [0.22, 0.56, 0.17], "elbow": [-1, 0, 0.6], "fingers": [1, -0.4, 0]},
    },
    "all fours": {
        "pelvis": [-0.28, 0.485, 0],
        "hips": {"up": [1, 0.15, 0], "face": [0, -1, 0]},
        "chest": {"up": [1, 0.17, 0], "face": [0, -1, 0]},
        "head": {"up": [1, 0.15, 0], "face": [0.35, -1, 0]},
        "feet": {"at": [-0.70, 0, 0.1], "knee": [0.3, -1, 0], "toes": [-1, -0.4, 0]},
        "hands": {
            "at": [0.19, 0, 0.17],
            "elbow": [-1, 0, 0.3],
            "fingers": [1, 0, 0],
            "palm": [0, -1, 0],
        },
    },
    "supine": {
        "pelvis": [0.10, 0, 0],
        "hips": _LOW,
        "chest": _LOW,
        "head": {"up": [-1, -0.1, 0], "face": [0.05, 1, 0]},
        "feet": {"at": [0.52, 0, 0.12], "knee": [0, 1, 0.05], "toes": [1, 0, 0]},
        "hands": {"at": [0.0, 0, 0.30], "elbow": [-0.2, -1, 1], "palm": [0, -1, 0]},
    },
    "sitting": {
        "pelvis": [-0.12, 0, 0],
        "hips": {"up": [-0.05, 1, 0], "face": [1, 0, 0]},
        "chest": {"up": [0.02, 1, 0], "face": [1, 0, 0]},
        "head": {"up": [0.05, 1, 0], "face": [1, -0.1, 0]},
        "feet": {"at": [0.48, 0, 0.12], "knee": [0, 1, 0.15], "toes": [1, 0, 0.1]},
        "hands": {"at": [-0.28, 0, 0.30], "elbow": [-1, 0, 0.4], "fingers": [0.4, 0, 1]},
    },
    "on a chair": {
        "pelvis": [0, 0.535, 0],
        "hips": {"up": [0, 1, 0], "face": [1, 0, 0]},
        "chest": {"up": [0, 1, 0], "face": [1, 0, 0]},
        "head": {"up": [0, 1, 0], "face": [1, -0.05, 0]},
        "feet": {"at": [0.44, 0, 0.12], "knee": [0.3, 1, 0.05], "toes": [1, 0, 0.12]},
        "hands": {
            "on": "right knee",
            "at": [-0.14, 0.075, 0.0],
            "elbow": [-1, -0.2, 0.6],
            "fingers": [1, -0.12, -0.05],
            "palm": [0, -1, 0],
        },
    },
}
"""Standing, half-kneeling (right knee down), all fours, supine (knees bent), sitting, on a chair."""
