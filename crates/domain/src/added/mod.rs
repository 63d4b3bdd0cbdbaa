//! What people put into a record by typing (R24, R34): notes, measurements, lines of a diary. What a
//! measurement can be at all, and from where on we ask whether it was typed well.
//!
//! The limits are there for typing errors. They judge nobody's health, and no page says that a value is
//! good or bad.

#[cfg(feature = "host")]
mod when;

#[cfg(feature = "host")]
pub use when::{When, WhenFault, now_typed, read_when};

use std::{fmt, ops::RangeInclusive};

use crate::{Category, role::stored_enum};

/// Longest title of a note, in characters.
pub const LONGEST_TITLE: usize = 100;
/// Longest text of a note, a diary line or the words beside a measurement, in characters.
pub const LONGEST_TEXT: usize = 4000;
/// Longest that something in a diary lasts: two days, in seconds.
pub const LONGEST_LASTING: u32 = 2 * 24 * 60 * 60;

stored_enum! {
    /// What somebody adds.
    OwnForm {
        /// A note.
        Note = "note",
        /// A measurement.
        Measurement = "measurement",
        /// A line of a diary.
        Diary = "diary",
    }
}

impl OwnForm {
    /// Where it stands in the record.
    pub const fn category(self) -> Category {
        match self {
            Self::Note | Self::Diary => Category::Reports,
            Self::Measurement => Category::Measurements,
        }
    }
}

stored_enum! {
    /// What is measured.
    Measure {
        /// Blood pressure, above and below, in mmHg.
        BloodPressure = "blood-pressure",
        /// Beats of the heart a minute.
        Pulse = "pulse",
        /// Weight in kilograms.
        Weight = "weight",
        /// Temperature of the body in degrees Celsius.
        Temperature = "temperature",
        /// Saturation of the blood with oxygen, in percent.
        Saturation = "saturation",
        /// Glucose in the blood in mmol/l, by a meter at home.
        Glucose = "glucose",
    }
}

stored_enum! {
    /// What a line of a diary tells of.
    DiaryKind {
        /// An epileptic seizure.
        Seizure = "seizure",
        /// A fall.
        Fall = "fall",
        /// Pain.
        Pain = "pain",
        /// Something else, said in words.
        Other = "other",
    }
}

/// Which number of a measurement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The only one, or the upper one of a blood pressure.
    First,
    /// The lower one of a blood pressure.
    Second,
}

/// A number with at most one decimal, as it was typed: `38,0` stays 38.0 and `38` stays 38.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    tenths: i32,
    decimal: bool,
}

/// Why a text is no such number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberFault {
    /// Nothing was typed.
    Empty,
    /// It is no number.
    NotANumber,
    /// More decimals than there can be.
    TooExact,
}

impl Number {
    /// Reads what was typed, with a comma or a point.
    pub fn read(text: &str, decimals: bool) -> Result<Self, NumberFault> {
        let text = text.trim();
        if text.is_empty() {
            return Err(NumberFault::Empty);
        }
        let (whole, rest) =
            text.split_once([',', '.']).map_or((text, None), |(whole, rest)| (whole, Some(rest)));
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|sign| sign.is_ascii_digit());
        if !digits(whole) || whole.len() > 5 || rest.is_some_and(|rest| !digits(rest)) {
            return Err(NumberFault::NotANumber);
        }
        if rest.is_some_and(|rest| !decimals || rest.len() > 1) {
            return Err(NumberFault::TooExact);
        }
        let read = |part: &str| part.parse::<i32>().map_err(|_| NumberFault::NotANumber);
        let tenth = rest.map(read).transpose()?;
        Ok(Self { tenths: read(whole)? * 10 + tenth.unwrap_or(0), decimal: tenth.is_some() })
    }

    /// The number in tenths: 385 for 38.5.
    pub const fn tenths(self) -> i32 {
        self.tenths
    }
}

/// With a point, as FHIR writes it.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.decimal {
            write!(f, "{}.{}", self.tenths / 10, self.tenths % 10)
        } else {
            write!(f, "{}", self.tenths / 10)
        }
    }
}

/// A measurement that can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measured {
    measure: Measure,
    first: Number,
    second: Option<Number>,
}

