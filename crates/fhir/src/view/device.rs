//! Aids: the device itself and its use.

use super::sheet::{Face, Sheet};
use crate::element::code::{capital, plain};
use crate::labels::Label;
use crate::tree::Node;

/// `Device` (zib-MedicalDeviceProduct).
pub(super) fn device(sheet: &mut Sheet<'_>) -> Face {
    let resource = sheet.resource;
    let kind = resource.child("type").and_then(|kind| sheet.concept_of(kind));
    sheet.row(Label::Device, kind.clone());
    let name =
        ["deviceName.name", "model", "modelNumber"].iter().find_map(|path| resource.text(path)).map(plain);
    sheet.row(Label::Name, name.clone());
    sheet.text(Label::Organisation, "manufacturer");
    sheet.text(Label::LotNumber, "lotNumber");
    sheet.moment(Label::EndDate, "expirationDate");
    sheet.state(Label::State, "status", "device-statement-status");
    sheet.notes(Label::Comment, "note");
    sheet.face(Label::KindDevice, kind.clone().or_else(|| name.clone()), name.filter(|_| kind.is_some()))
}

/// `DeviceUseStatement` (zib-MedicalDevice).
pub(super) fn device_use(sheet: &mut Sheet<'_>) -> Face {
    let resource = sheet.resource;
    let name = resource.child("device").and_then(|device| {
        let followed =
            sheet.follow(device).and_then(|target| super::sheet::resource_name(target, sheet.language));
        followed
            .or_else(|| sheet.named(device))
            .filter(|name| !name.contains("naam niet meegestuurd") && !name.contains("name not sent"))
    });
    sheet.row(Label::Device, name.clone());
    sheet.state(Label::State, "status", "device-statement-status");
    if let Some(used) = resource.child("whenUsed") {
        sheet.moment_in(Label::StartDate, used, "start");
        sheet.moment_in(Label::EndDate, used, "end");
    }
    sheet.when(Label::Period, "timing");
    sheet.concepts(Label::Reason, "indication");
    sheet.concepts(Label::Reason, "reasonCode");
    sheet.references(Label::Use, "reasonReference");
    let reasons = ["deviceUseStatement-reasonReferenceSTU3", "deviceUseStatement-reasonReference"];
    let reason = reasons
        .iter()
        .find_map(|ending| resource.extension_value(ending))
        .and_then(|reason| sheet.named(reason));
    sheet.row(Label::Use, reason.clone());
    sheet.concepts(Label::BodySite, "bodySite");
    sheet.references(Label::Author, "source");
    sheet.notes(Label::Comment, "note");
    let since = resource.at("whenUsed.start").and_then(Node::own_text).map(|written| {
        let moment = sheet.moment_of(written);
        capital(&sheet.language.pick(format!("sinds {moment}"), format!("since {moment}")))
    });
    let title = name.or_else(|| {
        let reason = reason?.to_lowercase();
        Some(sheet.language.pick(format!("Hulpmiddel bij {reason}"), format!("Device for {reason}")))
    });
    sheet.face(Label::KindDeviceUse, title, since)
}
