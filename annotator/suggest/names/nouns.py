"""Nouns in names that tell what is named; written from the dictionary, by kind."""

from __future__ import annotations

from annotator.suggest.wordlists import words

ORGANISATIONS = words(
    """
    ab academy administration advisory ag agency airline airlines airways alliance army
    assembly associates association athletic authority bakery bank battalion board branch
    brewery brigade broadcasting brotherhood bureau bv cabinet carrier caucus chamber chambers
    charity choir chronicle church club coalition collective college command commission
    committee communications company conference congregation congress consortium consulting
    corp corporation corps council court courts daily department dept diocese directorate
    division dynasty electric electronics embassy ensemble enterprise enterprises
    entertainment exchange faction faculty fc federation firm fleet force forces foundation
    front fund gang gazette gmbh group guard guards guild herald holding holdings inc
    incorporated industries inspectorate institute institution insurance intelligence
    investments journal junta laboratories laboratory league legion legislature limited llc
    llp ltd magazine magistrates media militia ministry mission monitor monitors motors
    movement navy network networks news newspaper nv observatory ombudsman orchestra
    organisation organization oy parliament partners party patrol petroleum pharmaceuticals
    plc police polytechnic post presidency press productions pvt qc quarterly quartet railways
    rangers records regiment registry resistance rovers sa school schools secretariat
    securities seminary senate service services society software solutions squad studios
    syndicate synod systems taskforce team technologies technology telecom telecommunications
    telegraph times tribunal tribune troupe trust union unit universities university ventures
    watch watchdog weekly
    """
)
"""Last words of the names of organisations; first words before "of", "for" or "on"."""
SITES = words(
    """
    abbey aerodrome airbase airfield airport airstrip aqueduct arena auditorium avenue
    barracks base basilica bazaar beach boulevard bridge building canal castle cathedral
    cemetery checkpoint clinic crossing dam depot dock docks dockyard embankment expressway
    factory fairground flyover fort fortress gallery gaol garage guesthouse hangar harbor
    harbour highway hospital hostel hotel infirmary inn interchange jail junction lane library
    lighthouse manor mansion marketplace mausoleum minaret mine monastery monument morgue
    mosque motorway museum orphanage pagoda palace penitentiary pier pipeline plant plaza port
    prison pub quarry racecourse reactor refinery resort restaurant road roundabout shipyard
    shrine skyscraper square stadium station street subway synagogue temple terminal theater
    theatre tomb tower towers tunnel turnpike velodrome viaduct villa wharf windfarm zoo
    """
)
"""Last words of the names of buildings and roads."""
SITES_OF_TWO = frozenset(
    tuple(pair.split())
    for pair in """
    air base
    arts center
    arts centre
    border crossing
    bus station
    city hall
    concentration camp
    conference center
    conference centre
    convention center
    convention centre
    cultural center
    cultural centre
    detention center
    detention centre
    exhibition center
    exhibition centre
    guest house
    industrial park
    medical center
    medical centre
    military base
    naval base
    opera house
    police station
    power plant
    power station
    railway station
    refugee camp
    shopping center
    shopping centre
    shopping mall
    sports center
    sports centre
    theme park
    town hall
    trade center
    trade centre
    train station
    """.strip().split("\n")
)
AREAS = words(
    """
    archipelago arrondissement atoll barangay basin bay bayou bluff borough canton canyon cape
    cave caves city cliffs coast commune continent corridor county cove crater creek delta
    desert district enclave estuary exclave falls fjord fjords forest forests geyser glacier
    glaciers gorge governorate gulch gulf hamlet headland heights hill hills island islands
    isle isles isthmus jungle kebele lagoon lake lakes lowlands mandal marsh marshes massif
    mesa metropolis mount mountain mountains municipality neighborhood neighbourhood oasis
    oblast ocean outback parish park parks peak peaks peninsula plains plateau prefecture
    province provinces raion reef region reservation reserve reservoir ridge river rivers
    riverside sanctuary savanna savannah sea shire shoal springs steppe strait straits strip
    subcontinent suburb swamp taluk tehsil territories territory thana town township tundra
    upazila upland uplands vale valley village volcano wadi waterfall watershed wetland
    wetlands wilderness woods woreda zone
    """
)
"""Last words of the names of regions, towns, landscapes and waters."""
AREAS_BEFORE = words(
    """
    avenida bahia bahía barrio bay cabo calle cape cerro city ciudad colonia costa county
    district duchy emirate glen gulf gunung inis isla island islands islas isle isles jabal
    jalan jebel kampung kingdom koh lago laguna lake loch lough monte mount mt mt.
    municipality nahr parque piazza playa playas ponte porto principality province puerto
    pulau republic rio rua rue río sea sector sierra strait straits sungai town village volcan
    volcán wadi wat
    """
)
"""First words of such names: "Lake Chad", "Cape Horn"."""
NOTHINGS = words(
    """
    accord accords act acts agenda agreement agreements almanac amendment anniversary anthem
    article award awards bible biennale bill budget calendar carnival census ceremony
    certificate championship championships charter christmas code compact concert concerto
    conflict constitution contest contract convention coup covenant crisis cuisine cup
    curriculum cyclone day days deal debate decade declaration decree derby dictionary diploma
    directive disease disorder doctrine easter edition election elections emergency
    encyclopaedia encyclopedia epidemic era eve exhibition expo famine fellowship festival fever
    final finals flu framework games genocide gospel handbook holiday holocaust hurricane
    incident index inquiry insurrection intifada invasion issue jubilee koran language law laws
    lecture licence license lottery machine manifesto manual marathon massacre matters medal
    memorandum method model month movie murders mutiny night novel oath olympiad olympics order
    ordinance pact pageant pandemic passport pension permit policy poll prayer primary principle
    principles prix prize procession protocol qur'an quran race races ramadan rebellion
    recession referendum reform reforms regatta regulation regulations renaissance report
    resolution revolution riots roadmap rules sanctions satellite scandal scheme scholarship
    season semifinal semifinals sermon song speech standard standards statute storm strategy
    style subsidy summit survey symphony syndrome tables talks tax theorem theory tournament
    treaty trial trials trophy typhoon uprising vaccine variant verdict virus visa war wars week
    weekend year years
    """
)
"""Last words of the names of events, laws, works and the like: neither actors nor places."""
TERMS = words(
    """
    2d 3d 3g 4g 4x4 5g a.m. advertisement ai aids am apr april ar article atm aug august bmi
    brexit cctv ceo cfo cgi chapter co2 coo copyright coronavirus covid covid-19 cpi cto cv
    ddos dec december diy dna dvd e-mail ebola esg ev evs faq feb february figure fri friday
    gcse gdp gmo gmt gnp gps gst h1n1 hd hiv html id ied image imax internet ip ipo iq it jan
    january jul july jun june kpi lcd led lgbt lgbtq lgbtq+ lng lpg mar march may mba md mon
    monday mou mp mp3 mri mrna mvp nft nfts ngo ngos nov november oct october ok omicron p.m.
    pc pcr pdf phd photo photos pin pm ppe pr ptsd pvc r&d rna rv saas sars sars-cov-2 sat
    saturday section sep sept september sim sme smes sms sos source std sun sunday suv suvs
    table tb thu thursday tue tuesday tv ufo url usb utc vat vc video vip vpn vr wed wednesday
    wi-fi wifi www
    """
)
"""Single words with capitals that name neither actors nor places."""
CURRENCIES = words(
    """
    aed ars bdt brl btc cad chf clp cny czk dkk egp eth eur gbp ghs hkd huf idr ils inr jpy kes
    krw kwd kzt lkr mmk mxn myr ngn nis nok npr nt nzd php pkr pln qar rm rmb ron rs rs. rub sek
    sgd thb tk twd tzs uah ugx usd usdt vnd xaf xof zar
    """
)
"""Codes of money, and how it is written before a sum."""
GENERIC = words(
    """
    act administration agency air airport army assembly authority bank bench bill board branch
    bureau cabinet center centre chamber church city club coalition college commission
    committee community company conference congregation constitution corporation council
    country county court crown department directorate district division east embassy executive
    faculty federation force forces foundation front fund government governor group hall
    hospital house institute island judiciary king kingdom law league legislature military
    minister ministry monarchy mosque movement municipality museum nation navy north northeast
    northwest office opposition organisation organization palace parish park parliament
    parties party plant police port presidency president press prince province queen region
    republic river school secretariat secretary service society south southeast southwest
    stadium state states station street temple territory theatre treasury tribunal trust union
    university village west zone
    """
)
"""Have a capital when one institution is meant ("the Council"); no names alone."""
ADJECTIVES = words(
    """
    aboriginal arabic buddhist cantonese catholic central christian communist conservative
    constitutional democratic eastern eurasian fascist federal gaelic global hindi hindu
    imperial indigenous international islamic islamist jewish liberal mandarin maoist marxist
    muslim national native nazi non-western northern olympic orthodox papal paralympic
    parliamentary presidential protestant republican royal shia shiite socialist southern
    soviet-era sunni supreme urdu victorian western
    """
)
"""Written with a capital, but alone neither actors nor places."""
INSTITUTIONS = words(
    """
    academy agency alliance army assembly association authority bank bay board bureau center
    centre chamber church city coalition college commission committee community company
    confederation conference congress corporation council court department directorate embassy
    faculty federation foundation front fund guild gulf house institute institution isle
    kingdom league legislature ministry movement museum network observatory office
    organisation organization parliament party province republic school sea secretariat senate
    society state strait union university
    """
)
"""Last words of a name that may go on after "of" or "for"."""
FIELDED = words(
    """
    agency association board bureau center centre college commission committee council
    department directorate faculty institute ministry office school secretariat society
    """
)
"""Institutions whose fields may be joined by "and"."""
SITE_NOUNS = words(
    """
    airbase airfield airport arena base bridge camp canal castle cathedral cemetery checkpoint
    clinic crossing dam desert expressway fortress glacier highway hospital jail mine
    monastery mosque motorway museum palace park peninsula penitentiary plant prison province
    quarry refinery reservoir river shrine square stadium station strait synagogue temple
    terminal tower tunnel upazila valley viaduct volcano
    barangay governorate oblast raion taluk tehsil thana woreda
    """
)
"""Of the place's name though they are written small: "Merrow prison"."""
SITE_MODIFIERS = words(
    """
    air border bus coal copper detention gas gold high-security international maximum-security
    metro military naval nuclear oil police power railway refugee solar steel train wind
    """
)
"""May stand between: "Merrow air base"."""
ORGANISATIONS_OF = words(
    """
    body center centre house members office school
    """
)
"""Begin the name of an organisation before "of" or "for"."""
AREAS_OF = words(
    """
    bay cape city emirate gulf horn isle kingdom port principality province region republic
    sea strait straits sultanate
    """
)
"""Begin the name of a place before "of"."""
