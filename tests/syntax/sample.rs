//! A store of sessions,
//! and what guards it.
#![warn(missing_docs)]

use std::collections::HashMap;
use std::{fmt, sync::Mutex};

mod wire;

/// How many sessions there may be.
pub const LIMIT: usize = 64;
static LESS: fn(&u32, &u32) -> bool = |a, b| a < b;

type Counts = HashMap<String, usize>;

/// Makes a map out of pairs.
#[macro_export]
macro_rules! counts {
    ($($name:expr => $count:expr),*) => {{
        let mut all = Counts::new();
        $(all.insert($name.to_string(), $count);)*
        all
    }};
}

/// Why a session could not be had.
#[derive(Debug, Clone)]
pub enum Error {
    /// There is no room.
    Full(usize),
    Broken { reason: String },
}

struct Closed;

#[derive(Default)]
pub(crate) struct Pair(u32, String);

#[repr(C)]
union Word {
    bytes: [u8; 4],
    number: u32,
}

/// What keeps sessions.
pub trait Keeper<K>
where
    K: Clone + Eq,
{
    type Value;

    fn find(&self, key: &K) -> Option<Self::Value>;
    fn has(&self, key: &K) -> bool {
        self.find(key).is_some()
    }
    fn name() -> &'static str;
}

/// Keeps sessions by their name.
pub struct Store<T: Clone> {
    items: Mutex<HashMap<String, T>>,
    limit: usize,
}

impl<T: Clone> Store<T> {
    /// Makes an empty one.
    pub fn new(limit: usize) -> Self {
        Self { items: Mutex::new(HashMap::new()), limit }
    }

    // Puts one in, where there is room.
    #[inline]
    pub fn insert(&mut self, name: &str, item: T) -> Result<(), Error> {
        let mut items = self.items.lock().unwrap();
        if items.len() >= self.limit {
            return Err(Error::Full(self.limit));
        } else {
            items.insert(name.to_string(), item);
        }
        Ok(())
    }

    pub async fn load(&self, path: &str) -> std::io::Result<usize> {
        let text = tokio::fs::read_to_string(path).await?;
        let count = text.lines().filter(|line| !line.is_empty()).count();
        Ok(count)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Full(limit) => write!(f, "more than {} sessions", limit),
            Error::Broken { reason } if reason.is_empty() => Ok(()),
            Error::Broken { reason } => write!(f, "{}", reason),
        }
    }
}

fn first_number(text: &str) -> Option<u32> {
    let is_number = |word: &&str| word.chars().all(|c| c.is_ascii_digit());
    for word in text.split(' ') {
        let Some(first) = word.chars().next() else {
            continue;
        };
        if first != '#' && is_number(&word) {
            return word.parse().ok();
        }
    }
    None
}

/// Compares without telling where they differ.
pub unsafe fn same_password(a: *const u8, b: *const u8, len: usize) -> bool {
    let mut different = 0;
    for i in 0..len {
        different |= unsafe { *a.add(i) ^ *b.add(i) };
    }
    different == 0
}

extern "C" {
    fn session_count() -> i32;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_first_number() {
        assert_eq!(first_number("a 12 #3"), Some(12));
    }
}
