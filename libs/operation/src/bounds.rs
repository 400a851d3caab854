//! What `garde` checks of a field, said in its schema.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{
    Attribute, Expr, Field, Fields, Item, Meta, Result, Token, Type,
    parse::{Parse, ParseStream, Parser},
    parse_quote,
    punctuated::Punctuated,
    spanned::Spanned,
};

use crate::signature::{inner, outermost};

/// The type, each of its fields with the bounds of its schema.
pub(crate) fn bounded(mut item: Item) -> Result<TokenStream> {
    let (attributes, fields): (_, Vec<&mut Fields>) = match &mut item {
        Item::Struct(item) => (&item.attrs, vec![&mut item.fields]),
        Item::Enum(item) => (&item.attrs, item.variants.iter_mut().map(|one| &mut one.fields).collect()),
        other => return Err(syn::Error::new(other.span(), "only a struct or an enum has bounds")),
    };
    let places = Places::of(attributes)?;
    for field in fields.into_iter().flatten() {
        let bounds = Bounds::of(field)?.said();
        if !bounds.is_empty() {
            field.attrs.extend(places.0.iter().map(|place| -> Attribute { parse_quote!(#[#place(#(#bounds),*)]) }));
        }
    }
    Ok(quote!(#item))
}

/// The attributes that the derives of a type read: `schema` in a body, `param` in a query.
struct Places(Vec<syn::Ident>);

impl Places {
    fn of(attributes: &[Attribute]) -> Result<Self> {
        let mut places = Vec::new();
        for attribute in attributes.iter().filter(|one| one.path().is_ident("derive")) {
            let derived = attribute.parse_args_with(Punctuated::<syn::Path, Token![,]>::parse_terminated)?;
            for path in &derived {
                match path.segments.last().map(|last| last.ident.to_string()).as_deref() {
                    Some("ToSchema") => places.push(syn::Ident::new("schema", path.span())),
                    Some("IntoParams") => places.push(syn::Ident::new("param", path.span())),
                    _ => {}
                }
            }
        }
        Ok(Self(places))
    }
}

/// What a field may be.
#[derive(Debug, Default)]
struct Bounds {
    /// What the lengths count.
    of: Counted,
    /// Whether it may be absent.
    optional: bool,
    min: Option<Expr>,
    max: Option<Expr>,
    minimum: Option<Expr>,
    maximum: Option<Expr>,
    pattern: Option<Expr>,
    line: bool,
    email: bool,
}

impl Bounds {
    fn of(field: &Field) -> Result<Self> {
        let optional = outermost(&field.ty).is_some_and(|segment| segment.ident == "Option");
        let mut bounds = Self { of: Counted::in_type(&field.ty), optional, ..Self::default() };
        for attribute in field.attrs.iter().filter(|one| one.path().is_ident("garde")) {
            for rule in attribute.parse_args_with(Punctuated::<Rule, Token![,]>::parse_terminated)? {
                bounds.read(&rule, 0)?;
            }
        }
        Ok(bounds)
    }

    /// A rule on the elements of a list is said by their own type: its schema is not that of the list. `within` how many
    /// `inner` the rule stands: that of an option is on what it holds.
    fn read(&mut self, rule: &Rule, within: usize) -> Result<()> {
        if within > usize::from(self.optional) && self.of != Counted::Characters {
            return Ok(());
        }
        match rule.name.to_string().as_str() {
            "inner" => {
                for rule in rules(&rule.content)? {
                    self.read(&rule, within + 1)?;
                }
            }
            "length" => {
                let (min, max) = limits(&rule.content)?;
                (self.min, self.max) = (min.or(self.min.take()), max.or(self.max.take()));
            }
            "range" => (self.minimum, self.maximum) = limits(&rule.content)?,
            "pattern" => self.pattern = Some(syn::parse2(rule.content.clone())?),
            "custom" => {
                let called = rule.content.to_string();
                self.line |= called.ends_with("ligne") || called.ends_with("nom");
            }
            "email" => self.email = true,
            _ => {}
        }
        Ok(())
    }

    /// As `utoipa` takes them.
    fn said(self) -> Vec<TokenStream> {
        let (least, most) = match self.of {
            Counted::Characters => (quote!(min_length), quote!(max_length)),
            Counted::Elements => (quote!(min_items), quote!(max_items)),
            Counted::Keys => return Vec::new(),
        };
        let text = self.of == Counted::Characters && self.max.is_some() && !self.email;
        let pattern = match self.pattern {
            Some(pattern) => Some(quote!(#pattern)),
            None if text && self.line => Some(quote!(r"^.*\S.*$")),
            None if text && self.min.is_some() => Some(quote!(r"\S")),
            None => None,
        };
        [
            self.min.map(|value| quote!(#least = #value)),
            self.max.map(|value| quote!(#most = #value)),
            self.minimum.map(|value| quote!(minimum = #value)),
            self.maximum.map(|value| quote!(maximum = #value)),
            pattern.map(|value| quote!(pattern = #value)),
            self.email.then(|| quote!(format = "email")),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// `name`, or `name(content)`.
struct Rule {
    name: syn::Ident,
    content: TokenStream,
}

impl Parse for Rule {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        match input.parse::<Meta>()? {
            Meta::Path(path) => Ok(Self { name: path.require_ident()?.clone(), content: TokenStream::new() }),
            Meta::List(list) => Ok(Self { name: list.path.require_ident()?.clone(), content: list.tokens }),
            Meta::NameValue(other) => {
                Err(syn::Error::new(other.span(), "a rule is a word, or a word and what it takes"))
            }
        }
    }
}

fn rules(content: &TokenStream) -> Result<Vec<Rule>> {
    Ok(Punctuated::<Rule, Token![,]>::parse_terminated.parse2(content.clone())?.into_iter().collect())
}

/// `min = …` and `max = …`, among words that say how to count.
fn limits(content: &TokenStream) -> Result<(Option<Expr>, Option<Expr>)> {
    let (mut min, mut max) = (None, None);
    for one in Punctuated::<Meta, Token![,]>::parse_terminated.parse2(content.clone())? {
        if let Meta::NameValue(said) = one {
            match said.path.require_ident()?.to_string().as_str() {
                "min" => min = Some(said.value),
                "max" => max = Some(said.value),
                _ => {}
            }
        }
    }
    Ok((min, max))
}

/// What a length counts, by the type of the field.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Counted {
    /// Of a text.
    #[default]
    Characters,
    /// Of a list.
    Elements,
    /// Of a map, whose schema `utoipa` cannot bound.
    Keys,
}

impl Counted {
    /// By the type, or by that of which it is an option.
    fn in_type(ty: &Type) -> Self {
        let Some(segment) = outermost(ty) else { return Self::Characters };
        match segment.ident.to_string().as_str() {
            "Vec" | "BTreeSet" => Self::Elements,
            "BTreeMap" => Self::Keys,
            "Option" => inner(segment).map_or(Self::Characters, |ty| Self::in_type(&ty)),
            _ => Self::Characters,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(field: &str) -> String {
        let item = format!("#[derive(ToSchema, Validate)] struct Chose {{ {field} }}");
        let tokens = bounded(syn::parse_str(&item).unwrap()).unwrap();
        tokens.to_string().split_whitespace().collect()
    }

    #[test]
    fn a_text_says_its_length_and_that_it_stands_on_a_line() {
        let said = made(r"#[garde(length(chars, min = 2, max = 80), custom(problem::ligne))] nom: String");
        assert!(said.contains(r#"#[schema(min_length=2,max_length=80,pattern=r"^.*\S.*$")]"#), "{said}");
        let said = made(r"#[garde(inner(length(chars, max = 80)))] nom: Option<String>");
        assert!(said.contains("#[schema(max_length=80)]"), "{said}");
    }

    #[test]
    fn a_list_says_how_many_and_a_number_how_much() {
        let said = made("#[garde(length(max = 10), inner(length(chars, min = 2, max = 20)))] noms: Vec<String>");
        assert!(said.contains("#[schema(max_items=10)]"), "{said}");
        let said = made("#[garde(inner(length(max = 10), inner(length(chars, max = 20))))] noms: Option<Vec<String>>");
        assert!(said.contains("#[schema(max_items=10)]"), "{said}");
        let said = made("#[garde(range(min = 1, max = 20))] combien: u8");
        assert!(said.contains("#[schema(minimum=1,maximum=20)]"), "{said}");
    }

    #[test]
    fn a_form_is_said_as_it_is_checked() {
        let said = made(r#"#[garde(pattern("^[a-z]{2}$"))] code: String"#);
        assert!(said.contains(r#"#[schema(pattern="^[a-z]{2}$")]"#), "{said}");
        let said = made("#[garde(email, length(max = 200))] courriel: String");
        assert!(said.contains(r#"#[schema(max_length=200,format="email")]"#), "{said}");
    }

    #[test]
    fn the_parameters_of_a_query_say_theirs() {
        let item = "#[derive(IntoParams)] struct Page { #[garde(range(min = 1, max = 200))] limite: i64 }";
        let said: String = bounded(syn::parse_str(item).unwrap()).unwrap().to_string().split_whitespace().collect();
        assert!(said.contains("#[param(minimum=1,maximum=200)]"), "{said}");
    }
}
