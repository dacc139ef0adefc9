//! Boards of questions and answers, and FAQs.

mod date;
mod faq;
mod row;
mod told;

use serde_json::Value;

use super::Context;
use crate::model::{Answer, Board, BoardRow, Region};
use crate::page::Element;

pub(super) use faq::faq;

/// Rows of a board that are kept.
const ROWS: usize = 60;

/// The board that the page lists.
pub(super) fn board(context: &Context<'_>) -> Option<Board> {
    if let Some(board) = told::board(context) {
        return Some(board);
    }
    context
        .document
        .elements()
        .filter(|element| matches!(element.name(), "table" | "tbody" | "ul" | "ol" | "div" | "section"))
        .filter(|element| !matches!(element.region(), Region::Header | Region::Nav | Region::Footer))
        .filter_map(|element| listed(context, element))
        // The longest list is the board; of equally long ones the first.
        .fold(None, |best: Option<Board>, board| match best {
            Some(best) if best.rows.len() >= board.rows.len() => Some(best),
            _ => Some(board),
        })
}

/// The board that an element's children list.
fn listed(context: &Context<'_>, list: Element<'_>) -> Option<Board> {
    let table = matches!(list.name(), "table" | "tbody");
    let rows: Vec<Element<'_>> = if table {
        list.children()
            .filter(|row| row.name() == "tr")
            .take(ROWS * 3)
            .collect()
    } else {
        let rows: Vec<Element<'_>> = list.children().take(ROWS * 3).collect();
        let first = rows.first()?.name();
        if !matches!(first, "li" | "div" | "article" | "a" | "dl" | "section")
            || rows.iter().filter(|row| row.name() == first).count() * 3 < rows.len() * 2
        {
            return None;
        }
        rows
    };
    if rows.len() < 2 && !table {
        return None;
    }
    let read: Vec<row::Row> = rows.iter().filter_map(|row| row::read(context, *row)).collect();
    let posts = read.iter().filter(|row| !row.reply).count();
    let told = read.iter().filter(|row| row.status != Answer::Unknown).count();
    let dated = read.iter().filter(|row| row.date.is_some()).count();
    if read.is_empty() || (told == 0 && dated < 2 && !table) {
        return None;
    }
    let about = about(context, list, told > 0);
    let named = about != "other";
    let heads = table && row::has_board_head(list);
    let listed_well = read.len() * 3 >= rows.len() * 2 || heads;
    let is_board = if table {
        posts >= 1 && (told > 0 || heads || (named && dated >= 2))
    } else {
        posts >= 2 && ((told * 2 >= read.len()) || (named && dated * 3 >= read.len() * 2 && about != "review"))
    };
    (is_board && listed_well).then(|| Board {
        about: about.to_owned(),
        rows: folded(read),
    })
}

/// Questions with what their replies tell. Where replies stand as rows of their own, a question without one is open;
/// the reply to the last one may stand on the next page.
fn folded(read: Vec<row::Row>) -> Vec<BoardRow> {
    let mut rows: Vec<BoardRow> = Vec::new();
    let replies = read.iter().any(|row| row.reply);
    for row in read {
        if row.reply {
            if let Some(question) = rows.last_mut() {
                question.answer = Answer::Answered;
                if question.answered.is_none() {
                    question.answered = row.date;
                }
            }
            continue;
        }
        if rows.len() >= ROWS {
            break;
        }
        if let Some(before) = rows.last_mut().filter(|row| replies && row.answer == Answer::Unknown) {
            before.answer = Answer::Unanswered;
        }
        rows.push(BoardRow {
            title: row.title,
            asked: row.date,
            answered: row.answered,
            answer: row.status,
            secret: row.secret,
            spot: row.spot,
        });
    }
    rows
}

/// What a list is about: `qna`, `review`, `notice` or `other`.
fn about(context: &Context<'_>, list: Element<'_>, has_status: bool) -> &'static str {
    let heading = nearest_heading(context, list);
    let title = context
        .document
        .tagged("title")
        .next()
        .map(|title| title.reference().text().collect::<String>())
        .unwrap_or_default();
    let names = format!(
        "{} {}",
        list.attr("id").unwrap_or_default(),
        list.attr("class").unwrap_or_default()
    );
    let path = context
        .url
        .map(|url| url.path().to_ascii_lowercase())
        .unwrap_or_default();
    for words in [heading.as_str(), title.as_str(), names.as_str(), path.as_str()] {
        if let Some(about) = named(context, words) {
            return about;
        }
    }
    if has_status { "qna" } else { "other" }
}

