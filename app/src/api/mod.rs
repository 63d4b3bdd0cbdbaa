//! Server functions: what pages ask for and what forms send. Each takes the actor, parses, calls
//! one service and shapes the answer; what is allowed is decided in the services.
//!
//! The view models here are all that leaves the host: what a resource returns is printed in the
//! page. Dates come as text, formatted on the host.

mod access;
mod account;
mod adding;
mod capacity;
mod care;
mod case_queue;
mod cases;
mod consents;
mod contact;
mod counting;
mod desk;
mod emergency;
mod error;
mod export;
mod find;
mod graph;
mod help;
mod identity;
mod invitations;
mod item_more;
mod joining;
mod language;
mod lost;
mod network;
mod news;
mod number;
mod own_joining;
mod packed;
mod passkey;
mod policy;
mod record;
mod reporting;
mod reset;
mod retention;
mod staff_admin;
mod step_up;
mod switch;
mod team;
mod terms;
mod terms_admin;
mod to_network;
mod who_looked;

pub use access::{
    AskNewCode, CheckCode, CodeForm, CodeProblem, Landing, RecordChoice, SignIn, SignInForm, SignInProblem,
    SignOut, StaySignedIn, Staying, find_landing, read_code_form, read_sign_in_form, stay_signed_in,
};
pub use account::{
    AccountPage, AppNews, AppPage, AppView, BeginApp, ChangePassword, CloseOwnAccount, ClosingPage,
    ConfirmApp, DeviceLine, EndDevice, HistoryRow, PasswordForm, PasswordProblem, PasswordWeak, RemoveApp,
    SignOutEverywhere, read_app_page, read_closing, read_own_account, read_own_history, read_password_form,
};
pub use adding::{
    AddChoice, AddDiaryLine, AddMeasurement, AddNote, AddOwnNote, AddSheet, AddTyped, DiarySheet, OwnAdded,
    OwnAddedRow, WithdrawOwn, read_add_choice, read_add_form, read_diary, read_own_added,
};
#[cfg(feature = "ssr")]
pub(crate) use adding::{AddForm, measure_slug};
pub use capacity::{
    CapacityLine, CapacityNote, CapacitySheet, ClosingSheet, DecideClosing, RecordCapacity, decide_closing,
    read_capacity, read_client_closing, record_capacity,
};
pub use care::{CareNote, CareSheet, RecordCare, read_care};
pub use case_queue::{
    CaseOption, DecideCase, ExtendCase, QueueLine, QueuePage, TakeCase, TeamCasePage, read_case_queue,
    read_team_case,
};
pub use cases::{
    AskCase, CaseEventLine, CaseNote, CasePage, CaseStepLine, CaseView, CasesPage, WithdrawCase, WrongSheet,
    read_case, read_cases, read_wrong,
};
pub use consents::{ConsentCard, ConsentNote, ConsentPast, ConsentSheet, SayConsent, read_consents};
pub use contact::{
    ConfirmContact, ContactNote, ContactSheet, FlaggedLine, RegisterContact, RegisteredLine, TypedContact,
    WaitingLine, read_contact, read_contacts_waiting,
};
pub use counting::{ChooseCounting, PageFigures, read_counting};
pub use desk::{
    AccountCard, AccountDesk, ActOnAccount, CloseRequest, DeskNews, FindAccount, PastRow, RequestCard,
    read_account_desk, read_requests,
};
pub use emergency::{
    ElsewhereNote, EmergencyNote, EmergencySheet, EndEmergency, FindElsewhere, OpenEmergency, ReviewCard,
    ReviewEmergency, ReviewPage, read_elsewhere, read_emergency, read_reviews,
};
pub use error::ApiError;
pub use export::{AskExport, CopyLine, RemoveExport, TakeAlongView, TypedExport, read_take_along};
pub use find::{FoundRow, Marked, RecordSearch, SearchRecord, read_record_search};
pub use graph::{GraphChoice, GraphLine, GraphPoint, GraphSheet, GraphTableRow, GraphView, read_graph};
pub use help::{
    AskBlockCode, AskForm, AskHelp, AskNews, BlockNews, BlockOwn, FieldFault, read_ask_form, read_block_form,
};
pub use identity::{CheckBsn, IdentityNote, IdentitySheet, RecordIdentity, read_identity};
pub use invitations::{
    InvitationLetter, InvitationLine, InvitationNotice, InvitationProblem, InvitationSheet, InvitationsPage,
    MakeInvitation, SendInvitationAgain, TypedInvitation, WithdrawInvitation, read_invitation_letter,
    read_invitation_sheet, read_invitations,
};
pub use item_more::{MoreSheet, VersionLine, read_item_more};
pub use joining::{
    AskJoinCode, ChoosePassword, ChooseUserName, GiveInvitationCode, JoinNote, JoinNotice, JoinPage,
    JoinProblem, JoinStep, ProveContact, read_join_form, read_join_step,
};
pub use language::ChooseLanguage;
pub use lost::{LostSheet, OpenLostSheet, RemoveLost, read_lost_sheet};
pub use network::{
    AccessForm, AccessPage, AccessProblem, AgreeKinds, AppointManager, ChangeKinds, ChangeLine, ContactCard,
    EndTogether, JoinTogether, KindChoice, PersonCard, PersonPage, PointTogether, RenewAccess, ShowTogether,
    TogetherLine, TogetherPage, WithdrawAccess, read_access_page, read_access_person, read_together_now,
    read_together_page,
};
pub use news::{
    EndNews, KeepNews, NewsForm, NewsLine, NewsPreview, NewsView, PublishNewsItem, read_news, read_news_form,
    read_news_list, read_news_preview,
};
pub use number::{NumberNote, NumberSheet, RegisterNumber, read_number};
pub use own_joining::{JoinWithOwn, OwnJoinPage, read_own_joining};
pub use packed::Packed;
pub use passkey::{
    AddPasskey, AskPasskey, BeginPasskey, CheckPasskey, PasskeyLine, PasskeyNews, PasskeyQuestion,
    PasskeysPage, RemovePasskey, read_new_passkey, read_passkey_sign_in, read_passkeys,
};
pub use policy::{
    PolicyChangeLine, PolicyConsequences, PolicyEntry, PolicyForm, PolicyLine, PolicyNews, PolicyTyped,
    SavePolicy, read_policy_consequences, read_policy_form,
};
pub use record::{
    DayItems, ItemDetail, ItemGroup, ItemLine, ItemRow, RecordHead, RecordPage, RecordStart, SectionTile,
    read_record_item, read_record_page, read_record_start,
};
pub use reporting::{
    DecideReportName, DraftAnswer, DropReport, KeepReport, NameRow, NamesSheet, PlaceReport,
    PlaceReportDraft, PullBackReport, ReportRow, ReportSheet, ReportTyped, ReportView, ShareReport,
    VersionView, VersionsView, read_entry_versions, read_report, read_report_names, read_report_sheet,
};
pub use reset::{
    AskReset, BeginReset, ChooseNewPassword, DeskResetSheet, HandedCode, OpenDeskReset, ProveReset,
    ResetForAccount, ResetNews, ResetSheet, ResetStage, read_desk_reset, read_handed_code, read_reset_sheet,
};
pub use retention::{
    DestroyRecord, HoldRecord, RetentionLine, RetentionList, RetentionNote, RetentionSheet, read_retention,
    read_retention_sheet,
};
pub use staff_admin::{
    AddLocation, AddRole, AddStaff, EndRole, Place, StaffLine, StaffList, StaffRoleLine, StaffSheet,
    TypedStaff, read_staff, read_staff_sheet,
};
pub use step_up::{
    AskProofCode, AskProofPasskey, GiveProof, ProofNews, ProofPage, WaitingAct, read_proof_form,
    read_proved_act,
};
pub use switch::{SwitchLine, read_switch};
pub use team::{
    ClientLine, ClientSearch, FindClients, LogInBar, NewsOfClient, OrganisationPage, OwnWork, SearchProblem,
    TodayView, read_client_search, read_organisation_page,
};
pub use terms::{
    AcceptTerms, DeclineTerms, DifferencePiece, OwnTerms, TermsAsked, TermsDifference, TermsDocument,
    TermsGate, TermsLine, TermsPage, TermsProblem, TermsSummary, TermsText, WordChange, read_own_terms,
    read_terms_difference, read_terms_gate, read_terms_texts, read_terms_version,
};
pub use terms_admin::{
    DropTermsDraft, KeepTermsDraft, PublishForm, PublishList, PublishNews, PublishPreview, PublishTerms,
    PublishedDocument, PublishedLine, read_publish_form, read_publish_list, read_publish_preview,
};
pub use to_network::{
    EndAllAccess, EndAllPage, InviteToNetwork, NetworkInvitation, NetworkInvitations, NetworkSheet,
    SendNetworkInvitationAgain, TypedMember, WithdrawNetworkInvitation, read_end_all,
    read_network_invitations, read_network_sheet,
};
pub use who_looked::{LookedDay, LookedLine, LookedPage, NotRecognised, read_who_looked};
