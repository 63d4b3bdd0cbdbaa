//! Terms of use of the demo's organisations. Paragraphs stand between empty lines; a line that
//! begins with `# ` is a heading.

/// The Dutch text for an organisation.
pub fn dutch(name: &str, phone: &str) -> String {
    format!(
        "Deze voorwaarden gelden voor het portaal van {name}. Lees ze rustig door. U kunt ze later altijd teruglezen, onderaan elke pagina.\n\n\
# Wat u met het portaal kunt\n\n\
U ziet het deel van het dossier dat wij met u delen: rapportages, metingen, uitslagen, medicijnen en het zorgplan. Niet alles uit het dossier staat in het portaal. Wat u ziet, kan veranderen. Bij elke pagina staat wanneer die voor het laatst is bijgewerkt.\n\n\
Het portaal komt niet in de plaats van contact met uw zorgverleners. Is het dringend? Bel uw huisarts. Bij levensgevaar: bel 112.\n\n\
# Uw account is van u\n\n\
Uw gebruikersnaam, wachtwoord en codes zijn alleen voor u. Geef ze aan niemand, ook niet aan familie. Wie mag meekijken, krijgt een eigen account. Denkt u dat iemand anders uw account gebruikt? Bel dan meteen {phone}.\n\n\
# Wie uw dossier kan zien\n\n\
U zelf, uw eerste contactpersoon of wettelijke vertegenwoordiger, en de zorgverleners die bij uw zorg betrokken zijn. Wij schrijven van elke keer op wie uw dossier heeft bekeken. Ook elke keer dat u inlogt, wordt opgeschreven.\n\n\
# Als iets niet klopt\n\n\
Een rapportage verandert nooit ongemerkt. Klopt er iets niet? Bel {phone}. Feitelijke fouten passen wij aan. Bent u het ergens niet mee eens, dan voegen wij uw eigen verklaring toe.\n\n\
# Hoe wij met uw gegevens omgaan\n\n\
Uw gegevens zijn versleuteld en staan in Nederland. Wij bewaren een dossier 20 jaar na de laatste wijziging, zoals de wet zegt. Wij gebruiken uw gegevens niet voor reclame en verkopen ze niet.\n\n\
U kunt pagina's afdrukken of bewaren. Daarna bent u zelf verantwoordelijk voor wat ermee gebeurt.\n\n\
# Als de zorg stopt\n\n\
Stopt de zorg, of overlijdt iemand? Dan sluiten wij de accounts binnen vier weken. U kunt ook zelf vragen om uw account te sluiten.\n\n\
# Als deze voorwaarden veranderen\n\n\
Dan leggen wij de nieuwe tekst aan u voor. U kunt pas verder als u die hebt geaccepteerd. Accepteert u de voorwaarden niet, dan kunt u het portaal niet gebruiken. Uw zorg verandert daardoor niet.\n"
    )
}

/// The English text for an organisation.
pub fn english(name: &str, phone: &str) -> String {
    format!(
        "These terms apply to the portal of {name}. Take your time to read them. You can always read them again, at the bottom of each page.\n\n\
# What you can do with the portal\n\n\
You see the part of the record that we share with you: reports, measurements, results, medication and the care plan. Not everything in the record is in the portal. What you see can change. Each page says when it was last updated.\n\n\
The portal does not replace contact with your care team. Is it urgent? Call your doctor. When a life is in danger: call 112.\n\n\
# Your account is yours\n\n\
Your user name, password and codes are for you alone. Give them to nobody, not even to family. Anybody who may look too gets an account of their own. Do you think somebody else is using your account? Call {phone} at once.\n\n\
# Who can see your record\n\n\
You, your first contact or legal representative, and the professionals who give you care. Each time, we write down who looked at your record. Each time that you log in is written down too.\n\n\
# When something is not right\n\n\
A report never changes unnoticed. Is something not right? Call {phone}. We correct mistakes of fact. If you do not agree with something, we add your own statement.\n\n\
# How we treat your data\n\n\
Your data is encrypted and stays in the Netherlands. We keep a record for 20 years after its last change, as the law says. We do not use your data for advertising and do not sell it.\n\n\
You can print or save pages. From then on you are responsible for what happens with them.\n\n\
# When care ends\n\n\
When care ends, or somebody dies, we close the accounts within four weeks. You can also ask us to close your account.\n\n\
# When these terms change\n\n\
Then we show you the new text. You can go on only when you have accepted it. If you do not accept the terms, you cannot use the portal. Your care does not change because of that.\n"
    )
}
