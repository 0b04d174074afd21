"""Where what is told stands at the broker, and what Home Assistant is told of it.  Pure.

``TOPIC/ID/state`` is a machine's last word, ``TOPIC/ID/online`` whether it still speaks: "online", or
"offline", which the broker says for a machine that was lost (its last will). All of it is retained.
The discovery documents are those of Home Assistant's MQTT integration.
"""

from typing import Any

ONLINE, OFFLINE = "online", "offline"
LARGEST = 4096
"""Bytes of the longest word that is listened to."""


def state(topic: str, machine: str) -> str:
    """Return where a machine says how it stands; "+" is every machine."""
    return f"{topic}/{machine}/state"


def online(topic: str, machine: str) -> str:
    """Return where it stands whether it still speaks."""
    return f"{topic}/{machine}/online"


def spoken_by(topic: str, full: str) -> tuple[str, str]:
    """Return which machine a topic is about, and what of it; ("", "") when about none."""
    rest = full.removeprefix(f"{topic}/").split("/")
    return (rest[0], rest[1]) if full.startswith(f"{topic}/") and len(rest) == 2 else ("", "")


def discovery(topic: str, machine: str, name: str) -> dict[str, dict[str, Any]]:
    """Return what Home Assistant is to know, by the topic at which it looks."""
    about = {
        "state_topic": state(topic, machine),
        "availability_topic": online(topic, machine),
        "device": {"identifiers": [f"unsit_{machine}"], "name": f"Unsit {name}"},
    }
    found = {
        "binary_sensor/{}_here": {
            "name": "Somebody there",
            "device_class": "occupancy",
            "value_template": "{{ 'ON' if value_json.here else 'OFF' }}",
        },
        "sensor/{}_since": {
            "name": "Sitting since",
            "device_class": "timestamp",
            "value_template": "{{ value_json.since }}",
        },
        "sensor/{}_settled": {
            "name": "Last stretch",
            "device_class": "timestamp",
            "value_template": "{{ value_json.settled }}",
        },
    }
    return {
        f"homeassistant/{place.format(f'unsit_{machine}')}/config": {
            **about,
            **facts,
            "unique_id": place.format(f"unsit_{machine}").replace("/", "_"),
        }
        for place, facts in found.items()
    }
