"""What will be done without saying what, and experiments that nobody can read."""

from __future__ import annotations

from .family import Family, Rule, either, words

BETTER = words("better more earlier properly faster carefully closely often thoroughly openly clearly well")
THINGS = words(
    "monitoring communication awareness quality process(?:es)? documentation docs tests? testing collaboration culture "
    "visibility alerting alerts planning training transparency discipline knowledge coordination alignment reliability "
    "security performance onboarding teamwork ownership handovers? observability resilience mindset estimates reviews? "
    "workflows? procedures?"
)
TALK = words(
    "communicate collaborate coordinate cooperate document plan test prepare listen share align monitor review "
    "estimate "
    "prioriti[sz]e check think talk speak read react respond"
)

VAGUE = Family(
    "vague",
    "A step that nobody could see being done: be more careful, improve monitoring",
    "RCA²: Improving Root Cause Analyses and Actions to Prevent Harm, National Patient Safety Foundation, 2015: "
    "asking people to take care is the weakest of actions",
    (
        Rule(
            "Who does what differently, and by when? Say what somebody could see being done.",
            either(
                r"^{who}{idea}{where}{when}[.!]*$",
                who=either(
                    r"""
                    {subject} (?:all )?(?:(?:will|shall|should|must|need to|needs to|have to|has to
                        |are going to) )?{adverb}
                    we'll (?:all )?{adverb}
                    let's {adverb}
                    {adverb}
                    """,
                    subject=r"(?:we|i|you|they|everybody|everyone|people|all|all of us|the (?:\w+ )?team|{name})",
                    adverb="(?:(?:try to|always|just|simply|please|all) )*",
                ),
                idea=either(
                    r"""
                    (?:be|stay|remain|become|get) (?:(?:a bit|a little|much|even|more|extra|very|really
                        |better) )*{careful}
                    {talk}(?: (?!less)[\w'-]+){0,4}? (?:{better}|in advance)
                    (?:better|more carefully|more closely|more thoroughly|properly) {talk}(?: [\w'-]+){0,3}
                    (?:talk|listen|speak) to each other(?: more| better)?(?: often)?
                    {improve} (?:(?:the|our|on|up|a|better|more|good) )*(?:[\w'-]+ ){0,2}{things}
                    {pay}(?: [\w'-]+)? (?:more|better|extra|closer|greater) (?:{care}|{things})
                    (?:double|triple)-?check(?: everything| things| it| our work)*
                    avoid (?:this|the|such|these|that) (?:\w+ )?(?:mistakes?|errors?|problems?|situations?)
                    (?:not|never|don't|do not) let (?:this|it|that) happen
                    (?:not|never|don't|do not) (?:do|repeat) (?:this|it|that)
                    (?:not|never|don't|do not) (?:make|repeat) (?:this|the|the same|such|that) mistakes?
                    (?:not|don't|do not) (?:rush|forget)(?: things| it)?
                    (?:stop|avoid|no longer) (?:(?:doing|repeating) (?:this|it|that)|rushing|making mistakes)
                    (?:more|better|improved|increased|closer) (?:[\w-]+ )?{things}
                    (?:more|better) (?:{care}|tools|tooling|people)
                    make sure (?:that )?(?:this|it) (?:doesn't|does not|never|won't) happens?
                    remind (?:everyone|everybody|people|the team|all|each other|ourselves|them)(?: (?:to
                        |that) [^,.;:]{1,40})?
                    raise awareness
                    (?:do|be) better
                    (?:try|work) (?:harder|smarter|better)
                    (?:follow|respect|stick to) (?:the|our) (?:process|procedures?|rules?|guidelines?|plan)
                    learn from (?:this|it|our mistakes?|the (?:incident|mistake|past))
                    """,
                    careful=words(
                        "careful cautious attentive vigilant alert mindful aware diligent proactive thorough "
                        "disciplined "
                        "focused open transparent prepared organi[sz]ed responsible professional patient agile "
                        "conscious"
                    ),
                    talk=TALK,
                    better=BETTER,
                    improve=either(
                        r"""
                        (?:improve|strengthen|enhance|increase|optimi[sz]e|rethink|raise|boost|ensure
                            |promote|foster)
                        (?:encourage|tighten|streamline|revisit|look at|look into|think about|tackle
                            |work on|focus on)
                        """
                    ),
                    pay=words("pay take give use have do put spend provide show get"),
                    care=words("attention care time thought caution focus effort responsibility initiative"),
                    things=THINGS,
                ),
                where=r"(?: (?:of|in|for|with|between|around|on|across|about|within|to|among) [^,.;:]{1,40})?",
                when="(?: next time| in (?:the )?future| from now on| again| going forward)?",
            ),
            unless=either(
                r"""
                \d
                \b(?:by|through|via) \w+ing\b
                \b(?:so that|every|each(?! other)|daily|weekly|monthly|tomorrow|today|until|before|after
                    |when|whenever|once)\b
                \b(?:first thing|checklist|template|page|pair|script|list|form|rota|dashboard|ticket
                    |threshold)\b
                \b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b
                """
            ),
        ),
    ),
    field="action",
)

