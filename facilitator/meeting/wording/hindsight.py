"""What is only said since the end is known: what did not happen, what was clear, what the one cause was."""

from __future__ import annotations

from .family import Family, Rule, either, words
from .people import COLLEAGUES, PEOPLE

CARE = either(
    r"""
    {done}
    been {done}
    been (?:consulted|done|documented|informed|more|spotted)
    """,
    done=words(
        "asked called caught checked double-checked doubted escalated followed known listened looked noticed read "
        "questioned reali[sz]ed remembered reviewed seen spoken talked tested thought told verified waited warned"
    ),
)
"""What only people do."""

DEEDS = either(
    r"""
    {care}
    (?!(?:shared|limited|dedicated|detailed|printed|restricted|trained)\b)\w{2,}ed
    {more}
    """,
    care=CARE,
    more=words(
        "been begun bought brought built chosen come done found given gone got had held kept left let made met paid "
        "put run said sent set taken understood written"
    ),
)

COUNTERFACTUAL = Family(
    "counterfactual",
    "What did not happen: should have, could have, failed to, forgot to",
    "Sidney Dekker, The Field Guide to Understanding ‘Human Error’, 2014, on counterfactuals",
    (
        Rule(
            "“Should have” judges from what we know today. What made it sensible at the time?",
            either(
                r"""
                (?:{people}|\b(?:i|we)) {should} (?:\w+ ){0,2}have (?:\w+ly )?{deeds}\b
                \b{should} (?:\w+ )?have {care}\b(?! us\b)
                """,
                should=r"(?:should|ought)(?:n't| not)?(?: to)?",
                people=PEOPLE,
                deeds=DEEDS,
                care=CARE,
            ),
            unless=r"\b(?:not|instead of|rather than) (?:\w+ )?(?:who|what)\b",
        ),
        Rule(
            "“Could have” judges from what we know today. What made it sensible at the time?",
            either(
                r"(?<!\bif )(?:{people}|\bwe) could(?:n't| not)? (?:\w+ )?have (?:\w+ly )?{care}\b",
                people=PEOPLE,
                care=CARE,
            ),
            unless=r"\b(?:no one|nobody|anyone|anybody|how|where|what) (?:\w+ )?could\b",
        ),
        Rule(
            "That says what did not happen. What did people do instead, and why did it make sense?",
            either(
                r"""
                \bfailed to {care}\b
                (?<!\bi |\bi had |almost |nearly |never |not )\b(?:forgot|forgotten|neglected) to (?!thank
                    |mention|say)
                {colleagues} refused to\b
                {colleagues} (?:didn't|did not) (?:even )?{look}\b
                """,
                care=words(
                    "notice see check test reali[sz]e tell say ask read follow think understand plan "
                    "communicate listen "
                    "act escalate mention inform warn consider anticipate foresee recogni[sz]e review verify document"
                ),
                look=r"(?:bother|check|look|ask|test|tell|notice|escalate|warn|think (?:of|about)|read the)",
                colleagues=COLLEAGUES,
            ),
            unless=r"\b(?:because|since|so that|until|as the)\b",
        ),
    ),
)

HINDSIGHT = Family(
    "hindsight",
    "What is only clear since we know the end: obviously, bound to fail",
    "Baruch Fischhoff, Hindsight Is Not Equal to Foresight, 1975",
    (
        Rule(
            "It is clear now. What did it look like before we knew the end?",
            either(
                r"""
                (?<!\b(?:not|less|more) |n't )\bobviously\b
                \bit (?:was|is) (?:all )?(?:so |too )?obvious\b
                (?<!(?:it|more) )\bclearly (?:wrong|broken|a mistake|bad|failing|going to)\b
                \bclearly not (?:ready|tested|enough|working)\b
                \bof course,? {it} (?:broke|failed|crashed|fell|went wrong|stopped)\b
                \bof course,? {it} (?:would (?:break|fail|crash|go wrong)|was (?:going|bound) to)\b
                \b(?:any(?:one|body)|every(?:one|body)|any \w+|you) could (?:have )?{seen} (?:that|it|this)\b
                \b(?:was|were) (?:\w+ )?(?:bound|doomed) to (?:fail|break|happen|go wrong|crash)\b
                \b(?:only|just) a (?:matter|question) of time\b
                \b(?:entirely|completely|easily|perfectly|totally) (?:foreseeable|avoidable|preventable)\b
                \b(?:outage|delay|failure|loss|it|this|that) was (?:\w+ly )?(?:predictable|foreseeable
                    |avoidable)\b
                \b(?:every(?:one|body)|anyone|we all|they|he|she|{name}) knew (?:it|this|that it) (?:would
                    |was going to)\b
                \bthe (?:warning )?signs were (?:all )?there\b
                \bclear from the (?:very )?(?:start|beginning|outset) that\b
                """,
                it=r"(?:it|that|this|they|he|she|the \w+|{name})",
                seen=r"(?:seen?|predicted|guessed|told you)",
            ),
            unless=either(
                r"""
                \b(?:nobody|no one|none of us) (?:could|can|knew|saw|would)\b
                \b(?:in hindsight|with hindsight|looking back|only (?:later|now|afterwards))\b
                \b(?:wasn't|isn't|not|never) (?:\w+ )?(?:obvious|clear|predictable|foreseeable|bound
                    |a (?:matter|question))\b
                """
            ),
        ),
    ),
)

CAUSE = Family(
    "cause",
    "A cause that ends the search: human error, the root cause",
    "Richard Cook, How Complex Systems Fail, 1998",
    (
        Rule(
            "That closes the question too early. What led up to it?",
            either(
                r"""
                \b(?:human|operator|user|pilot|driver|admin) error\b(?! (?:rate|message|report|page|log
                    |code|dialog))
                \broot causes?\b(?! analys| (?:field|column|template|section|box|meeting))
                \bthe (?:one|only|sole|single|true|real|actual) (?:cause|reason)(?: (?:for|of|behind) (?:\w+ )?\w+)?
                    (?: (?:is|was|were|are)\b|:)(?! (?:not|to)\b)
                \b(?:was|is|were) (?:simply |just |merely |plain |nothing but )(?:a |an )?(?:\w+ )?{slip}\b
                \b(?:it|this|that) all (?:comes|came|boils|boiled) down to\b
                """,
                slip=r"(?:mistake|error|slip|oversight|bad luck|negligence)",
            ),
            unless=either(
                r"""
                {not} (?:[\w']+ ){0,4}[^\w ]?(?:a |the )?{cause}\b
                \b(?:a|the|only a|just a) label\b
                """,
                **{
                    "not": either(
                        r"""
                        \b(?:not|no|never|without|isn't|wasn't|don't|didn't|any|instead of|rather than
                            |(?:more )?than)
                        \b(?:look(?:ed|ing)? for|behind|beyond|stop(?:ped)?|call(?:ed|s)|label|ask(?:ed|s)?)
                        """
                    )
                },
                cause=r"(?:(?:human|operator|user) error|root causes?|reason|cause|mistake|error|slip|down to)",
            ),
        ),
    ),
)
