//! Words and patterns by concept and language, and the URL patterns of shop platforms.