/// Why numbers are no measurement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeasureFault {
    /// A number cannot be read.
    Number(Part, NumberFault),
    /// It is outside what can be measured.
    Impossible(Part),
    /// The lower number of a blood pressure is not lower than the upper one.
    NotLower,
}

/// How a number is out of the ordinary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Odd {
    /// Lower than is common.
    Low,
    /// Higher than is common.
    High,
}

impl Measure {
    /// Whether it is given with a decimal.
    pub const fn has_decimal(self) -> bool {
        matches!(self, Self::Weight | Self::Temperature | Self::Glucose)
    }

    /// What can be measured at all, in tenths of the unit; outside it a number is refused. The widest that
    /// common meters show: a cuff is never pumped above 300 mmHg (IEC 80601-2-30), a meter for glucose
    /// shows `LO` below 0.6 and `HI` above 33.3 mmol/l, more than 100 percent does not exist. For weight,
    /// temperature and pulse with room around what was ever recorded of a living person.
    pub const fn possible(self, part: Part) -> RangeInclusive<i32> {
        match (self, part) {
            (Self::BloodPressure, Part::First) => 400..=3000,
            (Self::BloodPressure, Part::Second) => 200..=2500,
            (Self::Pulse, _) => 200..=3000,
            (Self::Weight, _) => 3..=6000,
            (Self::Temperature, _) => 250..=450,
            (Self::Saturation, _) => 400..=1000,
            (Self::Glucose, _) => 6..=333,
        }
    }

    /// What is common, in tenths of the unit; outside it we ask. Upper pressure, pulse, temperature and
    /// saturation: outside the values to which the National Early Warning Score 2 gives its highest
    /// points (pressure to 90 and from 220, pulse to 40 and from 131, temperature to 35.0 and from 39.1,
    /// saturation to 91; Royal College of Physicians 2017). Lower pressure from 120: a crisis in the
    /// guideline of the Dutch general practitioners (NHG, cardiovascular risk). Glucose below 3.9: a hypo
    /// there, and above 20. Weight: 30 to 200 kg for an adult; a child can weigh less.
    pub const fn common(self, part: Part, adult: bool) -> RangeInclusive<i32> {
        match (self, part) {
            (Self::BloodPressure, Part::First) => 910..=2190,
            (Self::BloodPressure, Part::Second) => 400..=1190,
            (Self::Pulse, _) => 410..=1300,
            (Self::Weight, _) if adult => 300..=2000,
            (Self::Weight, _) => 20..=2000,
            (Self::Temperature, _) => 351..=390,
            (Self::Saturation, _) => 920..=1000,
            (Self::Glucose, _) => 39..=200,
        }
    }
}

impl Measured {
    /// Reads what was typed; `second` counts for a blood pressure only.
    pub fn read(measure: Measure, first: &str, second: &str) -> Result<Self, MeasureFault> {
        let number = |part, text| {
            let number = Number::read(text, measure.has_decimal())
                .map_err(|fault| MeasureFault::Number(part, fault))?;
            if measure.possible(part).contains(&number.tenths) {
                Ok(number)
            } else {
                Err(MeasureFault::Impossible(part))
            }
        };
        let first = number(Part::First, first)?;
        let second = match measure {
            Measure::BloodPressure => Some(number(Part::Second, second)?),
            Measure::Pulse
            | Measure::Weight
            | Measure::Temperature
            | Measure::Saturation
            | Measure::Glucose => None,
        };
        if second.is_some_and(|second| second.tenths >= first.tenths) {
            return Err(MeasureFault::NotLower);
        }
        Ok(Self { measure, first, second })
    }

    /// What was measured.
    pub const fn measure(&self) -> Measure {
        self.measure
    }

    /// The number, or the upper one of a blood pressure.
    pub const fn first(&self) -> Number {
        self.first
    }

    /// The lower number of a blood pressure.
    pub const fn second(&self) -> Option<Number> {
        self.second
    }

    /// How it is out of the ordinary, if it is: then it is kept only when somebody says that it is right.
    pub fn odd(&self, adult: bool) -> Option<Odd> {
        let odd = |part, number: Number| {
            let common = self.measure.common(part, adult);
            if number.tenths < *common.start() {
                Some(Odd::Low)
            } else if number.tenths > *common.end() {
                Some(Odd::High)
            } else {
                None
            }
        };
        odd(Part::First, self.first).or_else(|| odd(Part::Second, self.second?))
    }
}

