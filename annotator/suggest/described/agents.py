"""Nouns for those who act or speak, by kind: written by hand from the dictionary."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What sort of actor a noun phrase describes."""

    PERSON = "person"
    GROUP = "group"
    ORGANISATION = "organisation"


class Strength(IntEnum):
    """How surely a noun means an actor.

    STRONG: it means nothing else ("rebels"). WEAK: it may also be a thing or a place ("office").
    QUANTITY: so many of those talked about ("most", "percent"). DOCUMENT: it is cited like one
    who speaks ("the survey found"); without "report", which readers seldom mark as one.
    """

    STRONG = 0
    WEAK = 1
    QUANTITY = 2
    DOCUMENT = 3


class Agent(NamedTuple):
    """What a noun says of an actor. plural: it is a plural, or names many ("police")."""

    kind: Kind | None
    strength: Strength
    plural: bool


def _words(lines: str) -> frozenset[str]:
    return frozenset(lines.split())


_ARMED = _words(
    """
    admiral airman armyman assailant assassin attacker belligerent bomber brigadier captain
    captor cavalryman coastguard colonel combatant commandant commander commando conscript
    corporal defector deserter fighter general guard guardsman guerrilla gunman gunner hijacker
    infantryman insurgent intruder invader jihadi jihadist kidnapper kingpin lieutenant looter
    marine marksman mercenary militant militiaman mutineer navyman occupier officer
    paramilitary paratrooper partisan peacekeeper pirate raider rebel recruit reservist rioter
    sailor sentry sergeant serviceman servicewoman shooter smuggler sniper soldier spy
    strongman submariner terrorist trafficker trooper vigilante warlord warrior
    """
)
_LAW = _words(
    """
    accuser advocate appellant attorney bailiff barrister bystander clerk complainant constable
    convict cop coroner counsel counsellor criminal culprit defendant deputy detainee detective
    executor expert eyewitness felon gangster gendarme hostage informant informer inmate
    inspector interrogator investigator judge jurist juror killer lawman lawyer litigant
    magistrate marshal mobster murderer notary offender ombudsman ombudswoman onlooker passerby
    patrolman perpetrator petitioner plaintiff policeman policewoman prisoner prosecutor ranger
    rapist respondent robber sheriff solicitor superintendent suspect thief thug victim warden
    whistleblower witness
    """
)
_GOVERNING = _words(
    """
    adviser advisor aide alderman ally ambassador apparatchik appointee archduke assemblyman
    assemblywoman attaché autocrat bureaucrat candidate chairman chairperson chairwoman
    chancellor chieftain commissioner comptroller congressman congresswoman consul contender
    councillor councilman councilmember councilor councilwoman czar delegate despot dictator
    diplomat director duchess duke eminence emir emperor empress envoy executive figurehead
    frontrunner governor hardliner incumbent interlocutor king lawmaker leader legislator
    loyalist mandarin mayor mediator mep minister monarch mp negotiator nominee official
    ombudsperson opponent parliamentarian policymaker politician president prince princess queen
    rapporteur regent representative ruler secretary senator speaker spokesman spokesperson
    spokeswoman statesman stateswoman strategist sultan technocrat treasurer tsar undersecretary
    viceroy whip
    """
)
_WORK = _words(
    """
    accountant acrobat activist actor actress actuary administrator agronomist anaesthetist
    analyst anchor anesthesiologist announcer anthropologist apprentice archaeologist architect
    archivist artisan artist astrologer astronaut astronomer astrophysicist athlete auctioneer
    auditor author baker ballerina banker barber barista barkeeper bartender batsman batter
    beekeeper bellboy bigwig biker billionaire biochemist biographer biologist blacksmith
    blogger bodyguard bondholder bookkeeper bookseller boss bouncer bowler boxer breadwinner
    breeder brewer bricklayer brickmaker broadcaster broker builder businessman businessperson
    businesswoman busker butcher butler buyer cabbie cabinetmaker cameraman capitalist
    cardiologist caregiver carer caretaker carpenter cartographer cartoonist cashier caterer
    celebrity ceo champion chauffeur chef chemist chief chiropractor choreographer cleaner
    clinician coach cobbler colleague collector columnist comedian commentator composer
    conductor conservationist consultant contractor cook correspondent cosmonaut courier
    courtier cowboy craftsman critic crofter curator cyclist dancer dealer deckhand defender
    demographer dentist dermatologist designer detractor developer dietitian diver docent docker
    dockworker doctor domestic dressmaker driver ecologist economist editor educator electrician
    embalmer employee employer engineer engraver entertainer entrepreneur environmentalist
    epidemiologist essayist ethicist examiner exporter facilitator farmer farmhand ferryman
    filmmaker financier firefighter fireman fisher fisherman fishmonger florist footballer
    forecaster foreman forester founder freelancer fruiterer fundraiser furrier gamekeeper
    gardener geneticist geographer geologist glazier goalkeeper goatherd goldsmith golfer
    greengrocer grocer groundsman guide guitarist hacker hairdresser handler headmaster
    headmistress headteacher healer herbalist herder hero heroine historian host hostess
    hotelier housekeeper hunter hydrologist illustrator importer industrialist innkeeper
    innovator insider instructor insurer intern interpreter inventor investor ironmonger janitor
    jeweler jeweller jobseeker jockey journalist juggler keeper laborer labourer landlord
    landowner lecturer lender librarian lifeguard linguist lobbyist locksmith logger
    longshoreman lumberjack machinist magnate manager manufacturer marketer mason masseur
    mathematician mechanic medic mentor merchant meteorologist midfielder midwife migrant
    milkman miller millionaire miner moderator mogul mountaineer musician narrator naturalist
    neurologist neurosurgeon newcomer newsman newsreader novelist nurse nutritionist observer
    oceanographer oligarch oncologist operative operator optician optometrist orator organiser
    organizer ornithologist orthodontist outsider overseer owner paediatrician painter
    palaeontologist paleontologist paramedic pathologist peddler pediatrician pedlar performer
    pharmacist philanthropist philosopher photographer physician physicist physiologist
    physiotherapist pianist pilot planner plasterer player playwright plumber poacher poet
    pollster porter postman potter poultryman practitioner presenter principal printer producer
    professional professor programmer projectionist proprietor provost psychiatrist psychologist
    publicist publisher pundit puppeteer quarryman racer radiologist railwayman rancher realtor
    receptionist rector referee regulator reporter rescuer researcher restaurateur retailer
    reviewer rider roboticist roofer runner saddler salesman salesperson saleswoman scholar
    schoolteacher scientist screenwriter scriptwriter sculptor seafarer seamstress seller
    shareholder shepherd shipbuilder shipper shoemaker shopkeeper shopworker silversmith singer
    skier skipper smith sociologist songwriter specialist speechwriter sprinter staffer
    stakeholder statistician steelworker steward stewardess stockbroker stockholder stonemason
    striker stuntman subcontractor superstar supervisor supplier surgeon surveyor swimmer tailor
    tanner taxidermist teacher technician technologist theorist therapist timekeeper toolmaker
    trader trainee trainer translator trucker tutor tycoon umpire undertaker urbanist vendor vet
    veteran veterinarian videographer vintner violinist virologist volcanologist waiter waitress
    watchmaker weaver welder wheelwright wholesaler winemaker woodcutter worker workman wrestler
    writer zookeeper zoologist
    """
)
_PEOPLE = _words(
    """
    academic acquaintance addict admirer adolescent adult adversary aggressor agitator alumna
    alumnus amateur ancestor applicant attendee aunt baby bachelor backer beneficiary boy
    boyfriend bride bridegroom brother bully campaigner camper centrist challenger child
    citizen civilian claimant client climber colonist commoner communist commuter companion
    compatriot competitor comrade congregant congregation conservative conspirator constituent
    consumer contestant contributor countryman countrywoman cousin creditor crewman customer
    dad daughter demonstrator dependant dependent descendant devotee diner disciple dissenter
    dissident donor drinker dweller elder emigrant enemy enthusiast entrant escapee evacuee
    evangelical evangelist exile expatriate extremist fan fanatic father feminist fiancé
    fiancée folk follower foreigner freshman friend fugitive fundamentalist gamer girl
    girlfriend graduate grandchild granddaughter grandfather grandmother grandparent grandson
    guardian guest guy hiker homeowner hopeful householder housewife husband idealist immigrant
    individual inhabitant innocent insurrectionist intellectual islamist islander jew kid lad
    lady leftist liberal libertarian listener local loser lover man marcher martyr mastermind
    mate member millennial missionary moderate mom monk mother motorist mourner mum nationalist
    native naysayer neighbor neighbour nephew niece nihilist nomad nonagenarian novice nun
    occupant octogenarian orphan parent parishioner participant partner passenger patient
    patriot patron pedestrian peer pensioner people person pilgrim pioneer populist predecessor
    progressive proponent protagonist protester protestor provocateur pupil purist racist
    radical reactionary reader recipient reformer reformist refugee relative resident retiree
    returnee revolutionary rival roommate sceptic schoolboy schoolchild schoolgirl secessionist
    separatist settler sheikh shopper sibling sister skeptic socialist socialite son sophomore
    spectator sponsor spouse squatter stepfather stepmother stranger student subscriber
    successor superior supporter supremacist survivor sympathiser sympathizer taxpayer teammate
    teen teenager tenant tourist townsman traditionalist traitor traveler traveller tribesman
    trustee twin uncle undergraduate unionist user vacationer vegan vegetarian viewer villager
    visitor volunteer voter widow widower wife winner woman worshiper worshipper youngster
    zealot
    """
)
_FAITH = _words(
    """
    abbess abbot archbishop archdeacon ayatollah believer bishop canon cardinal chaplain
    clergyman cleric curate deacon dean friar guru imam lama monsignor muezzin mufti mullah
    parson pastor patriarch pontiff pope preacher prelate priest priestess primate prophet
    rabbi reverend saint seminarian shaman theologian vicar
    """
)
_FORCES = _words(
    """
    army battalion brigade cartel constabulary division faction fleet gang garrison gendarmerie
    horde infantry insurgency junta legion mafia military militia mob navy patrol platoon
    police rebellion regiment squad squadron syndicate troop vanguard
    """
)
_ASSEMBLIES = _words(
    """
    administration agency airline alliance assembly association authority automaker bench bloc
    brotherhood cabinet carmaker caucus charity chipmaker coalition commission committee
    company confederation conglomerate congress consortium cooperative corporation council
    delegation directorate drugmaker electorate embassy federation firm government institute
    jury kremlin leadership league legislature lobby ministry monarchy multinational ngo
    nonprofit opposition organisation organization outlet parliament party presidency presidium
    regime secretariat senate society startup subcommittee taskforce tribunal union watchdog
    """
)
_GROUPS = _words(
    """
    audience clan clergy cohort community couple crew crowd duo elite enforcement entourage
    family generation household intelligentsia laity majority media minority neighborhood
    neighbourhood nobility panel peasantry personnel populace population press proletariat
    public quartet staff team tribe trio workforce youth
    """
)
_OFTEN_THINGS = _words(
    """
    agent attendant band bank base board body branch brand broadsheet bureau business camp
    campaign carrier cathedral chain chair chancellery channel chapter church circle city clinic
    club college constituency consulate country court defence defense department district
    establishment exchange fellow figure force forum foundation fund giant group head hospital
    hotel house industry institution lab laboratory left magazine management mission monastery
    mosque movement museum nation network newspaper office paper parish province quarter
    restaurant right school section sector service shop side source state station store studio
    subsidiary synagogue tabloid temple thinktank town treasury unit university utility village
    """
)

