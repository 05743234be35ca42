"""The small words and word forms that a sentence is read by."""

import re
from dataclasses import dataclass
from functools import lru_cache

from standoff.lexicon import load_lexicon, words

__all__ = ["Grammar", "grammar"]

#: Behind one of these a verb of asking is passive ("it had been asked to remove").
PASSIVE = re.compile(r"\b(?:was|were|been|being) (?:\w+ )?$")

#: A closed clause between commas ("X, which the court told to stop, did not answer").
ASIDE = re.compile(r", (?:to |of |for |with |in )?(?:which|who|whom|whose|the|a|an|its|котор\w+) [^,;.\n]{3,110},")

#: Whose house stands in the genitive behind one of these is the subject all the same.
SPEAKS = re.compile(r"(?:представител|пресс-служб|руководств|владельц|администраци|глав|юрист)\w* $")

#: Short participles are passive.
PARTICIPLE = re.compile(r"(?:ан|ен|ян|то|та|ты)(?:а|о|ы|і)?$")

#: What stands behind one of these is what somebody denies.
DENIED = re.compile(
    r"\b(?:den(?:y|ied|ies|ying)|disputed|disputes|rejected claims) (?:that )?[^,.;]{0,30}$"
    r"|(?:отрица\w+|опроверг\w*|заперечи\w+), (?:что|що) [^,.;]{0,30}$"
)

#: Pronouns of persons, of any party, and a verb that says "they" without saying who.
HUMAN = re.compile(r"(?<!\w)(?:he|she|он|она|він|вона)(?!\w)")
PRONOUN = re.compile(r"(?<!\w)(?:he|she|it|they|who|which|он|она|оно|они|він|вона|воно|вони|ол|олар)(?!\w)")
IMPERSONAL = re.compile(r"\w+ли\b")

#: A noun with one of these tells a deed ("the ban took effect").
FINITE = re.compile(
    r"\b(?:took effect|came into|entered|went into|began|started|was|were|dates|imposed|introduced|lasted)\b"
)

#: "Was slowing" is active.
PROGRESSIVE = re.compile(r"(?:(?:was|were|been|is|are) )?(?:\w+ly )?\w+ing\b")

#: A platform this near before a verb is its subject ("TikTok suspended"); farther off it is an object before another.
BESIDE = 14

#: Verbs of the present that are nouns behind an article ("has lifted its blocks").
NOUN = re.compile(r"(?:blocks?|bans?|fines?|curbs?|limits?|orders?|restricts?)\b")


@dataclass(frozen=True, slots=True)
class Grammar:
    """The small words of one language that a frame is read by."""

    prepositions: re.Pattern[str]
    saying: re.Pattern[str]
    undone: re.Pattern[str]
    bare: re.Pattern[str]
    planned: re.Pattern[str]
    by: re.Pattern[str]
    conditional: re.Pattern[str]
    pronoun: re.Pattern[str]


@lru_cache(maxsize=4)
def grammar(language: str) -> Grammar:
    """Return the grammar of one language (en, ru, uk, kk) from ``grammar.toml``."""
    table = {
        key: words("grammar", f"{language}.{key}", value) for key, value in load_lexicon("grammar")[language].items()
    }

    def either(key: str) -> str:
        return "|".join(sorted(table[key], key=len, reverse=True))

    return Grammar(
        prepositions=re.compile(
            rf"(?<!\w)(?:{either('prepositions')})(?: (?:{either('articles')}))?(?: (?:{either('qualifiers')}))? ?$"
        ),
        saying=re.compile(rf"(?<!\w)(?:{either('saying')})(?!\w)"),
        undone=re.compile(rf"(?<!\w)(?:{either('undone')})(?: \w+){{0,2}} ?$"),
        bare=re.compile(rf"(?<!\w)(?:{either('bare')})(?: \w+ly)? ?$"),
        planned=re.compile(rf"(?<!\w)(?:{either('planned')})(?: \w+){{0,1}} ?$"),
        by=re.compile(rf"(?:{either('by')})"),
        conditional=re.compile(rf"(?<!\w)(?:{either('conditional')})(?!\w)"),
        pronoun=re.compile(rf"(?<!\w)(?:{either('pronouns')})(?: (?:also|then|later|too|все|также))? ?$"),
    )
