//! The merged document, by operation.

use std::sync::LazyLock;

use problem::echappe;
use serde_json::Value;

/// As it is checked in; another test asks that it be that of the code.
pub(super) static DOCUMENT: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../../../openapi/plie.json")).unwrap());

/// One operation.
pub(super) struct Operation {
    pub(super) method: String,
    said: &'static Value,
    pointer: String,
}

/// One answer of an operation.
pub(super) struct Answer {
    said: &'static Value,
    pointer: String,
}

/// The operation of a request, if it is one of the suite. A segment that is said as it is goes before a parameter.
pub(super) fn operation(method: &str, path: &str) -> Option<Operation> {
    let verb = method.to_lowercase();
    let known = DOCUMENT["paths"].as_object()?.iter().filter(|(_, item)| item.get(&verb).is_some());
    let (template, item) = known
        .filter(|(template, _)| matches(template, path))
        .min_by_key(|(template, _)| template.matches('{').count())?;
    let pointer = format!("/paths/{}/{verb}", echappe(template));
    Some(Operation { method: method.to_owned(), said: &item[&verb], pointer })
}

fn matches(template: &str, path: &str) -> bool {
    let (said, asked) = (template.split('/'), path.split('/'));
    said.clone().count() == asked.clone().count()
        && said.zip(asked).all(|(said, asked)| said == asked || said.starts_with('{') && !asked.is_empty())
}

/// The names of all operations.
pub(super) fn ids() -> impl Iterator<Item = &'static str> {
    let items = DOCUMENT["paths"].as_object().into_iter().flat_map(|paths| paths.values());
    items.flat_map(|item| item.as_object().into_iter().flatten()).filter_map(|(_, said)| said["operationId"].as_str())
}

impl Operation {
    /// Its name.
    pub(super) fn id(&self) -> &'static str {
        self.said["operationId"].as_str().unwrap_or_default()
    }

    /// Its parameters in the query, with their schemas.
    pub(super) fn query(&self) -> impl Iterator<Item = (String, &'static Value)> {
        let query = self.parameters().filter(|(_, one)| one["in"] == "query");
        query.filter_map(|(_, one)| Some((one["name"].as_str()?.to_owned(), resolved(&one["schema"]))))
    }

    pub(super) fn answer(&self, status: &str) -> Option<Answer> {
        let said = self.said["responses"].get(status)?;
        Some(Answer { said, pointer: format!("{}/responses/{status}", self.pointer) })
    }

    pub(super) fn has_body(&self) -> bool {
        self.said.get("requestBody").is_some()
    }

    pub(super) fn body_required(&self) -> bool {
        self.said["requestBody"]["required"] == true
    }

    /// Where the schema of its JSON body is.
    pub(super) fn json_body(&self) -> Option<String> {
        let content = self.said["requestBody"]["content"].as_object()?;
        let media = content.keys().find(|media| media.ends_with("json"))?;
        Some(format!("{}/requestBody/content/{}/schema", self.pointer, echappe(media)))
    }

    fn parameters(&self) -> impl Iterator<Item = (usize, &'static Value)> {
        self.said["parameters"].as_array().into_iter().flatten().enumerate()
    }

    /// Where the schema of a parameter is.
    pub(super) fn parameter(&self, place: &str, name: &str) -> Option<String> {
        let (rank, _) = self.parameters().find(|(_, one)| one["in"] == place && one["name"] == name)?;
        Some(format!("{}/parameters/{rank}/schema", self.pointer))
    }

    pub(super) fn required_headers(&self) -> Vec<String> {
        let required = self.parameters().filter(|(_, one)| one["in"] == "header" && one["required"] == true);
        required.filter_map(|(_, one)| one["name"].as_str().map(ToOwned::to_owned)).collect()
    }
}

/// The schema that a reference names.
fn resolved(schema: &'static Value) -> &'static Value {
    let named = schema["$ref"].as_str().and_then(|one| DOCUMENT.pointer(one.trim_start_matches('#')));
    named.unwrap_or(schema)
}

impl Answer {
    pub(super) fn header(&self, name: &str) -> bool {
        let known = self.said["headers"].as_object();
        known.is_some_and(|known| known.keys().any(|one| one.eq_ignore_ascii_case(name)))
    }

    /// Whether it names this problem.
    pub(super) fn names(&self, slug: &str) -> bool {
        self.said["description"].as_str().is_some_and(|names| names.split(", ").any(|one| one == slug))
    }

    pub(super) fn has_content(&self) -> bool {
        self.said.get("content").is_some()
    }

    /// Where the schema of a body of this media type is.
    pub(super) fn content(&self, media: &str) -> Option<String> {
        self.said["content"].get(media).map(|_| format!("{}/content/{}/schema", self.pointer, echappe(media)))
    }
}
