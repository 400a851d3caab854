//! What was measured, as a table and as JSON: the figures of a part stay until it is measured again.

use std::{
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};

/// Where figures are kept.
const FOLDER: &str = "bench-results";

/// The measures of each part: those of this run, and of the parts that it leaves, those of the last run that measured them.
pub(crate) struct Report {
    folder: PathBuf,
    parts: &'static [&'static str],
    /// The part that is being measured.
    part: String,
    lines: Vec<Line>,
    failures: Vec<Failure>,
}

#[derive(Debug, Clone, PartialEq)]
struct Line {
    part: String,
    what: String,
    unit: String,
    values: Vec<f64>,
    target: String,
    verdict: String,
}

/// A part that did not come to its end, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Failure {
    part: String,
    why: String,
}

/// Which side of the target is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bound {
    AtMost,
    AtLeast,
}

impl Line {
    fn spread(&self) -> (f64, f64, f64) {
        spread(&self.values)
    }

    fn told(&self) -> Value {
        let Self { part, what, unit, values, target, verdict } = self;
        json!({ "part": part, "measure": what, "unit": unit, "values": values, "target": target, "verdict": verdict })
    }

    /// A line that was told, of a part that still is one.
    fn kept(told: &Value, parts: &[&str]) -> Option<Self> {
        let text = |name: &str| told.get(name)?.as_str().map(str::to_owned);
        let part = text("part").filter(|part| parts.contains(&part.as_str()))?;
        let values = told.get("values")?.as_array()?.iter().map(|value| value.as_f64().unwrap_or(f64::NAN));
        let (what, unit, values) = (text("measure")?, text("unit")?, values.collect());
        Some(Self { part, what, unit, values, target: text("target")?, verdict: text("verdict")? })
    }
}

/// Minimum, median, maximum.
fn spread(values: &[f64]) -> (f64, f64, f64) {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = |rank: usize| sorted.get(rank).copied().unwrap_or(f64::NAN);
    (at(0), at(sorted.len() / 2), at(sorted.len().saturating_sub(1)))
}

fn verdict(median: f64, target: Option<(Bound, f64)>) -> &'static str {
    match target {
        None => "",
        Some((Bound::AtMost, limit)) if median <= limit => "reached",
        Some((Bound::AtLeast, limit)) if median >= limit => "reached",
        Some(_) => "missed",
    }
}

fn target_text(target: Option<(Bound, f64)>) -> String {
    match target {
        None => String::new(),
        Some((Bound::AtMost, limit)) => format!("<= {limit}"),
        Some((Bound::AtLeast, limit)) => format!(">= {limit}"),
    }
}

impl Report {
    /// What former runs left.
    pub(crate) fn resume(parts: &'static [&'static str]) -> Self {
        Self::resume_in(Path::new(FOLDER), parts)
    }

    fn resume_in(folder: &Path, parts: &'static [&'static str]) -> Self {
        let read = fs::read_to_string(folder.join("values.json")).ok();
        let told: Value = read.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        let all = |name: &str| told.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
        let failure = |one: &Value| {
            let text = |name: &str| one.get(name)?.as_str().map(str::to_owned);
            Some(Failure { part: text("part")?, why: text("why")? })
        };
        Self {
            folder: folder.to_owned(),
            parts,
            part: String::new(),
            lines: all("measures").iter().filter_map(|one| Line::kept(one, parts)).collect(),
            failures: all("failed").iter().filter_map(failure).filter(|one| parts.contains(&&*one.part)).collect(),
        }
    }

    /// Begins a part, whose former figures go.
    pub(crate) fn begin(&mut self, part: &str) {
        part.clone_into(&mut self.part);
        self.lines.retain(|line| line.part != part);
        self.failures.retain(|failure| failure.part != part);
    }

    /// Adds a measure of the part: one value a round. What no round measured is no measure.
    pub(crate) fn add(&mut self, what: impl Into<String>, unit: &str, values: Vec<f64>, target: Option<(Bound, f64)>) {
        if values.is_empty() {
            return;
        }
        let (_, median, _) = spread(&values);
        self.lines.push(Line {
            part: self.part.clone(),
            what: what.into(),
            unit: unit.to_owned(),
            values,
            target: target_text(target),
            verdict: verdict(median, target).to_owned(),
        });
    }

    /// Adds how many requests of a measure were not answered as they should.
    pub(crate) fn add_failed(&mut self, of: &str, failed: Vec<f64>) {
        self.add(format!("{of}: requests that failed"), "requests", failed, Some((Bound::AtMost, 0.0)));
    }

    /// Says that the part ended before its time.
    pub(crate) fn fail(&mut self, why: &str) {
        let why = why.split_whitespace().collect::<Vec<_>>().join(" ");
        self.failures.push(Failure { part: self.part.clone(), why });
    }

    /// The table of what the part measured.
    pub(crate) fn of_the_part(&self) -> String {
        table(self.lines.iter().filter(|line| line.part == self.part))
    }

    /// Writes the table and the raw values, and which parts failed.
    pub(crate) fn write(&self) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let lines: Vec<_> =
            self.parts.iter().flat_map(|part| self.lines.iter().filter(move |line| line.part == *part)).collect();
        let mut text = table(lines.iter().copied());
        for Failure { part, why } in &self.failures {
            let _ = writeln!(text, "\n{part}: failed before its end: {why}");
        }
        fs::write(self.folder.join("table.md"), text)?;
        let failed = self.failures.iter().map(|one| json!({ "part": one.part, "why": one.why }));
        let told = json!({
            "measures": lines.iter().map(|line| line.told()).collect::<Vec<_>>(),
            "failed": failed.collect::<Vec<_>>(),
        });
        fs::write(self.folder.join("values.json"), serde_json::to_string_pretty(&told)?)
    }
}

