"""Who is meant, and what is said about what people always do, or had in mind."""

from __future__ import annotations

from .family import Family, Rule, either, words

COLLEAGUES = either(
    r"""
    \b(?:he|she|they|you|somebody|someone|management|support|sales|marketing|operations|ops|qa|legal|finance)
    \b(?:engineering|the \w+ (?:team|people|guys)|the (?:team|developers?|admins?|managers?|boss|testers?))
    \bthe (?:operators?|vendor|supplier)
    {name}
    """
)
PEOPLE = either(
    r"""
    {colleagues}
    \b(?:everybody|everyone|people|the (?:customers?|users?))
    """,
    colleagues=COLLEAGUES,
)

GENERALISING = Family(
    "generalising",
    "Somebody always does, never does",
    "Marshall Rosenberg, Nonviolent Communication, 1999: tell what you saw from what you make of it",
    (
        Rule(
            "Always and never are rarely true. Which time do you think of?",
            either(
                r"""
                {people} (?:just |simply )?{does}\b
                \b(?:nobody|no one)(?: here| there| ever)* (?:cares?|listens?|bothers|cared|listened)\b
                \b(?:nobody|no one)(?: here| there)? ever (?:reads|thinks|helps|answers|tests|checks|asks|replies)\b
                """,
                people=PEOPLE,
                does=either(
                    r"""
                    never (?:ever |really )?(?:{never}|(?:does|do) (?:anything|it|that|what))
                    (?:always|constantly|every single time) (?:{always}|(?:does|do|did) (?:this|that|it|the same))
                    (?:always|constantly) (?:knows? better|says? no)
                    (?:is|are|was|were) (?:always|constantly|never) (?:too )?{late}
                    always (?:is|are|was|were|comes?|came) (?:too )?{late}
                    """
                ),
                never=words(
                    "listens? cares? asks? checks? tests? tells? reads? answers? repl(?:ies|y) writes? thinks? helps? "
                    "follows? learns changes? plans? responds? documents? understands? delivers? says? listened cared "
                    "bother(?:s|ed)? takes?"
                ),
                always=words(
                    "forgets? ignore[sd]? blames? breaks? skips? miss(?:es)? complain(?:s|ed)? interrupt(?:s|ed)? "
                    "push(?:es)? delays? rush(?:es)?"
                ),
                late=words(
                    "late slow wrong unprepared there satisfied available reachable difficult complaining "
                    "interrupting ready against negative"
                ),
            ),
            unless=r"\b(?:feel|feels|feeling|felt|afraid|fear|fears|as if|says? that|said that|unless|if|until)\b",
        ),
    ),
)

MIND_READING = Family(
    "mind-reading",
    "What was in somebody’s head: they didn’t care",
    "Lee Ross, 1977, on the fundamental attribution error",
    (
        Rule(
            "That reads a person’s mind. What was in front of them at that moment?",
            either(
                r"{them} (?:{not} (?:really |even |just )*{heed}|{mind})",
                them=f"{COLLEAGUES}(?: just| simply| clearly| really| probably| obviously)*",
                **{"not": r"(?:(?:does|do|did)(?:n't| not)|never)"},
                heed=either(
                    r"""
                    care\b(?! (?:which|where|who|how|whether|if)\b)
                    (?:bother|pay (?:any )?attention|take (?:it|this|us|that|them) seriously)\b
                    want to {know}(?: it| this| that| us)?(?=[.,;!?]|$)
                    """
                ),
                mind=either(
                    r"""
                    (?:is|are|was|were)(?:n't| not) (?:even |really )?{awake}\b
                    (?:couldn't|can't|could not) (?:be bothered|have cared less|care less)\b
                    (?:only|just) (?:cares?|cared|thinks? (?:of|about)|thought (?:of|about))\b
                    (?:only|just) (?:wants?|wanted) to {gain}\b
                    (?:wanted|wants|tried|tries|hoped) to {shine}\b
                    thought (?:he|she|they) knew better\b
                    (?:was|were|is|are) (?:just |simply )?too (?:proud|lazy|arrogant|scared|afraid|stubborn|vain) to\b
                    (?:\w+ ){0,4}(?:on purpose|deliberately|out of spite)\b
                    """
                ),
                know=words("know listen hear help understand see learn admit"),
                awake=r"(?:paying attention|interested|bothered|listening|thinking|motivated)",
                gain=r"(?:save|look|impress|win|please|earn|be (?:done|rid|right|first|seen))",
                shine=either(
                    r"""
                    look good
                    save face
                    shine
                    hide (?:it|this|that|the (?:mistake|error|truth))
                    cover (?:\w+ )?up
                    avoid (?:the )?(?:work|blame|responsibility)
                    """
                ),
            ),
            unless=either(
                r"""
                \b(?:said|says|told|wrote|writes|admitted|explained|asked|as if|felt|feels|if)\b
                \bdeliberately (?:kept|slow|small|simple|chose|left|short|made|start)
                \b(?:not|n't) (?:\w+ ){0,3}(?:on purpose|deliberately)
                """
            ),
        ),
    ),
)
