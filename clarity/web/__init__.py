"""The door for browsers: a page, the language server behind a WebSocket, and one question a time.

Nothing of a text is kept: it lies in memory as long as it is open, and is written nowhere.
"""