_QUANTITIES = _words(
    """
    % all another billion billions both dozen dozens each eight everybody everyone few five four
    half halves handful hundred hundreds lot lots many million millions most nine number one
    others pc percent plenty plurality proportion quarters score scores seven several share six
    some somebody someone ten third thirds those thousand thousands three two
    """
)
_DOCUMENTS = _words(
    """
    ad advertisement affidavit agenda almanac analysis announcement article audit bill biography
    blog book booklet brief briefing brochure bulletin census charter circular column commentary
    communique communiqué complaint constitution contract data decision declaration decree
    deposition directive disclosure docket document dossier draft editorial email essay estimate
    evidence excerpt figure filing finding footage forecast guideline handbook headline
    indictment inventory invoice journal judgment lawsuit leaflet ledger legislation letter log
    manifesto manual memo memoir memorandum message minutes missive motion newsletter note
    notice obituary op-ed opinion order ordinance pamphlet permit petition poll post poster
    posting preamble press-release proposal prospectus questionnaire record release remark
    research resolution result review rule ruling screenshot script sermon speech statement
    statistic statute story study subpoena summary summons survey testimony text transcript
    treaty tweet verdict video warrant will writ
    """
)

_IRREGULAR = {
    "man": "men",
    "woman": "women",
    "person": "persons",
    "child": "children",
    "wife": "wives",
    "thief": "thieves",
    "alumnus": "alumni",
    "alumna": "alumnae",
    "passerby": "passersby",
    "folk": "folks",
}
_ALWAYS_PLURAL = _words("authorities forces media paramilitaries people personnel police troops")


