//! JSON out, for the few resources that are composed here. Members stand in the order in which they are
//! given; numbers are written as they were typed.

/// A value on its way out.
pub(super) enum Json {
    /// A string.
    Text(String),
    /// A number, already written as JSON writes it.
    Number(String),
    /// A list.
    List(Vec<Json>),
    /// An object.
    Object(Vec<(&'static str, Json)>),
}

impl Json {
    /// A string.
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A list of one.
    pub(super) fn one(value: Self) -> Self {
        Self::List(vec![value])
    }

    /// The bytes, in UTF-8.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        let mut out = String::new();
        self.write(&mut out);
        out.into_bytes()
    }

    fn write(&self, out: &mut String) {
        match self {
            Self::Text(text) => write_text(text, out),
            Self::Number(number) => out.push_str(number),
            Self::List(values) => {
                for (place, value) in values.iter().enumerate() {
                    out.push(if place == 0 { '[' } else { ',' });
                    value.write(out);
                }
                out.push_str(if values.is_empty() { "[]" } else { "]" });
            }
            Self::Object(members) => {
                for (place, (name, value)) in members.iter().enumerate() {
                    out.push(if place == 0 { '{' } else { ',' });
                    write_text(name, out);
                    out.push(':');
                    value.write(out);
                }
                out.push_str(if members.is_empty() { "{}" } else { "}" });
            }
        }
    }
}

fn write_text(text: &str, out: &mut String) {
    out.push('"');
    for sign in text.chars() {
        match sign {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            sign if u32::from(sign) < 0x20 => {
                out.push_str("\\u00");
                let halves = [u32::from(sign) >> 4, u32::from(sign) & 15];
                out.extend(halves.into_iter().filter_map(|half| char::from_digit(half, 16)));
            }
            sign => out.push(sign),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::Json;

    proptest::proptest! {
        /// Whatever was typed is one string again for another reader of JSON.
        #[test]
        fn any_text_comes_back(text: String) {
            let bytes = Json::Object(vec![("text", Json::text(text.clone()))]).into_bytes();
            let read: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
            proptest::prop_assert_eq!(read["text"].as_str(), Some(text.as_str()));
        }
    }

    #[test]
    fn members_keep_their_order_and_numbers_their_digits() {
        let value = Json::Object(vec![
            ("b", Json::Number("38.0".to_owned())),
            ("a", Json::List(Vec::new())),
            ("c", Json::one(Json::Object(Vec::new()))),
        ]);
        assert_eq!(value.into_bytes(), br#"{"b":38.0,"a":[],"c":[{}]}"#);
    }
}
