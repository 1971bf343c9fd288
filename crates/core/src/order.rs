//! Putting short lists in order.

/// Puts a short list in order, equals as they stood. `after` says that the first of two belongs after the
/// second. A list of thousands wants the library's sort; for a few members that is a hundred times the code.
pub fn settle<T>(list: &mut [T], after: impl Fn(&T, &T) -> bool) {
    for end in 1..list.len() {
        for at in (1..=end).rev() {
            let pair = list.get(at - 1).zip(list.get(at));
            if !pair.is_some_and(|(first, second)| after(first, second)) {
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
        settle(&mut list, |a, b| a.0 > b.0);
        assert_eq!(list, [(0, 'd'), (1, 'b'), (1, 'e'), (2, 'a'), (2, 'c')]);
        let mut none: [u8; 0] = [];
        settle(&mut none, |_, _| true);
    }
}
