"""Words that look for somebody to blame, questions that do, and a name beside them."""

from __future__ import annotations

from .family import Family, Rule, either, words
from .people import COLLEAGUES, PEOPLE

JUDGEMENTS = either(
    r"""
    (?:negligen(?:t|ce|tly)|careless(?:ly|ness)?(?! (?:click|tap|key))|incompeten(?:t|ce|tly))
    (?:reckless(?:ly|ness)?|irresponsibl[ey])
    (?:sloppy|sloppily|sloppiness|unprofessional(?:ly)?|clueless|idiots?|idiotic|stupidity|laziness)
    lazy(?! (?:load|init|eval|import|fetch|migrat|connect|mode|matching))
    (?<!\b(?:feel|feels|felt|feeling|sound|look|looked) (?:so |very |a bit )?)stupid(?:ly)?(?! (?:question
        |name|typo))
    (?<!\b(?:feel|feels|felt|feeling) (?:so |very |a bit )?)guilty(?! conscience)
    """
)

BLAME = Family(
    "blame",
    "Fault, blame, careless and the like",
    "Sidney Dekker, Just Culture, 2007",
    (
        Rule(
            "That looks for somebody to blame. What made it easy for this to happen to anyone?",
            either(
                r"""
                \b{judgements}\b
                (?:'s|s'|\b(?:whose|their|his|her|your|our|my|at))(?: own)? fault\b(?!-| {technical})
                \bfault (?:of|lies with|lay with) (?:{people}|\bthe (?:agency|new team))
                \bculprits? (?:is|are|was|were) (?:{people}|the intern)
                \b(?:is|are|was|were)(?: \w+)? to blame\b
                \b(?:puts?|lays?|deserves?|has to take|must take) the blame\b
                (?:^|[.;] )(?:i|we) blame\b
                \bblames\b
                """,
                judgements=JUDGEMENTS,
                technical=words(
                    "tolerance line injection code report log tree isolation domain zone in on light was came"
                ),
                people=PEOPLE,
            ),
            unless=either(
                r"""
                {not}(?:'s)? (?:[\w']+ ){0,4}(?:{judgements}|fault|blam)
                \b(?:feel|feels|felt|feeling|told me|tells me|said|says|heard)\b
                \b(?:my|mine|of me|i was|i am|i'm)\b
                \b(?:afraid|fear|free|talk|word) (?:\w+ ){0,2}blame
                \bcall(?:ed|ing)? (?:\w+ ){0,3}(?:stupid|careless|lazy)
                """,
                **{
                    "not": either(
                        r"""
                        \b(?:no|not|never|nobody|no one|none|without|nor|neither|instead of|rather than
                            |anyone)
                        \b(?:is|was|were|are|do|does|did)n't
                        """
                    )
                },
                judgements=JUDGEMENTS,
            ),
        ),
    ),
)

INTERROGATION = Family(
    "interrogation",
    "Questions that ask for a defence: why did you, who broke it",
    "John Allspaw, The Infinite Hows, 2014",
    (
        Rule(
            "“Why did you” asks for a defence. “How did it look to you” asks for a story.",
            either(
                r"""
                \bwhy (?:on earth )?{did}(?:n't| not)? (?:{colleagues}|any(?:body|one))\b(?! {thing}\b)
                \bhow could (?:you|he|she|they|anyone|anybody|{name})\b(?! (?:have (?:known|seen)|know|see
                    |tell|help|make))
                \bwhat (?:were|was) (?:you|he|she|they|{name}) thinking\b
                (?:^|[^\w ] ?)who (?:did (?:this|that)|broke|messed|screwed|(?:let|allowed|approved) this
                    |forgot)\b
                (?:^|[^\w ] ?)who (?:is|was) (?:to blame|accountable)\b
                (?:^|[^\w ] ?)who (?:is|was) responsible(?: for (?:(?:the|this
                    |that) )?{mess})?(?: here)?(?:[?!.]|$)
                """,
                did=words("did do does would have has had were was"),
                thing=words("alarm alert page screen account desk tool ticket form"),
                mess=words("this that it disaster mess outage failure loss mistake error problem"),
                colleagues=COLLEAGUES,
            ),
            unless=either(
                r"""
                \b(?:ask(?:ed|ing)?|wonder(?:ed|ing)?|know|knew) (?:\w+ )?[^\w ]?(?:why|who|how)\b
                \b(?:instead of|rather than|not) (?:\w+ )?[^\w ]?(?:why|who|how)\b
                """
            ),
        ),
    ),
)

