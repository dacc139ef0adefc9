//! Findings that the owner accepts for the time being.

use crate::model::{Finding, Note, Verdict};

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

/// Marks waived findings, and returns a remark for each waiver that has run out or is of no use.
///
/// A waiver changes neither verdict nor score: the gate lets its finding pass, and the report says so.
pub fn apply(findings: &mut [Finding], waivers: &[Waiver], today: jiff::civil::Date) -> Vec<Note> {
    let mut notes = Vec::new();
    for waiver in waivers {
        let note = |code: &str| {
            Note::new(code)
                .with("finding", &waiver.finding)
                .with("until", waiver.until)
                .with("owner", &waiver.owner)
        };
        if waiver.until < today {
            notes.push(note("waiver-expired"));
            continue;
        }
        match findings.iter_mut().find(|finding| finding.id == waiver.finding) {
            None => notes.push(note("waiver-unknown")),
            Some(finding) if finding.verdict == Verdict::Good => notes.push(note("waiver-unused")),
            Some(finding) => finding.waived = true,
        }
    }
    notes
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::gate::tests::finding;
    use crate::model::Severity;

    #[test]
    fn a_waiver_holds_until_its_day_and_no_longer() {
        let waiver = |id: &str| Waiver {
            finding: id.to_owned(),
            reason: "new header in March".to_owned(),
            owner: "Kim".to_owned(),
            until: date(2027, 3, 31),
        };
        let mut findings = [
            finding("support.phone-top", Severity::Critical, Verdict::Poor),
            finding("support.email", Severity::Major, Verdict::Good),
        ];
        let waivers = [
            waiver("support.phone-top"),
            waiver("support.email"),
            waiver("support.gone"),
        ];
        let notes = apply(&mut findings, &waivers, date(2027, 3, 31));
        let codes: Vec<&str> = notes.iter().map(|note| note.code.as_str()).collect();
        assert_eq!(codes, ["waiver-unused", "waiver-unknown"]);
        assert!(findings[0].waived && !findings[1].waived);

        findings[0].waived = false;
        let notes = apply(&mut findings, &waivers[..1], date(2027, 4, 1));
        assert_eq!(notes[0].code, "waiver-expired");
        assert!(!findings[0].waived);
    }
}
