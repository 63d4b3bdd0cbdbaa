//! The start page of the demo on the bare `localhost`: the organisations, the accounts, and the
//! messages that would have been sent. In the portal's own style, without script.

use axum::{
    http::{HeaderValue, Method, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use inzage_app::shell::plain_document;
use leptos::prelude::*;

use super::{AccountEntry, OrganisationEntry};
use crate::{
    http::{Host, frame::Facts},
    logs,
    outside::Sent,
};

/// Messages that are shown.
const SHOWN: usize = 20;

/// Answers a request to the bare host name.
pub fn answer(host: &Host, request: &Parts, facts: &Facts) -> Response {
    let Some(face) = &host.demo else { return StatusCode::MISDIRECTED_REQUEST.into_response() };
    if !matches!(request.method, Method::GET | Method::HEAD) {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")]).into_response();
    }
    if request.uri.path() != "/" {
        return StatusCode::NOT_FOUND.into_response();
    }
    let messages = face.outbox.newest(SHOWN).unwrap_or_else(|error| {
        tracing::error!(error = %logs::chain(&error), "the outbox cannot be read");
        Vec::new()
    });
    // A root: a child would hang under whatever request this thread drew last, and see its contexts.
    let owner = Owner::new_root(None);
    let html = owner.with(|| {
        let body = page(face.contract.organisations.clone(), messages);
        plain_document(facts.language, "Inzage: demonstratie", Some(&host.assets), body)
    });
    let mut response = html.into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    response
}

fn page(organisations: Vec<OrganisationEntry>, messages: Vec<(u32, Sent)>) -> impl IntoView {
    view! {
        <header class="header">
            <div class="header__bar">
                <a class="header__name" href="/">
                    "Inzage"
                </a>
            </div>
        </header>
        <div class="page">
            <main class="sheet" id="inhoud">
                <h1>"Demonstratie van Inzage"</h1>
                <p class="lead">
                    "Vijf verzonnen zorgorganisaties, elk met een eigen adres. Alle namen en dossiers zijn verzonnen. Zet hier nooit gegevens van echte mensen in."
                </p>
                <h2>"Organisaties en accounts"</h2>
                {organisations.into_iter().map(organisation).collect_view()}
                <h2 id="berichten">"Verstuurde berichten"</h2>
                <p>
                    "Codes om in te loggen komen hier, het nieuwste bericht bovenaan. " <a href="/#berichten">"Ververs de berichten"</a>
                    "."
                </p>
                {messages_table(messages)}
            </main>
        </div>
    }
}

fn organisation(entry: OrganisationEntry) -> impl IntoView {
    let caption = format!("Accounts van {}", entry.name);
    view! {
        <section>
            <h3>
                <a href=entry.url.clone()>{entry.name}</a>
            </h3>
            <div class="table-scroll">
                <table class="table">
                    <caption class="visually-hidden">{caption}</caption>
                    <thead>
                        <tr>
                            <th scope="col">"Gebruikersnaam"</th>
                            <th scope="col">"Wachtwoord"</th>
                            <th scope="col">"Rol"</th>
                            <th scope="col">"Tweede stap"</th>
                        </tr>
                    </thead>
                    <tbody>{entry.accounts.into_iter().map(account).collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
}

fn account(entry: AccountEntry) -> impl IntoView {
    let role = match entry.role.as_str() {
        "client" => "client".to_owned(),
        "first-contact" => "eerste contactpersoon".to_owned(),
        "child-14" => "cliënt van 14".to_owned(),
        "parent" => "ouder".to_owned(),
        "two-clients" => "contactpersoon van twee cliënten".to_owned(),
        "nurse" => "verpleegkundige".to_owned(),
        "secretary" => "secretaresse".to_owned(),
        "admin" => "beheerder".to_owned(),
        "nurse-elsewhere" => "verpleegkundige van een andere locatie".to_owned(),
        "privacy-officer" => "functionaris gegevensbescherming".to_owned(),
        other => other.to_owned(),
    };
    let second_step = match (entry.second_factor.as_str(), entry.totp_secret) {
        ("totp", Some(secret)) => view! { "app, sleutel " <code>{secret}</code> }.into_any(),
        ("sms", _) => "sms".into_any(),
        ("digid", _) => "DigiD".into_any(),
        _ => "geen".into_any(),
    };
    view! {
        <tr>
            <th scope="row">
                <code>{entry.user}</code>
            </th>
            <td>{(!entry.password.is_empty()).then(|| view! { <code>{entry.password}</code> })}</td>
            <td>{role}</td>
            <td>{second_step}</td>
        </tr>
    }
}

fn messages_table(messages: Vec<(u32, Sent)>) -> impl IntoView {
    if messages.is_empty() {
        return view! { <p>"Er is nog niets verstuurd."</p> }.into_any();
    }
    let rows = messages
        .into_iter()
        .map(|(number, message)| {
            view! {
                <tr>
                    <th scope="row">{number}</th>
                    <td>{message.at}</td>
                    <td>{message.to}</td>
                    <td>{message.body}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-scroll">
            <table class="table">
                <caption class="visually-hidden">"Verstuurde berichten, het nieuwste bovenaan"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Nummer"</th>
                        <th scope="col">"Wanneer"</th>
                        <th scope="col">"Aan"</th>
                        <th scope="col">"Bericht"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