NEGATIVE = either(
    r"""
    {words}
    slow(?! (?:and|but) )
    difficult(?! to (?:reach|hear|replace))
    (?:at fault|to blame|asleep at|bad at)
    not (?:careful|prepared|paying attention|up to|thinking|good enough)
    responsible for (?:the|this|that|our|all) (?:\w+ )?(?:outage|failure|loss|losses|mess|damage|disaster
        |delay|leak)
    (?:a|the) (?:culprit|problem|bottleneck|weak link|weakest link|disaster|mess|liability)
    """,
    words=words(
        "careless sloppy lazy reckless negligent incompetent clueless useless hopeless stubborn unprepared "
        "unprofessional unreliable irresponsible arrogant ignorant inattentive disorgani[sz]ed uncooperative "
        "unhelpful rude selfish naive stupid dumb foolish impossible wrong guilty thoughtless"
    ),
)
FAILINGS = either(
    r"""
    (?:mistakes?|errors?|failures?|fault)\b(?! (?:budget|log|message|report|rate|page|handl|mode|drill|test
        |tree|code))
    (?:negligence|carelessness|incompetence|stupidity|laziness|sloppiness|ignorance|arrogance|ego|blunders?)\b
    (?:oversight(?! of| board)|screw-?up|mess|refusal to|unwillingness)\b
    lack of (?:care|attention|discipline|skills?|competence|effort|judge?ment|professionalism|interest)
    (?:careless|sloppy|stupid|reckless|lazy|botched|foolish) \w+
    (?:poor|bad|wrong) (?:planning|judge?ment|decisions?|work|code|review|communication|attitude|choices?
        |estimates?)
    (?:poor|bad|wrong) (?:preparation|management|leadership|call)
    """
)
VERY = words(
    "so too very really just rather simply again being quite always totally completely often clearly"
)
MISDEEDS = either(
    r"""
    (?:messed|screwed|mucked) (?:(?:it|this|that|things|everything|the \w+) )?up
    (?:blew it|botched|bungled|ruined|sabotaged|wrecked|panicked|lied|dropped the ball|slept through)\b
    broke (?:our|everything|production|prod|the {ours})\b
    caused (?:the|this|that|an?|all|our)(?: \w+){0,2} {harm}\b
    failed(?: (?:us|again|badly|completely|miserably)\b|[.!]?$)
    ignored(?! (?:it because|the noise))\b
    (?:neglected|overlooked|forgot (?:the|to {duty}))\b
    missed (?:the|an?|this|that|every|all)(?: \w+)? (?:alarm|alert|warning|sign|signal|deadline|bug|error
        |problem)s?\b
    wasted (?:our|everybody's|everyone's|the)\b
    let (?:us|everyone|everybody|the team|me) down
    made (?:a|an|the|another|this|that|several|many)(?: \w+)? (?:mistake|error|blunder)s?\b
    """,
    duty=words(
        "tell check call test renew ask save lock send restart turn close switch write update inform warn"
    ),
    ours=words(
        "build site release deploy(?:ment)? database pipeline system server import export login rules? promise"
    ),
    harm=words(
        "outage problem failure incident loss damage mess error accident delay bug crash chaos leak breach"
    ),
)

NAME = Family(
    "name",
    "The name of somebody in the room beside a negative word",
    "John Allspaw, Blameless PostMortems and a Just Culture, Etsy, 2012",
    (
        Rule(
            "A name beside a judgement sticks to the person. What did they see, and what were they trying to do?",
            either(
                r"""
                {name}(?: (?:and|or) \w+)? (?:was|is|were|has been|had been|got|seems|seemed|looked|acted
                    |acts) {very}{negative}\b
                {name}(?:'s|') (?:(?:own|big|usual|typical|latest|first|terrible|silly|great
                    |repeated) )*{failings}
                {name}(?: (?:just|simply|again|then|completely|totally|really|also|carelessly
                    |stupidly))* {misdeeds}
                \b(?:[Bb]lames?|[Bb]lamed|[Bb]laming|[Aa] mistake by|an error by|[Tt]ypical of|fed up with
                    |sick of) {him}
                \b(?:the fault of|let down by|caused by|ruined by|broken by|(?:messed|screwed) up by
                    |(?:careless|stupid) of) {him}
                \b[Tt]he (?:culprit|problem|bottleneck) (?:is|was|here is) {him}
                """,
                very=f"(?:{VERY} )*",
                negative=NEGATIVE,
                failings=FAILINGS,
                misdeeds=MISDEEDS,
                him="{name}(?!'s|')",
            ),
            unless=either(
                r"""
                {not}(?: [\w']+){0,4} {name}
                \b(?:(?:any|each|all) of us|we all|anyone's|anybody's)\b
                """,
                **{
                    "not": either(
                        r"""
                        \b(?:no|not|never|nobody|no one|none|if|whether|anyone|why|without|instead of|unfair)
                        \b(?:do|did|does|is|was|ca)n't
                        """
                    )
                },
            ),
            # A name begins with a capital, and so is told from the word: Will, Mark, Grace.
            flags="u",
        ),
    ),
)