/// Why a text is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextFault {
    /// Nothing was written.
    Empty,
    /// It is too long.
    TooLong,
}

/// A text as it is kept: without space around it, one kind of line end, no sign that cannot be shown.
pub fn read_text(typed: &str, longest: usize) -> Result<String, TextFault> {
    let text: String = typed
        .replace("\r\n", "\n")
        .replace('\t', " ")
        .chars()
        .filter(|sign| *sign == '\n' || !sign.is_control())
        .collect::<String>()
        .trim()
        .to_owned();
    match text.chars().count() {
        0 => Err(TextFault::Empty),
        length if length > longest => Err(TextFault::TooLong),
        _ => Ok(text),
    }
}

/// How long something lasted, out of two boxes: minutes and seconds. `Ok(None)` where both are empty: not
/// everybody knows. `Err` where it is no time or longer than [`LONGEST_LASTING`].
pub fn read_lasting(minutes: &str, seconds: &str) -> Result<Option<u32>, NumberFault> {
    let read = |text: &str| match Number::read(text, false) {
        Ok(number) => u32::try_from(number.tenths() / 10).map(Some).map_err(|_| NumberFault::NotANumber),
        Err(NumberFault::Empty) => Ok(None),
        Err(fault) => Err(fault),
    };
    let (minutes, seconds) = (read(minutes)?, read(seconds)?);
    if minutes.is_none() && seconds.is_none() {
        return Ok(None);
    }
    let lasting = minutes.unwrap_or(0) * 60 + seconds.unwrap_or(0);
    if lasting == 0 || lasting > LONGEST_LASTING {
        return Err(NumberFault::NotANumber);
    }
    Ok(Some(lasting))
}

#[cfg(test)]
mod tests {
    use super::{
        LONGEST_LASTING, Measure, MeasureFault, Measured, Number, NumberFault, Odd, Part, TextFault,
        read_lasting, read_text,
    };

    fn one(measure: Measure, typed: &str) -> Result<Measured, MeasureFault> {
        Measured::read(measure, typed, "")
    }

    #[test]
    fn numbers_are_kept_as_precisely_as_they_were_typed() {
        for (typed, written, tenths) in
            [("72", "72", 720), (" 72,5 ", "72.5", 725), ("38.0", "38.0", 380), ("0,6", "0.6", 6)]
        {
            let number = Number::read(typed, true).unwrap();
            assert_eq!((number.to_string().as_str(), number.tenths()), (written, tenths), "{typed}");
        }
        for (typed, decimals, fault) in [
            ("", true, NumberFault::Empty),
            ("  ", true, NumberFault::Empty),
            ("zeventig", true, NumberFault::NotANumber),
            ("-3", true, NumberFault::NotANumber),
            ("7e1", true, NumberFault::NotANumber),
            ("72,", true, NumberFault::NotANumber),
            (",5", true, NumberFault::NotANumber),
            ("999999", true, NumberFault::NotANumber),
            ("٧٢", true, NumberFault::NotANumber),
            ("72,55", true, NumberFault::TooExact),
            ("1.250", true, NumberFault::TooExact),
            ("72,5", false, NumberFault::TooExact),
        ] {
            assert_eq!(Number::read(typed, decimals), Err(fault), "{typed}");
        }
    }

    /// What cannot be measured is refused, and what just can is taken: both sides of each limit.
    #[test]
    fn the_impossible_is_refused_at_its_limit() {
        for (measure, below, lowest, highest, above) in [
            (Measure::Pulse, "19", "20", "300", "301"),
            (Measure::Weight, "0,2", "0,3", "600,0", "600,1"),
            (Measure::Temperature, "24,9", "25,0", "45,0", "45,1"),
            (Measure::Saturation, "39", "40", "100", "101"),
            (Measure::Glucose, "0,5", "0,6", "33,3", "33,4"),
        ] {
            for possible in [lowest, highest] {
                assert!(one(measure, possible).is_ok(), "{measure:?} {possible}");
            }
            for impossible in [below, above] {
                let outcome = one(measure, impossible);
                assert_eq!(outcome, Err(MeasureFault::Impossible(Part::First)), "{measure:?} {impossible}");
            }
        }
        let pressure = |first, second| Measured::read(Measure::BloodPressure, first, second);
        assert!(pressure("40", "20").is_ok() && pressure("300", "250").is_ok());
        assert_eq!(pressure("39", "20"), Err(MeasureFault::Impossible(Part::First)));
        assert_eq!(pressure("301", "90"), Err(MeasureFault::Impossible(Part::First)));
        assert_eq!(pressure("120", "19"), Err(MeasureFault::Impossible(Part::Second)));
        assert_eq!(pressure("300", "251"), Err(MeasureFault::Impossible(Part::Second)));
        assert_eq!(pressure("80", "80"), Err(MeasureFault::NotLower));
        assert!(pressure("81", "80").is_ok());
        assert_eq!(pressure("120", ""), Err(MeasureFault::Number(Part::Second, NumberFault::Empty)));
    }

