//! Maps by numbers that are hashes already.

use std::hash::{BuildHasherDefault, Hasher};

/// Makes maps whose keys are hashes: hashing them once more would cost more than the look-up.
pub(super) type Hashed = BuildHasherDefault<AsItIs>;

/// Takes a number for its own hash, mixed once so that all of it counts.
#[derive(Default)]
pub(super) struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u64(&mut self, number: u64) {
        let mixed = (self.0 ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = mixed ^ mixed >> 32;
    }

    fn write_i64(&mut self, number: i64) {
        self.write_u64(number.cast_unsigned());
    }
}
