//! One page: its DOM, its visible text, its regions, and what can be seen of it.