    /// What is out of the ordinary is asked about: both sides of each limit.
    #[test]
    fn the_uncommon_is_asked_about_at_its_limit() {
        for (measure, low, lowest, highest, high) in [
            (Measure::Pulse, "40", "41", "130", "131"),
            (Measure::Weight, "29,9", "30,0", "200,0", "200,1"),
            (Measure::Temperature, "35,0", "35,1", "39,0", "39,1"),
            (Measure::Glucose, "3,8", "3,9", "20,0", "20,1"),
        ] {
            let odd = |typed| one(measure, typed).unwrap().odd(true);
            assert_eq!((odd(low), odd(lowest)), (Some(Odd::Low), None), "{measure:?}");
            assert_eq!((odd(highest), odd(high)), (None, Some(Odd::High)), "{measure:?}");
        }
        let saturation = |typed| one(Measure::Saturation, typed).unwrap().odd(true);
        assert_eq!((saturation("91"), saturation("92"), saturation("100")), (Some(Odd::Low), None, None));
        let pressure =
            |first, second| Measured::read(Measure::BloodPressure, first, second).unwrap().odd(true);
        for (first, second, expected) in [
            ("90", "60", Some(Odd::Low)),
            ("91", "60", None),
            ("219", "80", None),
            ("220", "80", Some(Odd::High)),
            ("120", "39", Some(Odd::Low)),
            ("120", "40", None),
            ("180", "119", None),
            ("180", "120", Some(Odd::High)),
            ("250", "120", Some(Odd::High)),
        ] {
            assert_eq!(pressure(first, second), expected, "{first} over {second}");
        }
        // A child of 20 kg is no typing error.
        let child = one(Measure::Weight, "20").unwrap();
        assert_eq!((child.odd(true), child.odd(false)), (Some(Odd::Low), None));
        assert_eq!(one(Measure::Weight, "1,9").unwrap().odd(false), Some(Odd::Low));
    }

    /// Whatever is common can be, so that nobody is asked about what is refused anyway.
    #[test]
    fn what_is_common_is_possible() {
        for &measure in Measure::ALL {
            for part in [Part::First, Part::Second] {
                for adult in [true, false] {
                    let (common, possible) = (measure.common(part, adult), measure.possible(part));
                    assert!(
                        possible.contains(common.start()) && possible.contains(common.end()),
                        "{measure:?} {part:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_text_is_something_and_not_too_long() {
        assert_eq!(read_text("  Goed \r\n geslapen\u{7} ", 30).as_deref(), Ok("Goed \n geslapen"));
        assert_eq!(read_text(" \n\u{0} ", 30), Err(TextFault::Empty));
        assert_eq!(read_text(&"é".repeat(30), 30).map(|text| text.chars().count()), Ok(30));
        assert_eq!(read_text(&"é".repeat(31), 30), Err(TextFault::TooLong));
    }

    #[test]
    fn how_long_it_lasted_may_be_unknown_but_not_nothing() {
        for (minutes, seconds, expected) in [
            ("", "", Ok(None)),
            ("2", "", Ok(Some(120))),
            ("", "45", Ok(Some(45))),
            ("1", "30", Ok(Some(90))),
            ("2880", "0", Ok(Some(LONGEST_LASTING))),
            ("2880", "1", Err(NumberFault::NotANumber)),
            ("0", "0", Err(NumberFault::NotANumber)),
            ("twee", "", Err(NumberFault::NotANumber)),
            ("1,5", "", Err(NumberFault::TooExact)),
        ] {
            assert_eq!(read_lasting(minutes, seconds), expected, "{minutes} min {seconds} s");
        }
    }
}
