//! Whether questions on the board are answered, and how soon.

use jiff::civil::DateTime;

use super::toolbox::{Sample, absence, clip, median, number, yes_no};
use super::{Input, Measure, Text};
use crate::model::{Answer, BoardRow, Evidence, Measured, Note, PageKind, Unit, WalkPage};

const PAGES: &[PageKind] = &[PageKind::Board];
/// So many of the newest questions are looked at.
const NEWEST: usize = 60;
/// A question younger than this, in hours, need not be answered yet.
const TOO_NEW_HOURS: f64 = 24.0;
/// Fewer pairs of question and answer time than this tell nothing.
const LEAST_PAIRS: usize = 5;

/// The family.
pub static MEASURES: &[Measure] = &[
    Measure {
        id: "qna.answered-share",
        unit: Unit::Share,
        what: Text {
            en: "How many of the questions on the board have an answer.",
            ko: "문의 게시판의 질문 가운데 답변이 달린 비율입니다.",
        },
        how: Text {
            en: "Reads the status of up to 60 of the newest questions, secret ones included. Questions of the last day \
                 that the board shows are left out, as are rows that tell no status. Makes no sense without such a board.",
            ko: "가장 최근 질문 60개까지 답변 상태를 읽습니다. 비밀글도 상태가 보이면 셉니다. 게시판에 보이는 마지막 하루의 질문과 \
                 상태를 알 수 없는 글은 뺍니다. 문의 게시판이 없으면 해당 없음입니다.",
        },
        pages: PAGES,
        run: answered_share,
    },
    Measure {
        id: "qna.answer-hours-median",
        unit: Unit::Hours,
        what: Text {
            en: "How many hours an answer on the board takes, in the middle of all answers.",
            ko: "문의 게시판에서 답변이 달리기까지 걸린 시간의 중앙값입니다.",
        },
        how: Text {
            en: "Compares the time of question and answer where the board shows both; dates without a clock count whole \
                 days. Unknown with fewer than five such pairs. Makes no sense without such a board.",
            ko: "질문과 답변 시각이 모두 보이는 글에서 차이를 셉니다. 날짜만 있으면 하루 단위로 셉니다. 그런 글이 다섯 개보다 적으면 알 \
                 수 없음으로 둡니다. 문의 게시판이 없으면 해당 없음입니다.",
        },
        pages: PAGES,
        run: answer_hours_median,
    },
    Measure {
        id: "qna.board-found",
        unit: Unit::YesNo,
        what: Text {
            en: "Whether customers can read questions and answers of others.",
            ko: "다른 고객의 질문과 답변을 볼 수 있는 게시판이 있는지입니다.",
        },
        how: Text {
            en: "Looks for a board of questions with at least one post, on a page of its own or on product pages. \
                 Unknown when such a board is linked and could not be read.",
            ko: "질문이 하나라도 있는 문의 게시판을 전용 페이지나 상품 페이지에서 찾습니다. 링크가 있는데 읽지 못했다면 알 수 없음으로 둡니다.",
        },
        pages: PAGES,
        run: board_found,
    },
    Measure {
        id: "qna.oldest-open-days",
        unit: Unit::Days,
        what: Text {
            en: "How many days the oldest open question has been waiting.",
            ko: "답변을 기다리는 가장 오래된 질문이 며칠째인지입니다.",
        },
        how: Text {
            en: "Of the up to 60 newest questions; the newest date on the board stands for today, so that the same \
                 walk always gives the same figure. 0 when none is open. Unknown when the board shows no status or \
                 no dates.",
            ko: "가장 최근 질문 60개 가운데서 봅니다. 같은 방문이 늘 같은 값을 내도록 게시판의 가장 새로운 날짜를 오늘로 칩니다. 열린 질문이 없으면 0입니다. 상태나 날짜가 보이지 않으면 \
                 알 수 없음으로 둡니다.",
        },
        pages: PAGES,
        run: oldest_open_days,
    },
];

type Row<'a> = (&'a WalkPage, &'a BoardRow);

/// The newest questions, each once; boards of their own first, and those on product pages where there is none.
fn questions<'a>(input: &Input<'a>) -> Result<Vec<Row<'a>>, Measured> {
    let rows_of = |kinds: &[PageKind]| -> Vec<Row<'a>> {
        Sample::of_kinds(input.walk, kinds)
            .pages
            .into_iter()
            .filter_map(|page| Some((page, page.facts.board.as_ref().filter(|board| board.about == "qna")?)))
            .flat_map(|(page, board)| board.rows.iter().map(move |row| (page, row)))
            .collect()
    };
    let kinds = if input.pages.is_empty() { PAGES } else { input.pages };
    let mut rows = rows_of(kinds);
    if rows.is_empty() {
        rows = rows_of(&[PageKind::Product]);
    }
    if rows.is_empty() {
        return Err(match absence::is_absent(input.walk, &["topic.qna-board"]) {
            Ok(_) => Measured::not_applicable("no-question-board"),
            Err(note) => Measured::Unknown(note),
        });
    }
    // Newest first; the order of the pages among equals.
    rows.sort_by(|one, other| other.1.asked.cmp(&one.1.asked));
    let mut distinct: Vec<Row<'a>> = Vec::new();
    for row in rows {
        let known = distinct.iter().any(|(_, other)| {
            other.title == row.1.title && other.asked == row.1.asked && row.1.asked.is_some() && !row.1.secret
        });
        if !known && distinct.len() < NEWEST {
            distinct.push(row);
        }
    }
    Ok(distinct)
}

