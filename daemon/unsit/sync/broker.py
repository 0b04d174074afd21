"""The broker: connected to, come back to, and told when we are gone.  The one door to paho-mqtt."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from paho.mqtt import client as mqtt
from paho.mqtt.enums import CallbackAPIVersion

from unsit.core.language import _
from unsit.sync import topics

PORTS = {"mqtt": 1883, "mqtts": 8883}
FIRST_WAIT, LONGEST_WAIT = 1, 60
"""Seconds between two tries to reach a broker that is lost: at first, and after many in vain."""
ALIVE = 60
"""Seconds of silence after which each side asks whether the other is still there."""
KEPT = 1
"""Quality of service: told until it is known to have arrived."""

Tell = Callable[[dict[str, Any]], None]


class Where(NamedTuple):
    """A broker, and who we are to it. `password` and `ca_file` are None where there are none."""

    host: str
    port: int
    secure: bool
    user: str | None
    password: str | None
    ca_file: str | None
    topic: str
    machine: str
    name: str
    home_assistant: bool


def where(document: dict[str, Any]) -> Where:
    """Return what the settings mean. Raises ValueError, in words, and OSError for an unreadable file."""
    address = urlsplit(str(document["mqtt"]))
    if address.scheme not in PORTS or not address.hostname:
        raise ValueError(_('sync.mqtt must be an address such as "mqtts://broker.home"'))
    try:
        port = address.port or PORTS[address.scheme]
    except ValueError as problem:
        raise ValueError(_("the port in sync.mqtt must be from 1 to 65535")) from problem
    password = None if address.password is None else unquote(address.password)
    if document.get("password_file"):
        lines = Path(str(document["password_file"])).expanduser().read_text("utf-8").splitlines()
        password = lines[0] if lines else ""
    return Where(
        host=address.hostname,
        port=port,
        secure=address.scheme == "mqtts",
        user=None if address.username is None else unquote(address.username),
        password=password,
        ca_file=str(document.get("ca_file") or "") or None,
        topic=str(document["topic"]),
        machine=str(document["machine"]),
        name=str(document["name"]),
        home_assistant=bool(document["home_assistant"]),
    )


class Broker:
    """Speaks and listens, from a thread of paho's own; `tell` takes what is to be known of it."""

    def __init__(self, place: Where, tell: Tell) -> None:
        """Begin to connect. Raises OSError or ValueError where the certificate cannot be used."""
        self._place, self._tell = place, tell
        self._said = ""
        self._lost = ""
        self._client = mqtt.Client(CallbackAPIVersion.VERSION2, f"unsit-{place.machine}")
        self._client.on_connect = self._connected
        self._client.on_connect_fail = self._failed
        self._client.on_disconnect = self._parted
        self._client.on_message = self._heard
        self._client.reconnect_delay_set(FIRST_WAIT, LONGEST_WAIT)
        if place.user is not None:
            self._client.username_pw_set(place.user, place.password)
        if place.secure:
            ca_file = place.ca_file and str(Path(place.ca_file).expanduser())
            self._client.tls_set(ca_file)
        will = topics.online(place.topic, place.machine)
        self._client.will_set(will, topics.OFFLINE, KEPT, retain=True)
        self._client.connect_async(place.host, place.port, ALIVE)
        self._client.loop_start()

    def say(self, state: dict[str, Any]) -> None:
        """Say how this machine stands, now or as soon as the broker is there."""
        self._said = json.dumps(state, ensure_ascii=False)
        if self._client.is_connected():
            self._publish(topics.state(self._place.topic, self._place.machine), self._said)

    def close(self) -> None:
        """Say goodbye and go."""
        if self._client.is_connected():
            self._publish(topics.online(self._place.topic, self._place.machine), topics.OFFLINE)
        self._client.disconnect()
        self._client.loop_stop()

    def _publish(self, topic: str, words: str) -> None:
        self._client.publish(topic, words, KEPT, retain=True)

    def _connected(
        self, client: mqtt.Client, data: Any, flags: Any, reason: Any, properties: Any
    ) -> None:
        if reason.is_failure:
            self._lose(_("it refuses us: {reason}").format(reason=reason))
            return
        self._lost = ""
        topic, machine = self._place.topic, self._place.machine
        for each in (topics.state(topic, "+"), topics.online(topic, "+")):
            client.subscribe(each, KEPT)
        self._publish(topics.online(topic, machine), topics.ONLINE)
        if self._place.home_assistant:
            for where, facts in topics.discovery(topic, machine, self._place.name).items():
                self._publish(where, json.dumps(facts))
        if self._said:
            self._publish(topics.state(topic, machine), self._said)
        self._tell({"event": "connected"})

    def _failed(self, client: mqtt.Client, data: Any) -> None:
        self._lose("it cannot be reached")

    def _parted(
        self, client: mqtt.Client, data: Any, flags: Any, reason: Any, properties: Any
    ) -> None:
        if reason.is_failure and not self._lost:  # it has said why it refused us
            self._lose(_("the connection was lost: {reason}").format(reason=reason))

    def _lose(self, why: str) -> None:
        if why != self._lost:
            self._lost = why
            self._tell({"event": "lost", "reason": why})

    def _heard(self, client: mqtt.Client, data: Any, message: mqtt.MQTTMessage) -> None:
        machine, what = topics.spoken_by(self._place.topic, message.topic)
        if machine in ("", self._place.machine) or len(message.payload) > topics.LARGEST:
            return
        if what == "online":
            here = message.payload == topics.ONLINE.encode()
            self._tell({"event": "online", "machine": machine, "online": here})
        elif what == "state":
            said = _read(message.payload)
            fresh = not message.retain
            self._tell({"event": "said", "machine": machine, "said": said, "fresh": fresh})


def _read(payload: bytes | bytearray) -> Any:
    """Return what a machine says; None for what is no JSON, which whoever understands it refuses."""
    try:
        return json.loads(payload)
    except (ValueError, RecursionError):
        return None
