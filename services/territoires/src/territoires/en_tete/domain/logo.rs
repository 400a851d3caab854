//! The logo of a territory, from the image that somebody sent to the one that is printed.

use std::io::Cursor;

use base64::{Engine, engine::general_purpose::STANDARD};
use image::{DynamicImage, GenericImageView, ImageFormat, ImageReader, Limits, imageops::FilterType};
use problem::FieldError;

/// Width and height of what is received, in pixels, at most: what is read holds a thread for some tenths of a second.
const RECU: u32 = 2_400;
/// Memory that reading it may take.
const MEMOIRE: u64 = 64 * 1024 * 1024;
/// Width and height of what is printed, in pixels, at most: three hundred a printed inch, for a header of six by two
/// centimetres.
const IMPRIME: (u32, u32) = (720, 240);
/// Bytes of what is printed at most: every service keeps it.
const TAILLE: usize = 64 * 1024;

/// Why an image is no logo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refus {
    #[error("l'image ne se lit pas : attendu un fichier PNG ou JPEG, en base64")]
    Illisible,
    #[error("l'image est trop grande : au plus {RECU} pixels de côté")]
    TropGrande,
}

impl Refus {
    pub(crate) fn erreur(self) -> FieldError {
        FieldError::new("/logo", "image", self.to_string())
    }
}

/// The image as it is kept: its pixels alone, in a PNG of a size to be printed. What else its file held, whoever made it,
/// does not reach the papers.
pub(crate) fn preparer(envoye: &str) -> Result<String, Refus> {
    let (mut width, mut height) = IMPRIME;
    let mut image = reduire(lire(&STANDARD.decode(envoye).map_err(|_| Refus::Illisible)?)?, width, height);
    loop {
        let mut png = Cursor::new(Vec::new());
        image.write_to(&mut png, ImageFormat::Png).map_err(|_| Refus::Illisible)?;
        if png.get_ref().len() <= TAILLE {
            return Ok(STANDARD.encode(png.get_ref()));
        }
        // A photograph weighs as much as it has pixels: a smaller one is less sharp, and a logo still.
        (width, height) = (width * 3 / 4, height * 3 / 4);
        image = reduire(image, width, height);
    }
}

fn lire(bytes: &[u8]) -> Result<DynamicImage, Refus> {
    let format = image::guess_format(bytes).map_err(|_| Refus::Illisible)?;
    if !matches!(format, ImageFormat::Png | ImageFormat::Jpeg) {
        return Err(Refus::Illisible);
    }
    let mut limits = Limits::default();
    (limits.max_image_width, limits.max_image_height, limits.max_alloc) = (Some(RECU), Some(RECU), Some(MEMOIRE));
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    match reader.decode() {
        // Sixteen bits a colour, or a palette, print no better.
        Ok(image) => Ok(DynamicImage::ImageRgba8(image.into_rgba8())),
        Err(image::ImageError::Limits(_)) => Err(Refus::TropGrande),
        Err(_) => Err(Refus::Illisible),
    }
}

/// The image within a frame, at its own size when it has room.
fn reduire(image: DynamicImage, width: u32, height: u32) -> DynamicImage {
    let (own_width, own_height) = image.dimensions();
    if own_width <= width && own_height <= height {
        return image;
    }
    image.resize(width, height, FilterType::Lanczos3)
}

#[cfg(test)]
mod tests {
    use image::{Rgb, RgbImage};

    use super::*;

    fn encoded(image: &RgbImage, format: ImageFormat) -> String {
        let mut bytes = Cursor::new(Vec::new());
        image.write_to(&mut bytes, format).unwrap();
        STANDARD.encode(bytes.into_inner())
    }

    /// Pixels that no compression foretells.
    fn noise(width: u32, height: u32) -> RgbImage {
        let mut state = 0x9e37_79b9_u32;
        RgbImage::from_fn(width, height, |_, _| {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            let [red, green, blue, _] = state.to_le_bytes();
            Rgb([red, green, blue])
        })
    }

    fn printed(sent: &str) -> (u32, u32, usize) {
        let kept = STANDARD.decode(preparer(sent).unwrap()).unwrap();
        let image = image::load_from_memory_with_format(&kept, ImageFormat::Png).unwrap();
        (image.width(), image.height(), kept.len())
    }

    #[test]
    fn a_small_logo_keeps_its_pixels() {
        for format in [ImageFormat::Png, ImageFormat::Jpeg] {
            let (width, height, _) = printed(&encoded(&RgbImage::from_pixel(300, 100, Rgb([31, 58, 95])), format));
            assert_eq!((width, height), (300, 100), "{format:?}");
        }
    }

    #[test]
    fn a_large_one_is_reduced_within_the_frame_and_keeps_its_proportions() {
        let plain = |width, height| encoded(&RgbImage::from_pixel(width, height, Rgb([255, 204, 0])), ImageFormat::Png);
        let (width, height, _) = printed(&plain(2_400, 400));
        assert_eq!((width, height), (720, 120));
        let (width, height, _) = printed(&plain(400, 2_400));
        assert_eq!((width, height), (40, 240));
    }

    #[test]
    fn a_photograph_is_reduced_until_every_service_can_keep_it() {
        let (width, height, size) = printed(&encoded(&noise(600, 200), ImageFormat::Png));
        assert!(size <= TAILLE && (90..720).contains(&width) && height > 30, "{width} × {height}, {size} bytes");
    }

    #[test]
    fn what_is_no_image_or_one_of_another_kind_is_refused() {
        let gif = STANDARD.encode(b"GIF89a\x01\x00\x01\x00\x00\x00\x00;");
        let svg = STANDARD.encode("<svg xmlns='http://www.w3.org/2000/svg'/>");
        let cut = encoded(&noise(20, 20), ImageFormat::Png);
        let cut = cut.get(..400).unwrap();
        for sent in ["", "pas du base64 !", &gif, &svg, cut] {
            assert_eq!(preparer(sent), Err(Refus::Illisible), "{sent}");
        }
    }

    #[test]
    fn an_image_is_refused_from_one_pixel_too_many() {
        let wide = |width| encoded(&RgbImage::new(width, 1), ImageFormat::Png);
        assert!(preparer(&wide(RECU)).is_ok());
        assert_eq!(preparer(&wide(RECU + 1)), Err(Refus::TropGrande));
    }

    #[test]
    fn an_image_that_says_it_is_immense_is_refused_before_it_is_read() {
        let mut bytes = STANDARD.decode(encoded(&RgbImage::new(1, 1), ImageFormat::Png)).unwrap();
        // The width, in the header of the file, and its check.
        bytes.splice(16..20, 60_000_u32.to_be_bytes());
        let check = crc32(&bytes[12..29]);
        bytes.splice(29..33, check.to_be_bytes());
        assert_eq!(preparer(&STANDARD.encode(bytes)), Err(Refus::TropGrande));
    }

    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0_u32, |sum, byte| {
            (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 })
        })
    }
}
