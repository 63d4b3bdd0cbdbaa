//! The building blocks of every page: server-rendered whole, valid HTML, working without script.
//!
//! A component knows no route, no server function and no role: it gets texts, addresses and
//! plain values, and the page decides. Fields are uncontrolled (they start with `value` and keep
//! what somebody types), so that nothing typed before the browser half arrives is lost.
//! Every state of every component is on `/stijl`. The looks are in `style/components/`.

mod alert;
mod brand;
mod button;
mod cards;
mod chart;
mod choices;
#[cfg(test)]
mod contrast;
mod details;
mod dialog;
mod fields;
mod frame;
mod heading;
mod icons;
mod idle;
#[cfg(feature = "ssr")]
mod line_chart;
mod links;
mod person;
#[cfg(feature = "ssr")]
mod steps;
mod table;
mod text_area;
mod waiting;
mod whose;

pub use alert::{Alert, AlertKind, AlertTitle};
pub use brand::{OrganisationFace, use_face};
pub use button::{Button, ButtonKind, ButtonLink, ButtonRow};
pub use cards::{Card, DayGroup, EmptyState, Entry, EntryList, SectionCard, SectionGrid};
pub use chart::{Bar, BarChart};
pub use choices::{CheckboxField, Choice, DateField, DateValues, RadioGroup};
pub use details::{ContactBlock, Detail, DetailList, MoreInformation};
pub use dialog::Dialog;
pub use fields::{CodeField, ErrorSummary, FieldProblem, FieldWidth, PasswordField, TextField};
pub use frame::{NavItem, PageFrame, paths};
pub use heading::{Addressed, PageHeading, RouteAnnouncer};
pub use icons::{Icon, icon};
pub use idle::IdleWarning;
#[cfg(feature = "ssr")]
pub use line_chart::{ChartLine, LineChart, LinePoint};
pub use links::{Breadcrumb, Crumb, ExternalLink, LinkTabs, Pagination, PhoneLink, Tab};
pub use person::{EmailField, MobileField};
#[cfg(feature = "ssr")]
pub use steps::{Remaining, Step, StepState, Steps};
pub use table::{Cell, Column, DataTable};
pub use text_area::TextArea;
pub use waiting::{Progress, Skeleton};
pub use whose::{RecordOwner, Whose, WhoseRecord, record_tint};
