"""An engine that speaks, and what it tells of that."""

from unsit.window.voice import Ear, Engine


class Heard:
    """An engine that was opened, and what it told."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.told: list[str] = []
        ready, ended = (lambda: self.told.append("ready")), (lambda: self.told.append("ended"))
        engine.open(Ear(ready, ended, self.told.append))
