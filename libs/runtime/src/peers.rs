//! Where the services are.

use std::collections::BTreeMap;

use clap::{Arg, ArgMatches, Args, Command, FromArgMatches};
use kernel::Service;

use crate::{AddressError, Origin};

/// Base URL of each service.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Peers(BTreeMap<Service, String>);

impl Peers {
    /// Each service where `url` says.
    #[must_use]
    pub fn new(url: impl Fn(Service) -> String) -> Self {
        Service::tous().map(|service| (service, url(service))).collect()
    }

    /// The same, but for one.
    #[must_use]
    pub fn with(mut self, service: Service, url: impl Into<String>) -> Self {
        self.0.insert(service, url.into());
        self
    }

    /// The URL of a service.
    #[must_use]
    pub fn url(&self, service: Service) -> &str {
        self.0.get(&service).map_or("", String::as_str)
    }

    /// `host:port` of a service.
    #[must_use]
    pub fn authority(&self, service: Service) -> String {
        let authority = self.url(service).trim_start_matches("http://");
        // An address without a port means that of its scheme.
        let port = authority.rsplit_once(':').is_some_and(|(_, port)| port.parse::<u16>().is_ok());
        if port { authority.to_owned() } else { format!("{authority}:80") }
    }

    /// The variable of the environment that gives the URL of a service.
    #[must_use]
    pub fn variable(service: Service) -> String {
        format!("PLIE_URL_{}", service.nom().to_uppercase())
    }
}

impl FromIterator<(Service, String)> for Peers {
    fn from_iter<I: IntoIterator<Item = (Service, String)>>(urls: I) -> Self {
        Self(urls.into_iter().collect())
    }
}

impl FromArgMatches for Peers {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        Ok(Self::new(|service| matches.get_one::<String>(service.nom()).cloned().unwrap_or_default()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl Args for Peers {
    fn augment_args(command: Command) -> Command {
        Service::tous().fold(command, |command, service| {
            command.arg(
                Arg::new(service.nom())
                    .long(service.nom())
                    .value_name("URL")
                    .help(format!("Base URL of {service}"))
                    .env(Self::variable(service))
                    .default_value(format!("http://{service}:8080"))
                    .value_parser(peer),
            )
        })
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

/// Where a service is: paths are added to it, and nothing stands before them.
fn peer(text: &str) -> Result<String, AddressError> {
    let origin: Origin = text.parse()?;
    if origin.as_str().starts_with("http://") { Ok(origin.as_str().to_owned()) } else { Err(AddressError::Scheme) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_service_is_read_once_in_one_form() {
        assert_eq!(peer("http://fse:8080/"), Ok("http://fse:8080".to_owned()));
        for refused in ["fse:8080", "https://fse", "http://fse/v1", "http://fse?a"] {
            assert!(peer(refused).is_err(), "{refused}");
        }
        let peers = Peers::new(|_| "http://ici:1".to_owned()).with(Service::Fse, "http://fse");
        assert_eq!(
            (peers.authority(Service::Fse), peers.authority(Service::Parcours)),
            ("fse:80".into(), "ici:1".into())
        );
    }

    #[test]
    fn each_service_is_where_the_command_line_says_or_where_its_name_leads() {
        let line = Peers::augment_args(Command::new("plie")).get_matches_from(["plie", "--fse=http://ici:1"]);
        let peers = Peers::from_arg_matches(&line).unwrap();
        assert_eq!(peers, Peers::new(|service| format!("http://{service}:8080")).with(Service::Fse, "http://ici:1"));
        assert_eq!(peers.url(Service::Emargement), "http://emargement:8080");
        assert_eq!(Peers::variable(Service::Emargement), "PLIE_URL_EMARGEMENT");
    }
}
