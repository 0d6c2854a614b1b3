//! Rules about dates: none from the future that tells of the past, none
//! before what it must follow, and a warning for what is due.

use crate::content::{CHECKERS_FOLDER, Content, Date, Guide, JOURNEYS_FOLDER, Spanned};
use crate::diagnostic::{Code, Diagnostic};
use jiff::civil;

pub(super) fn check(content: &Content, today: civil::Date, found: &mut Vec<Diagnostic>) {
    let mut clock = Clock { today, found };
    for guide in &content.guides {
        clock.guide(guide);
    }
    for fact in content.facts.values().map(Spanned::get_ref) {
        let file = "data/facts.toml";
        clock.past(file, &fact.source.date, "the source");
        clock.review(file, &fact.as_of, &fact.review_by, "fact");
    }
    let checkers = content.checkers.iter().map(|(name, checker)| {
        let dates = (&checker.reviewed, &checker.review_by);
        (CHECKERS_FOLDER, name, dates)
    });
    let journeys = content.journeys.iter().map(|(name, journey)| {
        let dates = (&journey.reviewed, &journey.review_by);
        (JOURNEYS_FOLDER, name, dates)
    });
    for (folder, name, (reviewed, review_by)) in checkers.chain(journeys) {
        let file = format!("{folder}/{name}.toml");
        clock.past(&file, reviewed, "the review");
        clock.review(&file, reviewed, review_by, "page");
    }
    for contact in content.contacts.values().map(Spanned::get_ref) {
        let file = "data/contacts.toml";
        clock.past(file, &contact.as_of, "the look-up");
        clock.past(file, &contact.source.date, "the source");
        clock.year(file, contact.published.as_ref());
    }
}

/// Today, and what is found against it.
struct Clock<'a> {
    today: civil::Date,
    found: &'a mut Vec<Diagnostic>,
}

impl Clock<'_> {
    fn guide(&mut self, guide: &Guide) {
        let file = guide.file.as_str();
        let extra = &guide.front.extra;
        if let Some(reviewed) = &extra.reviewed {
            self.past(file, reviewed, "the review");
            if let Some(review_by) = &extra.review_by {
                self.review(file, reviewed, review_by, "guide");
            }
        }
        if let Some(end) = extra
            .valid_until
            .as_ref()
            .filter(|end| end.get_ref().0 < self.today)
        {
            let message = format!("this ended on {}", end.get_ref());
            let fault = Diagnostic::warning(Code::Ended, file, end.span(), message);
            let help = "say what came after it, or move valid_until if it was extended";
            self.found.push(fault.help(help));
        }
        for source in &extra.sources {
            self.past(file, &source.date, "the source");
        }
        for change in &extra.changes {
            self.past(file, &change.date, "the change");
        }
    }

    /// A fault if the date of what has been lies in the future.
    fn past(&mut self, file: &str, date: &Spanned<Date>, what: &str) {
        let day = date.get_ref();
        if day.0 > self.today {
            let message = format!("{what} is dated {day}, which is in the future");
            let fault = Diagnostic::error(Code::FutureDate, file, date.span(), message);
            self.found
                .push(fault.help(format!("today is {}", self.today)));
        }
    }

    fn year(&mut self, file: &str, year: Option<&Spanned<i64>>) {
        let this_year = i64::from(self.today.year());
        if let Some(year) = year.filter(|year| *year.get_ref() > this_year) {
            let message = format!("{} is in the future", year.get_ref());
            let fault = Diagnostic::error(Code::FutureDate, file, year.span(), message);
            self.found.push(fault);
        }
    }

    /// A fault if the review is not after what is reviewed, or overdue.
    fn review(&mut self, file: &str, from: &Spanned<Date>, by: &Spanned<Date>, what: &str) {
        let (from, day) = (from.get_ref(), by.get_ref());
        if day <= from {
            let message = format!("review_by is {day}, not after {from}");
            let fault = Diagnostic::error(Code::DateOrder, file, by.span(), message);
            let help = "give the day by which it must be looked at again";
            self.found.push(fault.help(help));
        } else if day.0 < self.today {
            let message = format!("the {what} was to be reviewed by {day}");
            let fault = Diagnostic::warning(Code::ReviewDue, file, by.span(), message);
            let help =
                "check it against its sources, then move reviewed (or as_of) and review_by forward";
            self.found.push(fault.help(help));
        }
    }
}
