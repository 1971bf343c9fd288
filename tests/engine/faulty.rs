//! Doubles of the scorer, each with one planted fault. A law that no fault can break proves nothing.