fn named(context: &Context<'_>, words: &str) -> Option<&'static str> {
    let lower = words.to_lowercase();
    let has = |parts: &[&str]| parts.iter().any(|part| lower.contains(part));
    if words.chars().count() > 120 {
        return None;
    }
    if has(&["qna", "q&a", "inquir", "question", "문의", "질문", "質問"])
        || context.lexicon.is("topic.qna-board", words)
    {
        Some("qna")
    } else if has(&["review", "후기", "리뷰", "상품평", "レビュー", "bewertung", "avis"]) {
        Some("review")
    } else if has(&[
        "notice",
        "공지",
        "news",
        "お知らせ",
        "announce",
        "aktuelles",
        "actualit",
    ]) {
        Some("notice")
    } else {
        None
    }
}

/// The last heading before an element.
fn nearest_heading(context: &Context<'_>, element: Element<'_>) -> String {
    let at = element.text_range().start;
    context
        .document
        .elements()
        .take_while(|one| one.id() < element.id())
        .filter(|one| matches!(one.name(), "h1" | "h2" | "h3" | "h4") && one.text_range().end <= at)
        .last()
        .map(|heading| heading.text().to_owned())
        .unwrap_or_default()
}

/// Whether an item of structured data is of a type.
fn is_type(item: &Value, wanted: &str) -> bool {
    let is = |kind: &str| kind.rsplit('/').next() == Some(wanted);
    match item.get("@type") {
        Some(Value::String(kind)) => is(kind),
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).any(is),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::{Source, facts};
    use crate::model::{Answer, Board};

    fn board(html: &str) -> Option<Board> {
        facts(&Source::new(html.as_bytes(), None)).board
    }

    #[test]
    fn a_table_of_questions_tells_which_are_answered() {
        let found = board(
            "<h2>상품 문의</h2><table><thead><tr><th>번호<th>상태<th>제목<th>작성자<th>작성일</thead>\
             <tr><td>3<td>미답변<td><a href=/q/3>재입고 언제 되나요</a><td>김**<td>2024-05-03\
             <tr><td>2<td>답변완료<td><a href=/q/2>사이즈 문의드립니다</a><td>이**<td>2024.05.02 14:20\
             <tr><td>1<td>답변대기<td>비밀글입니다.<td>박**<td>24-05-01</table>",
        )
        .expect("the table is a board");
        assert_eq!(found.about, "qna");
        let answers: Vec<Answer> = found.rows.iter().map(|row| row.answer).collect();
        assert_eq!(answers, [Answer::Unanswered, Answer::Answered, Answer::Unanswered]);
        assert_eq!(found.rows[0].title, "재입고 언제 되나요");
        assert_eq!(found.rows[0].asked.as_deref(), Some("2024-05-03"));
        assert_eq!(found.rows[1].asked.as_deref(), Some("2024-05-02T14:20"));
        assert!(found.rows[2].secret);
    }

    #[test]
    fn a_reply_below_a_question_answers_it() {
        let found = board(
            "<h1>Q&A</h1><table><tr><th>No<th>Subject<th>Author<th>Date\
             <tr><td>2<td><a href=#>When will it ship?</a><td>K<td>2024-03-01\
             <tr><td><td><a href=#>└ RE: When will it ship?</a><td>Staff<td>2024-03-02\
             <tr><td>1<td><a href=#>Is it waterproof?</a><td>L<td>2024-02-20</table>",
        )
        .expect("the table is a board");
        assert_eq!(found.rows.len(), 2);
        assert_eq!(found.rows[0].answer, Answer::Answered);
        assert_eq!(found.rows[0].answered.as_deref(), Some("2024-03-02"));
        assert_eq!(found.rows[1].answer, Answer::Unknown);
    }

    #[test]
    fn a_question_without_a_reply_among_replies_is_open() {
        let found = board(
            "<h1>상품 문의</h1><table><tr><th>No<th>제목<th>작성자<th>작성일\
             <tr><td>3<td><a href=/3>선물 포장이 되나요?</a><td>김**<td>2026-11-20\
             <tr><td><td>└ RE: 선물 포장이 되나요?<td>관리자<td>2026-11-21\
             <tr><td>2<td><a href=/2>무게가 얼마나 되나요?</a><td>이**<td>2026-11-14\
             <tr><td>1<td><a href=/1>주말에도 오나요?</a><td>박**<td>2026-11-07\
             <tr><td><td>└ RE: 주말에도 오나요?<td>관리자<td>2026-11-08</table>",
        )
        .expect("the table is a board");
        let answers: Vec<Answer> = found.rows.iter().map(|row| row.answer).collect();
        assert_eq!(answers, [Answer::Answered, Answer::Unanswered, Answer::Answered]);
    }

    #[test]
    fn a_status_may_tell_the_time_of_the_answer() {
        let found = board(
            "<h1>문의</h1><table><tr><th>No<th>제목<th>작성일<th>상태\
             <tr><td>2<td><a href=/2>재입고는 언제인가요?</a><td>2026-11-15 13:20<td>답변완료 2026-11-24 13:27\
             <tr><td>1<td><a href=/1>교환하고 싶어요</a><td>2026-11-13 09:20<td>미답변</table>",
        )
        .expect("the table is a board");
        assert_eq!(found.rows[0].answer, Answer::Answered);
        assert_eq!(found.rows[0].answered.as_deref(), Some("2026-11-24T13:27"));
        assert_eq!(found.rows[1].answer, Answer::Unanswered);
    }

    #[test]
    fn a_list_of_questions_is_a_board() {
        let found = board(
            "<h2>Q&amp;A</h2><ul><li><span>未回答</span> <a href=#>色違いはありますか</a> <em>2024年4月2日</em>\
             <li><span>回答済み</span> <a href=#>送料はいくらですか</a> <em>2024年4月1日</em></ul>",
        )
        .expect("the list is a board");
        assert_eq!(found.rows[0].answer, Answer::Unanswered);
        assert_eq!(found.rows[1].answer, Answer::Answered);
        assert_eq!(found.rows[0].asked.as_deref(), Some("2024-04-02"));
    }

    #[test]
    fn structured_questions_are_a_board() {
        let found = board(
            r#"<script type="application/ld+json">{"@type":"QAPage","mainEntity":{"@type":"Question","name":"Does it fit?","dateCreated":"2024-01-02","acceptedAnswer":{"@type":"Answer","text":"Yes","dateCreated":"2024-01-03"}}}</script>"#,
        );
        let rows = found.map(|board| board.rows).unwrap_or_default();
        assert_eq!(rows[0].answered.as_deref(), Some("2024-01-03"));
    }

    #[test]
    fn products_and_menus_are_no_board() {
        assert!(board("<ul><li><a href=/a>Shirt</a> $10<li><a href=/b>Cap</a> $5</ul>").is_none());
        assert!(board("<table><tr><th>Size<th>Width<tr><td>S<td>40<tr><td>M<td>42</table>").is_none());
    }
}
