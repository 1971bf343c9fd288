//! Putting short lists in order.

/// Puts a short list in the order of a key, equals as they stood. A list of thousands wants the library's sort;
/// for a few members that is a hundred times the code. The key is made for each comparison.
pub fn settle<T, K: PartialOrd>(list: &mut [T], key: impl Fn(&T) -> K) {
    for end in 1..list.len() {
        for at in (1..=end).rev() {
            let pair = list.get(at - 1).zip(list.get(at));
            if !pair.is_some_and(|(first, second)| key(first) > key(second)) {
                break;
            }
            list.swap(at - 1, at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::settle;

    #[test]
    fn equals_keep_their_places() {
        let mut list = [(2, 'a'), (1, 'b'), (2, 'c'), (0, 'd'), (1, 'e')];
        settle(&mut list, |one| one.0);
        assert_eq!(list, [(0, 'd'), (1, 'b'), (1, 'e'), (2, 'a'), (2, 'c')]);
        let mut none: [u8; 0] = [];
        settle(&mut none, |one| *one);
    }
}