fn answered_share(input: &Input<'_>) -> Measured {
    let rows = match questions(input) {
        Ok(rows) => rows,
        Err(measured) => return measured,
    };
    let latest = rows
        .iter()
        .flat_map(|(_, row)| [row.asked.as_deref(), row.answered.as_deref()])
        .flatten()
        .filter_map(time)
        .max();
    let is_due = |row: &BoardRow| match (latest, row.asked.as_deref().and_then(time)) {
        (Some(latest), Some(asked)) => hours_between(asked, latest) >= TOO_NEW_HOURS,
        _ => true,
    };
    let told: Vec<&Row<'_>> = rows.iter().filter(|(_, row)| row.answer != Answer::Unknown).collect();
    if told.is_empty() {
        return Measured::unknown("answers-not-told");
    }
    let due: Vec<&Row<'_>> = told.into_iter().filter(|(_, row)| is_due(row)).collect();
    if due.is_empty() {
        return Measured::unknown("questions-too-new");
    }
    // Oldest open question first: it waits longest.
    let mut open: Vec<&Row<'_>> = due
        .iter()
        .copied()
        .filter(|(_, row)| row.answer == Answer::Unanswered)
        .collect();
    open.reverse();
    let answered = due.iter().copied().filter(|(_, row)| row.answer == Answer::Answered);
    let evidence = open
        .iter()
        .copied()
        .chain(answered.take(2))
        .map(|row| seen(*row))
        .collect();
    let good = due.len() - open.len();
    Measured::share(good, due.len(), evidence)
}

fn seen((page, row): Row<'_>) -> Evidence {
    Evidence::quote(&page.url, &row.spot, clip(&row.title))
}

