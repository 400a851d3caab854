//! The messages of one direction of a line, followed by their headers.

/// Bytes of the length of a message, which counts itself.
const LENGTH: usize = 4;

/// Where a direction is in its messages. Each begins by its type, but for the first one of a client.
#[derive(Debug)]
pub(crate) struct Frames {
    typed: bool,
    header: Vec<u8>,
    /// Bytes of the message that are still to come after its header.
    left: usize,
}

impl Frames {
    /// The direction of a client, whose first message has no type.
    pub(crate) fn of_client() -> Self {
        Self { typed: false, header: Vec::with_capacity(1 + LENGTH), left: 0 }
    }

    /// The direction of a server.
    pub(crate) fn of_server() -> Self {
        Self { typed: true, ..Self::of_client() }
    }

    /// How many messages of these types begin in these bytes, which follow the former ones.
    pub(crate) fn count(&mut self, mut bytes: &[u8], types: &[u8]) -> usize {
        let mut count = 0;
        while !bytes.is_empty() {
            let wanted = if self.left > 0 { self.left } else { usize::from(self.typed) + LENGTH - self.header.len() };
            let (taken, rest) = bytes.split_at(wanted.min(bytes.len()));
            bytes = rest;
            if self.left > 0 {
                self.left -= taken.len();
                continue;
            }
            self.header.extend_from_slice(taken);
            if taken.len() == wanted {
                count += usize::from(self.typed && self.header.first().is_some_and(|kind| types.contains(kind)));
                self.left = self.length().saturating_sub(LENGTH);
                self.typed = true;
                self.header.clear();
            }
        }
        count
    }

    fn length(&self) -> usize {
        let bytes = self.header.iter().skip(usize::from(self.typed));
        bytes.fold(0, |length, byte| (length << 8) | usize::from(*byte))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_counted_however_they_are_cut() {
        let startup = [&[0, 0, 0, 9][..], b"S\0\0\0\x04"].concat();
        let asked =
            [&startup[..], b"p\0\0\0\x06ok", b"P\0\0\0\x08S\0\0\0", b"S\0\0\0\x04", b"Q\0\0\0\x07SS\0"].concat();
        for size in 1..=asked.len() {
            let mut frames = Frames::of_client();
            let counted: usize = asked.chunks(size).map(|bytes| frames.count(bytes, b"SQ")).sum();
            assert_eq!(counted, 2, "by {size}");
        }
        let mut frames = Frames::of_server();
        assert_eq!(frames.count(b"1\0\0\0\x04Z\0\0\0\x05ID\0\0\0\x05Z", b"Z"), 1);
    }
}
