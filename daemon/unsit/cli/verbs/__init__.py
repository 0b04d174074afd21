"""The verbs as they are typed, by subject: what each takes, what does not go together, its help.

Rules of this room: whoever asks for one verb loads all of these, so that the help can list them and a
near miss is named. They hold words and options and nothing else; what a verb does stands beside
this room and is imported when it is called.
"""
