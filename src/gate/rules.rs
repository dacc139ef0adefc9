//! The rules of a gate, as flags, `touchpoint.toml` and checklists give them.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::checklist::{Checklist, closest};
use crate::model::Severity;

/// The rules of a gate. Without any rule every report passes, unless a waiver has run out.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GateRules {
    /// The overall score must reach it, 0 to 100.
    pub fail_under: Option<f64>,
    /// The score of a touchpoint must reach it, 0 to 100, by the touchpoint's id.
    pub touchpoints: BTreeMap<String, f64>,
    /// No check of this severity or graver may fall short of good; with a baseline, none may have got worse.
    pub fail_on: Option<Severity>,
    /// These checks must be good.
    pub require: Vec<String>,
    /// So much of the checklist's weight must have been measured, 0 to 100 percent. It also says from where on a score
    /// can be judged; half of the weight where it is not given.
    pub min_coverage: Option<f64>,
    /// Checks that could not be measured pass the gate; they fail it otherwise.
    pub allow_unknown: bool,
    /// A saved report: only what got worse since then fails.
    pub baseline: Option<PathBuf>,
}

impl GateRules {
    /// Both gates: the stricter of each rule.
    #[must_use]
    pub fn and(&self, other: &GateRules) -> GateRules {
        let on = [self.fail_on, other.fail_on].into_iter().flatten();
        let mut touchpoints = self.touchpoints.clone();
        for (id, least) in &other.touchpoints {
            let known = touchpoints.entry(id.clone()).or_insert(*least);
            *known = known.max(*least);
        }
        GateRules {
            fail_under: stricter(self.fail_under, other.fail_under),
            touchpoints,
            fail_on: on.min(),
            require: union(&self.require, &other.require),
            min_coverage: stricter(self.min_coverage, other.min_coverage),
            allow_unknown: self.allow_unknown && other.allow_unknown,
            baseline: self.baseline.clone().or_else(|| other.baseline.clone()),
        }
    }

    /// The rules of `over` where it has any, else these; required checks add up, and so do touchpoints.
    #[must_use]
    pub fn overridden_by(&self, over: &GateRules) -> GateRules {
        let mut touchpoints = self.touchpoints.clone();
        touchpoints.extend(over.touchpoints.clone());
        GateRules {
            fail_under: over.fail_under.or(self.fail_under),
            touchpoints,
            fail_on: over.fail_on.or(self.fail_on),
            require: union(&self.require, &over.require),
            min_coverage: over.min_coverage.or(self.min_coverage),
            allow_unknown: self.allow_unknown || over.allow_unknown,
            baseline: over.baseline.clone().or_else(|| self.baseline.clone()),
        }
    }

    /// One line for each name that the checklist does not have: a gate on a misspelt check must not pass.
    pub fn unknown_names(&self, checklist: &Checklist) -> Vec<String> {
        let checks: Vec<&str> = checklist.checks().map(|check| check.finding_id.as_str()).collect();
        let touchpoints: Vec<&str> = checklist.touchpoints.iter().map(|one| one.id.as_str()).collect();
        let required = self.require.iter().map(|id| ("require", "check", id, &checks));
        let bounded = self
            .touchpoints
            .keys()
            .map(|id| ("fail-under", "touchpoint", id, &touchpoints));
        required
            .chain(bounded)
            .filter(|(_, _, id, known)| !known.contains(&id.as_str()))
            .map(|(rule, what, id, known)| {
                let written = crate::report::clean(id);
                match closest(id, known.iter().copied()) {
                    Some(near) => format!("{rule}: unknown {what} \"{written}\" (did you mean \"{near}\"?)"),
                    None => format!("{rule}: unknown {what} \"{written}\""),
                }
            })
            .collect()
    }
}

fn stricter(one: Option<f64>, other: Option<f64>) -> Option<f64> {
    [one, other].into_iter().flatten().max_by(f64::total_cmp)
}

fn union(first: &[String], second: &[String]) -> Vec<String> {
    let mut all = first.to_vec();
    for id in second {
        if !all.contains(id) {
            all.push(id.clone());
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(fail_under: f64, require: &[&str], support: f64) -> GateRules {
        GateRules {
            fail_under: Some(fail_under),
            touchpoints: BTreeMap::from([("support".to_owned(), support)]),
            require: require.iter().map(|id| (*id).to_owned()).collect(),
            ..GateRules::default()
        }
    }

    #[test]
    fn flags_go_over_the_file_and_required_checks_add_up() {
        let mut file = rules(50.0, &["a.b"], 60.0);
        file.fail_on = Some(Severity::Critical);
        file.touchpoints.insert("clarity".into(), 40.0);
        let both = file.overridden_by(&rules(80.0, &["c.d", "a.b"], 20.0));
        assert_eq!((both.fail_under, both.fail_on), (Some(80.0), Some(Severity::Critical)));
        assert_eq!(both.require, ["a.b", "c.d"]);
        let bounds: Vec<_> = both.touchpoints.into_iter().collect();
        assert_eq!(bounds, [("clarity".to_owned(), 40.0), ("support".to_owned(), 20.0)]);
    }

    #[test]
    fn of_two_checklists_the_stricter_gate_holds() {
        let one = rules(50.0, &["a.b"], 60.0);
        let mut other = rules(80.0, &[], 20.0);
        other.fail_on = Some(Severity::Major);
        other.allow_unknown = true;
        let both = one.and(&other);
        assert_eq!((both.fail_under, both.fail_on), (Some(80.0), Some(Severity::Major)));
        assert_eq!(both.touchpoints["support"].to_string(), "60");
        assert!(!both.allow_unknown);
    }
}
