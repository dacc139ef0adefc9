//! What good and poor look like, as a shop owner writes it: ">= 90%", "yes", "within 30 days".

use crate::model::{Unit, Value, Verdict};

/// How a value is compared with the bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `>=`
    AtLeast,
    /// `>`
    MoreThan,
    /// `<=` or `within`
    AtMost,
    /// `<`
    LessThan,
    /// `yes` or `no`
    Is,
}

impl Comparison {
    /// Whether larger values fulfil it: `None` for yes and no.
    fn upwards(self) -> Option<bool> {
        match self {
            Comparison::AtLeast | Comparison::MoreThan => Some(true),
            Comparison::AtMost | Comparison::LessThan => Some(false),
            Comparison::Is => None,
        }
    }

    fn is_strict(self) -> bool {
        matches!(self, Comparison::MoreThan | Comparison::LessThan)
    }
}

/// What is expected of a value.
#[derive(Debug, Clone, PartialEq)]
pub struct Expectation {
    /// As written in the checklist.
    pub written: String,
    /// The comparison.
    pub comparison: Comparison,
    /// The bound in the measure's unit: a share from 0 to 1, a stage's index, 1 for yes.
    pub bound: f64,
}

/// An expectation that makes no sense for its unit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ExpectationError {
    /// What is wrong.
    pub message: String,
    /// What could be written.
    pub help: Option<String>,
}

fn wrong(message: String, unit: Unit) -> ExpectationError {
    ExpectationError {
        message,
        help: Some(format!("{}: {}", unit_in_words(unit), examples(unit))),
    }
}

/// Name of a unit in an error message.
pub fn unit_in_words(unit: Unit) -> String {
    match unit {
        Unit::Share => "a share".to_owned(),
        Unit::Count => "a count".to_owned(),
        Unit::Points(most) => format!("points from 0 to {most}"),
        Unit::YesNo => "yes or no".to_owned(),
        Unit::Days => "days".to_owned(),
        Unit::Hours => "hours".to_owned(),
        Unit::Stage(_) => "a stage".to_owned(),
        Unit::Ratio => "a ratio".to_owned(),
    }
}

/// Expectations that a unit allows, as examples.
pub fn examples(unit: Unit) -> String {
    match unit {
        Unit::Share | Unit::Ratio => "write \">= 90%\" or \"< 25%\"".to_owned(),
        Unit::Count => "write \"<= 8\" or \"> 15\"".to_owned(),
        Unit::Points(most) => format!("write \">= 3 of {most}\" or \"<= 1 of {most}\""),
        Unit::YesNo => "write \"yes\" or \"no\"".to_owned(),
        Unit::Days => "write \"within 30 days\" or \">= 14 days\"".to_owned(),
        Unit::Hours => "write \"<= 24 h\" or \"within 2 days\"".to_owned(),
        Unit::Stage(stages) => format!("write \">= STAGE\" with one of {}", stages.join(", ")),
    }
}

impl Expectation {
    /// Reads an expectation for a value of a unit.
    ///
    /// # Errors
    /// When it cannot be read, or its unit is not the measure's.
    pub fn parse(written: &str, unit: Unit) -> Result<Self, ExpectationError> {
        let trimmed = written.trim();
        if unit == Unit::YesNo {
            let bound = match trimmed {
                "yes" => 1.0,
                "no" => 0.0,
                _ => return Err(wrong(format!("\"{trimmed}\" is neither yes nor no"), unit)),
            };
            return Ok(Expectation {
                written: trimmed.to_owned(),
                comparison: Comparison::Is,
                bound,
            });
        }
        if matches!(trimmed, "yes" | "no") {
            let message = format!("\"{trimmed}\" does not fit {}", unit_in_words(unit));
            return Err(wrong(message, unit));
        }
        let Some((comparison, rest)) = split_comparison(trimmed) else {
            let message = format!("\"{trimmed}\" does not say which way: start with >=, >, <= or <");
            return Err(wrong(message, unit));
        };
        Ok(Expectation {
            written: trimmed.to_owned(),
            comparison,
            bound: parse_bound(rest, unit)?,
        })
    }
}

