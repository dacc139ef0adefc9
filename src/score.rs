//! From findings to the scorecard: arithmetic that a shop owner can redo by hand.
