//! Codes of Dutch code lists (Nictiz building blocks, Vektis).

use super::Table;

pub(super) const TABLES: &[Table] = &[
    // COD472-VEKT: role of a contact person (1 and 2 as the Dutch core profiles give them)
    (
        "2.16.840.1.113883.2.4.3.11.22.472",
        &[
            ("1", "eerste relatie/contactpersoon", "first relation/contact"),
            ("2", "tweede relatie/contactpersoon", "second relation/contact"),
            ("3", "curator", "legal guardian (curator)"),
            ("4", "financieel gemachtigde", "financial representative"),
            ("5", "financieel toetser", "financial controller"),
            ("6", "leefeenheid", "household"),
            ("7", "hulpverlener", "carer"),
            ("8", "specialist", "specialist"),
            ("9", "anders", "other"),
            ("10", "ouder", "parent"),
            ("11", "voogd", "guardian"),
            ("12", "partner of echtgeno(o)t(e)", "partner or spouse"),
            ("13", "pleegouder", "foster parent"),
            ("14", "bewindvoerder", "administrator"),
            ("15", "mentor", "mentor"),
            ("16", "zoon of dochter", "son or daughter"),
            ("17", "familielid", "family member"),
            ("18", "gezinslid", "member of the household"),
            ("19", "buur", "neighbour"),
            ("20", "vriend(in) of kennis", "friend or acquaintance"),
            ("21", "cliëntondersteuner", "client supporter"),
            ("22", "huisarts", "general practitioner"),
            ("23", "erven van", "heirs of"),
            ("24", "werkgever", "employer"),
            ("25", "wijkcoach", "district coach"),
        ],
    ),
    // kind of living will
    (
        "2.16.840.1.113883.2.4.3.11.60.40.4.14.1",
        &[
            ("NR", "niet-reanimerenverklaring", "do-not-resuscitate statement"),
            ("VOL", "volmacht", "power of attorney"),
            ("EU", "euthanasieverzoek", "request for euthanasia"),
            ("DO", "donorcodicil", "donor card"),
        ],
    ),
    // whether a treatment is allowed
    (
        "2.16.840.1.113883.2.4.3.11.60.40.4",
        &[
            ("JA", "behandeling is toegestaan", "treatment is allowed"),
            (
                "NEE",
                "behandeling is niet toegestaan of niet gewenst",
                "treatment is not allowed or not wished",
            ),
            (
                "JA_MAAR",
                "behandeling is toegestaan, met een beperking",
                "treatment is allowed, with a restriction",
            ),
        ],
    ),
    // cuff of a blood pressure meter
    (
        "2.16.840.1.113883.2.4.3.11.60.40.4.15.1",
        &[
            ("S", "klein", "small"),
            ("STD", "standaard", "standard"),
            ("L", "groot", "large"),
            ("XL", "extra groot", "extra large"),
            ("INF", "baby", "infant"),
            ("CHL", "kind", "child"),
        ],
    ),
    // clothing during weighing
    (
        "2.16.840.1.113883.2.4.3.11.60.40.4.8.1",
        &[
            ("UNDRESSED", "zonder kleren", "undressed"),
            ("MINIMAL", "lichte kleding of ondergoed", "light clothing or underwear"),
            ("FULL", "volledig gekleed", "fully dressed"),
            ("DIAPER", "luier", "nappy"),
        ],
    ),
    // kind of home
    (
        "2.16.840.1.113883.2.4.3.11.60.40.4.13.1",
        &[("AANLW", "aanleunwoning", "sheltered home beside a care home")],
    ),
    // representation
    ("2.16.840.1.113883.2.4.3.11.60.40.4.23.3", &[("7", "bewindvoering", "administration of property")]),
    // insurance
    (
        "2.16.840.1.113883.2.4.3.11.60.101.5.1",
        &[
            ("B", "basisverzekering", "basic insurance"),
            ("A", "aanvullende verzekering", "supplementary insurance"),
        ],
    ),
    // countries and nationalities (GBA tables 34 and 32, ISO 3166)
    (
        "2.16.840.1.113883.2.4.4.16.34",
        &[
            ("6030", "Nederland", "the Netherlands"),
            ("5010", "België", "Belgium"),
            ("9089", "Duitsland", "Germany"),
        ],
    ),
    (
        "urn:iso:std:iso:3166",
        &[
            ("NL", "Nederland", "the Netherlands"),
            ("BE", "België", "Belgium"),
            ("DE", "Duitsland", "Germany"),
        ],
    ),
    ("2.16.840.1.113883.2.4.4.16.32", &[("0001", "Nederlandse", "Dutch")]),
    ("1.0.639.1", LANGUAGES),
    ("urn:ietf:bcp:47", LANGUAGES),
    // kind of organisation and specialism (AGB)
    (
        "2.16.840.1.113883.2.4.6.7",
        &[
            ("0100", "huisartsen", "general practitioners"),
            ("0303", "medisch specialisten, chirurgie", "medical specialists, surgery"),
            ("0313", "medisch specialisten, interne geneeskunde", "medical specialists, internal medicine"),
            ("0330", "medisch specialisten, neurologie", "medical specialists, neurology"),
            ("0408", "fysiotherapeuten, sportfysiotherapie", "physiotherapists, sports physiotherapy"),
            ("7500", "thuiszorg", "home care"),
        ],
    ),
];

const LANGUAGES: &[super::Words] = &[
    ("nl", "Nederlands", "Dutch"),
    ("nl-NL", "Nederlands", "Dutch"),
    ("en", "Engels", "English"),
    ("de", "Duits", "German"),
    ("fr", "Frans", "French"),
    ("ar", "Arabisch", "Arabic"),
    ("tr", "Turks", "Turkish"),
    ("pl", "Pools", "Polish"),
    ("uk", "Oekraïens", "Ukrainian"),
    ("fy", "Fries", "Frisian"),
];