fn split_comparison(written: &str) -> Option<(Comparison, &str)> {
    const SIGNS: &[(&str, Comparison)] = &[
        (">=", Comparison::AtLeast),
        ("≥", Comparison::AtLeast),
        ("<=", Comparison::AtMost),
        ("≤", Comparison::AtMost),
        (">", Comparison::MoreThan),
        ("<", Comparison::LessThan),
        ("within ", Comparison::AtMost),
    ];
    SIGNS
        .iter()
        .find_map(|(sign, comparison)| Some((*comparison, written.strip_prefix(sign)?.trim())))
}

fn parse_bound(words: &str, unit: Unit) -> Result<f64, ExpectationError> {
    if let Unit::Stage(stages) = unit {
        return stage_index(words, stages, unit);
    }
    let digits = words.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-'));
    let (number, suffix) = words.split_at(digits.unwrap_or(words.len()));
    let Ok(number) = number.parse::<f64>() else {
        return Err(wrong(format!("\"{words}\" is no number"), unit));
    };
    let suffix = suffix.trim();
    let misfit = || {
        let message = format!("\"{words}\" does not fit {}", unit_in_words(unit));
        Err(wrong(message, unit))
    };
    let bound = match (unit, suffix) {
        (Unit::Share | Unit::Ratio, "%") => number / 100.0,
        (Unit::Count | Unit::Points(_), "") => number,
        (Unit::Points(most), of) if of.strip_prefix("of").is_some_and(|n| n.trim() == most.to_string()) => number,
        (Unit::Days, _) => match duration_in_hours(number, suffix) {
            Some(hours) => hours / 24.0,
            None => return misfit(),
        },
        (Unit::Hours, _) => match duration_in_hours(number, suffix) {
            Some(hours) => hours,
            None => return misfit(),
        },
        _ => return misfit(),
    };
    let most = match unit {
        Unit::Share => 1.0,
        Unit::Points(most) => f64::from(most),
        _ => 1e9,
    };
    if !(0.0..=most).contains(&bound) {
        return Err(wrong(format!("\"{words}\" is out of range"), unit));
    }
    Ok(bound)
}

fn stage_index(words: &str, stages: &'static [&'static str], unit: Unit) -> Result<f64, ExpectationError> {
    let index = stages.iter().position(|stage| *stage == words);
    let Some(index) = index.and_then(|index| u32::try_from(index).ok()) else {
        let suggestion = super::suggest::closest(words, stages.iter().copied())
            .map(|stage| format!(" (did you mean \"{stage}\"?)"))
            .unwrap_or_default();
        return Err(wrong(format!("unknown stage \"{words}\"{suggestion}"), unit));
    };
    Ok(f64::from(index))
}

fn duration_in_hours(number: f64, suffix: &str) -> Option<f64> {
    let hours = match suffix {
        "h" | "hour" | "hours" | "시간" => 1.0,
        "d" | "day" | "days" | "일" => 24.0,
        "week" | "weeks" | "주" => 168.0,
        _ => return None,
    };
    Some(number * hours)
}

/// A span of time such as "30 days", in days.
///
/// # Errors
/// When it is no span of time.
pub fn parse_days(written: &str) -> Result<f64, ExpectationError> {
    let days = parse_bound(written.trim(), Unit::Days)?;
    if days <= 0.0 {
        return Err(wrong(format!("\"{written}\" is no time at all"), Unit::Days));
    }
    Ok(days)
}

/// Good and poor of a check: a value gets 100 points at or beyond good, 0 at or beyond poor, linear in between.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    /// At or beyond it: 100 points.
    pub good: Expectation,
    /// At or beyond it: 0 points.
    pub poor: Expectation,
}

