//! What a fact rests on.

use crate::vocab::vocabulary;

vocabulary! {
    /// Basis of a fact, weakest to strongest.
    pub enum Basis {
        /// A vendor's answer.
        Word = "word",
        /// Covered by a named officer's dated statement, or a bridge letter.
        Attested = "attested",
        /// A reviewer confirmed it in a document; a Type 1 report; a criterion in scope and tested.
        Document = "document",
        /// A control of a current, in-scope Type 2 report that a reviewer linked, tested without exception.
        Tested = "tested",
    }
}
