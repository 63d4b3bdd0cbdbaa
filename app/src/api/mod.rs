//! Server functions: what pages ask for and what forms send. Each takes the actor, parses, calls
//! one service and shapes the answer; what is allowed is decided in the services.
//!
//! The view models here are all that leaves the host: what a resource returns is printed in the
//! page. Dates come as text, formatted on the host.

mod access;
mod account;
mod capacity;
mod care;
mod contact;
mod counting;
mod desk;
mod error;
mod help;
mod identity;
mod invitations;
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
mod reset;
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
pub use capacity::{
    CapacityLine, CapacityNote, CapacitySheet, ClosingSheet, DecideClosing, RecordCapacity, decide_closing,
    read_capacity, read_client_closing, record_capacity,
};
pub use care::{CareNote, CareSheet, RecordCare, read_care};
pub use contact::{
    ConfirmContact, ContactNote, ContactSheet, FlaggedLine, RegisterContact, RegisteredLine, TypedContact,
    WaitingLine, read_contact, read_contacts_waiting,
};
pub use counting::{ChooseCounting, PageFigures, read_counting};
pub use desk::{
    AccountCard, AccountDesk, ActOnAccount, CloseRequest, DeskNews, FindAccount, PastRow, RequestCard,
    read_account_desk, read_requests,
};
pub use error::ApiError;
pub use help::{
    AskBlockCode, AskForm, AskHelp, AskNews, BlockNews, BlockOwn, FieldFault, read_ask_form, read_block_form,
};
pub use identity::{CheckBsn, IdentityNote, IdentitySheet, RecordIdentity, read_identity};
pub use invitations::{
    InvitationLetter, InvitationLine, InvitationNotice, InvitationProblem, InvitationSheet, InvitationsPage,
    MakeInvitation, SendInvitationAgain, TypedInvitation, WithdrawInvitation, read_invitation_letter,
    read_invitation_sheet, read_invitations,
};
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
pub use reset::{
    AskReset, BeginReset, ChooseNewPassword, DeskResetSheet, HandedCode, OpenDeskReset, ProveReset,
    ResetForAccount, ResetNews, ResetSheet, ResetStage, read_desk_reset, read_handed_code, read_reset_sheet,
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
    ClientLine, ClientSearch, FindClients, LogInBar, OrganisationPage, SearchProblem, read_client_search,
    read_organisation_page,
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
