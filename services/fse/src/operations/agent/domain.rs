//! What an hour of an agent costs, and how many of them a year may claim.

use kernel::Montant;
use rust_decimal::Decimal;

/// Hours of a full-time year (Regulation (EU) 2021/1060, article 55(2)). Not the 1 607 hours of French
/// law, nor the 1 820 paid hours of the ASP.
const HEURES_ANNUELLES: u32 = 1_720;

/// Hourly rate of someone: annual cost over 1 720 hours, the same for a part time, whose cost and hours
/// shrink together.
pub(crate) fn taux_horaire(cout_annuel: Montant) -> Montant {
    Montant::from(cout_annuel.euros() / Decimal::from(HEURES_ANNUELLES))
}

/// Hours that may be declared for someone in a year: no more than those of the rate (article 55(3)).
pub(crate) fn heures_declarables(etp: Decimal) -> Decimal {
    Decimal::from(HEURES_ANNUELLES) * etp
}