/// What a person reads.
fn table<'a>(lines: impl Iterator<Item = &'a Line>) -> String {
    let mut table = String::from(
        "\n| measure | unit | min | median | max | target | |\n| --- | --- | --- | --- | --- | --- | --- |\n",
    );
    for line in lines {
        let (min, median, max) = line.spread();
        let Line { what, unit, target, verdict, .. } = line;
        let _ = writeln!(table, "| {what} | {unit} | {min:.2} | {median:.2} | {max:.2} | {target} | {verdict} |");
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARTS: &[&str] = &["gateway", "reads"];

    #[test]
    fn a_part_that_is_measured_again_leaves_the_figures_of_the_others() {
        let folder = tempfile::tempdir().unwrap();
        let mut first = Report::resume_in(folder.path(), PARTS);
        first.begin("gateway");
        first.add("CPU per request", "µs", vec![12.0, 11.0, 13.0], None);
        first.begin("reads");
        first.add("point read", "ratio", vec![1.4], Some((Bound::AtLeast, 1.2)));
        first.fail("the service went\naway");
        first.write().unwrap();

        let mut next = Report::resume_in(folder.path(), PARTS);
        assert_eq!((&next.lines, &next.failures), (&first.lines, &first.failures));
        next.begin("reads");
        next.add("point read", "ratio", vec![1.1], Some((Bound::AtLeast, 1.2)));
        next.write().unwrap();
        let table = fs::read_to_string(folder.path().join("table.md")).unwrap();
        assert!(table.contains("| CPU per request | µs | 11.00 | 12.00 | 13.00 |"), "{table}");
        assert!(table.contains("| 1.10 | >= 1.2 | missed |") && !table.contains("1.40"), "{table}");
        assert!(!table.contains("failed"), "it came to its end: {table}");
    }

    #[test]
    fn a_part_that_failed_keeps_what_it_measured_and_says_why() {
        let folder = tempfile::tempdir().unwrap();
        let mut report = Report::resume_in(folder.path(), PARTS);
        report.begin("reads");
        report.add("point read", "ratio", vec![1.3, 1.5], None);
        report.add("search", "ms", vec![], None);
        report.fail("pgbench: connection refused");
        report.write().unwrap();
        let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
        let table = read("table.md");
        assert!(table.contains("reads: failed before its end: pgbench: connection refused"), "{table}");
        assert!(table.contains("point read") && !table.contains("search"), "{table}");
        let values: Value = serde_json::from_str(&read("values.json")).unwrap();
        assert_eq!(values["failed"], json!([{ "part": "reads", "why": "pgbench: connection refused" }]));
        assert_eq!(values["measures"][0]["values"], json!([1.3, 1.5]));
    }
}
