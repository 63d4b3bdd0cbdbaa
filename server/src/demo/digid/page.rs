//! What people see of the demo's DigiD: who they are is a choice. Without script; the form asks by
//! GET, and leads back to the portal that sent them.

use std::sync::Arc;

use axum::{
    Router,
    extract::{Query, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use inzage_app::{
    components::{Button, ButtonKind, Choice, RadioGroup, TextField},
    shell::plain_document,
};
use inzage_domain::{Bsn, Language, digid::Level};
use leptos::prelude::*;
use serde::Deserialize;

use super::{CLIENT, CODE_VALID, DemoBroker, Fault, Granted, PEOPLE, Question};
use crate::{
    http::{FORMS_LEAD_TO, Host},
    outside::digid::{FOR_ANOTHER, form},
};

/// The other choice of "who": a number that is typed.
const OTHER: &str = "anders";

#[derive(Clone)]
struct Shown {
    broker: Arc<DemoBroker>,
    host: Host,
}

/// Asked by browsers.
pub(super) fn routes(broker: Arc<DemoBroker>, host: Host) -> Router {
    Router::new()
        .route("/authorize", get(ask))
        .route("/kies", get(choose))
        // Browsers ask for it by themselves.
        .route("/favicon.ico", get(|| async { StatusCode::NO_CONTENT }))
        .with_state(Shown { broker, host })
}

/// What the form sends beside the question.
#[derive(Debug, Default, Deserialize)]
struct Chosen {
    #[serde(default)]
    wie: String,
    #[serde(default)]
    nummer: String,
    #[serde(default)]
    namens: String,
    #[serde(default)]
    niveau: String,
    #[serde(default)]
    fout: String,
    stoppen: Option<String>,
}

impl DemoBroker {
    /// Whether somebody can be sent back after this question. Anything else is answered here: a broker
    /// that sends people wherever an address says is everybody's signpost.
    fn is_asked_well(&self, question: &Question) -> bool {
        question.client_id == CLIENT
            && question.response_type == "code"
            && question.code_challenge_method == "S256"
            && question.scope.split(' ').any(|scope| scope == "openid")
            && self.backs.contains(&question.redirect_uri)
    }
}

impl Question {
    fn for_another(&self) -> bool {
        self.scope.split(' ').any(|scope| scope == FOR_ANOTHER)
    }

    fn fields(&self) -> [(&'static str, &str); 8] {
        [
            ("response_type", &self.response_type),
            ("client_id", &self.client_id),
            ("redirect_uri", &self.redirect_uri),
            ("scope", &self.scope),
            ("state", &self.state),
            ("nonce", &self.nonce),
            ("code_challenge", &self.code_challenge),
            ("code_challenge_method", &self.code_challenge_method),
        ]
    }

    /// The portal that asks, as `form-action` names it.
    fn origin(&self) -> Option<HeaderValue> {
        let end = self.redirect_uri.find("/inloggen")?;
        HeaderValue::from_str(self.redirect_uri.get(..end)?).ok()
    }
}

async fn ask(State(shown): State<Shown>, Query(question): Query<Question>) -> Response {
    if !shown.broker.is_asked_well(&question) {
        return StatusCode::BAD_REQUEST.into_response();
    }
    draw(&shown.host, &question, "")
}

async fn choose(
    State(shown): State<Shown>,
    Query(question): Query<Question>,
    Query(chosen): Query<Chosen>,
) -> Response {
    if !shown.broker.is_asked_well(&question) {
        return StatusCode::BAD_REQUEST.into_response();
    }
    let back = |fields: &[(&str, &str)]| {
        Redirect::to(&format!("{}?{}", question.redirect_uri, form(fields))).into_response()
    };
    if chosen.stoppen.is_some() {
        return back(&[("error", "access_denied"), ("state", &question.state)]);
    }
    let typed = if chosen.wie == OTHER { &chosen.nummer } else { &chosen.wie };
    let Ok(bsn) = Bsn::parse(typed) else {
        return draw(&shown.host, &question, "Vul een testnummer in dat de elfproef doorstaat.");
    };
    let legal = question.for_another().then(|| chosen.namens.clone()).filter(|legal| !legal.is_empty());
    let level = Level::from_key(&chosen.niveau).unwrap_or(Level::Substantieel);
    let granted = Granted {
        bsn: bsn.digits().to_owned(),
        legal,
        loa: level.class(),
        fault: Fault::read(&chosen.fout),
        until: shown.broker.clock.now() + CODE_VALID,
        question: question.clone(),
    };
    let code = shown.broker.secret();
    shown.broker.open().codes.insert(code.clone(), granted);
    back(&[("code", &code), ("state", &question.state)])
}

fn draw(host: &Host, question: &Question, fault: &'static str) -> Response {
    // A root: a child would hang under whatever request this thread drew last, and see its contexts.
    let owner = Owner::new_root(None);
    let html = owner.with(|| {
        let body = sheet(question, fault);
        plain_document(Language::Dutch, "DigiD (demonstratie)", Some(&host.assets), body)
    });
    let mut response = html.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    if let Some(origin) = question.origin() {
        headers.insert(FORMS_LEAD_TO, origin);
    }
    response
}

fn sheet(question: &Question, fault: &'static str) -> impl IntoView {
    let hidden = question
        .fields()
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value.to_owned() /> })
        .collect_view();
    let named = |person: &super::Person| Choice::new(person.bsn, format!("{} ({})", person.name, person.bsn));
    let mut people: Vec<Choice> = PEOPLE.iter().map(named).collect();
    people.push(Choice::new(OTHER, "Een ander testnummer"));
    let first = PEOPLE.first().map(|person| person.bsn).unwrap_or_default();
    let another = question.for_another();
    let who = if another { "999900043" } else { first };
    let namens = another.then(|| {
        let clients = PEOPLE.iter().filter(|person| person.bsn != "999900043").map(named).collect::<Vec<_>>();
        view! { <RadioGroup id="namens" legend="Voor wie logt u in?" choices=clients chosen="999900018" /> }
    });
    let levels = Level::ALL.iter().map(|level| Choice::new(level.key(), level.key())).collect::<Vec<_>>();
    let mut faults = vec![Choice::new("", "geen")];
    faults.extend(Fault::ALL.iter().map(|fault| {
        let (word, text) = fault.words();
        Choice::new(word, text)
    }));
    view! {
        <header class="header">
            <div class="header__bar">
                <span class="header__name">"DigiD (demonstratie)"</span>
            </div>
        </header>
        <div class="page">
            <main class="sheet sheet--narrow" id="inhoud">
                <h1>"Inloggen met DigiD (demonstratie)"</h1>
                <p class="lead">
                    "Dit is niet de echte DigiD. Alle mensen en nummers zijn verzonnen. Vul nooit een echt nummer in."
                </p>
                <form method="get" action="/kies">
                    {hidden}
                    <RadioGroup id="wie" legend="Wie bent u?" choices=people chosen=who />
                    <TextField
                        id="nummer"
                        label="Ander testnummer"
                        error=(!fault.is_empty()).then(|| fault.to_owned())
                        inputmode="numeric"
                        optional=true
                    />
                    {namens}
                    <RadioGroup id="niveau" legend="Op welk niveau?" choices=levels chosen="substantieel" />
                    <details class="details">
                        <summary>"Een fout nabootsen"</summary>
                        <RadioGroup id="fout" legend="Welke fout?" choices=faults chosen="" />
                    </details>
                    <div class="button-row">
                        <Button label="Inloggen" />
                        <Button label="Annuleren" kind=ButtonKind::Secondary attr:name="stoppen" attr:value="1" />
                    </div>
                </form>
            </main>
        </div>
    }
}
