//! From the bytes of a file to its resources, each with its own bytes kept exactly as they came.

use std::fmt;
use std::ops::Range;

use crate::element::reference::{Identifier, identifiers};
use crate::error::ReadError;
use crate::tree::{MAX_BYTES, Node, parse_json, parse_xml};

/// How a resource is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// `application/fhir+json`.
    Json,
    /// `application/fhir+xml`.
    Xml,
}

/// The version of FHIR that a resource follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FhirVersion {
    /// FHIR 3.0: most Dutch services.
    Stu3,
    /// FHIR 4.0.
    R4,
}

/// Which version we take a resource for, and from what we saw it. No resource says its version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VersionGuess {
    /// The version.
    pub version: FhirVersion,
    /// What in the resource speaks for it, in English, for logs and the import's report.
    pub why: &'static str,
}

/// One resource as it came in. Its `Debug` shows no content.
#[derive(Clone)]
pub struct Incoming {
    /// Type, such as `Observation`.
    pub resource_type: String,
    /// The source's own id of the resource.
    pub id: Option<String>,
    /// Address in its bundle (`Bundle.entry.fullUrl`), which references may use.
    pub full_url: Option<String>,
    /// Business identifiers.
    pub identifiers: Vec<Identifier>,
    /// The FHIR version it seems to follow.
    pub version: VersionGuess,
    /// JSON or XML.
    pub format: Format,
    /// The resource's bytes, exactly as they came in: the whole file, or from a bundle the slice
    /// from the first to the last byte of the resource.
    pub bytes: Vec<u8>,
    /// What was read from the bytes.
    pub tree: Node,
}

impl fmt::Debug for Incoming {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Incoming")
            .field("resource_type", &self.resource_type)
            .field("version", &self.version)
            .field("format", &self.format)
            .field("bytes", &self.bytes.len())
            .finish_non_exhaustive()
    }
}

impl Incoming {
    /// `Type/id`, as other resources refer to it, for reports about an import.
    pub fn local_reference(&self) -> String {
        format!("{}/{}", self.resource_type, self.id.as_deref().unwrap_or("?"))
    }
}

/// Reads a file: one resource, or a bundle of any type, whose resources come out one by one in
/// the order of the file (entries without a resource, such as deletions, have nothing to keep).
pub fn parse(bytes: &[u8]) -> Result<Vec<Incoming>, ReadError> {
    let (root, format, text_start) = read(bytes)?;
    if root.resource_type() != Some("Bundle") {
        return Ok(vec![incoming(root, format, bytes.to_vec(), None, "")?]);
    }
    let mut resources = Vec::new();
    let mut bundles = vec![(root, "Bundle".to_owned())];
    while let Some((bundle, path)) = bundles.pop() {
        let mut inner = Vec::new();
        for (index, entry) in bundle.children.into_iter().filter(|child| child.name == "entry").enumerate() {
            let full_url = entry.text("fullUrl").map(ToOwned::to_owned);
            let Some(resource) = entry.children.into_iter().find(|child| child.name == "resource") else {
                continue;
            };
            let path = format!("{path}.entry[{index}].resource");
            if resource.resource_type() == Some("Bundle") {
                inner.push((resource, path));
                continue;
            }
            let span = shifted(&resource.span, text_start);
            let own = bytes.get(span).unwrap_or_default().to_vec();
            resources.push(incoming(resource, format, own, full_url, &path)?);
        }
        bundles.extend(inner.into_iter().rev());
    }
    Ok(resources)
}

/// Reads one resource back from the bytes that were kept. A bundle is refused here.
pub fn read_back(bytes: &[u8]) -> Result<Incoming, ReadError> {
    let (root, format, _) = read(bytes)?;
    incoming(root, format, bytes.to_vec(), None, "")
}

/// The tree of a whole file, its format, and how many bytes of a byte order mark came before.
fn read(bytes: &[u8]) -> Result<(Node, Format, usize), ReadError> {
    if bytes.len() > MAX_BYTES {
        return Err(ReadError::TooLarge { bytes: bytes.len(), limit: MAX_BYTES });
    }
    let place = |offset| crate::error::Place::of(bytes, offset);
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(ReadError::NotUtf8 { place: place(0) });
    }
    let text = std::str::from_utf8(bytes)
        .map_err(|error| ReadError::NotUtf8 { place: place(error.valid_up_to()) })?;
    let bare = text.strip_prefix('\u{feff}').unwrap_or(text);
    let first = bare.find(|sign: char| !matches!(sign, ' ' | '\t' | '\n' | '\r')).ok_or(ReadError::Empty)?;
    let start = text.len() - bare.len();
    match bare.as_bytes().get(first) {
        Some(b'{') => Ok((parse_json(bare)?, Format::Json, start)),
        Some(b'<') => Ok((parse_xml(bare)?, Format::Xml, start)),
        Some(0) => Err(ReadError::Control { place: place(start + first), code: 0 }),
        _ => Err(ReadError::NotFhir { place: place(start + first) }),
    }
}

