//! Texts of what people add to a record themselves: notes, measurements, a diary (R24, R34).

use inzage_domain::{
    Language,
    added::{Measure, Part},
};

use super::{Texts, catalogue};

catalogue! {
    add_link => "Zelf iets toevoegen", "Add something yourself";
    add_title => "Zelf iets toevoegen", "Add something yourself";
    add_intro => "Wat u toevoegt, hoort bij het dossier. Zorgverleners zien het meteen.", "What you add is part of the record. Care professionals see it at once.";
    add_not_urgent => "Zorgverleners reageren hier niet altijd op. Is het dringend? Bel uw huisarts of zorgverlener. Bij levensgevaar: bel 112.", "Care professionals do not always respond to this. Is it urgent? Call your GP or care professional. In danger to life: call 112.";
    add_choose_words => "In woorden", "In words";
    add_choose_numbers => "Een meting", "A measurement";
    add_nothing => "U kunt hier niets toevoegen", "You cannot add anything here";
    add_nothing_text => "U ziet niet de rapportages of metingen van dit dossier. Daarom kunt u er ook niets aan toevoegen.", "You do not see the reports or measurements of this record. That is why you cannot add to them either.";
    add_note => "Notitie", "Note";
    add_note_about => "Schrijf iets op, bijvoorbeeld hoe het gaat.", "Write something down, for example how things are.";
    add_diary => "Dagboek", "Diary";
    add_diary_about => "Wat er gebeurde, zoals een aanval, een val of pijn.", "What happened, such as a seizure, a fall or pain.";
    add_see_own => "Bekijk wat er zelf is toegevoegd", "See what was added";
    add_see_diary => "Bekijk het dagboek per maand", "See the diary by month";

    add_when => "Wanneer was het?", "When was it?";
    add_time => "Hoe laat?", "At what time?";
    add_time_hint => "Bijvoorbeeld 14:05.", "For example 14:05.";
    add_note_title => "Titel", "Title";
    add_note_text => "Wat wilt u opschrijven?", "What do you want to write down?";
    add_remark => "Wilt u er iets bij zeggen?", "Do you want to say something about it?";
    add_kind => "Wat was het?", "What was it?";
    add_kind_seizure => "Een aanval", "A seizure";
    add_kind_fall => "Een val", "A fall";
    add_kind_pain => "Pijn", "Pain";
    add_kind_other => "Iets anders", "Something else";
    add_minutes => "Hoe lang duurde het? Minuten", "How long did it last? Minutes";
    add_seconds => "Seconden", "Seconds";
    add_lasting_hint => "Weet u het niet? Laat het leeg.", "You do not know? Leave it empty.";
    add_happened => "Wat gebeurde er?", "What happened?";
    add_happened_hint => "Wat zag of voelde u? Wat hebt u gedaan?", "What did you see or feel? What did you do?";
    add_keep => "In het dossier zetten", "Put into the record";
    add_sure => "Ja, dit klopt: in het dossier zetten", "Yes, this is right: put into the record";
    add_kept => "Het staat in het dossier. Zorgverleners kunnen het meteen lezen.", "It is in the record. Care professionals can read it at once.";

    add_wrong_day => "Vul een dag in die bestaat, bijvoorbeeld 14 5 2026.", "Fill in a day that exists, for example 14 5 2026.";
    add_wrong_time => "Vul een tijd in, bijvoorbeeld 14:05.", "Fill in a time, for example 14:05.";
    add_future => "Dit moment is nog niet geweest.", "This moment has not been yet.";
    add_before_birth => "Dit is voor de geboorte van de cliënt.", "This is before the client was born.";
    add_no_text => "Schrijf op wat u wilt toevoegen.", "Write down what you want to add.";
    add_text_long => "Deze tekst is te lang. Er passen 4.000 tekens in.", "This text is too long. 4,000 signs fit.";
    add_title_long => "Deze titel is te lang. Er passen 100 tekens in.", "This title is too long. 100 signs fit.";
    add_no_choice => "Kies wat het was.", "Choose what it was.";
    add_lasting_wrong => "Vul hele minuten en seconden in, samen niet meer dan 2 dagen.", "Fill in whole minutes and seconds, together no more than 2 days.";
    add_no_number => "Vul een getal in.", "Fill in a number.";
    add_too_exact => "Vul een heel getal in.", "Fill in a whole number.";
    add_too_exact_decimal => "Vul hoogstens één cijfer achter de komma in.", "Fill in at most one digit after the point.";
    add_impossible(low: &str, high: &str) => "Dit kan niet gemeten zijn. Vul een getal in van {low} tot en met {high}.", "This cannot have been measured. Fill in a number from {low} to {high}.";
    add_not_lower => "De onderdruk is altijd lager dan de bovendruk. Staan de getallen goed?", "The lower pressure is always lower than the upper one. Are the numbers in the right place?";
    add_before => "U hebt dit formulier al eerder verstuurd, met iets anders erin. Dat staat in het dossier. Wilt u dit ook toevoegen? Druk dan nog een keer op de knop.", "You sent this form before, with something else in it. That is in the record. Do you want to add this too? Then press the button once more.";
    add_odd_title => "Klopt dit?", "Is this right?";
    add_odd_high(what: &str, value: &str) => "{what}: {value}. Dat is hoger dan gewoon.", "{what}: {value}. That is higher than usual.";
    add_odd_low(what: &str, value: &str) => "{what}: {value}. Dat is lager dan gewoon.", "{what}: {value}. That is lower than usual.";
    add_odd_what => "Klopt het? Druk dan op “Ja, dit klopt”. Klopt het niet, verbeter dan het getal. Voelt u zich niet goed? Bel uw huisarts. Bij levensgevaar: bel 112.", "Is it right? Then press “Yes, this is right”. If not, correct the number. Do you not feel well? Call your GP. In danger to life: call 112.";
    add_over(first: &str, second: &str) => "{first} over {second}", "{first} over {second}";

    added_marked => "zelf toegevoegd", "added by oneself";
    added_title => "Zelf toegevoegd", "Added by oneself";
    added_intro => "Wat de cliënt en mensen rond de cliënt zelf hebben opgeschreven. De nieuwste staat bovenaan.", "What the client and people around the client wrote down themselves. The newest comes first.";
    added_list => "Van nieuw naar oud", "From new to old";
    added_empty => "Er is nog niets toegevoegd", "Nothing has been added yet";
    added_empty_text => "Wat u toevoegt, ziet u hier.", "What you add appears here.";
    added_empty_staff => "Wat de cliënt toevoegt, ziet u hier.", "What the client adds appears here.";
    added_withdrawn => "Teruggehaald", "Taken back";
    added_withdraw => "Terughalen", "Take back";
    added_withdraw_text => "Niemand ziet dit dan nog in het dossier. De organisatie bewaart wel dat u het hebt geschreven.", "Nobody sees this in the record then. The organisation does keep that you wrote it.";
    added_withdraw_button(title: &str) => "“{title}” terughalen", "Take back “{title}”";
    added_withdrawn_done => "U hebt het teruggehaald. Niemand ziet het nog in het dossier.", "You have taken it back. Nobody sees it in the record any more.";

    diary_title => "Dagboek per maand", "Diary by month";
    diary_intro => "Hoe vaak iets gebeurde, zoals het in het dagboek is opgeschreven.", "How often something happened, as it was written in the diary.";
    diary_empty => "Er staat in deze tijd niets in het dagboek", "There is nothing in the diary in this time";
    diary_empty_text => "Kies een andere tijd, of schrijf zelf iets op.", "Choose another time, or write something down yourself.";
    diary_period => "Welke tijd?", "Which time?";
    diary_last => "De laatste 12 maanden", "The last 12 months";
    diary_chart(what: &str) => "{what}: hoe vaak per maand", "{what}: how often each month";
    diary_month => "Maand", "Month";
    diary_times => "Hoe vaak", "How often";
    diary_lines => "Wat er is opgeschreven", "What was written down";
}

