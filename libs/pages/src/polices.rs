//! The fonts of every document: that of the page, and those that draw what it does not.

use std::sync::LazyLock;

use typst::{
    foundations::Bytes,
    text::{Font, FontBook, FontVariant, FontWeight},
    utils::LazyHash,
};

/// The family that `base.typ` names, as the book has it.
const PAGE: &str = "libertinus serif";

/// What the families of `typst-assets` do not draw. Source and licences in `polices/README.md`.
const AUTRES: [&[u8]; 27] = [
    include_bytes!("../polices/NotoSansArabic.ttf"),
    include_bytes!("../polices/NotoSansHebrew.ttf"),
    include_bytes!("../polices/NotoSansThaana.ttf"),
    include_bytes!("../polices/NotoSansNKo.ttf"),
    include_bytes!("../polices/NotoSansAdlam.ttf"),
    include_bytes!("../polices/NotoSansTifinagh.ttf"),
    include_bytes!("../polices/NotoSansVai.ttf"),
    include_bytes!("../polices/NotoSansEthiopic.ttf"),
    include_bytes!("../polices/NotoSansArmenian.ttf"),
    include_bytes!("../polices/NotoSansGeorgian.ttf"),
    include_bytes!("../polices/NotoSansDevanagari.ttf"),
    include_bytes!("../polices/NotoSansBengali.ttf"),
    include_bytes!("../polices/NotoSansGurmukhi.ttf"),
    include_bytes!("../polices/NotoSansGujarati.ttf"),
    include_bytes!("../polices/NotoSansOriya.ttf"),
    include_bytes!("../polices/NotoSansTamil.ttf"),
    include_bytes!("../polices/NotoSansTelugu.ttf"),
    include_bytes!("../polices/NotoSansKannada.ttf"),
    include_bytes!("../polices/NotoSansMalayalam.ttf"),
    include_bytes!("../polices/NotoSansSinhala.ttf"),
    include_bytes!("../polices/NotoSansThai.ttf"),
    include_bytes!("../polices/NotoSansLao.ttf"),
    include_bytes!("../polices/NotoSansKhmer.ttf"),
    include_bytes!("../polices/NotoSansMyanmar.ttf"),
    include_bytes!("../polices/NotoSansSymbols2.ttf"),
    include_bytes!("../polices/NotoEmoji.ttf"),
    include_bytes!("../polices/DroidSansFallback.ttf"),
];

/// The fonts: the same for every document.
pub(crate) struct Polices {
    /// What the typesetter chooses from.
    pub(crate) book: LazyHash<FontBook>,
    /// The fonts, by their rank in the book.
    pub(crate) fonts: Vec<Font>,
}

/// All of them, read once.
pub(crate) static POLICES: LazyLock<Polices> = LazyLock::new(|| {
    let all = typst_assets::fonts().chain(AUTRES);
    let fonts: Vec<_> = all.flat_map(|bytes| Font::iter(Bytes::new(bytes))).collect();
    Polices { book: LazyHash::new(FontBook::from_fonts(&fonts)), fonts }
});

impl Polices {
    /// Whether a sign, a letter and its marks, is drawn in each weight of a page: by the font of the page, or by the one
    /// that the typesetter takes in its place for the first of its characters. A sign is drawn by one font or not at all.
    pub(crate) fn dessinent(&self, signe: &str) -> bool {
        let draws = |rank: usize| {
            let coverage = self.book.info(rank).map(|info| &info.coverage);
            coverage.is_some_and(|coverage| signe.chars().all(|char| coverage.contains(u32::from(char))))
        };
        [FontWeight::REGULAR, FontWeight::BOLD].into_iter().all(|weight| {
            let variant = FontVariant { weight, ..FontVariant::default() };
            let page = self.book.select(PAGE, variant);
            let like = page.and_then(|rank| self.book.info(rank));
            let other = || self.book.select_fallback(like, variant, signe).filter(|rank| Some(*rank) != page);
            page.is_some_and(draws) || other().is_some_and(draws)
        })
    }
}
