//! Rules about dates: none from the future that tells of the past, none
//! before what it must follow, and a warning for what is due.

use crate::content::{Content, Spanned};
use crate::diagnostic::{Code, Diagnostic};
use jiff::civil::Date;

pub(super) fn check(content: &Content, today: Date, found: &mut Vec<Diagnostic>) {
    for guide in &content.guides {
        let file = guide.file.as_str();
        let extra = &guide.front.extra;
        if let Some(reviewed) = &extra.reviewed {
            not_after(
                file,
                reviewed.get_ref().0,
                reviewed,
                today,
                "the review",
                found,
            );
            if let Some(review_by) = &extra.review_by {
                review(file, reviewed.get_ref().0, review_by, today, "guide", found);
            }
        }
        for source in &extra.sources {
            not_after(
                file,
                source.date.get_ref().0,
                &source.date,
                today,
                "the source",
                found,
            );
        }
        for change in &extra.changes {
            not_after(
                file,
                change.date.get_ref().0,
                &change.date,
                today,
                "the change",
                found,
            );
        }
    }
    for fact in content.facts.values().map(Spanned::get_ref) {
        let file = "data/facts.toml";
        not_after(
            file,
            fact.source.date.get_ref().0,
            &fact.source.date,
            today,
            "the source",
            found,
        );
        review(
            file,
            fact.as_of.get_ref().0,
            &fact.review_by,
            today,
            "fact",
            found,
        );
    }
    for contact in content.contacts.values().map(Spanned::get_ref) {
        let file = "data/contacts.toml";
        not_after(
            file,
            contact.as_of.get_ref().0,
            &contact.as_of,
            today,
            "the look-up",
            found,
        );
        not_after(
            file,
            contact.source.date.get_ref().0,
            &contact.source.date,
            today,
            "the source",
            found,
        );
        if let Some(year) = contact
            .published
            .as_ref()
            .filter(|year| *year.get_ref() > i64::from(today.year()))
        {
            found.push(Diagnostic::error(
                Code::FutureDate,
                file,
                year.span(),
                format!("{} is in the future", year.get_ref()),
            ));
        }
    }
}

fn not_after<T>(
    file: &str,
    date: Date,
    place: &Spanned<T>,
    today: Date,
    what: &str,
    found: &mut Vec<Diagnostic>,
) {
    if date > today {
        let message = format!("{what} is dated {date}, which is in the future");
        found.push(
            Diagnostic::error(Code::FutureDate, file, place.span(), message)
                .help(format!("today is {today}")),
        );
    }
}

fn review<T>(
    file: &str,
    from: Date,
    review_by: &Spanned<T>,
    today: Date,
    what: &str,
    found: &mut Vec<Diagnostic>,
) where
    T: Copy + Into<Date>,
{
    let by: Date = (*review_by.get_ref()).into();
    if by <= from {
        let message = format!("review_by is {by}, not after {from}");
        found.push(
            Diagnostic::error(Code::DateOrder, file, review_by.span(), message)
                .help("give the day by which it must be looked at again"),
        );
    } else if by < today {
        let fault = Diagnostic::warning(
            Code::ReviewDue,
            file,
            review_by.span(),
            format!("the {what} was to be reviewed by {by}"),
        );
        found.push(fault.help(
            "check it against its sources, then move reviewed (or as_of) and review_by forward",
        ));
    }
}