fn answer_hours_median(input: &Input<'_>) -> Measured {
    let rows = match questions(input) {
        Ok(rows) => rows,
        Err(measured) => return measured,
    };
    let mut pairs: Vec<(f64, Row<'_>)> = rows
        .into_iter()
        .filter_map(|row| {
            let asked = time(row.1.asked.as_deref()?)?;
            let answered = time(row.1.answered.as_deref()?)?;
            let hours = hours_between(asked, answered);
            (hours >= 0.0).then_some((hours, row))
        })
        .collect();
    if pairs.len() < LEAST_PAIRS {
        return Measured::Unknown(Note::new("too-few-answer-times").with("pairs", pairs.len()));
    }
    pairs.sort_by(|one, other| other.0.total_cmp(&one.0));
    let middle = median(pairs.iter().map(|(hours, _)| *hours).collect());
    let sample = pairs.len();
    let slower = pairs.iter().filter(|(hours, _)| Some(*hours) > middle).count();
    let evidence = pairs.into_iter().map(|(_, row)| seen(row)).collect();
    match middle {
        Some(hours) => number(hours, evidence, sample, slower),
        None => Measured::unknown("empty-sample"),
    }
}

/// A date, or a date and time, as the board shows it; midnight without a clock.
fn time(text: &str) -> Option<DateTime> {
    text.trim().trim_end_matches('Z').parse().ok()
}

fn hours_between(start: DateTime, end: DateTime) -> f64 {
    end.duration_since(start).as_secs_f64() / 3600.0
}

fn board_found(input: &Input<'_>) -> Measured {
    match questions(input) {
        Ok(rows) => yes_no(true, rows.iter().copied().map(seen).collect(), rows.len()),
        Err(Measured::NotApplicable(_)) => match absence::home(input.walk) {
            Ok(home) => yes_no(false, vec![Evidence::page(&home.url)], 1),
            Err(note) => Measured::Unknown(note),
        },
        Err(unknown) => unknown,
    }
}

fn oldest_open_days(input: &Input<'_>) -> Measured {
    let rows = match questions(input) {
        Ok(rows) => rows,
        Err(measured) => return measured,
    };
    let told = rows.iter().filter(|(_, row)| row.answer != Answer::Unknown).count();
    let latest = rows
        .iter()
        .flat_map(|(_, row)| [row.asked.as_deref(), row.answered.as_deref()])
        .flatten()
        .filter_map(time)
        .max();
    let (Some(latest), true) = (latest, told > 0) else {
        return Measured::unknown("answers-not-told");
    };
    let mut open: Vec<(f64, Row<'_>)> = rows
        .iter()
        .copied()
        .filter(|(_, row)| row.answer == Answer::Unanswered)
        .filter_map(|row| Some((hours_between(time(row.1.asked.as_deref()?)?, latest) / 24.0, row)))
        .collect();
    open.sort_by(|one, other| other.0.total_cmp(&one.0));
    let days = open.first().map_or(0.0, |(days, _)| days.floor());
    let waiting = open.len();
    let shown: Vec<Row<'_>> = if open.is_empty() {
        rows
    } else {
        open.into_iter().map(|(_, row)| row).collect()
    };
    number(days, shown.into_iter().map(seen).collect(), told, waiting)
}

#[cfg(test)]
mod tests {
    use super::super::toolbox::testing::{code_of, evidence, link, page, run, spot, value_of, walk};
    use crate::model::{Answer, Board, BoardRow, PageKind, Region, Value, WalkPage};

    fn row(title: &str, asked: &str, answered: Option<&str>) -> BoardRow {
        BoardRow {
            title: title.to_owned(),
            asked: Some(asked.to_owned()),
            answered: answered.map(str::to_owned),
            answer: if answered.is_some() {
                Answer::Answered
            } else {
                Answer::Unanswered
            },
            secret: false,
            spot: spot(Region::Main),
        }
    }

    fn board(rows: Vec<BoardRow>) -> WalkPage {
        let mut page = page(PageKind::Board, "/qna");
        page.facts.board = Some(Board {
            about: "qna".to_owned(),
            rows,
        });
        page
    }

    #[test]
    fn questions_with_answers_are_good_and_fresh_ones_are_left_out() {
        let page = board(vec![
            row("오늘 질문", "2026-11-20", None),
            row("배송 언제 오나요", "2026-11-18", Some("2026-11-19")),
            row("맛있나요", "2026-11-10", Some("2026-11-10")),
        ]);
        assert_eq!(value_of("qna.answered-share", vec![page]), Value::Number(1.0));
    }

    #[test]
    fn open_questions_count_against_the_shop_oldest_first() {
        let page = board(vec![
            row("새 질문", "2026-11-20", Some("2026-11-20")),
            row("열린 질문", "2026-11-12", None),
            row("오래된 질문", "2026-11-01", None),
            row("답한 질문", "2026-10-30", Some("2026-11-02")),
        ]);
        let share = value_of("qna.answered-share", vec![page.clone()]).as_f64();
        assert!((share - 1.0 / 3.0).abs() < 1e-9);
        let seen = evidence(run("qna.answered-share", &walk(vec![page])));
        assert_eq!(seen[0].quote, "오래된 질문");
    }

    #[test]
    fn the_middle_answer_takes_so_many_hours() {
        let rows = (1..=5).map(|day| {
            let asked = format!("2026-11-0{day}T09:00");
            let answered = format!("2026-11-0{day}T{}:00", 9 + day);
            row(&format!("질문 {day}"), &asked, Some(&answered))
        });
        let pages = vec![board(rows.collect())];
        assert_eq!(value_of("qna.answer-hours-median", pages), Value::Number(3.0));
        let days = (1..=5).map(|day| row(&format!("질문 {day}"), &format!("2026-11-0{day}"), Some("2026-11-08")));
        assert_eq!(
            value_of("qna.answer-hours-median", vec![board(days.collect())]),
            Value::Number(120.0)
        );
    }

    #[test]
    fn without_a_board_it_makes_no_sense_and_an_unread_one_is_unknown() {
        let mut linked = page(PageKind::Home, "/");
        linked
            .facts
            .links
            .push(link("/qna", "문의게시판", "topic.qna-board", Region::Footer));
        for id in ["qna.answered-share", "qna.answer-hours-median"] {
            assert_eq!(code_of(id, vec![page(PageKind::Home, "/")]), "n/a no-question-board");
            assert_eq!(code_of(id, vec![linked.clone()]), "linked-page-not-read");
        }
    }

    #[test]
    fn a_board_without_status_or_times_tells_nothing() {
        let mut silent = row("질문", "2026-11-01", None);
        silent.answer = Answer::Unknown;
        assert_eq!(
            code_of("qna.answered-share", vec![board(vec![silent])]),
            "answers-not-told"
        );
        let one = board(vec![row("질문", "2026-11-01", Some("2026-11-02"))]);
        assert_eq!(
            code_of("qna.answer-hours-median", vec![one.clone()]),
            "too-few-answer-times"
        );
        let fresh = board(vec![row("질문", "2026-11-01", Some("2026-11-01"))]);
        assert_eq!(code_of("qna.answered-share", vec![fresh]), "questions-too-new");
    }

    #[test]
    fn the_board_is_there_and_its_oldest_open_question_waits() {
        let page_with = |rows| vec![board(rows)];
        let open = page_with(vec![
            row("답한 질문", "2026-11-20", Some("2026-11-20")),
            row("열린 질문", "2026-11-12", None),
        ]);
        assert_eq!(value_of("qna.oldest-open-days", open.clone()), Value::Number(8.0));
        assert_eq!(value_of("qna.board-found", open), Value::YesNo(true));
        let answered = page_with(vec![row("답한 질문", "2026-11-12", Some("2026-11-20"))]);
        assert_eq!(value_of("qna.oldest-open-days", answered), Value::Number(0.0));
        let none = vec![page(PageKind::Home, "/")];
        assert_eq!(value_of("qna.board-found", none.clone()), Value::YesNo(false));
        assert_eq!(code_of("qna.oldest-open-days", none), "n/a no-question-board");
    }
}
