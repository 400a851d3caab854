//! Identifiers that are texts of a checked form.

/// Gives a checked text back, whatever checks it.
macro_rules! rendu {
    ($name:ident) => {
        impl $name {
            /// The canonical text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

/// Declares an identifier: a text that `$lire` puts in its canonical form, or says what was expected.
macro_rules! texte {
    ($(#[$meta:meta])* $name:ident, $(#[$refusal:meta])* $error:ident, $expected:literal, $lire:expr) => {
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
        $(#[$meta])*
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        $(#[$refusal])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
        #[error($expected)]
        pub struct $error;

        $crate::texte::rendu!($name);

        impl TryFrom<String> for $name {
            type Error = $error;

            fn try_from(text: String) -> Result<Self, $error> {
                let lire: fn(&str) -> Option<String> = $lire;
                lire(&text).map(Self).ok_or($error)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $error;

            fn from_str(text: &str) -> Result<Self, $error> {
                text.to_owned().try_into()
            }
        }
    };
}

pub(crate) use {rendu, texte};

/// Whether a text is made of `count` digits.
pub(crate) fn digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
}
