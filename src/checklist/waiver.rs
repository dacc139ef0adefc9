//! Findings that the owner accepts for the time being.

use crate::model::{Finding, Note, Verdict, WaiverText};

/// A finding that the owner accepts until a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiver {
    /// Id of the finding.
    pub finding: String,
    /// Why it is accepted.
    pub reason: String,
    /// Who answers for it.
    pub owner: String,
    /// The last day on which it holds.
    pub until: jiff::civil::Date,
}

/// What became of the waivers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Applied {
    /// A remark for each waiver that has run out or is of no use.
    pub remarks: Vec<Note>,
    /// The findings whose waivers have run out, each with its remark: they fail the gate while they fall short.
    pub expired: Vec<(String, Note)>,
}

/// Marks waived findings.
///
/// A waiver changes neither verdict nor score: the gate lets its finding pass, and the report says so.
pub fn apply(findings: &mut [Finding], waivers: &[Waiver], today: jiff::civil::Date) -> Applied {
    let mut applied = Applied::default();
    for waiver in waivers {
        let note = |code: &str| {
            Note::new(code)
                .with("finding", &waiver.finding)
                .with("until", waiver.until)
                .with("owner", &waiver.owner)
        };
        let finding = findings.iter_mut().find(|finding| finding.id == waiver.finding);
        match finding {
            None => applied.remarks.push(note("waiver-unknown")),
            Some(finding) if finding.verdict == Verdict::Good => applied.remarks.push(note("waiver-unused")),
            Some(_) if waiver.until < today => {
                let note = note("waiver-expired");
                applied.remarks.push(note.clone());
                applied.expired.push((waiver.finding.clone(), note));
            }
            Some(finding) => {
                finding.waived = true;
                finding.waiver = Some(WaiverText {
                    reason: waiver.reason.clone(),
                    owner: waiver.owner.clone(),
                    until: waiver.until.to_string(),
                });
            }
        }
    }
    applied
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::gate::tests::finding;
    use crate::model::Severity;

    fn waiver(id: &str) -> Waiver {
        Waiver {
            finding: id.to_owned(),
            reason: "new header in March".to_owned(),
            owner: "Kim".to_owned(),
            until: date(2027, 3, 31),
        }
    }

    #[test]
    fn a_waiver_holds_until_its_day_and_no_longer() {
        let mut findings = [
            finding("support.phone-top", Severity::Critical, Verdict::Poor),
            finding("support.email", Severity::Major, Verdict::Good),
        ];
        let waivers = [
            waiver("support.phone-top"),
            waiver("support.email"),
            waiver("support.gone"),
        ];
        let codes =
            |applied: &Applied| -> Vec<String> { applied.remarks.iter().map(|note| note.code.clone()).collect() };
        let applied = apply(&mut findings, &waivers, date(2027, 3, 31));
        assert_eq!(codes(&applied), ["waiver-unused", "waiver-unknown"]);
        assert!(applied.expired.is_empty());
        assert!(findings[0].waived && !findings[1].waived);
        let text = findings[0].waiver.clone().expect("why, who and until when");
        assert_eq!((text.owner.as_str(), text.until.as_str()), ("Kim", "2027-03-31"));

        findings[0].waived = false;
        let applied = apply(&mut findings, &waivers, date(2027, 4, 1));
        assert_eq!(codes(&applied), ["waiver-expired", "waiver-unused", "waiver-unknown"]);
        assert_eq!(applied.expired[0].0, "support.phone-top");
        assert!(!findings[0].waived);
    }
}
