//! The walk: frontier, journeys, recording.
