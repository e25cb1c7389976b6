"""The words that carry the sense of a sentence, as patterns: duties, permissions, denials, limits, conditions.

All are read on text without norm references, after `REWRITES` have put equal sayings into one form.
"""

import re

_NOT = r"(?:nicht|nie(?:mals)?|kein\w*|weder)"
_NEAR = r"(?:(?![.;,:]|\b(?:sondern|jedoch)\b).){0,90}?"
REWRITES = tuple(
    (re.compile(pattern, re.I), words)
    for pattern, words in (
        (r"^\s*(?:ja|nein)\s*[,;:.–-]\s*", ""),
        (r"^\s*(?:in der regel|im regelfall|grundsätzlich)\s+(?:ja|nein|nicht)\b[^:]{0,40}:?", ""),
        (r"\bnicht (?:abschließend|beschränkt|begrenzt)\b", ""),
        (r"\b(?:beschränkt|begrenzt) (?:ist|sind|wird) \w+(?: \w+)? nicht\b", ""),
        (r"\bnicht (?:nur|allein|bloß|lediglich)\b|\bob\b[^.;,]*\boder nicht\b", ""),
        (r"\bmit (?:und|oder) ohne\b", "mit"),
        (r"\bnicht (?:mehr|höher|länger|größer) als\b", "höchstens"),
        (r"\bnicht (?:weniger|kürzer) als\b", "mindestens"),
        (r"\bnicht (?:später als|nach)\b", "spätestens"),
        (rf"\b{_NOT}\s+(?:\w+\s+){{0,4}}?(?:ausge(?:schlossen|nommen)|verboten|untersagt|unzulässig)\w*", "zulässig"),
        (r"\bohne [^.;]{0,80} zu (?:müssen|haben)\b", ""),
        (r"\bimmer (?:dann,? )?wenn\b", "wenn"),
        (r"\bso \w+ wie möglich\b|\bwomöglich\b|\bmöglichst\b", ""),
    )
)
NO_DUTY = re.compile(
    rf"\bm[uü]ss(?:en|t)?\b{_NEAR}\b{_NOT}\b|\b{_NOT}\b{_NEAR}\bm[uü]ss(?:en|t)?\b|\bbrauch\w*{_NEAR}\b{_NOT}\b|"
    rf"\b{_NOT}\s+(?:\w+\s+){{0,2}}?(?:verpflichtet|verpflichtend|zwingend|vorgeschrieben|pflicht|verlangt)\b|"
    r"\b(?:vorgeschrieben|verpflichte[tn]\w*|\w*pflicht|zwingend|verlangt|schreibt)\b[^.;,]{0,60}\bnicht\b|"
    r"\bbedarf\b[^.;,]{0,90}\bnicht\b|\bbedarf\b[^.;,]{0,30}\bkeine\w*|"
    r"\bkeine?\w*\s+(?:\w+\s+){0,2}?\w*pflicht\w*|\bpflicht ist (?:das|es|dies) nicht\b",
    re.I,
)
PROHIBITION = re.compile(
    rf"\b(?:darf|dürfen|dürfte\w*|kann|können)\b{_NEAR}\b(?:{_NOT}|nur\b{_NEAR}\bversagt)\b|"
    rf"\b{_NOT}\b{_NEAR}\b(?:darf|dürfen|kann|können)\b|"
    rf"\b(?:ausgeschlossen|unzulässig|verboten|untersagt)\b|\b{_NOT}\s+(?:\w+\s+){{0,2}}?(?:zulässig|erlaubt|"
    rf"möglich|gestattet|förderfähig)\b",
    re.I,
)
ENTITLEMENT = re.compile(
    r"\b(?:rechts)?anspr(?:uch|üche)\b|\brecht(?:e)? (?:auf|haben|zu)\b|\b(?:das|ein|kein) recht\b|"
    r"\bsteht?\b[^.;,]{0,40}\bzu[.,;]?$|"
    r"\beinklag\w*|\bgarantier\w*|\brechte\b|\bberechtigt,",
    re.I,
)
DUTY = re.compile(
    r"\bm[uü]ss(?:en|t|te|ten)?\b|\b(?:verpflicht\w+|zwingend\w*|vorgeschrieben|\w*pflicht(?:en)?|vorschreib\w*|"
    r"schreibt|verlangt|erforderlich)\b|"
    r"\b(?:hat|haben|ist|sind)\b(?:[^.;,]|(?<=\d)\.){0,160}?\b(?:zu \w+n|(?!dazu)\w{2,}zu\w{3,}n)\b|"
    r"\b(?:hat|haben)\s*[:–]|\b(?:zu \w+n|\w{2,}zu\w{3,}n)\b[^.;,]{0,50}\b(?:ist|sind|hat|haben)\b|\bgenüg\w+|"
    r"\b(?-i:bedarf)\b",
    re.I,
)
SHALL = re.compile(
    r"\bsoll(?!zahl)\w*|\bgrundsätzlich\b|\bin der regel\b|\bim regelfall\b|\bregelmäßig ist\b|\bempf(?:iehlt|"
    r"ohlen|ehlung)\w*",
    re.I,
)
MAY = re.compile(
    r"\b(?:kann|können|könnte\w*|darf|dürfen|möglich|zulässig|erlaub\w+|gestattet|befugt|berechtigt|ermächtigt|"
    r"freigestellt|freisteh\w*|option\w*)\b|"
    r"\b(?:steht|stehen)\b[^.;,]{0,40}\bfrei\b|\bmöglichkeit (?:hat|haben|besteht|gibt|zu)\b|\bist freiwillig\b|"
    r"\bermessen\b|\bmöglich(?:keit)?,",
    re.I,
)
DENIES = re.compile(
    rf"\b(?:{_NOT}|ausgeschlossen|ausgenommen|unzulässig|verboten|untersagt|entfällt|entfallen|ohne dass|"
    rf"(?:schließ|nimmt|"
    rf"nehm)\w*\b[^.;]*\baus)\b",
    re.I,
)
LACKS = re.compile(
    r"\b(?:fehl\w+|un(?!d\b|ter|s\b|ser|terstütz)\w{4,}|verspätet\w*|versäum\w*|zu spät|aus(?:nahme|zunehmen|"
    r"genommen|geschlossen|schließ\w*)\w*|außer\b|"
    r"statt(?:dessen)?\b|anstelle|verweiger\w*|abweich\w*|abgewichen|frei von|steht? [^.;]*aus|aussteh\w*|offen\b|"
    r"erst\b|es sei denn|"
    r"\w*frei\b|ander\w* (?:\w+ )?als|nach (?:dem )?ende|verschwieg\w*|geheim\w*|vertraulich\w*|schweig\w*|"
    r"trennt?\w*|getrennt)",
    re.I,
)
LIMITS = re.compile(
    r"\b(?:nur|ausschließlich|allein\w*|lediglich|höchstens|maximal|bis zu|außer\b|es sei denn|"
    r"ausnahme\w*|abweich\w*|abgewichen|"
    r"soweit|sofern|begrenz\w*|beschränk\w*|ausnahmsweise|einzig\w*)",
    re.I,
)
ONLY = re.compile(r"\b(?:nur|ausschließlich|allein|lediglich)\b", re.I)
CONDITION = re.compile(
    r"\b(?:nur|wenn|falls|sofern|soweit|solange|sobald|wo|wer|voraus\w*|vorbehalt\w*|bedingung\w*|verlang\w*|"
    r"während|gewähr\w*|unter|bei\b|dann|ausschließlich|"
    r"erst\b|lediglich|"
    r"in diesem fall|im fall\w*|mit (?:zustimmung|genehmigung|einwilligung)|ohne|insbesondere|es sei denn|außer)\b",
    re.I,
)
ABSOLUTE = re.compile(
    r"\b(?:ausnahmslos|nie(?:mals)?|jederzeit|immer(?!.*\bsofern\b)|stets|automatisch|ohne weiteres|"
    r"uneingeschränkt\w*|unbegrenzt\w*|beliebig\w*|bedingungslos|unbedingt|auch ohne|selbst wenn|"
    r"unabhängig (?:davon|von)|"
    r"egal|gleich wo\w+|(?:(?:in|bei|nach|mit) )?jede[nmrs]?(?! (?:landkreis|kreisfrei|gemeinde|kommune|"
    r"person|mensch))|"
    r"sämtliche[nmrs]?|gesamte[nmrs]?|unter allen umständen|in allen (?:ihren|seinen)|sofort|unverzüglich)\b",
    re.I,
)
GENERAL = re.compile(r"\b(?:all\w{0,2}|jede\w*|gesamt\w*)\b", re.I)