SIGNAL = Family(
    "signal",
    "An experiment without anything to watch, or with something that can be read either way",
    "Gerald Langley and others, The Improvement Guide, 1996: how will we know that a change is an improvement?",
    (
        Rule(
            "How will you tell? Name one thing that you can count or see, and what would make you drop the idea.",
            r"^\S[^\n]*\n\S[^\n]*\n$",
        ),
        Rule(
            "That can be read either way. What can you count or see, and from which number on is it a yes?",
            either(
                r"\n{watch}{vague}[.!?]*$",
                watch=r"(?:(?:we|i)(?:'ll| will|) ?)?(?:just |simply |to )*(?:{see}(?: at| out)? )?",
                see=words("see check look watch observe find know notice feel tell ask monitor hear"),
                vague=either(
                    r"""
                    (?:(?:the|our|general|some|positive|good) )*{soft}
                    (?:better|less|more|fewer|improved|good) {states}
                    (?:if |whether |that )?(?:it|this|things?|everything|people|we
                        |all)(?: all)? {works}(?: or not| out| well)?
                    (?:how|what) (?:it|this|that|things?|people|every(?:body|one)|the team
                        |we)(?: all)? {goes}(?: about it| of it| out)?
                    (?:if|whether) (?:the |we )?\w+ (?:likes? it|(?:is|are|feels?) (?:happy|happier|better
                        |ok|okay|satisfied))
                    (?:we'll|we will|let's|let us) see
                    tb[da]
                    to be (?:decided|defined|discussed|done)
                    (?:i |we )?(?:don't|do not) know(?: yet)?
                    (?:not sure|no idea)(?: yet)?
                    (?:everything|nothing|nothing special|anything|something|later|none|n/a|see above
                        |same as above|open)
                    [-–—?.…/]+
                    """,
                    soft=either(
                        r"""
                        (?:feedback|feelings?|gut feeling|mood|impressions?|experience|success|results?
                            |outcomes?|progress)
                        (?:improvements?|situation|quality|effects?|impact|team spirit|vibes?)
                        """
                    ),
                    states=words(
                        "communication quality problems issues stress trust clarity collaboration awareness"
                    ),
                    works=either(
                        r"""
                        (?:works?|helps?|gets? better|go(?:es)? well|improves?|feels? better)
                        (?:is|are) (?:better|happy|happier|fine|good|ok|okay)
                        """
                    ),
                    goes=either(
                        r"""
                        (?:goes|go|works?|feels?|turns? out|thinks?|says?|develops?|happens?|reacts?)
                        (?:likes? it|finds? it)
                        """
                    ),
                ),
            ),
        ),
    ),
    field="signal",
)
