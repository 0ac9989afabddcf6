"""What can be wrong with what a person sent: always a sentence, never a traceback."""

from groundswell.kernel.policy import Sentence


class Invalid(Exception):
    """Input that an action cannot take. Answered with 422 and this sentence."""

    def __init__(self, sentence: Sentence, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class Throttled(Exception):
    """Too many of one act in one window. Answered with 429 and the seconds to wait."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds
