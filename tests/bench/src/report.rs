//! What was measured, as a table and as JSON.

use std::{fmt::Write as _, fs, io};

use serde_json::{Value, json};

/// The measures of a run.
#[derive(Default)]
pub(crate) struct Report {
    lines: Vec<Line>,
    /// Lines that were printed.
    told: usize,
}

struct Line {
    what: String,
    unit: &'static str,
    values: Vec<f64>,
    target: Option<(Bound, f64)>,
}

/// Which side of the target is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bound {
    AtMost,
    AtLeast,
}

impl Line {
    /// Minimum, median, maximum.
    fn spread(&self) -> (f64, f64, f64) {
        let mut sorted = self.values.clone();
        sorted.sort_by(f64::total_cmp);
        let at = |rank: usize| sorted.get(rank).copied().unwrap_or(f64::NAN);
        (at(0), at(sorted.len() / 2), at(sorted.len().saturating_sub(1)))
    }

    fn verdict(&self) -> &'static str {
        let (_, median, _) = self.spread();
        match self.target {
            None => "",
            Some((Bound::AtMost, limit)) if median <= limit => "reached",
            Some((Bound::AtLeast, limit)) if median >= limit => "reached",
            Some(_) => "missed",
        }
    }

    fn target_text(&self) -> String {
        match self.target {
            None => String::new(),
            Some((Bound::AtMost, limit)) => format!("<= {limit}"),
            Some((Bound::AtLeast, limit)) => format!(">= {limit}"),
        }
    }
}

impl Report {
    /// Adds a measure: one value a round.
    pub(crate) fn add(
        &mut self,
        what: impl Into<String>,
        unit: &'static str,
        values: Vec<f64>,
        target: Option<(Bound, f64)>,
    ) {
        self.lines.push(Line { what: what.into(), unit, values, target });
    }

    /// The table of what was measured since it was last told.
    pub(crate) fn new_lines(&mut self) -> String {
        let table = table(self.lines.get(self.told..).unwrap_or_default());
        self.told = self.lines.len();
        table
    }

    /// Writes the table and the raw values of what was measured so far, and the parts that failed.
    pub(crate) fn write(&self, failed: &[&str]) -> io::Result<()> {
        fs::create_dir_all("bench-results")?;
        let mut text = table(&self.lines);
        for part in failed {
            let _ = writeln!(text, "\n{part}: failed before its end");
        }
        fs::write("bench-results/table.md", text)?;
        let lines: Vec<Value> = self
            .lines
            .iter()
            .map(|line| json!({ "measure": line.what, "unit": line.unit, "values": line.values, "target": line.target_text(), "verdict": line.verdict() }))
            .collect();
        fs::write("bench-results/values.json", serde_json::to_string_pretty(&lines)?)
    }
}

/// What a person reads.
fn table(lines: &[Line]) -> String {
    let mut table = String::from(
        "\n| measure | unit | min | median | max | target | |\n| --- | --- | --- | --- | --- | --- | --- |\n",
    );
    for line in lines {
        let (min, median, max) = line.spread();
        let _ = writeln!(
            table,
            "| {} | {} | {min:.2} | {median:.2} | {max:.2} | {} | {} |",
            line.what,
            line.unit,
            line.target_text(),
            line.verdict()
        );
    }
    table
}
