"""One sitting clock over several machines, by an MQTT broker: a program of its own.

Rules of this room: it knows the network and nothing of sitting; what it carries is made and understood
by `core.elsewhere`. It is started only where the settings name a broker, so that nobody else carries it.
"""
