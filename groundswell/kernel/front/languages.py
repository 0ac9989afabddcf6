"""The language that Django would choose for a request, told by what the browser accepts."""

from django.utils.translation import trans_real


def language_of(accepted: bytes) -> str:
    """The first of theirs that we have; nothing where they name none, and the usual one is theirs."""
    for language, _weight in trans_real.parse_accept_lang_header(accepted.decode("latin-1").lower()):
        if language == "*":
            break
        try:
            return trans_real.get_supported_language_variant(language)
        except LookupError:
            continue
    return ""
