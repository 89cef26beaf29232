class LedgerError(Exception):
    """The file as a whole cannot be read; the message says why and what to do."""

    def __init__(self, message):
        super().__init__(message)
        self.message = message
