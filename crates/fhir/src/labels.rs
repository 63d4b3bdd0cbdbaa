//! Labels and headings of the views, Dutch and English in one table: a missing one does not compile.
//!
//! The Dutch ones are those of the state's own app (MGO) where it has them and they say what they
//! mean; the places where we differ are named in `tests/mgo.rs`.

use inzage_domain::Language;

macro_rules! labels {
    ($($name:ident: $dutch:literal, $english:literal;)*) => {
        /// A label or heading of a view.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Label { $($name,)* }

        impl Label {
            /// The text in a language.
            pub(crate) const fn text(self, language: Language) -> &'static str {
                match (self, language) {
                    $((Self::$name, Language::Dutch) => $dutch, (Self::$name, Language::English) => $english,)*
                }
            }

            #[cfg(test)]
            pub(crate) const ALL: &'static [Self] = &[$(Self::$name,)*];
        }
    };
}

labels! {
    // kinds of items
    KindAdvanceDirective: "Wilsverklaring", "Advance directive";
    KindAlert: "Waarschuwing", "Alert";
    KindAllergy: "Allergie of intolerantie", "Allergy or intolerance";
    KindAppointment: "Afspraak", "Appointment";
    KindCarePlan: "Behandelplan", "Care plan";
    KindCareTeam: "Zorgteam", "Care team";
    KindCommunication: "Bericht", "Message";
    KindConsent: "Toestemming", "Consent";
    KindContactPerson: "Contactpersoon", "Contact person";
    KindDevice: "Hulpmiddel", "Device";
    KindDeviceUse: "Gebruik van een hulpmiddel", "Use of a device";
    KindDocument: "Document", "Document";
    KindEncounter: "Contact met zorgaanbieder", "Contact with care provider";
    KindEpisode: "Periode van zorg", "Episode of care";
    KindFile: "Bestand", "File";
    KindGoal: "Doel", "Goal";
    KindInsurance: "Verzekering", "Insurance";
    KindLabResult: "Uitslag van onderzoek laboratorium", "Laboratory result";
    KindLegalSituation: "Juridische situatie", "Legal situation";
    KindLivingSituation: "Woonsituatie", "Living situation";
    KindLocation: "Locatie", "Location";
    KindMeasurement: "Meting", "Measurement";
    KindMedicationAgreement: "Afspraak over medicijn", "Agreement about a medicine";
    KindMedicationUse: "Gebruik van medicijn", "Use of a medicine";
    KindMedicationDispense: "Verstrekking van medicijn", "Dispensing of a medicine";
    KindNursingReport: "Rapportage", "Report";
    KindOwnNote: "Eigen notitie", "Own note";
    KindDiary: "Dagboek", "Diary";
    KindNutritionAdvice: "Voedingsadvies", "Nutrition advice";
    KindOrganization: "Zorgaanbieder", "Care provider";
    KindPatient: "Patiënt", "Patient";
    KindPractitioner: "Zorgverlener", "Health professional";
    KindProblem: "Medische klacht", "Medical complaint";
    KindRequest: "Geplande zorgafspraak", "Planned care";
    KindTextResult: "Tekst uitslag", "Text result";
    KindProcedure: "Behandeling", "Treatment";
    KindTreatmentDirective: "Behandelwens", "Wish about treatment";
    KindVaccination: "Vaccinatie", "Vaccination";
    BloodPressure: "Bloeddruk", "Blood pressure";
    BodyHeight: "Lengte", "Height";
    BodyWeight: "Gewicht", "Weight";
    BodyTemperature: "Lichaamstemperatuur", "Body temperature";
    PulseRate: "Polsslag", "Pulse";
    HeartRate: "Hartslag", "Heart rate";
    Respiration: "Ademhaling", "Respiration";
    FluidBalance: "Vochtbalans", "Fluid balance";
    OxygenSaturation: "Zuurstof in het bloed", "Oxygen in the blood";

    // headings
    Address: "Adres", "Address";
    AboutThis: "Over dit gegeven", "About this item";
    Activity: "Zorgactiviteit", "Care activity";
    Contacts: "Contact met", "Contact with";
    ContactDetails: "Contactgegevens", "Contact details";
    Dosage: "Gebruik", "Use";
    Measurements: "Onderliggende metingen", "Underlying measurements";
    Oxygen: "Extra zuurstof", "Extra oxygen";
    Reaction: "Reactie", "Reaction";
    Verification: "Controle", "Verification";

    // rows
    AdditionalLocator: "Aanduiding bij huisnummer", "House number indication";
    AddressKind: "Adres soort", "Kind of address";
    AddressType: "Adres type", "Type of address";
    AdministeredAt: "Toegediend op", "Given on";
    AdministeredDose: "Hoeveelheid", "Amount";
    Aim: "Doel", "Goal";
    AllergyCategory: "Soort allergie", "Kind of allergy";
    AllowedTreatment: "Is de behandeling toegestaan?", "Is the treatment allowed?";
    AppointmentCreated: "Datum", "Date";
    AppointmentDescription: "Contact onderwerp", "Subject of the contact";
    AppointmentDuration: "Contact duur in minuten", "Duration in minutes";
    AppointmentInstructions: "Contact patiënt instructie", "Instructions";
    AppointmentStatus: "Contact status", "Status";
    AppointmentType: "Contact type", "Kind of contact";
    AsNeeded: "Alleen als het nodig is", "Only when needed";
    Asserter: "Vastgelegd door (zorgverlener)", "Recorded by (health professional)";
    Author: "Auteur", "Author";
    BirthDate: "Geboortedatum", "Date of birth";
    BodySite: "Locatie in het lichaam", "Place in the body";
    Bsn: "BSN", "BSN (citizen service number)";
    CallName: "Roepnaam", "Called";
    CareType: "Soort zorg", "Kind of care";
    Category: "Soort", "Kind";
    City: "Woonplaats", "Town";
    Comment: "Toelichting", "Comment";
    Conclusion: "Conclusie", "Conclusion";
    ConsentingParty: "Gegeven door", "Given by";
    ContactPart: "Contactpersoon, patiënt, zorgverlener of locatie", "Contact person, patient, health professional or location";
    ContactWith: "Met wie", "With whom";
    Content: "Inhoud", "Content";
    Country: "Land", "Country";
    Criticality: "Ernst", "Seriousness";
    CuffType: "Manchet type", "Cuff type";
    Date: "Datum", "Date";
    DateTime: "Datum en tijd", "Date and time";
    BloodPressureDateTime: "Bloeddruk datum tijd", "Date and time of blood pressure";
    Deceased: "Overleden", "Deceased";
    Description: "Omschrijving", "Description";
    Device: "Hulpmiddel", "Device";
    DiastolicPressure: "Diastolische bloeddruk", "Diastolic blood pressure";
    Diet: "Dieet", "Diet";
    Disease: "Aandoening", "Condition";
    DocumentDate: "Datum van het document", "Date of the document";
    DocumentKind: "Soort document", "Kind of document";
    DocumentLanguage: "Taal van het document", "Language of the document";
    DocumentName: "Naam van het document", "Name of the document";
    Dose: "Dosering", "Dosage";
    Email: "E-mailadres", "E-mail address";
    EndDate: "Einddatum", "End date";
    EndMoment: "Eind datum", "End";
    Explanation: "Extra uitleg", "More explanation";
    ExtraInformation: "Extra informatie", "Extra information";
    FamilyName: "Geslachtsnaam", "Family name";
    FileKind: "Soort bestand", "Kind of file";
    FirstNames: "Voornaam", "First names";
    FlowRate: "Hoeveelheid zuurstof", "Flow of oxygen";
    FluidConsistency: "Dikte van dranken", "Thickness of drinks";
    Fraction: "Zuurstof in de ingeademde lucht", "Oxygen in the air breathed in";
    FurtherSpecification: "Nadere omschrijving", "Further specification";
    Gender: "Geslacht", "Gender";
    GeneralPractitioner: "Huisarts", "General practitioner";
    HouseNumber: "Huisnummer", "House number";
    Identification: "Identificatie", "Identification";
    Initials: "Initialen", "Initials";
    Instruction: "Aanwijzing", "Instruction";
    InsuranceNumber: "Verzekerdennummer", "Insurance number";
    Interpretation: "Beoordeling", "Interpretation";
    KorotkoffSounds: "Korotkofftonen", "Korotkoff sounds";
    LanguageComment: "Toelichting bij taal", "Comment about language";
    LanguageName: "Taal", "Language";
    LanguageSkill: "Taalvaardigheid", "Language skills";
    LastOccurrence: "Laatste reactie op", "Last reaction on";
    Laterality: "Aangedane kant", "Affected side";
    Location: "Locatie", "Location";
    LotNumber: "Partijnummer", "Batch number";
    MaritalStatus: "Burgerlijke staat", "Marital status";
    MeasuredBy: "Gemeten door", "Measured by";
    MeasurementPlace: "Meet locatie", "Place of measurement";
    Medicine: "Medicijn", "Medicine";
    Member: "Lid", "Member";
    Method: "Meetmethode", "Method";
    MultipleBirth: "Deel van een meerling", "Part of a multiple birth";
    Municipality: "Gemeente", "Municipality";
    Name: "Naam", "Name";
    NameOrder: "Voorkeursvolgorde van de naamdelen", "Preferred order of the names";
    Nationality: "Nationaliteit", "Nationality";
    NationalityEnd: "Nationaliteit tot en met", "Nationality until";
    NationalityStart: "Nationaliteit vanaf", "Nationality from";
    Organisation: "Zorgaanbieder", "Care provider";
    Outcome: "Resultaat", "Outcome";
    OxygenGiven: "Krijgt extra zuurstof", "Receives extra oxygen";
    PartnerName: "Geslachtsnaam partner", "Partner's family name";
    PartnerPrefix: "Voorvoegsel geslachtsnaam partner", "Prefix of partner's family name";
    Payer: "Verzekeraar", "Insurer";
    PerformedBy: "Uitgevoerd door", "Performed by";
    Period: "Periode", "Period";
    Phone: "Telefoonnummer", "Telephone number";
    OtherContact: "Ander contact", "Other contact";
    Position: "Houding", "Position";
    PostalCode: "Postcode", "Postal code";
    Prefix: "Voorvoegsel geslachtsnaam", "Prefix of family name";
    Prescriber: "Voorgeschreven door", "Prescribed by";
    ProblemKind: "Soort klacht", "Kind of complaint";
    ProblemStatus: "Probleemstatus", "State of the problem";
    Reason: "Reden", "Reason";
    ReasonEnding: "Reden van beëindigen", "Reason for ending";
    ReferenceRange: "Referentiewaarden", "Reference range";
    Relation: "Relatie", "Relation";
    ReportText: "Verslag", "Report";
    ReportTitle: "Titel", "Title";
    Representation: "Vertegenwoordiging", "Representation";
    RequestedBy: "Aangevraagd door", "Requested by";
    Results: "Uitslagen", "Results";
    Required: "Vereist", "Required";
    Role: "Rol", "Role";
    Route: "Toedieningsweg", "Route";
    Security: "Vertrouwelijkheid", "Confidentiality";
    Sender: "Van", "From";
    Recipient: "Aan", "To";
    SentOn: "Verstuurd op", "Sent on";
    Severity: "Ernst van de reactie", "Severity of the reaction";
    Size: "Grootte", "Size";
    Source: "Gebaseerd op", "Based on";
    Speciality: "Specialisme", "Speciality";
    StartDate: "Startdatum", "Start date";
    StartMoment: "Begin datum", "Start";
    State: "Status", "Status";
    Street: "Straatnaam", "Street";
    Subject: "Onderwerp", "Subject";
    Substance: "Stof", "Substance";
    Symptom: "Verschijnselen", "Symptoms";
    SystolicPressure: "Systolische bloeddruk", "Systolic blood pressure";
    MeanPressure: "Gemiddelde bloeddruk", "Mean blood pressure";
    Target: "Streefdatum", "Target date";
    VerifiedWith: "Gecontroleerd met", "Verified with";
    Taken: "Wordt ingenomen", "Is taken";
    MaximumDose: "Hoogstens", "At most";
    Timing: "Wanneer", "When";
    Happened: "Wat er gebeurde", "What happened";
    Lasting: "Duur", "Duration";
    NoteText: "Notitie", "Note text";
    WrittenBy: "Opgeschreven door", "Written down by";
    Titles: "Titel", "Title";
    TreatmentName: "Behandeling", "Treatment";
    TypeOfData: "Soort gegeven", "Type of data";
    Use: "Waarvoor", "What for";
    Vaccine: "Vaccin", "Vaccine";
    Value: "Waarde", "Value";
    Verified: "Gecontroleerd", "Verified";
    VerifiedOn: "Gecontroleerd op", "Verified on";
    VerificationStatus: "Zekerheid", "Certainty";
    Note: "Let op", "Note";
}

#[cfg(test)]
mod tests {
    use super::Label;
    use inzage_domain::Language;

    #[test]
    fn every_label_says_something_in_both_languages() {
        for label in Label::ALL {
            for language in [Language::Dutch, Language::English] {
                assert!(label.text(language).trim().len() > 1, "{label:?}");
            }
        }
    }
}
