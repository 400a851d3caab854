//! The rights, printed: a change of the policy is read in the diff of the snapshot.

use auth::{Permission, Role};
use kernel::Code;

use crate::isolation::operations;

#[test]
fn who_may_call_what() {
    let mut lines = Vec::new();
    for permission in Permission::ALL {
        let roles: Vec<_> =
            Role::TOUS.iter().filter(|role| permission.roles().contains(role)).map(|role| role.nom()).collect();
        let client = if permission.ouverte_aux_clients() { " + clients" } else { "" };
        lines.push(format!("{}: {}{client}", permission.nom(), roles.join(", ")));
        for operation in operations().iter().filter(|one| one.permission.as_deref() == Some(permission.nom())) {
            lines.push(format!("    {} {}", operation.method, operation.path));
        }
    }
    insta::assert_snapshot!(lines.join("\n"));
}
