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
        /// Privacy officer ("functionaris gegevensbescherming", AVG article 37): looks into what a client
        /// does not recognise and reviews emergency access; opens no record.
        PrivacyOfficer = "privacy-officer",
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
        /// Member of the care network, with rights for each kind of data (R39).
        NetworkMember = "network-member",
        /// Parent with authority (WGBO 7:447, 7:465 lid 1).
        Parent = "parent",
        /// Parent without authority: told of what matters by others (BW 1:377c), sees no record.
        ParentWithoutAuthority = "parent-without-authority",
        /// Guardian of a minor ("voogd").
        Guardian = "guardian",
        /// Curator of an adult (BW 1:381).
        Curator = "curator",
        /// Mentor of an adult (BW 1:453).
        Mentor = "mentor",
        /// Authorised in writing (WGBO 7:465 lid 3).
        Proxy = "proxy",
        /// Spouse, registered partner or life companion (WGBO 7:465 lid 3).
        Partner = "partner",
        /// Parent, child, brother or sister of an adult (WGBO 7:465 lid 3).
        Family = "family",
        /// Administrator of goods ("bewindvoerder"): money only, no medical data.
        Administrator = "administrator",
    }
}

impl Role {
    /// ISO 21298 role code, as NEN 7513 asks.
    pub const fn nen_code(self) -> &'static str {
        match self {
            Self::Nurse | Self::Physician | Self::Provider => "03",
            Self::Secretary => "06",
            Self::Admin | Self::PrivacyOfficer => "07",
        }
    }
}

impl Basis {
    /// ISO 21298 role code: 01 subject of care, 02 subject-of-care proxy.
    pub const fn nen_code(self) -> &'static str {
        match self {
            Self::Own => "01",
            Self::FirstContact
            | Self::SecondContact
            | Self::NetworkMember
            | Self::Parent
            | Self::ParentWithoutAuthority
            | Self::Guardian
            | Self::Curator
            | Self::Mentor
            | Self::Proxy
            | Self::Partner
            | Self::Family
            | Self::Administrator => "02",
        }
    }

    /// Whether it is the parent's or guardian's say over a minor, which ends by itself.
    pub const fn is_parental(self) -> bool {
        matches!(self, Self::Parent | Self::Guardian)
    }

    /// Whether somebody on this ground logs in with the own DigiD for the client (R120): who represents
    /// the client, or can by law (WGBO 7:465 lid 3). Of anybody else no number is asked: there is
    /// nothing to use it for (AVG article 5).
    pub const fn acts_with_digid(self) -> bool {
        self.represents() || matches!(self, Self::Partner | Self::Family)
    }

    /// Whether somebody on this ground decides in the client's place: who may look, closing (R17,
    /// R45; WGBO 7:465).
    pub const fn represents(self) -> bool {
        match self {
            Self::FirstContact
            | Self::Parent
            | Self::Guardian
            | Self::Curator
            | Self::Mentor
            | Self::Proxy => true,
            Self::Own
            | Self::SecondContact
            | Self::NetworkMember
            | Self::ParentWithoutAuthority
            | Self::Partner
            | Self::Family
            | Self::Administrator => false,
        }
    }
}
