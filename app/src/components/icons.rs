//! Our own few icons: one stroke path each on a 24-unit grid, always beside words.

use leptos::prelude::*;

macro_rules! icons {
    ($($(#[$doc:meta])* $name:ident => $path:literal;)*) => {
        /// A small drawing beside a word. It never carries meaning alone.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Icon { $($(#[$doc])* $name,)* }

        impl Icon {
            /// Every icon, for the style guide.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The path, drawn with a stroke on a grid of 24 by 24.
            pub const fn path(self) -> &'static str { match self { $(Self::$name => $path,)* } }
        }
    };
}

icons! {
    /// Telephone.
    Phone => "M6 3h3l2 5-2.5 2a12 12 0 0 0 5.5 5.5l2-2.5 5 2v3a2.5 2.5 0 0 1-3 2.5A17.5 17.5 0 0 1 3.500 6 2.500 2.500 0 0 1 6 3z";
    /// To the left: back, newer.
    ArrowLeft => "M20 12H4m7-7-7 7 7 7";
    /// To the right: on, older.
    ArrowRight => "M4 12h16m-7-7 7 7-7 7";
    /// To another website.
    External => "M14 4h6v6m0-6-9 9M18 14v6H4V6h6";
    /// Information.
    Info => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zm0-10v6m0-10v.01";
    /// Done.
    Check => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zm-4-9 3 3 5.500-6";
    /// Watch out.
    Warning => "M12 3 2 20h20L12 3zm0 7v5m0 2.500v.01";
    /// Something is wrong.
    Cross => "M8 3h8l5 5v8l-5 5H8l-5-5V8l5-5zm1 6 6 6m0-6-6 6";
    /// One person.
    Person => "M12 12a4.500 4.500 0 1 0 0-9 4.500 4.500 0 0 0 0 9zm-8 9c0-4 3.500-6 8-6s8 2 8 6";
    /// Several people.
    People => "M9 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zm-7 9c0-3.500 3-5.500 7-5.500s7 2 7 5.500M16 3.500a4 4 0 0 1 0 7M18 15c2.500.600 4 2.300 4 5";
    /// Safe.
    Lock => "M5 11h14v10H5V11zm3 0V7a4 4 0 0 1 8 0v4m-4 4v2";
    /// Leave.
    Door => "M10 4H4v16h6m5-12 4 4-4 4m4-4H9";
    /// Search.
    Search => "M10.500 17a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13zm4.700-1.800L21 21";
    /// Daily reports.
    Note => "M5 3h14v18H5V3zm4 5h6m-6 4h6m-6 4h3";
    /// Plan and goals.
    Target => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zm0-4.500a4.500 4.500 0 1 0 0-9 4.500 4.500 0 0 0 0 9zm0-4.500v.01";
    /// Complaints and illnesses.
    Plus => "M9 3h6v6h6v6h-6v6H9v-6H3V9h6V3z";
    /// Medication.
    Pill => "m4.500 13 8.500-8.500a4.600 4.600 0 0 1 6.500 6.500L11 19.500A4.600 4.600 0 0 1 4.500 13zM9 8.500l6.500 6.500";
    /// Allergies.
    Leaf => "M5 19C4 10 10 4 20 4c0 10-6 16-15 15zm0 0 8-8";
    /// Alerts.
    Bell => "M6 16V11a6 6 0 0 1 12 0v5l2 2H4l2-2zm4 5h4M12 3v2";
    /// Measurements.
    Pulse => "M2 12h5l3-7 4 14 3-7h5";
    /// Laboratory.
    Flask => "M9 3h6m-5 0v6L4.500 18.500A1.700 1.700 0 0 0 6 21h12a1.700 1.700 0 0 0 1.500-2.500L14 9V3M7.500 14h9";
    /// Treatments.
    Heart => "M12 20.500 4 13a4.800 4.800 0 0 1 8-5.500A4.800 4.800 0 0 1 20 13l-8 7.500z";
    /// Appointments, dates.
    Calendar => "M4 5h16v16H4V5zm0 5h16M8 2.500V6m8-3.500V6";
    /// Documents.
    Document => "M6 3h8l5 5v13H6V3zm8 0v5h5M9 13h7m-7 4h7";
    /// Aids.
    Glasses => "M6.500 18a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zm11 0a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM10 14c1-1 3-1 4 0M3 14l2-8m16 8-2-8";
    /// Vaccinations.
    Syringe => "m15 3 6 6m-3-3-3 3m-9 9-3 3m3.500-6.500 7.500-7.500 4 4-7.500 7.500h-4v-4zm4.500-1 2 2";
    /// Home, lifestyle.
    Home => "m3 11 9-8 9 8M6 9v12h12V9m-8 12v-6h4v6";
    /// Mental wellbeing.
    Mind => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8 14c1 1.700 2.400 2.500 4 2.500s3-.8 4-2.500M9 9v.5m6-.5v.5";
    /// Anything else.
    Box => "M4 8 12 4l8 4v8l-8 4-8-4V8zm0 0 8 4 8-4m-8 4v8";
    /// Time, waiting.
    Clock => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zm0-14v5l3.500 2";
    /// Looking.
    Eye => "M2 12c3-5 6-7 10-7s7 2 10 7c-3 5-6 7-10 7s-7-2-10-7zm10 3a3 3 0 1 0 0-6 3 3 0 0 0 0 6z";
}

/// Draws an icon. Hidden from screen readers: the words beside it say the same.
pub fn icon(icon: Icon) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">
            <path d=icon.path()></path>
        </svg>
    }
}
