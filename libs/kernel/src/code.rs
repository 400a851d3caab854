//! Closed lists of coded values: one name in the API, in the database and in events.

/// A value of a closed list.
pub trait Code: Copy + Sized + 'static {
    /// Every value of the list.
    const TOUS: &'static [Self];

    /// The stable code.
    fn code(self) -> &'static str;

    /// The value of this code.
    #[must_use]
    fn lire(code: &str) -> Option<Self> {
        Self::TOUS.iter().copied().find(|one| one.code() == code)
    }
}

/// Declares a closed list: an enum whose values have the same code everywhere. A code is taken as the token that
/// it is: within a fragment `literal`, the schema would not see the name that it renames to.
#[macro_export]
macro_rules! codes {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($(#[$doc:meta])* $variant:ident = $code:tt),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
        $vis enum $name { $($(#[$doc])* #[serde(rename = $code)] $variant),* }

        impl $crate::Code for $name {
            const TOUS: &'static [Self] = &[$(Self::$variant),*];

            fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),* }
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use utoipa::PartialSchema;

    use super::*;
    use crate::Service;

    #[test]
    fn a_code_is_the_same_in_the_document_on_the_wire_and_in_the_database() {
        let schema = serde_json::to_value(Service::schema()).unwrap();
        let wire = serde_json::to_value(Service::TOUS).unwrap();
        let kept: Vec<_> = Service::tous().map(Code::code).collect();
        assert_eq!(schema["enum"], wire);
        assert_eq!(wire, serde_json::json!(kept));
    }
}