impl Scale {
    /// A scale whose good is better than its poor.
    ///
    /// # Errors
    /// When the two contradict each other.
    pub fn new(good: Expectation, poor: Expectation) -> Result<Self, String> {
        match (good.comparison.upwards(), poor.comparison.upwards()) {
            (None, None) if good.bound.total_cmp(&poor.bound).is_eq() => Err("good and poor are the same".to_owned()),
            (None, None) => Ok(Scale { good, poor }),
            (Some(up), Some(poor_up)) if up == poor_up => Err(format!(
                "good \"{}\" and poor \"{}\" point the same way",
                good.written, poor.written
            )),
            (Some(up), Some(_)) => {
                let ahead = if up {
                    good.bound - poor.bound
                } else {
                    poor.bound - good.bound
                };
                // With equal bounds exactly one of the two may hold the bound itself.
                let step = ahead == 0.0 && (good.comparison.is_strict() != poor.comparison.is_strict());
                if ahead > 0.0 || step {
                    Ok(Scale { good, poor })
                } else {
                    Err(format!(
                        "good \"{}\" is not better than poor \"{}\"",
                        good.written, poor.written
                    ))
                }
            }
            _ => Err("good and poor are of different kinds".to_owned()),
        }
    }

    /// Points of a value, 0 to 100.
    pub fn points(&self, value: Value) -> f64 {
        let (good, poor) = (self.good.bound, self.poor.bound);
        // "There is none" on a scale of numbers is the worst.
        if self.good.comparison != Comparison::Is && matches!(value, Value::YesNo(false)) {
            return 0.0;
        }
        let value = value.as_f64();
        if value.is_nan() {
            return 0.0;
        }
        let upwards = self.good.comparison.upwards().unwrap_or(good > poor);
        let (reached, span) = if upwards {
            (value - poor, good - poor)
        } else {
            (poor - value, poor - good)
        };
        if span <= 0.0 {
            let on_bound = reached == 0.0 && !self.good.comparison.is_strict();
            return if reached > 0.0 || on_bound { 100.0 } else { 0.0 };
        }
        if reached >= span {
            return 100.0;
        }
        (reached / span * 100.0).clamp(0.0, 100.0)
    }

