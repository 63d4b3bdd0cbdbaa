//! The first contact of the care plan: only that person may have the first contact's account (R7).
//!
//! And whether somebody who is invited is the person behind an account that is there already.

use crate::{EmailAddress, PhoneNumber, fold, role::stored_enum};

/// Who somebody says to be, or is registered as.
#[derive(Clone, Copy)]
pub struct Described<'d> {
    /// Full name.
    pub name: &'d str,
    /// E-mail address, where it is known.
    pub email: Option<&'d str>,
    /// Mobile number, where it is known.
    pub mobile: Option<&'d PhoneNumber>,
}

impl<'d> Described<'d> {
    /// Somebody of whom everything is known.
    pub fn new(name: &'d str, email: &'d EmailAddress, mobile: &'d PhoneNumber) -> Self {
        Self { name, email: Some(email.as_str()), mobile: Some(mobile) }
    }

    /// Whether both have one name; capitals, accents and spaces do not matter.
    pub fn has_name_of(&self, other: &Self) -> bool {
        self.folded_name() == other.folded_name()
    }

    /// Whether two descriptions can be of one person: the same name, and no address that differs where
    /// both have one.
    pub fn can_be(&self, other: &Self) -> bool {
        let email = self.email.is_none() || other.email.is_none() || self.has_email_of(other);
        let mobile = self.mobile.is_none() || other.mobile.is_none() || self.has_mobile_of(other);
        self.has_name_of(other) && email && mobile
    }

    fn folded_name(&self) -> String {
        fold(self.name).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn has_email_of(&self, other: &Self) -> bool {
        matches!((self.email, other.email), (Some(one), Some(other)) if fold(one.trim()) == fold(other.trim()))
    }

    fn has_mobile_of(&self, other: &Self) -> bool {
        matches!((self.mobile, other.mobile), (Some(one), Some(other)) if one == other)
    }
}

stored_enum! {
    /// In what an invited person differs from the one in the care plan.
    Difference {
        /// The name.
        Name = "name",
        /// The e-mail address.
        Email = "email",
        /// The mobile number.
        Mobile = "mobile",
    }
}

/// In what an invited person differs from the first contact who is registered (R7); nothing when it
/// is that person. Capitals, accents and spaces do not matter.
pub fn differences(registered: &Described<'_>, invited: &Described<'_>) -> Vec<Difference> {
    [
        (!registered.has_name_of(invited), Difference::Name),
        (!registered.has_email_of(invited), Difference::Email),
        (!registered.has_mobile_of(invited), Difference::Mobile),
    ]
    .into_iter()
    .filter_map(|(differs, what)| differs.then_some(what))
    .collect()
}

/// Whether the holder of an account is still the person in the care plan: the name, and one of the two
/// addresses; people get a new telephone or another mailbox. A care plan that names no address at all
/// contradicts nobody of that name.
pub fn is_still(registered: &Described<'_>, holder: &Described<'_>) -> bool {
    let no_address = registered.email.is_none() && registered.mobile.is_none();
    registered.has_name_of(holder) && (no_address || is_reached_by(registered, holder))
}

/// Whether an invitation goes to an address that the holder of an account has proved: then it may be
/// added to that account.
pub fn is_reached_by(invited: &Described<'_>, holder: &Described<'_>) -> bool {
    invited.has_email_of(holder) || invited.has_mobile_of(holder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phone(text: &str) -> PhoneNumber {
        PhoneNumber::parse(text).unwrap()
    }

    /// R7: the person of the care plan, and nobody else.
    #[test]
    fn only_the_registered_person_is_without_difference() {
        use Difference::{Email, Mobile, Name};
        let (first, second) = (phone("06 12 34 56 78"), phone("06 12 34 56 79"));
        let registered =
            Described { name: "Karin de Wit", email: Some("karin@example.nl"), mobile: Some(&first) };
        let cases = [
            ("Karin de Wit", "karin@example.nl", &first, vec![]),
            (" KARIN  de Wít ", "Karin@Example.nl", &first, vec![]),
            ("Karin de With", "karin@example.nl", &first, vec![Name]),
            ("Karin de Wit", "karin@example.org", &first, vec![Email]),
            ("Karin de Wit", "karin@example.nl", &second, vec![Mobile]),
            ("Peter de Wit", "peter@example.nl", &second, vec![Name, Email, Mobile]),
        ];
        for (name, email, mobile, expected) in cases {
            let invited = Described { name, email: Some(email), mobile: Some(mobile) };
            assert_eq!(differences(&registered, &invited), expected, "{name} {email}");
        }
        let unknown = Described { name: "Karin de Wit", email: None, mobile: None };
        assert_eq!(differences(&registered, &unknown), vec![Email, Mobile]);
        assert_eq!(differences(&unknown, &unknown), vec![Email, Mobile], "what is not known is not the same");
    }

    /// R7: a new telephone makes nobody somebody else; another name or no address in common does.
    #[test]
    fn a_holder_stays_the_same_person_with_one_address() {
        let (first, second) = (phone("06 12 34 56 78"), phone("06 12 34 56 79"));
        let registered =
            Described { name: "Karin de Wit", email: Some("karin@example.nl"), mobile: Some(&first) };
        let cases = [
            ("karin de wit", Some("karin@example.nl"), Some(&second), true, true),
            ("Karin de Wit", None, Some(&first), true, true),
            ("Karin de Wit", Some("karin@example.nl"), None, true, true),
            ("Karin de Wit", Some("other@example.nl"), Some(&second), false, false),
            ("Karin de Wit", None, None, false, false),
            ("Peter de Wit", Some("karin@example.nl"), Some(&first), false, true),
        ];
        for (name, email, mobile, still, reached) in cases {
            let holder = Described { name, email, mobile };
            assert_eq!(is_still(&registered, &holder), still, "{name} {email:?}");
            assert_eq!(is_reached_by(&registered, &holder), reached, "{name} {email:?}");
        }
        // The care plan has a name only: it contradicts nobody of that name.
        let named = Described { name: "Karin de Wit", email: None, mobile: None };
        for (name, still) in [("karin DE wit", true), ("Peter de Wit", false)] {
            let holder = Described { name, email: Some("karin@example.nl"), mobile: Some(&first) };
            assert_eq!(is_still(&named, &holder), still, "{name}");
        }
    }

    /// R7: what one source leaves out, the other may say; what both say must be one.
    #[test]
    fn two_descriptions_can_be_of_one_person() {
        let (first, second) = (phone("06 12 34 56 78"), phone("06 12 34 56 79"));
        let whole = Described { name: "Karin de Wit", email: Some("karin@example.nl"), mobile: Some(&first) };
        let cases = [
            ("karin de wít", None, None, true),
            ("Karin de Wit", Some("Karin@example.nl"), None, true),
            ("Karin de Wit", None, Some(&second), false),
            ("Karin de Wit", Some("other@example.nl"), Some(&first), false),
            ("Karin Wit", Some("karin@example.nl"), Some(&first), false),
        ];
        for (name, email, mobile, expected) in cases {
            let other = Described { name, email, mobile };
            assert_eq!(whole.can_be(&other), expected, "{name} {email:?}");
            assert_eq!(other.can_be(&whole), expected, "{name} {email:?}");
        }
    }
}