def _plural(noun: str) -> str:
    for singular, plural in _IRREGULAR.items():
        if noun.endswith(singular):
            return noun.removesuffix(singular) + plural
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "sh", "ch", "x", "z")) else "s")


def _forms() -> dict[str, Agent]:
    found: dict[str, Agent] = {}
    persons = _ARMED | _LAW | _GOVERNING | _WORK | _PEOPLE | _FAITH
    for kind, nouns, strength in (
        (Kind.GROUP, _QUANTITIES, Strength.QUANTITY),
        (None, _DOCUMENTS, Strength.DOCUMENT),
        (Kind.ORGANISATION, _OFTEN_THINGS, Strength.WEAK),
        (Kind.GROUP, _GROUPS, Strength.STRONG),
        (Kind.ORGANISATION, _ASSEMBLIES | _FORCES, Strength.STRONG),
        (Kind.PERSON, persons, Strength.STRONG),
    ):
        for noun in nouns:
            several = Kind.GROUP if kind is Kind.PERSON else kind
            found[_plural(noun)] = Agent(several, strength, plural=True)
            found[noun] = Agent(kind, strength, plural=False)
    for noun in _ALWAYS_PLURAL:
        found[noun] = Agent(Kind.GROUP, Strength.STRONG, plural=True)
    return found


_AGENTS = _forms()
_FIGHTERS = _ARMED | _FORCES | frozenset(map(_plural, _ARMED | _FORCES)) | {"forces"}


def described_by(noun: str) -> Agent | None:
    """What a noun in lower case, singular or plural, says of an actor; None: it names none."""
    return _AGENTS.get(noun)


def is_fighter(noun: str) -> bool:
    """Whether it names those who bear arms, which whatever they do makes news of."""
    return noun in _FIGHTERS
