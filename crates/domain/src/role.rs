//! Who somebody is to a client or to the organisation.

macro_rules! stored_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $key:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$variant_doc])* #[serde(rename = $key)] $variant,)* }

        impl $name {
            /// Every value.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word in the store and in files.
            pub const fn key(self) -> &'static str { match self { $(Self::$variant => $key,)* } }

            /// The value of a stored word.
            pub fn from_key(key: &str) -> Option<Self> {
                match key { $($key => Some(Self::$variant),)* _ => None }
            }
        }
    };
}
pub(crate) use stored_enum;

stored_enum! {
    /// The work of an employee. What a role may do is in [`crate::access`].
    Role {
        /// Nurse or carer.
        Nurse = "nurse",
        /// Physician.
        Physician = "physician",
        /// Secretary.
        Secretary = "secretary",
        /// Administrator of the organisation's settings; sees no records.
        Admin = "admin",
        /// Care provider who exchanges documents (preset CareCodex).
        Provider = "provider",
    }
}

stored_enum! {
    /// The ground on which a person reads a client's record.
    Basis {
        /// The client's own record.
        Own = "own",
        /// First contact or legal representative of the care plan (R6, R7).
        FirstContact = "first-contact",
        /// Second contact (R6).
        SecondContact = "second-contact",
    }
}

impl Role {
    /// ISO 21298 role code, as NEN 7513 asks.
    pub const fn nen_code(self) -> &'static str {
        match self {
            Self::Nurse | Self::Physician | Self::Provider => "03",
            Self::Secretary => "06",
            Self::Admin => "07",
        }
    }
}

impl Basis {
    /// ISO 21298 role code: 01 subject of care, 02 subject-of-care proxy.
    pub const fn nen_code(self) -> &'static str {
        match self {
            Self::Own => "01",
            Self::FirstContact | Self::SecondContact => "02",
        }
    }
}