    /// The verdict on a value. On the very bound of a strict `poor` (`< 7 days`: 7) there are no points, and yet it is
    /// not poor.
    pub fn verdict(&self, value: Value) -> Verdict {
        let points = self.points(value);
        let numbers = self.good.comparison != Comparison::Is && !matches!(value, Value::YesNo(false));
        let on_bound =
            numbers && self.poor.comparison.is_strict() && value.as_f64().total_cmp(&self.poor.bound).is_eq();
        if points >= 100.0 {
            Verdict::Good
        } else if points <= 0.0 && !on_bound {
            Verdict::Poor
        } else {
            Verdict::Partial
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(good: &str, poor: &str, unit: Unit) -> Scale {
        let read = |written| Expectation::parse(written, unit).unwrap();
        Scale::new(read(good), read(poor)).unwrap()
    }

    fn bound(written: &str, unit: Unit) -> f64 {
        Expectation::parse(written, unit).unwrap().bound
    }

    #[test]
    fn each_unit_is_read_as_an_owner_writes_it() {
        let stages = Unit::Stage(&["nothing", "cart", "order-form"]);
        assert_eq!(bound(">= 90%", Unit::Share), 0.9);
        assert_eq!(bound("< 0.5 %", Unit::Share), 0.005);
        assert_eq!(bound("> 150%", Unit::Ratio), 1.5);
        assert_eq!(bound("<=8", Unit::Count), 8.0);
        assert_eq!(bound(">= 3 of 5", Unit::Points(5)), 3.0);
        assert_eq!(bound("within 30 days", Unit::Days), 30.0);
        assert_eq!(bound("<= 2 weeks", Unit::Days), 14.0);
        assert_eq!(bound("<= 2 days", Unit::Hours), 48.0);
        assert_eq!(bound("<= 24 h", Unit::Hours), 24.0);
        assert_eq!(bound(">= order-form", stages), 2.0);
        assert_eq!(bound("yes", Unit::YesNo), 1.0);
    }

    #[test]
    fn a_wrong_unit_is_refused() {
        let refused = |written, unit| Expectation::parse(written, unit).unwrap_err().message;
        assert_eq!(
            refused("within 30 days", Unit::Share),
            "\"30 days\" does not fit a share"
        );
        assert_eq!(refused(">= 0.9", Unit::Share), "\"0.9\" does not fit a share");
        assert_eq!(refused(">= 90%", Unit::Count), "\"90%\" does not fit a count");
        assert_eq!(
            refused(">= 4 of 6", Unit::Points(5)),
            "\"4 of 6\" does not fit points from 0 to 5"
        );
        assert_eq!(refused("yes", Unit::Count), "\"yes\" does not fit a count");
        assert_eq!(refused("true", Unit::YesNo), "\"true\" is neither yes nor no");
        assert_eq!(refused(">= 120%", Unit::Share), "\"120%\" is out of range");
        assert!(refused("90%", Unit::Share).contains("which way"));
        let stages = Unit::Stage(&["cart", "order-form"]);
        assert_eq!(
            refused(">= orderform", stages),
            "unknown stage \"orderform\" (did you mean \"order-form\"?)"
        );
    }

    #[test]
    fn points_are_linear_between_good_and_poor() {
        let share = scale(">= 90%", "< 25%", Unit::Share);
        assert_eq!(share.points(Value::Number(0.95)), 100.0);
        assert_eq!(share.points(Value::Number(0.9)), 100.0);
        assert_eq!(share.points(Value::Number(0.575)).round(), 50.0);
        assert_eq!(share.points(Value::Number(0.1)), 0.0);
        let fields = scale("<= 8", ">= 16", Unit::Count);
        assert_eq!(fields.points(Value::Number(12.0)), 50.0);
        assert_eq!(fields.points(Value::YesNo(false)), 0.0, "none at all is the worst");
        let step = scale(">= 90%", "< 90%", Unit::Share);
        assert_eq!(step.points(Value::Number(0.9)), 100.0);
        assert_eq!(step.points(Value::Number(0.89)), 0.0);
        let no = scale("no", "yes", Unit::YesNo);
        assert_eq!(no.points(Value::YesNo(false)), 100.0);
        assert_eq!(no.points(Value::YesNo(true)), 0.0);
    }

    #[test]
    fn on_a_strict_bound_nothing_is_poor_yet() {
        let days = scale(">= 30 days", "< 7 days", Unit::Days);
        assert_eq!(days.points(Value::Number(7.0)), 0.0);
        assert_eq!(days.verdict(Value::Number(7.0)), Verdict::Partial);
        assert_eq!(days.verdict(Value::Number(6.0)), Verdict::Poor);
        assert_eq!(days.verdict(Value::YesNo(false)), Verdict::Poor);
        let fields = scale("<= 8", ">= 16", Unit::Count);
        assert_eq!(fields.verdict(Value::Number(16.0)), Verdict::Poor);
    }

    #[test]
    fn good_must_be_better_than_poor() {
        let read = |written| Expectation::parse(written, Unit::Count).unwrap();
        let refused = |good, poor| Scale::new(read(good), read(poor)).unwrap_err();
        assert_eq!(refused(">= 3", "< 5"), "good \">= 3\" is not better than poor \"< 5\"");
        assert_eq!(
            refused("<= 5", ">= 5"),
            "good \"<= 5\" is not better than poor \">= 5\""
        );
        assert_eq!(
            refused(">= 5", ">= 2"),
            "good \">= 5\" and poor \">= 2\" point the same way"
        );
    }
}
