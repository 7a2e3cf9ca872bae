"""Adjectives of nations, continents and faiths, which are also what their people are called."""

from __future__ import annotations

from annotator.suggest.wordlists import words

_OF_STATES = words(
    """
    afghan albanian algerian american andorran angolan antiguan argentine argentinian armenian
    australian austrian azerbaijani azeri bahamian bahraini bangladeshi barbadian basque
    bavarian belarusan belarusian belgian belizean bengali beninese bermudan bhutanese
    bolivian bosnian botswanan brazilian breton british bruneian bulgarian burkinabe burmese
    burundian californian cambodian cameroonian canadian catalan chadian chechen chilean
    chinese colombian comorian congolese corsican crimean croat croatian cuban cypriot czech
    danish djiboutian dominican dutch ecuadorean ecuadorian egyptian emirati english
    equatoguinean eritrean estonian eswatini ethiopian fijian filipina filipino finnish
    flemish french gabonese gambian georgian german ghanaian greek grenadian guatemalan
    guinean guyanese haitian hawaiian honduran hungarian icelandic indian indonesian iranian
    iraqi irish israeli italian ivorian jamaican japanese jordanian kashmiri kazakh kenyan
    korean kosovar kuwaiti kyrgyz lao laotian latvian lebanese liberian libyan liechtensteiner
    lithuanian londoner luxembourgish macedonian malagasy malawian malaysian maldivian malian
    maltese mauritanian mauritian mexican micronesian moldovan monegasque mongolian
    montenegrin moroccan mozambican myanmarese namibian nauruan nepalese nepali nicaraguan
    nigerian nigerien norwegian omani pakistani palauan palestinian panamanian paraguayan
    parisian persian peruvian polish portuguese punjabi qatari quebecois queenslander romanian
    russian rwandan salvadoran salvadorean samoan saudi scottish senegalese serb serbian
    siberian sicilian singaporean slovak slovakian slovene slovenian somali soviet spanish
    sudanese surinamese swazi swedish swiss syrian taiwanese tajik tanzanian tasmanian texan
    thai tibetan timorese togolese tongan trinidadian tunisian turkish turkmen tuvaluan
    ugandan ukrainian uruguayan uzbek venezuelan victorian vietnamese welsh yemeni yemenite
    yugoslav zambian zimbabwean
    """
)
_OF_TWO_WORDS = frozenset(
    """
    cape verdean
    central african
    central american
    central asian
    costa rican
    east african
    east asian
    east german
    east timorese
    eastern european
    latin american
    middle eastern
    north african
    north american
    north korean
    northern irish
    papua new guinean
    puerto rican
    saudi arabian
    sierra leonean
    solomon islander
    south african
    south american
    south asian
    south korean
    south sudanese
    southeast asian
    sri lankan
    sub-saharan african
    west african
    west german
    western european
    """.strip()
    .replace("    ", "")
    .split("\n")
)
_OF_CONTINENTS = words(
    """
    african amazonian american andean anglo antarctic arab arabian arctic asian australasian
    balkan baltic caribbean eastern european hispanic iberian latin latina latino levantine
    mediterranean melanesian nordic oceanian polynesian scandinavian slavic transatlantic
    western
    """
)
_OF_FAITHS = words(
    """
    alawite anglican atheist baptist buddhist catholic christian confucian coptic druze
    evangelical hindu islamic islamist jewish lutheran methodist mormon moslem muslim orthodox
    pagan presbyterian protestant secular shi'ite shia shiite sikh sunni taoist zoroastrian
    """
)
_DEMONYMS = _OF_STATES | _OF_TWO_WORDS | _OF_CONTINENTS | _OF_FAITHS


def is_demonym(name: str) -> bool:
    """Whether a name is such an adjective: "Syrian", "South Korean", "Sunni"."""
    return name.lower() in _DEMONYMS