impl Texts {
    /// A measurement, with its unit where `unit` asks for it.
    pub fn measure(self, measure: Measure) -> &'static str {
        let (dutch, english) = match measure {
            Measure::BloodPressure => ("Bloeddruk", "Blood pressure"),
            Measure::Pulse => ("Hartslag", "Pulse"),
            Measure::Weight => ("Gewicht", "Weight"),
            Measure::Temperature => ("Temperatuur", "Temperature"),
            Measure::Saturation => ("Zuurstof in het bloed", "Oxygen in the blood"),
            Measure::Glucose => ("Bloedsuiker", "Blood sugar"),
        };
        self.0.pick(dutch, english)
    }

    /// One line about how it is measured.
    pub fn measure_about(self, measure: Measure) -> &'static str {
        let (dutch, english) = match measure {
            Measure::BloodPressure => {
                ("Met een meter om uw arm of pols.", "With a meter around your arm or wrist.")
            }
            Measure::Pulse => {
                ("Hoe vaak het hart slaat in een minuut.", "How often the heart beats in a minute.")
            }
            Measure::Weight => ("Op een weegschaal.", "On scales."),
            Measure::Temperature => ("Met een thermometer.", "With a thermometer."),
            Measure::Saturation => ("Met een meter op de vinger.", "With a meter on the finger."),
            Measure::Glucose => ("Met een druppel bloed en een meter.", "With a drop of blood and a meter."),
        };
        self.0.pick(dutch, english)
    }

    /// The label of a number that is measured, with its unit.
    pub fn measure_label(self, measure: Measure, part: Part) -> &'static str {
        let (dutch, english) = match (measure, part) {
            (Measure::BloodPressure, Part::First) => {
                ("Bovendruk (het hoogste getal, in mmHg)", "Upper pressure (the highest number, in mmHg)")
            }
            (Measure::BloodPressure, Part::Second) => {
                ("Onderdruk (het laagste getal, in mmHg)", "Lower pressure (the lowest number, in mmHg)")
            }
            (Measure::Pulse, _) => ("Hartslag (slagen per minuut)", "Pulse (beats per minute)"),
            (Measure::Weight, _) => ("Gewicht (kilogram)", "Weight (kilograms)"),
            (Measure::Temperature, _) => ("Temperatuur (graden Celsius)", "Temperature (degrees Celsius)"),
            (Measure::Saturation, _) => ("Zuurstof in het bloed (procent)", "Oxygen in the blood (percent)"),
            (Measure::Glucose, _) => ("Bloedsuiker (mmol per liter)", "Blood sugar (mmol per litre)"),
        };
        self.0.pick(dutch, english)
    }

    /// A number in tenths, with a decimal where it has one.
    pub fn tenths(self, tenths: i32) -> String {
        let (whole, rest) = (tenths / 10, tenths % 10);
        match (rest, self.0) {
            (0, _) => whole.to_string(),
            (rest, Language::Dutch) => format!("{whole},{rest}"),
            (rest, Language::English) => format!("{whole}.{rest}"),
        }
    }

    /// How often, in words.
    pub fn times(self, times: u32) -> String {
        match (self.0, times) {
            (Language::Dutch, times) => format!("{times} keer"),
            (Language::English, 1) => "once".to_owned(),
            (Language::English, times) => format!("{times} times"),
        }
    }
}
