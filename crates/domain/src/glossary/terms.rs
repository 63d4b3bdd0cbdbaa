//! The terms with their explanations.

use super::Term;

const fn term(written: &'static [&'static str], dutch: &'static str, english: &'static str) -> Term {
    Term { written, exact: &[], dutch, english }
}

const fn short(exact: &'static [&'static str], dutch: &'static str, english: &'static str) -> Term {
    Term { written: &[], exact, dutch, english }
}

/// Every term.
pub const TERMS: &[Term] = &[
    term(
        &["ADL"],
        "Algemene dagelijkse dingen: wassen, aankleden, eten, naar het toilet gaan.",
        "Daily activities: washing, dressing, eating, going to the toilet.",
    ),
    term(
        &["Allergie", "allergieën"],
        "Het lichaam reageert te sterk op een stof, bijvoorbeeld met uitslag of benauwdheid.",
        "The body reacts too strongly to a substance, for example with a rash or shortness of breath.",
    ),
    term(
        &["Anamnese"],
        "De vragen die een zorgverlener stelt over klachten, gezondheid en leven, en de antwoorden daarop.",
        "The questions a care professional asks about complaints, health and life, and the answers.",
    ),
    term(
        &["Anticoagulantia", "antistolling", "bloedverdunner", "bloedverdunners"],
        "Medicijnen waardoor bloed minder snel stolt.",
        "Medication that makes blood clot less quickly.",
    ),
    short(
        &["AF"],
        "Atriumfibrilleren: een onregelmatige hartslag.",
        "Atrial fibrillation: an irregular heartbeat.",
    ),
    term(
        &["Afasie"],
        "Moeite met spreken of met begrijpen van taal, meestal na schade in de hersenen.",
        "Difficulty speaking or understanding language, mostly after damage to the brain.",
    ),
    term(
        &["BMI", "body mass index"],
        "Een getal dat gewicht en lengte vergelijkt. Het zegt of iemand zwaar of licht is voor de lengte.",
        "A number that compares weight and height. It says whether somebody is heavy or light for their height.",
    ),
    term(
        &["Barthel", "barthelindex"],
        "Een lijst met punten die laat zien wat iemand zelf kan bij wassen, aankleden, eten en lopen.",
        "A list with points that shows what somebody can do by themselves when washing, dressing, eating and walking.",
    ),
    term(&["Bradycardie"], "Een langzame hartslag.", "A slow heartbeat."),
    term(
        &["COPD"],
        "Een longziekte waarbij ademen steeds moeilijker gaat.",
        "A lung disease in which breathing becomes ever more difficult.",
    ),
    short(
        &["CRP"],
        "Een stof in het bloed. De waarde gaat omhoog bij een ontsteking.",
        "A substance in the blood. Its value rises with an inflammation.",
    ),
    term(
        &["CVA", "beroerte"],
        "Een beroerte: een deel van de hersenen krijgt te weinig bloed, of er is een bloeding in de hersenen.",
        "A stroke: a part of the brain gets too little blood, or there is a bleeding in the brain.",
    ),
    term(
        &["Chronisch", "chronische"],
        "Lang durend. Het gaat niet of niet helemaal over.",
        "Lasting long. It does not pass, or not completely.",
    ),
    term(
        &["Contra-indicatie", "contra-indicaties"],
        "Een reden om een medicijn of behandeling niet te geven.",
        "A reason not to give a medicine or treatment.",
    ),
    term(
        &["Creatinine", "kreatinine"],
        "Een stof in het bloed die laat zien hoe goed de nieren werken.",
        "A substance in the blood that shows how well the kidneys work.",
    ),
    term(
        &["Decubitus", "doorligwond", "doorligwonden", "decubituswond"],
        "Een plek of wond op de huid doordat iemand lang in dezelfde houding ligt of zit.",
        "A spot or wound on the skin because somebody lies or sits in one position for long.",
    ),
    term(
        &["Dehydratie"],
        "Uitdroging: er is te weinig vocht in het lichaam.",
        "Dehydration: there is too little fluid in the body.",
    ),
    term(
        &["Delier", "delirium"],
        "Plotselinge verwardheid door een ziekte, een medicijn of een operatie. Het gaat meestal weer over.",
        "Sudden confusion because of an illness, a medicine or an operation. It mostly passes.",
    ),
    term(
        &["Dementie"],
        "Een ziekte van de hersenen waardoor iemand steeds meer vergeet en minder kan.",
        "A disease of the brain because of which somebody forgets more and more and can do less.",
    ),
    term(
        &["Diabetes", "diabetes mellitus", "suikerziekte"],
        "Suikerziekte: er zit te veel suiker in het bloed.",
        "Diabetes: there is too much sugar in the blood.",
    ),
    term(
        &["Diastolisch", "diastolische", "onderdruk"],
        "De onderdruk: de druk in de bloedvaten als het hart zich vult.",
        "The lower pressure: the pressure in the blood vessels while the heart fills.",
    ),
    term(
        &["Diureticum", "diuretica", "plaspil", "plaspillen", "plastablet"],
        "Een plaspil: een medicijn waardoor iemand meer plast en vocht kwijtraakt.",
        "A water pill: a medicine that makes somebody urinate more and lose fluid.",
    ),
    term(&["Dyspnoe"], "Benauwdheid: moeite met ademen.", "Shortness of breath: difficulty breathing."),
    term(
        &["ECG", "hartfilmpje"],
        "Een hartfilmpje: een tekening van hoe het hart klopt.",
        "A heart tracing: a drawing of how the heart beats.",
    ),
    term(
        &["eGFR", "GFR"],
        "Een getal dat zegt hoe goed de nieren het bloed schoonmaken.",
        "A number that says how well the kidneys clean the blood.",
    ),
    term(
        &["Epilepsie"],
        "Een ziekte waarbij iemand aanvallen krijgt door een storing in de hersenen.",
        "A disease in which somebody has seizures because of a disturbance in the brain.",
    ),
    term(
        &["Evaluatie", "evalueren"],
        "Samen kijken of een doel is gehaald en of er iets moet veranderen.",
        "Looking together whether a goal was reached and whether something must change.",
    ),
    term(
        &["Exacerbatie"],
        "Een tijd waarin een ziekte plotseling erger wordt.",
        "A time in which a disease suddenly gets worse.",
    ),
    term(
        &["Fysiotherapie", "fysiotherapeut"],
        "Behandeling om beter te bewegen, met oefeningen.",
        "Treatment to move better, with exercises.",
    ),
    term(&["Glucose"], "Suiker in het bloed.", "Sugar in the blood."),
    term(
        &["Hartfalen", "decompensatio cordis"],
        "Het hart pompt het bloed minder goed rond. Iemand wordt dan snel moe, benauwd of houdt vocht vast.",
        "The heart pumps the blood less well. Somebody then soon gets tired, short of breath or retains fluid.",
    ),
    term(
        &["HbA1c"],
        "Een waarde in het bloed die laat zien hoe hoog de bloedsuiker de laatste maanden gemiddeld was.",
        "A value in the blood that shows how high the blood sugar was on average in the last months.",
    ),
    term(
        &["Hemoglobine"],
        "De stof in het bloed die zuurstof vervoert. Bij een lage waarde heet dat bloedarmoede.",
        "The substance in the blood that carries oxygen. A low value is called anaemia.",
    ),
    term(&["Hypertensie"], "Hoge bloeddruk.", "High blood pressure."),
    term(&["Hypotensie"], "Lage bloeddruk.", "Low blood pressure."),
    term(&["Hypoglykemie"], "Te weinig suiker in het bloed.", "Too little sugar in the blood."),
    term(
        &["Incontinentie", "incontinent"],
        "Urine of ontlasting verliezen zonder dat iemand het kan tegenhouden.",
        "Losing urine or stools without being able to stop it.",
    ),
    term(
        &["Indicatie", "zorgindicatie"],
        "Een besluit of een reden waarom iemand bepaalde zorg of een medicijn krijgt.",
        "A decision or a reason why somebody gets certain care or a medicine.",
    ),
    term(
        &["Infuus"],
        "Een slangetje waardoor vocht of medicijnen in een bloedvat gaan.",
        "A small tube through which fluid or medication goes into a blood vessel.",
    ),
    term(
        &["Intolerantie", "intoleranties"],
        "Klachten door eten of een medicijn, zonder dat het een allergie is.",
        "Complaints because of food or a medicine, without it being an allergy.",
    ),
    term(&["Intramusculair"], "Met een prik in een spier.", "By an injection into a muscle."),
    term(
        &["Katheter", "blaaskatheter"],
        "Een slangetje waardoor urine uit de blaas loopt.",
        "A small tube through which urine runs out of the bladder.",
    ),
    term(
        &["Laxans", "laxantia", "laxeermiddel"],
        "Een medicijn waardoor de ontlasting makkelijker komt.",
        "A medicine that makes passing stools easier.",
    ),
    term(
        &["MDO", "multidisciplinair overleg"],
        "Een overleg van verschillende zorgverleners over de zorg voor één persoon.",
        "A meeting of different care professionals about the care for one person.",
    ),
    term(
        &["Mantelzorger", "mantelzorgers", "mantelzorg"],
        "Iemand die voor een naaste zorgt, zonder dat het een beroep is.",
        "Somebody who cares for a relative or friend, not as a profession.",
    ),
    term(&["Mictie"], "Plassen.", "Urinating."),
    term(
        &["Mobiliteit", "mobiliseren"],
        "Hoe iemand beweegt, loopt en opstaat. Mobiliseren is uit bed komen en bewegen.",
        "How somebody moves, walks and gets up. Mobilising is getting out of bed and moving.",
    ),
    term(
        &["MRSA"],
        "Een bacterie waar veel antibiotica niet tegen helpen.",
        "A bacterium against which many antibiotics do not help.",
    ),
    term(
        &["Obstipatie"],
        "Verstopping: de ontlasting komt moeilijk of te weinig.",
        "Constipation: stools come with difficulty or too seldom.",
    ),
    term(
        &["Oedeem"],
        "Zwelling doordat er vocht in het lichaam blijft, vaak in de benen.",
        "Swelling because fluid stays in the body, often in the legs.",
    ),
    term(
        &["Osteoporose"],
        "Botontkalking: de botten worden zwakker en breken makkelijker.",
        "Bones lose calcium: they become weaker and break more easily.",
    ),
    term(
        &["Palliatief", "palliatieve"],
        "Zorg die klachten minder maakt als iemand niet meer beter kan worden.",
        "Care that makes complaints less when somebody cannot get better any more.",
    ),
    term(
        &["Parkinson", "ziekte van Parkinson"],
        "Een ziekte van de hersenen waardoor bewegen moeilijker gaat. Sommige mensen gaan trillen.",
        "A disease of the brain because of which moving becomes more difficult. Some people tremble.",
    ),
    term(
        &["Pneumonie", "longontsteking"],
        "Longontsteking: een ontsteking van de longen.",
        "Pneumonia: an inflammation of the lungs.",
    ),
    term(&["Per os"], "Door de mond, als slikken.", "By the mouth, by swallowing."),
    term(
        &["Polyfarmacie"],
        "Vijf of meer medicijnen tegelijk gebruiken.",
        "Using five or more medicines at the same time.",
    ),
    term(
        &["Prognose"],
        "Wat zorgverleners verwachten van het verloop van een ziekte.",
        "How care professionals expect a disease to develop.",
    ),
    term(
        &["Protocol"],
        "Afgesproken stappen voor hoe zorg gegeven wordt.",
        "Agreed steps for how care is given.",
    ),
    short(&["RR"], "De bloeddruk.", "The blood pressure."),
    term(
        &["Saturatie", "zuurstofsaturatie"],
        "Hoeveel zuurstof er in het bloed zit, in procenten.",
        "How much oxygen there is in the blood, in percent.",
    ),
    term(
        &["Sedatie"],
        "Iemand rustig of slaperig maken met medicijnen.",
        "Making somebody calm or sleepy with medication.",
    ),
    term(
        &["Steunkousen", "steunkous", "compressiekousen"],
        "Strakke kousen tegen vocht in de benen.",
        "Tight stockings against fluid in the legs.",
    ),
    term(&["Subcutaan", "subcutane"], "Met een prik onder de huid.", "By an injection under the skin."),
    term(
        &["Systolisch", "systolische", "bovendruk"],
        "De bovendruk: de druk in de bloedvaten als het hart klopt.",
        "The upper pressure: the pressure in the blood vessels while the heart beats.",
    ),
    term(&["Tachycardie"], "Een snelle hartslag.", "A fast heartbeat."),
    short(
        &["TIA"],
        "Een deel van de hersenen krijgt even te weinig bloed. De klachten gaan binnen een dag over.",
        "A part of the brain gets too little blood for a moment. The complaints pass within a day.",
    ),
    term(
        &["Transfer", "transfers"],
        "Iemand verplaatsen, bijvoorbeeld van bed naar stoel.",
        "Moving somebody, for example from bed to chair.",
    ),
    term(
        &["UWI", "urineweginfectie", "blaasontsteking"],
        "Een ontsteking van de blaas of van de plasbuis.",
        "An inflammation of the bladder or of the tube to it.",
    ),
    term(
        &["Vitale functies"],
        "Ademhaling, hartslag, bloeddruk, temperatuur en bewustzijn.",
        "Breathing, heartbeat, blood pressure, temperature and consciousness.",
    ),
    term(
        &["Wilsbekwaam", "wilsonbekwaam", "wilsbekwaamheid"],
        "Wilsbekwaam is iemand die zelf een besluit over de eigen zorg kan nemen.",
        "Somebody who can make their own decision about their care.",
    ),
    term(
        &["Wilsverklaring", "behandelverbod", "niet-reanimeren"],
        "Wat iemand heeft vastgelegd over welke behandeling wel of niet mag.",
        "What somebody has recorded about which treatment is or is not allowed.",
    ),
    term(
        &["Zo nodig"],
        "Alleen als het nodig is. Bij een medicijn: niet op vaste tijden.",
        "Only when it is needed. For a medicine: not at fixed times.",
    ),
    term(
        &["Zorgleefplan", "zorgplan"],
        "Afspraken over de zorg: wat iemand wil, welke doelen er zijn en wie wat doet.",
        "Agreements about the care: what somebody wants, which goals there are and who does what.",
    ),
];
