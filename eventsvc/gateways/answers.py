"""What a mail server answers when it does not take a mail."""

import re

_ADDRESS = re.compile(r"<?[^\s<>@]+@[^\s<>@]+>?")
_CHARACTERS = 300


class NotTaken(Exception):
    """The mail is still ours. ``for_good``: it is no use to offer it again.

    ``answer`` is what the server said, without any address: it is shown and stored.
    """

    def __init__(self, answer: object, *, for_good: bool = False) -> None:
        self.answer = told(answer)
        self.for_good = for_good
        super().__init__(self.answer)


def told(answer: object) -> str:
    """Return a server's answer as one plain line without mail addresses."""
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else str(answer)
    printable = "".join(sign if sign.isprintable() else " " for sign in text)
    return _ADDRESS.sub("<…>", " ".join(printable.split()))[:_CHARACTERS]
