"""Lower case that keeps every offset."""

__all__ = ["fold"]

#: One character each: letters that readers take for one another, and white space that only looks different.
ALIKE = str.maketrans(
    {"ё": "е", "’": "'", "ʼ": "'", "‘": "'", "\u00a0": " ", "\u202f": " ", "\u2011": "-", "\u2010": "-"}
)


def fold(text: str) -> str:
    """Return *text* in lower case with ё as е and one apostrophe, of the same length: offsets hold in both.

    ``"İ".lower()`` is two characters; such letters stay as they are.
    """
    low = text.lower()
    if len(low) != len(text):
        low = "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)
    return low.translate(ALIKE)