fn shifted(span: &Range<usize>, by: usize) -> Range<usize> {
    span.start + by..span.end + by
}

fn incoming(
    tree: Node,
    format: Format,
    bytes: Vec<u8>,
    full_url: Option<String>,
    path: &str,
) -> Result<Incoming, ReadError> {
    let not_a_resource = |reason: &str| ReadError::NotAResource {
        path: if path.is_empty() { "the top of the file".to_owned() } else { path.to_owned() },
        reason: reason.to_owned(),
    };
    let resource_type = tree.resource_type().ok_or_else(|| not_a_resource("no resourceType"))?.to_owned();
    let plausible = resource_type.starts_with(|sign: char| sign.is_ascii_uppercase())
        && resource_type.len() <= 64
        && resource_type.bytes().all(|sign| sign.is_ascii_alphanumeric());
    if !plausible {
        return Err(not_a_resource("the resourceType is not a type of FHIR"));
    }
    if resource_type == "Bundle" {
        return Err(not_a_resource("a bundle is not kept as one resource"));
    }
    Ok(Incoming {
        id: tree.text("id").map(ToOwned::to_owned),
        full_url,
        identifiers: identifiers(&tree),
        version: guess_version(&tree),
        resource_type,
        format,
        bytes,
        tree,
    })
}

/// Types that one of the two versions does not have.
const ONLY_STU3: [&str; 7] = [
    "ProcedureRequest",
    "ReferralRequest",
    "EligibilityRequest",
    "EligibilityResponse",
    "BodySite",
    "Sequence",
    "DeviceComponent",
];
const ONLY_R4: [&str; 6] = [
    "ServiceRequest",
    "CoverageEligibilityRequest",
    "MedicationKnowledge",
    "DeviceDefinition",
    "BodyStructure",
    "MolecularSequence",
];

fn guess_version(tree: &Node) -> VersionGuess {
    use FhirVersion::{R4, Stu3};
    let guess = |version, why| VersionGuess { version, why };
    let kind = tree.resource_type().unwrap_or_default();
    if ONLY_STU3.contains(&kind) {
        return guess(Stu3, "the type exists only in STU3");
    }
    if ONLY_R4.contains(&kind) {
        return guess(R4, "the type exists only in R4");
    }
    if let Some(profile) = tree.text("meta.profile") {
        let name = profile.rsplit('/').next().unwrap_or_default();
        if name.starts_with("zib-") || profile.starts_with("http://fhir.nl/fhir/StructureDefinition/nl-core-")
        {
            return guess(Stu3, "it follows a Dutch STU3 profile");
        }
        if name.starts_with("nl-core-") {
            return guess(R4, "it follows a Dutch R4 profile");
        }
    }
    if kind == "Condition" || kind == "AllergyIntolerance" {
        if tree.at("clinicalStatus.coding").is_some() || tree.at("verificationStatus.coding").is_some() {
            return guess(R4, "its status is a coded concept");
        }
        if tree.at("clinicalStatus").or_else(|| tree.at("verificationStatus")).is_some() {
            return guess(Stu3, "its status is a plain code");
        }
    }
    match first_telling_system(tree) {
        Some(version) => guess(version, "its code systems are those of this version"),
        None => guess(R4, "nothing speaks for STU3"),
    }
}

/// `http://hl7.org/fhir/v3/...` became `http://terminology.hl7.org/...` with R4.
fn first_telling_system(tree: &Node) -> Option<FhirVersion> {
    let mut waiting = vec![tree];
    while let Some(node) = waiting.pop() {
        if node.name == "system" {
            let system = node.own_text().unwrap_or_default();
            if system.starts_with("http://terminology.hl7.org/") {
                return Some(FhirVersion::R4);
            }
            if [
                "http://hl7.org/fhir/v2/",
                "http://hl7.org/fhir/v3/",
                "http://hl7.org/fhir/observation-category",
            ]
            .iter()
            .any(|start| system.starts_with(start))
            {
                return Some(FhirVersion::Stu3);
            }
        }
        waiting.extend(node.children.iter().rev());
    }
    None
}
