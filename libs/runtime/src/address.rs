//! Addresses of the configuration, read once in one form: two that mean the same thing are the same text.

use std::{fmt, str::FromStr};

use reqwest::Url;

/// The root of a site (`https://plie.example`, `https://exemple.fr/plie`), to which paths are added: it ends without `/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root(String);

impl Root {
    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Root {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let url = site(text)?;
        let path = url.path().trim_end_matches('/');
        if path.contains("//") {
            return Err(AddressError::Path);
        }
        Ok(Self(format!("{}{path}", url.origin().ascii_serialization())))
    }
}

impl fmt::Display for Root {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The origin of a page (`https://portail.example`), as browsers write it in `Origin`: no path, and no port but another
/// than that of its scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin(String);

impl Origin {
    /// The origin.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Origin {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let url = site(text)?;
        if url.path() == "/" { Ok(Self(url.origin().ascii_serialization())) } else { Err(AddressError::Path) }
    }
}

fn site(text: &str) -> Result<Url, AddressError> {
    let url = Url::parse(text.trim()).map_err(|_| AddressError::Scheme)?;
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        return Err(AddressError::Scheme);
    }
    if url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() || url.password().is_some() {
        return Err(AddressError::More);
    }
    Ok(url)
}

/// Why an address is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// Another scheme, or no host.
    #[error("an address begins with http:// or https:// and names a host")]
    Scheme,
    /// A query, a fragment, or somebody.
    #[error("an address ends before ? and #, and names nobody")]
    More,
    /// A path where there is none, or one that is doubled.
    #[error("the path of this address is not one that it may have")]
    Path,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_of_a_site_ends_without_a_slash_however_it_is_written() {
        for (written, read) in [
            ("https://plie.example", "https://plie.example"),
            ("https://plie.example/", "https://plie.example"),
            (" https://PLIE.example:443// ", "https://plie.example"),
            ("https://exemple.fr/plie/", "https://exemple.fr/plie"),
            ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ] {
            assert_eq!(written.parse::<Root>().map(|root| root.to_string()), Ok(read.to_owned()), "{written}");
        }
        for refused in
            ["plie.example", "ftp://plie.example", "https://", "https://plie.example/?a", "https://moi@plie.example"]
        {
            assert!(refused.parse::<Root>().is_err(), "{refused}");
        }
    }

    #[test]
    fn an_origin_is_written_as_browsers_do() {
        let read = |text: &str| text.parse::<Origin>().map(|origin| origin.as_str().to_owned());
        assert_eq!(read("https://Portail.example:443/"), Ok("https://portail.example".to_owned()));
        assert_eq!(read("http://localhost:3000"), Ok("http://localhost:3000".to_owned()));
        assert_eq!(read("https://portail.example/page"), Err(AddressError::Path));
        assert_eq!(read("*"), Err(AddressError::Scheme));
    }
}
