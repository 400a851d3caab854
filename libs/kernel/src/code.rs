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

/// Declares a closed list: an enum whose values have the same code everywhere.
#[macro_export]
macro_rules! codes {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($(#[$doc:meta])* $variant:ident = $code:literal),* $(,)? }) => {
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
