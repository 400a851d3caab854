//! From a value to what the code knows. Stricter than JSON usually is: an object is an object, never a list of its
//! fields in their order.

use serde::de::{
    Deserializer, Error, Expected, IntoDeserializer, Unexpected, Visitor,
    value::{MapAccessDeserializer, MapDeserializer, SeqDeserializer},
};
use serde_json::{Map, Value};

use super::faute::Faute;

/// What the type of a day expects, as it says it.
const DATE: &str = "a formatted date string";
/// What the type of an instant expects.
const INSTANT: &str = "an RFC 3339 formatted date and time string";
/// Bytes of a day in ISO 8601.
const JOUR: usize = 10;

/// Whether a text begins with a day as the suite writes it: four digits, two and two.
fn est_un_jour(text: &str) -> bool {
    text.bytes()
        .zip(0..JOUR)
        .all(|(byte, rank)| if matches!(rank, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() })
        && text.len() >= JOUR
}

/// How a value was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Forme {
    /// In JSON: a number is one.
    Json,
    /// In a query or a form: everything is a text, numbers too.
    Mots,
}

/// Reads a value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lecteur<'de>(pub(super) &'de Value, pub(super) Forme);

/// What is read of a text when only texts are told.
macro_rules! mots {
    ($($deserialize:ident $as:ty, $visit:ident;)*) => {
        $(
            fn $deserialize<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Faute> {
                match (self.1, self.0) {
                    (Forme::Mots, Value::String(text)) => match text.parse::<$as>() {
                        Ok(read) => visitor.$visit(read),
                        Err(_) => Err(Faute::invalid_type(self.trouve(), &visitor)),
                    },
                    _ => self.deserialize_any(visitor),
                }
            }
        )*
    };
}

impl<'de> Lecteur<'de> {
    fn trouve(self) -> Unexpected<'de> {
        match self.0 {
            Value::Null => Unexpected::Unit,
            Value::Bool(value) => Unexpected::Bool(*value),
            Value::Number(value) => match (value.as_u64(), value.as_i64(), value.as_f64()) {
                (Some(value), ..) => Unexpected::Unsigned(value),
                (None, Some(value), _) => Unexpected::Signed(value),
                (None, None, value) => Unexpected::Float(value.unwrap_or_default()),
            },
            Value::String(value) => Unexpected::Str(value),
            Value::Array(_) => Unexpected::Seq,
            Value::Object(_) => Unexpected::Map,
        }
    }

    fn objet<V: Visitor<'de>>(self, map: &'de Map<String, Value>, visitor: V) -> Result<V::Value, Faute> {
        let mut fields = MapDeserializer::new(map.iter().map(|(key, value)| (key.as_str(), Self(value, self.1))));
        let read = visitor.visit_map(&mut fields)?;
        fields.end()?;
        Ok(read)
    }
}

impl<'de> IntoDeserializer<'de, Faute> for Lecteur<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Lecteur<'de> {
    type Error = Faute;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Faute> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Number(value) => match (value.as_u64(), value.as_i64(), value.as_f64()) {
                (Some(value), ..) => visitor.visit_u64(value),
                (None, Some(value), _) => visitor.visit_i64(value),
                (None, None, value) => visitor.visit_f64(value.unwrap_or_default()),
            },
            Value::String(value) => visitor.visit_borrowed_str(value),
            Value::Array(all) => {
                let mut items = SeqDeserializer::new(all.iter().map(|one| Self(one, self.1)));
                let read = visitor.visit_seq(&mut items)?;
                items.end()?;
                Ok(read)
            }
            Value::Object(map) => self.objet(map, visitor),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Faute> {
        if let Value::String(text) = self.0 {
            let expected: &dyn Expected = &visitor;
            // The library of dates also reads `26-2-8`, in the year 26.
            let written = match expected.to_string().as_str() {
                DATE => est_un_jour(text) && text.len() == JOUR,
                INSTANT => est_un_jour(text) && text.len() > JOUR,
                _ => true,
            };
            if !written {
                return Err(Faute::invalid_value(self.trouve(), expected));
            }
        }
        self.deserialize_any(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Faute> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Faute> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Faute> {
        match self.0 {
            Value::Object(map) => self.objet(map, visitor),
            _ => Err(Faute::invalid_type(self.trouve(), &visitor)),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Faute> {
        match self.0 {
            Value::String(told) => visitor.visit_enum(told.as_str().into_deserializer()),
            Value::Object(map) if map.len() == 1 => {
                let told = MapDeserializer::new(map.iter().map(|(key, value)| (key.as_str(), Self(value, self.1))));
                visitor.visit_enum(MapAccessDeserializer::new(told))
            }
            _ => Err(Faute::invalid_type(self.trouve(), &visitor)),
        }
    }

    mots! {
        deserialize_bool bool, visit_bool;
        deserialize_i8 i64, visit_i64;
        deserialize_i16 i64, visit_i64;
        deserialize_i32 i64, visit_i64;
        deserialize_i64 i64, visit_i64;
        deserialize_u8 u64, visit_u64;
        deserialize_u16 u64, visit_u64;
        deserialize_u32 u64, visit_u64;
        deserialize_u64 u64, visit_u64;
        deserialize_f32 f64, visit_f64;
        deserialize_f64 f64, visit_f64;
    }

    serde::forward_to_deserialize_any! {
        i128 u128 char string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map identifier ignored_any
    }
}
