"""How long there has been no input: Quartz Event Services counts it."""

import Quartz


def idle_for() -> float:
    """Return the seconds since the last touch of a key, the mouse or the trackpad in this session.

    Only what hands do counts, and nothing that a program makes up (the HID system's state); whether
    sleep counts Apple does not say, and nobody here depends on it.
    """
    state, any_input = Quartz.kCGEventSourceStateHIDSystemState, Quartz.kCGAnyInputEventType
    return float(Quartz.CGEventSourceSecondsSinceLastEventType(state, any_input))
