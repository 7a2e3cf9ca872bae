"""Words that stand before somebody's name and say what he or she is; written from usage."""

from __future__ import annotations

from annotator.suggest.wordlists import words

HONORIFICS = words(
    """
    archbishop ayatollah baron baroness bishop brother cardinal chaplain countess czar dame
    datin dato datuk deacon doctor doña dr duchess duke earl emir emperor empress frau haji
    hajj hajji herr hojatoleslam hon honorable honourable imam king kumari lady lama lord
    madam madame mademoiselle maharaja maharani marquis maulana messrs miss mister mlle mme
    monsieur monsignor mr mrs ms msgr mullah mx pandit pasha pastor patriarch pope priest
    prince princess prof professor père queen rabbi rav rev reverend sayyid senor senora señor
    señora shah shaikh shaykh sheik sheikh sheikha shri sir sister smt sultan sultana swami
    syed tsar tun ustad vicar viscount
    """
)
"""What follows is a person. Without those that are as often part of the name ("Khan")."""
_RANKS = words(
    """
    acp adm admiral airman asi brig brigadier capt captain cdr cmdr col colonel commander
    commodore const constable corporal cpl dcp deputy det detective dig dsp ensign gen general
    gunner igp insp inspector lieutenant lt maj major marshal midshipman officer pilot pte pvt
    sapper seaman sergeant sgt sheriff si sub-inspector superintendent supt trooper
    """
)
OFFICES = words(
    """
    administrator alderman ambassador assemblyman assemblywoman attaché attorney auditor
    caliph candidate chair chairman chairperson chairwoman chancellor chief co-chair
    commissioner comptroller congressman congresswoman consul councillor councilman councilor
    councilwoman delegate deputy dictator diplomat director director-general envoy ex-minister
    ex-premier ex-president gov governor incumbent judge justice lawmaker leader legislator
    magistrate mayor mayoress mep minister mla monarch mp msp nominee ombudsman
    parliamentarian pm premier president president-elect prime principal prosecutor provost rector
    regent registrar rep representative ruler secretary secretary-general sen senator speaker
    superintendent taoiseach treasurer tánaiste under-secretary undersecretary vice-chair
    vice-chairman vice-president whip
    """
)
_ROLES = words(
    """
    activist actor actress adviser advisor advocate agent aide analyst anchor announcer
    archaeologist architect artist astronaut astronomer athlete aunt auntie author baker
    banker barrister bassist billionaire biologist blogger boss boxer broadcaster brother
    businessman businessperson businesswoman campaigner captain carpenter cartoonist celebrity
    cellist ceo cfo champion chef chemist chief choreographer citizen cleric climber co-author
    co-founder co-ordinator co-owner coach colleague collector columnist comedian commentator
    composer conductor consultant convict coo cook coordinator coroner correspondent counsel
    counsellor cousin cpo creator cricketer critic cto curator cyclist dancer daughter defendant
    defender designer developer dissident dj doctor driver drummer ecologist economist editor
    educator elder employee engineer entrepreneur epidemiologist executive expert explorer
    farmer father fighter film-maker filmmaker financier firefighter fisherman footballer
    forward founder friend gangster geologist goalkeeper golfer graduate grandfather grandma
    grandmother grandpa great-grandfather great-grandmother guard guerrilla guest guitarist
    gunman gymnast head headteacher historian host hunter husband industrialist instructor
    investigator investor jockey journalist keeper laureate lawyer lecturer legend librarian
    linebacker linguist lobbyist lyricist magnate manager marathoner mathematician mechanic
    member mentor merchant meteorologist midfielder militant millionaire miner missionary
    model moderator monk mother musician neighbor neighbour nephew niece novelist nun nurse
    nutritionist oncologist operator organiser organizer owner painter partner passenger
    patient performer pharmacist philanthropist philosopher photographer physician physicist
    pianist pioneer player playwright poet policeman policewoman politician pollster preacher
    predecessor presenter prisoner producer programmer psychiatrist psychologist publisher
    pundit pupil quarterback rapper reader rebel refugee reporter researcher resident retiree
    saxophonist scholar scientist screenwriter sculptor singer singer-songwriter sister
    skipper sniper socialist sociologist soldier solicitor son songwriter soprano specialist
    spokesman spokesperson spokeswoman sprinter star starlet strategist striker student
    successor surgeon survivor suspect swimmer teacher technician teenager tenor therapist
    toddler tourist trader trainer translator trustee tycoon uncle veteran victim villager
    violinist virologist volunteer warlord widow widower wife winger winner witness worker
    wrestler writer youth
    """
)
"""What somebody is by calling or kinship."""
_TITLES = HONORIFICS | _RANKS | OFFICES | _ROLES | {"saint"}
_FORENAMES = words(
    """
    baker boss carpenter champion chief cook deacon dean earl farmer fighter forward founder
    guest gunner head hon hunter junior legend major marshal member miner mister page partner
    porter rebel senior singer star survivor witness worker youth
    """
)
"""Titles that are also forenames, or begin the names of firms, where they have a capital."""
AFTER_NAMES = words(
    """
    esq esq. ii iii iv jr jr. sr sr.
    """
)
"""These belong to the name before them."""
PARTICLES = words(
    """
    abu af al ap ar ash av az ben bin bint da das de degli dei del della dello den der di dos
    dos du e el ibn la las le los ten ter ud ul van von y zu zum zur
    """
)
"""Written small inside of names: "Ursula von der Leyen", "Mohammed bin Salman"."""


def is_title(word: str) -> bool:
    """Whether the word may be (part of) a title: "Mr.", "ex-minister", "Senators"."""
    word = word.lower().rstrip(".").removeprefix("ex-").removeprefix("co-")
    return word in _TITLES or word.removesuffix("s") in _TITLES


def is_cut(word: str) -> bool:
    """Whether a word with a capital is no part of the name that follows."""
    return is_title(word) and word.lower().removesuffix("s") not in _FORENAMES


def is_honorific(word: str) -> bool:
    """Whether nothing but a person's name can follow."""
    return word.lower().rstrip(".") in HONORIFICS
